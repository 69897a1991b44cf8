"""Records of nobody: gone with the person they name, and after a while in any case."""

import hashlib
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.assessment.factories import NOW, Bench, bench
from tests.credentials.factories import Issuer, as_file
from tests.people import factories as people

from skillmark.credentials import actions, queries, reading
from skillmark.credentials.actions import UNATTRIBUTED_DAYS
from skillmark.foundation import jobs
from skillmark.people import actions as people_actions

pytestmark = pytest.mark.django_db
NAME, EMAIL, REFERENCE = "José Quillfeather", "jose.q@example.org", "QX-90417"


def named(text: str) -> dict[str, Any]:
    """A badge for somebody the workspace cannot tell, whose holder is called this."""
    identifier = {"type": "IdentityObject", "hashed": False, "identityHash": text, "identityType": "name"}
    return Issuer().badge(subject_id="did:example:who", identifier=[identifier])


def keep(where: Bench, name: str, data: bytes) -> None:
    (brought,) = actions.import_records(where.program, files={name: data}, now=NOW)
    assert brought.record is not None
    assert brought.record.person_id is None


def left(where: Bench) -> list[str]:
    return sorted(queries.outside_records(where.program).values_list("name", flat=True))


def test_erasing_a_person_removes_records_of_nobody_that_name_her() -> None:
    where = bench()
    her = people.person(where.place, NAME, reference=REFERENCE, email=EMAIL)
    keep(where, "a.json", as_file(named(NAME.upper())))
    keep(where, "b.json", json.dumps(named("José  Quillfeather")).encode())  # é as an escape
    keep(where, "Jose\u0301_quillfeather-2.json", as_file(named("somebody")))
    keep(where, "c.json", as_file(named(f"write to {EMAIL}!")))
    keep(where, f"{REFERENCE.lower()}.json", as_file(named("anybody")))
    keep(where, "d.json", as_file(Issuer().badge(subject_id="did:example:a", name=NAME)))
    keep(where, "others.json", as_file(named("José Quillfeatherson")))
    keep(where, "more.json", as_file(named("QX-904171")))
    assert len(left(where)) == 8
    people_actions.erase_person(where.program, person_id=her.pk, now=NOW)
    assert left(where) == ["more.json", "others.json"]


def test_a_hash_of_her_address_names_her_as_well() -> None:
    salted = hashlib.sha256(f"{EMAIL}pepper".encode()).hexdigest()
    identifier = {"hashed": True, "identityHash": f"sha256${salted}", "identityType": "emailAddress", "salt": "pepper"}
    document = json.dumps({"credentialSubject": [{"identifier": identifier}, {"id": "did:example:b"}]})
    her = reading.Known(uuid4(), REFERENCE, EMAIL, NAME)
    assert reading.names(her, document=document, file_name="x.json")
    assert not reading.names(reading.Known(uuid4(), "", "", ""), document=document, file_name="x.json")


def test_what_is_no_json_is_read_as_text() -> None:
    her = reading.Known(uuid4(), "", "", NAME)
    assert reading.names(her, document='{"holder": "José Quillfeather', file_name="x.json")
    assert not reading.names(her, document="[" * 100_000, file_name="x.json")


def test_a_record_of_nobody_is_let_go_after_its_time_and_one_of_somebody_is_kept() -> None:
    where = bench()
    keep(where, "nobody.json", as_file(named("somebody")))
    hers = as_file(Issuer().badge(subject_id=where.candidate.person_id.urn))
    actions.import_records(where.program, files={"hers.json": hers}, now=NOW)
    for days, expected in ((UNATTRIBUTED_DAYS - 1, 2), (UNATTRIBUTED_DAYS + 1, 1)):
        day = NOW + timedelta(days=days)
        jobs.schedule_day(day.date(), day)
        jobs.run_all(day)
        assert len(left(where)) == expected
    assert left(where) == ["hers.json"]
