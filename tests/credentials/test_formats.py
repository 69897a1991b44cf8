"""Files of other issuers taken apart: what is signed is checked part by part, and what is only said stays said."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.assessment.factories import NOW, Bench
from tests.credentials import badges2
from tests.credentials.factories import Issuer, as_file
from tests.credentials.test_outside import verified, with_person
from tests.people import factories as people

from skillmark.credentials import actions, looking_up, queries
from skillmark.credentials.actions import Fate
from skillmark.foundation import files as kept_files
from skillmark.foundation.roles import Role
from skillmark.kernel import vc
from skillmark.kernel.skills import Basis, ler_rs
from skillmark.kernel.vc.frozen import CREDENTIALS_V2, OPEN_BADGES
from skillmark.kernel.vc.multibase import key_method
from skillmark.people import actions as people_actions

pytestmark = pytest.mark.django_db
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
NILS = "urn:applicant:TW-001"


def fates(where: Bench, data: bytes, name: str = "file", **options: Any) -> list[Fate]:
    options = {"accept_issuers": True} | options
    for number in (1, 2, 3) if options["accept_issuers"] else ():  # those within a file are accepted by themselves
        actions.accept_issuer(where.program, issuer=Issuer(number).did, now=NOW)
    return [one.fate for one in actions.import_records(where.program, files={name: data}, now=NOW, **options)]


def claimed(where: Bench, person: Any) -> dict[str, int]:
    rows = queries.holdings(where.program, [person.pk], framework_id=where.framework.pk, as_of=NOW)
    return {row.competency_id: row.level for row in rows if row.basis is Basis.CLAIMED}


def clr(*parts: dict[str, Any], subject_id: str = NILS, signer: Issuer | None = None) -> dict[str, Any]:
    signer = signer or Issuer(2)
    return signer.signed(
        {
            "@context": [CREDENTIALS_V2, CLR, OPEN_BADGES],
            "id": uuid4().urn,
            "type": ["VerifiableCredential", "ClrCredential"],
            "name": "Transcript",
            "issuer": {"id": signer.did, "type": ["Profile"], "name": "State University"},
            "validFrom": "2026-01-06T00:00:00Z",
            "credentialSubject": {"id": subject_id, "type": ["ClrSubject"], "verifiableCredential": list(parts)},
        }
    )


def resume(*records: Any, skills: tuple[str, ...] = ("Pump seals",), **subject: Any) -> dict[str, Any]:
    """A résumé as HR Open's samples wrap it: a credential in form that nobody signed."""
    found = ler_rs.resume(
        document_id="1", name="Nils Farkas", email="nils@example.org",
        records=records, skills=skills, jobs=["Pump fitter"],
    )  # fmt: skip
    return {
        "@context": [
            "https://www.w3.org/2018/credentials/v1",
            "http://schema.hropenstandards.org/4.5/x/LER-RSType.json",
        ],
        "type": ["VerifiableCredential", "LER-RS VC"],
        "credentialSubject": found | subject,
    }


# Collections ---------------------------------------------------------------------------------------------------------


def test_each_record_of_a_collection_is_checked_for_itself() -> None:
    where, person = with_person()
    assert fates(where, as_file(clr(Issuer().badge()))) == [Fate.COLLECTION, Fate.COUNTED]
    assert verified(where, person) == {"TP-02": 4}
    whole = queries.outside_records(where.program).get(enclosed_in=None)
    assert (whole.format, whole.levels, whole.person_id) == ("collection", [], person.pk)


def test_a_changed_record_inside_a_genuine_collection_does_not_count() -> None:
    where, person = with_person()
    inside = Issuer().badge()
    inside["credentialSubject"]["result"][0]["value"] = "9"
    assert fates(where, as_file(clr(inside, Issuer().badge(value="3")))) == [
        Fate.COLLECTION,
        Fate.NOT_GENUINE,
        Fate.COUNTED,
    ]
    assert verified(where, person) == {"TP-02": 3}


def test_a_genuine_record_inside_a_changed_collection_counts_for_itself() -> None:
    where, person = with_person()
    document = clr(Issuer().badge())
    document["name"] = "Doctorate"
    assert fates(where, as_file(document)) == [Fate.NOT_GENUINE, Fate.COUNTED]
    assert verified(where, person) == {"TP-02": 4}


def test_a_record_of_somebody_else_inside_her_collection_is_nobody_s() -> None:
    where, person = with_person()
    other = people.person(where.place, "Ida Moreau", reference="TW-002")
    theirs = Issuer().badge(subject_id="urn:applicant:TW-002")
    stranger = Issuer().badge(subject_id="did:example:who")
    told = fates(where, as_file(clr(theirs, stranger)))
    assert told[1:] == [Fate.ANOTHER_NAME, Fate.WHOSE]
    assert verified(where, person) == {} == verified(where, other)


def test_the_id_under_which_a_genuine_collection_speaks_of_her_ties_its_records() -> None:
    where, person = with_person()
    did = "did:example:nils"
    identifier = {"type": "IdentityObject", "hashed": False, "identityHash": "TW-001", "identityType": "identifier"}
    document = clr(Issuer().badge(subject_id=did), subject_id=did)
    document = Issuer(2).signed(
        {name: value for name, value in document.items() if name != "proof"}
        | {"credentialSubject": document["credentialSubject"] | {"identifier": [identifier]}}
    )
    assert fates(where, as_file(document)) == [Fate.COLLECTION, Fate.COUNTED]
    assert verified(where, person) == {"TP-02": 4}


def test_what_only_the_issuer_of_the_collection_says_is_a_claim() -> None:
    where, person = with_person()
    bare = {name: value for name, value in Issuer().badge().items() if name != "proof"}
    assert fates(where, as_file(clr(bare))) == [Fate.COLLECTION]
    assert verified(where, person) == {}
    assert claimed(where, person) == {"TP-02": 4}
    (claim,) = queries.outside_records(where.program).get().claims
    assert (claim["by"], claim["name"]) == ("issuer", "Seals")


def test_what_a_changed_collection_says_is_not_even_a_claim() -> None:
    where, person = with_person()
    bare = {name: value for name, value in Issuer().badge().items() if name != "proof"}
    document = clr(bare)
    document["credentialSubject"]["verifiableCredential"][0]["credentialSubject"]["result"][0]["value"] = "9"
    assert fates(where, as_file(document)) == [Fate.NOT_GENUINE]
    assert claimed(where, person) == {} == verified(where, person)


# Résumés as data -----------------------------------------------------------------------------------------------------


def test_a_resume_s_signed_record_counts_and_what_it_says_is_a_claim() -> None:
    where, person = with_person()
    assert fates(where, as_file(resume(Issuer().badge()))) == [Fate.CLAIMED, Fate.COUNTED]
    assert verified(where, person) == {"TP-02": 4}
    whole = queries.outside_records(where.program).get(format="resume")
    assert whole.person_id == person.pk
    assert [(one["kind"], one["name"], one["by"]) for one in whole.claims] == [
        ("job", "Pump fitter", "owner"), ("skill", "Pump seals", "owner"),
    ]  # fmt: skip


@pytest.mark.parametrize("dressed", ["no proof", "empty proof", "verified", "body", "another's signature"])
def test_a_claim_that_looks_checked_is_a_claim(dressed: str) -> None:
    """A record without a signature, a word in place of one, a body that could be asked, a signature of something
    else.
    """
    where, person = with_person()
    genuine = Issuer().badge()
    bare = {name: value for name, value in genuine.items() if name != "proof"}
    looks = {
        "no proof": bare,
        "empty proof": bare | {"proof": []},
        "verified": bare | {"verified": True, "proof": None},
        "body": {"verifyingOrganization": {"name": "Harbor College"}},
        "another's signature": bare | {"name": "Other", "proof": genuine["proof"]},
    }[dressed]
    told = fates(where, as_file(resume(looks)))
    assert told == ([Fate.CLAIMED, Fate.NOT_GENUINE] if dressed == "another's signature" else [Fate.CLAIMED])
    assert verified(where, person) == {}


def test_a_resume_ties_no_record_to_her_that_does_not_name_her() -> None:
    """Nobody signed it: anybody could put somebody else's genuine record into her own résumé."""
    where, person = with_person()
    assert fates(where, as_file(resume(Issuer().badge(subject_id="did:example:who")))) == [Fate.CLAIMED, Fate.WHOSE]
    assert verified(where, person) == {}


def test_a_resume_that_calls_itself_signed_is_still_a_claim() -> None:
    where, person = with_person()
    document = resume() | {"issuer": "Harbor College", "proof": Issuer().badge()["proof"]}
    assert fates(where, as_file(document)) == [Fate.CLAIMED]
    assert verified(where, person) == {}


def test_of_a_resume_nothing_of_the_person_herself_is_read() -> None:
    person = {"name": {"formattedName": "Nils Farkas"}, "gender": "Male", "birthDate": "1990-01-01", "ethnicity": ["x"]}
    where, _ = with_person()
    fates(where, as_file(resume(person=person, narratives=[{"name": "Objective", "texts": [{"lines": ["secret"]}]}])))
    told = json.dumps(queries.outside_records(where.program).get().claims)
    assert not any(word in told for word in ("Male", "1990", "ethnicity", "secret"))


def test_saying_whose_a_resume_is_says_it_of_those_parts_that_name_nobody() -> None:
    where, person = with_person()
    document = resume(Issuer().badge(subject_id="did:example:who"))
    del document["credentialSubject"]["communication"]
    assert fates(where, as_file(document)) == [Fate.CLAIMED, Fate.WHOSE]
    whole = queries.outside_records(where.program).get(format="resume")
    actions.name_person(where.program, record_id=whole.pk, person_id=person.pk, now=NOW)
    assert verified(where, person) == {"TP-02": 4}


# Pictures and tokens -------------------------------------------------------------------------------------------------


def test_a_badge_in_a_picture_counts_and_the_picture_is_kept_to_the_byte() -> None:
    where, person = with_person()
    picture = vc.bake(badges2.png("none"), json.dumps(Issuer().badge()))
    assert fates(where, picture, "badge.png") == [Fate.COUNTED]
    record = queries.outside_records(where.program).get()
    assert queries.bytes_of(where.program, record) == picture
    assert json.loads(record.document)["name"] == "Seals"
    assert verified(where, person) == {"TP-02": 4}
    with_erasing(where, person, record)


def with_erasing(where: Bench, person: Any, record: Any) -> None:
    people_actions.erase_person(where.program, person_id=person.pk, now=NOW)
    assert not queries.outside_records(where.program).exists()
    with pytest.raises(Exception, match=r"."):
        kept_files.original(where.program, record.file_id)


def test_a_token_counts_like_any_record() -> None:
    issuer = Issuer()
    where, person = with_person()
    unsigned = {name: value for name, value in issuer.badge().items() if name != "proof"}
    token = vc.issue_token(unsigned, sign=issuer.key.sign, verification_method=key_method(issuer.did))
    assert fates(where, token.encode(), "badge.jwt") == [Fate.COUNTED]
    assert verified(where, person) == {"TP-02": 4}


# Open Badges 2.0 -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["json", "png", "svg", "address"])
def test_a_hosted_badge_that_its_issuer_s_site_confirms_is_genuine(form: str) -> None:
    where, person = with_person()
    text = json.dumps(badges2.assertion())
    data = {
        "json": text.encode(),
        "png": badges2.png(text),
        "svg": badges2.svg(text),
        "address": badges2.png(badges2.ASSERTION),
    }[form]
    at_hand = badges2.pages(badges2.assertion(), badges2.badge())
    assert fates(where, data, pages=at_hand) == [Fate.NO_LEVEL]
    record = queries.outside_records(where.program).get()
    assert (record.word, record.issuer, record.person_id) == ("valid", badges2.ISSUER, person.pk)
    assert record.achievement == badges2.BADGE
    assert set(record.pages) == {badges2.ASSERTION, badges2.BADGE}


def test_a_hosted_badge_whose_page_could_not_be_asked_is_a_claim() -> None:
    where, person = with_person()
    assert fates(where, json.dumps(badges2.assertion()).encode()) == [Fate.CLAIMED]
    assert queries.outside_records(where.program).get().word == "claimed"
    assert verified(where, person) == {}


def test_a_hosted_badge_whose_page_names_another_recipient_is_not_genuine() -> None:
    where, _ = with_person()
    there = badges2.assertion(recipient=badges2.recipient("somebody@example.org"))
    at_hand = badges2.pages(there, badges2.badge())
    assert fates(where, json.dumps(badges2.assertion()).encode(), pages=at_hand) == [Fate.NOT_GENUINE]


@pytest.mark.parametrize(
    ("there", "badge", "fate"),
    [
        ({"revoked": True}, {}, Fate.NOT_GENUINE),
        ({"expires": "2026-02-01T00:00:00Z"}, {}, Fate.NOT_GENUINE),
        ({}, {"issuer": "https://other.example/issuer"}, Fate.CLAIMED),
        ({"id": "https://college.example/a/2"}, {}, Fate.NOT_GENUINE),
    ],
)
def test_a_hosted_badge_withdrawn_over_moved_or_of_another_site(
    there: dict[str, Any], badge: dict[str, Any], fate: Fate
) -> None:
    where, _ = with_person()
    at_hand = badges2.pages(badges2.badge(**badge)) | {
        badges2.ASSERTION: json.dumps(badges2.assertion(**there)).encode()
    }
    data = json.dumps(badges2.assertion(**{name: there[name] for name in there if name == "expires"})).encode()
    assert fates(where, data, pages=at_hand) == [fate]


def test_another_site_may_hold_badges_only_if_the_issuer_says_so() -> None:
    where, _ = with_person()
    elsewhere = "https://badges.example/a/1"
    document = badges2.assertion(id=elsewhere)
    for verification, fate in (
        ({}, Fate.NOT_GENUINE),
        ({"allowedOrigins": ["badges.example"]}, Fate.NO_LEVEL),
        ({"startsWith": "https://badges.example/b"}, Fate.NOT_GENUINE),
    ):
        at_hand = badges2.pages(document, badges2.badge(), badges2.issuer(verification=verification))
        assert fates(where, json.dumps(document).encode(), pages=at_hand) == [fate], verification


def test_a_signed_badge_needs_the_key_that_its_issuer_s_page_lists() -> None:
    where, _ = with_person()
    document = badges2.assertion(id=uuid4().urn, verification={"type": "SignedBadge", "creator": badges2.KEY})
    token = badges2.signed(document).encode()
    at_hand = badges2.pages(badges2.badge(), badges2.issuer(), badges2.key())
    assert fates(where, badges2.png(token.decode()), pages=at_hand) == [Fate.NO_LEVEL]
    for without in (badges2.KEY, badges2.ISSUER):
        rest = {address: page for address, page in at_hand.items() if address != without}
        assert fates(where, token, pages=rest) == [Fate.CLAIMED], without
    stranger = at_hand | badges2.pages(badges2.issuer(publicKey="https://college.example/other"))
    assert fates(where, token, pages=stranger) == [Fate.NOT_GENUINE]
    changed = badges2.signed(document | {"recipient": badges2.recipient("x@example.org")})
    forged = f"{changed.rpartition('.')[0]}.{token.decode().rpartition('.')[2]}".encode()
    assert fates(where, forged, pages=at_hand) == [Fate.NOT_GENUINE]


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS1"])
def test_a_badge_signed_with_no_signature_at_all_is_never_genuine(algorithm: str) -> None:
    where, _ = with_person()
    document = badges2.assertion(verification={"type": "SignedBadge", "creator": badges2.KEY})
    at_hand = badges2.pages(badges2.badge(), badges2.issuer(), badges2.key())
    assert fates(where, badges2.signed(document, algorithm).encode(), pages=at_hand) != [Fate.NO_LEVEL]


def test_a_signed_badge_on_its_issuer_s_list_of_withdrawn_ones_is_not_genuine() -> None:
    where, _ = with_person()
    gone = f"{badges2.SITE}/withdrawn"
    document = badges2.assertion(id="urn:x:1", verification={"type": "SignedBadge", "creator": badges2.KEY})
    at_hand = badges2.pages(badges2.badge(), badges2.issuer(revocationList=gone), badges2.key())
    assert fates(where, badges2.signed(document).encode(), pages=at_hand) == [Fate.CLAIMED]
    listed = {gone: json.dumps({"type": "RevocationList", "revokedAssertions": [{"id": "urn:x:1"}]}).encode()}
    assert fates(where, badges2.signed(document).encode(), pages=at_hand | listed) == [Fate.NOT_GENUINE]


@pytest.mark.parametrize("broken", ["Seals\x00", "Seals\ud800"])
def test_a_page_or_a_badge_with_text_that_no_store_keeps_is_as_good_as_none(broken: str) -> None:
    where, _ = with_person()
    data = json.dumps(badges2.assertion()).encode()
    at_hand = badges2.pages(badges2.assertion(), badges2.badge(name=broken))
    assert fates(where, data, pages=at_hand) == [Fate.CLAIMED]
    inside = json.dumps(badges2.assertion(evidence=broken)).encode()
    assert fates(where, inside, pages=at_hand) in ([Fate.UNREADABLE], [Fate.NOT_CHECKED], [Fate.NOT_GENUINE])


def test_pages_are_asked_one_after_the_other_and_only_as_far_as_needed() -> None:
    asked: list[str] = []
    site = badges2.pages(badges2.assertion(), badges2.badge(), badges2.issuer())

    def asking(address: str) -> bytes | None:
        asked.append(address)
        return site.get(address)

    found = looking_up.pages_for([json.dumps(badges2.assertion()).encode()] * 2, now=NOW, asking=asking)
    assert asked == [badges2.ASSERTION, badges2.BADGE] == list(found)
    assert looking_up.pages_for([b"{}", as_file(Issuer().badge())], now=NOW, asking=asking) == {}


def test_the_fetcher_asks_no_address_within_the_network() -> None:
    document = badges2.assertion(id="https://127.0.0.1/a/1")
    assert looking_up.pages_for([json.dumps(document).encode()], now=NOW) == {}


# Letting go ----------------------------------------------------------------------------------------------------------


def test_sweeping_strays_leaves_what_holds_somebody_s_record() -> None:
    where, person = with_person()
    document = resume(Issuer().badge())
    del document["credentialSubject"]["communication"]
    fates(where, as_file(document))
    assert queries.outside_records(where.program).get(format="resume").person_id is None
    assert actions.sweep(where.program, now=NOW + timedelta(days=200)) == 0
    assert verified(where, person) == {"TP-02": 4}


# The page and the interface ------------------------------------------------------------------------------------------


def test_the_page_keeps_what_is_checked_and_what_is_said_apart() -> None:
    where, _ = with_person()
    bare = {name: value for name, value in Issuer().badge().items() if name != "proof"}
    fates(where, as_file(clr(Issuer().badge(), bare)))
    client = people.member(where.place, Role.TALENT_LEAD).client()
    whole = queries.outside_records(where.program).get(format="collection")
    page = client.get(f"/w/{where.place.slug}/records/others/{whole.pk}/").content.decode()
    checked, _, said = page.partition("Said, and not checked")
    assert "Checked: signed records in it" in checked
    assert "Harbor College" in checked
    assert "Only the issuer of the collection says so" in said
