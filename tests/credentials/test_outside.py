"""Records of others: genuine is not enough, and nothing is guessed."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from tests.assessment.factories import NOW, Bench, bench
from tests.credentials.factories import Issuer, as_file, awarded, signing
from tests.people import factories as people

from skillmark.credentials import actions, queries, reading
from skillmark.credentials.actions import Fate
from skillmark.foundation import audit
from skillmark.kernel import vc
from skillmark.kernel.skills import Basis
from skillmark.kernel.vc.multibase import key_method
from skillmark.kernel.vc.status import status_entry, status_list_document
from skillmark.people import actions as people_actions

pytestmark = pytest.mark.django_db
LIST = "https://college.example/status/1"


def with_person(**bench_options: Any) -> tuple[Bench, Any]:
    where = bench(**bench_options)
    return where, people.person(where.place, "Nils Farkas", reference="TW-001", email="nils@example.org")


def bring(where: Bench, *documents: dict[str, Any], accept: bool = True) -> list[Fate]:
    files = {f"{number}.json": as_file(document) for number, document in enumerate(documents)}
    brought = actions.import_records(where.program, files=files, accept_issuers=accept, now=NOW)
    return [one.fate for one in brought]


def verified(where: Bench, person: Any) -> dict[str, int]:
    rows = queries.holdings(where.program, [person.pk], framework_id=where.framework.pk, as_of=NOW)
    return {row.competency_id: row.level for row in rows if row.basis is Basis.VERIFIED}


def test_a_genuine_record_of_an_accepted_issuer_counts() -> None:
    where, person = with_person()
    assert bring(where, Issuer().badge()) == [Fate.COUNTED]
    assert verified(where, person) == {"TP-02": 4}
    kept = queries.outside_records(where.program).get()
    assert kept.keys == [key_method(Issuer().did)]
    assert kept.verdict["verdict"] == "valid"


def test_anybody_can_sign_so_a_record_of_an_unknown_issuer_does_not_count() -> None:
    where, person = with_person()
    assert bring(where, Issuer().badge(), accept=False) == [Fate.NOT_ACCEPTED]
    assert verified(where, person) == {}
    accepted = actions.accept_issuer(where.program, issuer=Issuer().did, now=NOW)
    assert verified(where, person) == {"TP-02": 4}
    actions.end_issuer(where.program, accepted_id=accepted.pk, now=NOW)
    assert verified(where, person) == {}


def test_a_changed_record_does_not_count() -> None:
    where, person = with_person()
    document = Issuer().badge()
    document["credentialSubject"]["result"][0]["value"] = "9"
    assert bring(where, document) == [Fate.NOT_GENUINE]
    assert verified(where, person) == {}


@pytest.mark.parametrize("value", [None, "", "very good", "4.5", "11", "-1"])
def test_an_unreadable_level_is_not_counted_and_said_so(value: str | None) -> None:
    where, person = with_person()
    assert bring(where, Issuer().badge(value=value)) == [Fate.NO_LEVEL]
    assert verified(where, person) == {}


def test_a_rubric_level_that_was_achieved_gives_its_level() -> None:
    rung = {"id": "urn:x:3", "type": ["RubricCriterionLevel"], "name": "Three", "level": "3"}
    document = {
        "credentialSubject": {
            "achievement": {
                "alignment": [{"targetCode": "TP-02", "targetUrl": "urn:x:tp"}],
                "resultDescription": [{"id": "urn:x:d", "rubricCriterionLevel": [rung]}],
            },
            "result": [{"resultDescription": "urn:x:d", "achievedLevel": "urn:x:3"}],
        }
    }
    assert reading.competency_lines(document) == [("urn:x:tp", "TP-02", "", 3)]


def test_a_record_of_nobody_waits_until_somebody_says_whose_it_is() -> None:
    where, person = with_person()
    assert bring(where, Issuer().badge(subject_id="did:example:who")) == [Fate.WHOSE]
    record = queries.outside_records(where.program).get()
    actions.name_person(where.program, record_id=record.pk, person_id=person.pk, now=NOW)
    assert verified(where, person) == {"TP-02": 4}


def test_an_email_address_under_salt_names_its_owner() -> None:
    where, person = with_person()
    digest = hashlib.sha256(b"nils@example.orgpepper").hexdigest()
    identifier = {
        "type": "IdentityObject", "hashed": True, "identityHash": f"sha256${digest}",
        "identityType": "emailAddress", "salt": "pepper",
    }  # fmt: skip
    assert bring(where, Issuer().badge(subject_id="did:example:who", identifier=[identifier])) == [Fate.COUNTED]
    assert verified(where, person) == {"TP-02": 4}


def test_a_name_alone_names_nobody() -> None:
    where, _ = with_person()
    identifier = {"type": "IdentityObject", "hashed": False, "identityHash": "Nils Farkas", "identityType": "name"}
    assert bring(where, Issuer().badge(subject_id="did:example:who", identifier=[identifier])) == [Fate.WHOSE]


@pytest.mark.parametrize(
    ("name", "fate"), [("Someone Else", Fate.ANOTHER_NAME), ("  NILS   farkas", Fate.COUNTED), ("", Fate.COUNTED)]
)
def test_a_record_that_bears_another_name_does_not_count_until_somebody_says_whose_it_is(name: str, fate: Fate) -> None:
    where, person = with_person()
    identifier = {"type": "IdentityObject", "hashed": False, "identityHash": name, "identityType": "name"}
    assert bring(where, Issuer().badge(identifier=[identifier])) == [fate]
    assert verified(where, person) == ({"TP-02": 4} if fate is Fate.COUNTED else {})
    if fate is Fate.ANOTHER_NAME:
        record = queries.outside_records(where.program).get()
        actions.name_person(where.program, record_id=record.pk, person_id=person.pk, now=NOW)
        assert verified(where, person) == {"TP-02": 4}


def test_a_withdrawn_record_and_one_whose_list_is_missing_do_not_count() -> None:
    issuer = Issuer()
    where, person = with_person()
    entry = status_entry(list_address=LIST, index=7)
    assert bring(where, issuer.badge(status=entry)) == [Fate.NOT_CHECKED]
    listed = issuer.signed(
        status_list_document(
            vc.StatusList.empty().with_set(7), address=LIST, issuer=issuer.did, valid_from=NOW - timedelta(days=1)
        )
    )
    assert bring(where, issuer.badge(status=entry), listed) == [Fate.NOT_GENUINE, Fate.STATUS_LIST]
    assert verified(where, person) == {}
    assert bring(where, issuer.badge(status=status_entry(list_address=LIST, index=8))) == [Fate.COUNTED]


def test_a_sample_counts_in_a_demonstration_alone() -> None:
    where, person = with_person()
    assert bring(where, Issuer().badge(name="SAMPLE: Seals")) == [Fate.COUNTED]
    assert verified(where, person) == {"TP-02": 4}
    real, other = with_person(demonstration=False)
    assert bring(real, Issuer().badge(name="SAMPLE: Seals")) == [Fate.SAMPLE]
    assert verified(real, other) == {}


def test_our_own_record_brought_again_is_no_second_one() -> None:
    where = bench()
    record = awarded(where)
    files = {"mine.json": record.document.encode()}
    (brought,) = actions.import_records(where.program, files=files, accept_issuers=True, now=NOW)
    assert brought.fate is Fate.OWN
    assert not queries.outside_records(where.program).exists()


def test_bringing_a_record_twice_keeps_one() -> None:
    where, _ = with_person()
    document = Issuer().badge()
    bring(where, document)
    bring(where, document)
    assert queries.outside_records(where.program).count() == 1


def test_what_is_no_record_is_named_and_not_kept() -> None:
    where, _ = with_person()
    (brought,) = actions.import_records(where.program, files={"x.json": b"\xff\xfe"}, now=NOW)
    assert (brought.fate, brought.record) == (Fate.UNREADABLE, None)


def test_erasing_a_person_removes_her_documents_and_leaves_a_withdrawn_place_of_nobody() -> None:
    where = bench()
    record = awarded(where)
    copy, place_id = record.document, record.award.place_id
    with signing():
        people_actions.erase_person(where.program, person_id=where.candidate.person_id, now=NOW)
        from skillmark.foundation import jobs

        jobs.run_all(NOW + timedelta(minutes=1))
    assert not queries.records(where.program).exists()
    from skillmark.credentials.models import Award, StatusPlace

    assert not Award.objects.within(where.program).exists()
    assert StatusPlace.objects.within(where.program).filter(pk=place_id).exists()
    status = vc.StatusLists(queries.published_loader())
    assert vc.verify(copy.encode(), at=NOW, status=status).check("status").code == "revoked"
    assert audit.check(where.place.pk) is None


@pytest.mark.parametrize("broken", ["Seals\x00", "Seals\ud800"])
def test_a_record_with_text_that_no_store_keeps_counts_for_nothing(broken: str) -> None:
    where, _ = with_person()
    files = {"a.json": json.dumps(Issuer().badge() | {"name": broken, "id": broken}).encode()}
    lists = {"b.json": json.dumps({"type": ["BitstringStatusListCredential"], "id": broken}).encode()}
    brought = actions.import_records(where.program, files=files | lists, now=NOW)
    assert {one.fate for one in brought} == {Fate.NOT_GENUINE}


def test_whoever_knows_the_issuer_of_a_file_has_not_accepted_those_within_it() -> None:
    where, _ = with_person()
    from tests.credentials.test_formats import clr  # which takes its people from here

    files = {"file": as_file(clr(Issuer(1).badge(), signer=Issuer(2)))}
    brought = actions.import_records(where.program, files=files, accept_issuers=True, now=NOW)
    assert [one.fate for one in brought] == [Fate.COLLECTION, Fate.NOT_ACCEPTED]
