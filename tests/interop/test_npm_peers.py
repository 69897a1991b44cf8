"""Records signed here verify in the reference verifiers of the npm registry, and theirs here.

`@digitalbazaar/vc` is told the instant to judge by. Of `@digitalcredentials/verifier-core` each step is looked at:
signature, expiry, withdrawal. It judges by the clock; its list of known issuers is empty here; its look at the JSON
schema, which it would fetch and which decides nothing, is left out.
"""

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.assessment.factories import NOW, bench
from tests.config.test_verify import ISSUER, KEY, LIST, record, signed
from tests.credentials.factories import Issuer, awarded
from tests.interop.conftest import Peers
from tests.kernel.vc.test_endorsements import statement

from skillmark.credentials import queries
from skillmark.kernel.vc import StatusList, StatusLists, canonicalize, present, verify
from skillmark.kernel.vc.endorsing import N_QUADS, record_digest
from skillmark.kernel.vc.multibase import key_method
from skillmark.kernel.vc.status import status_list_document

AT = datetime(2026, 6, 1, tzinfo=UTC)
NOW_TEXT = "2026-06-01T00:00:00Z"
SEED = bytes(range(32)).hex()  # the key of tests.config.test_verify
ISSUED_BY = ("digitalbazaar", "digitalcredentials")
NAMES: dict[str, Any] = {
    "plain": "Linking seams",
    "U+000B": "Linking\x0bseams",  # canonical N-Quads escape it; a library that does not signs something else
    "every control": "".join(map(chr, range(1, 32))) + "\x7f\x85\u2028\u2029",
    "beyond the first plane": "\U0001f9f5 \U00020bb7",
    "quotes": 'a "b" \\ c',
    "right to left": {"@value": "خياطة", "@language": "ar", "@direction": "rtl"},
    "two languages": [{"@value": "Seams", "@language": "en"}, {"@value": "Costuras", "@language": "es"}],
}


def unsigned(name: Any) -> dict[str, Any]:
    document = {member: value for member, value in record().items() if member != "proof"}
    document["credentialSubject"]["achievement"]["name"] = name
    return document


def verdict(document: dict[str, Any], **options: Any) -> tuple[str, str]:
    found = verify(json.dumps(document).encode(), at=AT, **options)
    return found.verdict, found.reason().code


def tampering(document: dict[str, Any]) -> dict[str, Callable[[dict[str, Any]], Any]]:
    return {
        "a text": lambda it: it["credentialSubject"]["achievement"].update(name="Surgery"),
        "a date": lambda it: it.update(validFrom="2020-01-01T00:00:00Z"),
        "the day of signing": lambda it: it["proof"].update(created="2020-01-01T00:00:00Z"),
        "the issuer": lambda it: it["issuer"].update(id="did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"),
        "a member more": lambda it: it.update(description="with honours"),
    }


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_a_badge_signed_here_verifies_there(peers: Peers, name: Any) -> None:
    badge = signed(unsigned(name))
    assert peers.ask("digitalbazaar", credential=badge, now=NOW_TEXT) == {"verified": True, "error": None}
    answer = peers.ask("verifierCore", credential=badge)
    assert (answer["errors"], answer["log"]["valid_signature"], answer["log"]["expiration"]) == ([], True, True)


@pytest.mark.parametrize("by", ISSUED_BY)
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_a_badge_signed_there_verifies_here(peers: Peers, name: Any, by: str) -> None:
    badge = peers.ask("issue", by=by, document=unsigned(name), seed=SEED)["credential"]
    assert badge["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    assert verdict(badge) == ("valid", "proof_ok")


@pytest.mark.parametrize("what", tampering({}))
def test_what_was_altered_is_refused_by_all(peers: Peers, what: str) -> None:
    ours = signed(unsigned("Linking\x0bseams"))
    theirs = peers.ask("issue", by="digitalbazaar", document=unsigned("Linking\x0bseams"), seed=SEED)["credential"]
    for badge in (ours, theirs):
        assert verdict(badge)[0] == "valid"
        altered = copy.deepcopy(badge)
        tampering(altered)[what](altered)
        assert verdict(altered)[0] == "invalid"
        assert peers.ask("digitalbazaar", credential=altered, now=NOW_TEXT)["verified"] is False
        assert peers.ask("verifierCore", credential=altered)["errors"] != []


def test_nameless_parts_alike_in_their_place_pass_both_ways(peers: Peers) -> None:
    """Subjects without ids, with several nameless results: naming these is where verifiers go wrong."""
    subject = {name: value for name, value in record()["credentialSubject"].items() if name != "id"}
    results = [{"type": ["Result"], "value": value} for value in ("3", "4", "2")]
    for subjects in (subject | {"result": results}, [subject | {"result": results}, subject | {"role": "lead"}]):
        given = unsigned("Seams") | {"credentialSubject": subjects}
        assert peers.ask("digitalbazaar", credential=signed(given), now=NOW_TEXT)["verified"] is True
        theirs = peers.ask("issue", by="digitalbazaar", document=given, seed=SEED)["credential"]
        assert verdict(theirs) == ("valid", "proof_ok")


def test_both_sign_the_same_bytes(peers: Peers) -> None:
    """Ed25519 has one signature for a key and a text: equal signatures are equal canonical forms, proof included."""
    theirs = peers.ask("issue", by="digitalbazaar", document=unsigned("Linking\x0bseams"), seed=SEED)["credential"]
    created = datetime.fromisoformat(theirs["proof"]["created"])
    from skillmark.kernel.vc import issue

    ours = issue(unsigned("Linking\x0bseams"), sign=KEY.sign, verification_method=key_method(ISSUER), created=created)
    assert ours["proof"] == theirs["proof"]


def test_a_withdrawal_published_here_is_seen_there(peers: Peers) -> None:
    statuses = StatusList.empty().with_set(6)
    day = datetime(2026, 1, 1, tzinfo=UTC)
    peers.documents[LIST] = signed(status_list_document(statuses, address=LIST, issuer=ISSUER, valid_from=day))
    for place, stands in ((5, True), (6, False)):
        answer = peers.ask("verifierCore", credential=record(place))
        assert (answer["errors"], answer["log"]["revocation_status"]) == ([], stands)


def test_an_expired_badge_is_expired_for_all(peers: Peers) -> None:
    badge = record(validUntil="2026-03-01T00:00:00Z")
    assert verdict(badge) == ("invalid", "expired")
    assert peers.ask("digitalbazaar", credential=badge, now=NOW_TEXT)["verified"] is False
    assert peers.ask("digitalbazaar", credential=badge, now="2026-02-01T00:00:00Z")["verified"] is True


def test_presentations_pass_both_ways_and_answer_one_challenge(peers: Peers) -> None:
    badge = signed(unsigned("Linking seams") | {"credentialSubject": record()["credentialSubject"] | {"id": ISSUER}})
    asked = {"challenge": "7f3a", "domain": "employer.example"}
    theirs = peers.ask("present", credentials=[badge], seed=SEED, **asked)["presentation"]
    assert verdict(theirs, **asked) == ("valid", "proof_ok")
    assert verdict(theirs, **(asked | {"challenge": "other"})) == ("invalid", "challenge_wrong")
    ours = present([badge], holder=ISSUER, sign=KEY.sign, verification_method=key_method(ISSUER), created=AT, **asked)
    assert peers.ask("presentation", presentation=ours, now=NOW_TEXT, **asked) == {"verified": True, "error": None}
    other = asked | {"challenge": "other"}
    assert peers.ask("presentation", presentation=ours, now=NOW_TEXT, **other)["verified"] is False


@pytest.mark.django_db
def test_a_record_as_an_installation_issues_it_verifies_there(peers: Peers) -> None:
    """With all that earned it inside, and the list on which it would be withdrawn."""
    where = bench()
    document = json.loads(awarded(where).document)
    load = queries.list_loader(where.program)
    address = document["credentialStatus"]["statusListCredential"]
    listed = load(address)
    assert listed is not None
    peers.documents[address] = json.loads(listed)
    now = (NOW + timedelta(minutes=5)).isoformat()
    found = verify(json.dumps(document).encode(), at=NOW + timedelta(minutes=5), status=StatusLists(load))
    assert found.verdict == "valid"
    assert peers.ask("digitalbazaar", credential=document, now=now) == {"verified": True, "error": None}
    answer = peers.ask("verifierCore", credential=document)
    assert (answer["errors"], answer["log"]["valid_signature"]) == ([], True)
    assert answer["log"]["revocation_status"] is True


def test_a_record_with_two_signatures_verifies_there_and_so_does_the_second_alone(peers: Peers) -> None:
    """The co-signer's signature stands in the record as an endorsement, which no verifier takes for the issuer's."""
    given = unsigned("Seams")
    pinned = {"id": given["id"], "digestSRI": record_digest(given, canonicalize), "mediaType": N_QUADS}
    board = Issuer(2)
    second = board.signed(statement(given["id"], by=board, relatedResource=[pinned]))
    badge = signed(given | {"endorsement": [second]})
    assert [each.stands for each in verify(json.dumps(badge).encode(), at=AT).endorsements] == [True]
    for document in (badge, second):
        assert peers.ask("digitalbazaar", credential=document, now=NOW_TEXT) == {"verified": True, "error": None}
        answer = peers.ask("verifierCore", credential=document)
        assert (answer["errors"], answer["log"]["valid_signature"]) == ([], True)
    altered = copy.deepcopy(badge)
    altered["endorsement"][0]["credentialSubject"]["endorsementComment"] = "We never said so."
    assert peers.ask("digitalbazaar", credential=altered, now=NOW_TEXT)["verified"] is False


def test_a_second_proof_by_a_foreign_key_proves_nothing_there(peers: Peers) -> None:
    """Why the second signature is no second proof: a proof is the issuer's. We refuse one that is not; both peers are
    content with one good proof of several, so that a wrong second one passes there as well.
    """
    badge, board = signed(unsigned("Seams")), Issuer(2)
    foreign = board.signed(unsigned("Seams") | {"issuer": {"id": board.did, "type": ["Profile"]}})["proof"]
    both = badge | {"proof": [badge["proof"], foreign]}
    assert verdict(both)[0] == "invalid"
    wrong = badge | {"proof": [badge["proof"], foreign | {"created": "2020-01-01T00:00:00Z"}]}
    for document in (both, wrong):
        assert peers.ask("digitalbazaar", credential=document, now=NOW_TEXT)["verified"] is True
        assert peers.ask("verifierCore", credential=document)["log"]["valid_signature"] is True
