"""What a holder shows: made for the one who asked, by the one the records are about."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from skillmark.kernel.vc import CannotIssue, Verdict, issue_token, present, verify

AT = datetime(2026, 6, 1, tzinfo=UTC)
Badge = Callable[..., dict[str, Any]]
Show = Callable[..., dict[str, Any]]


@pytest.fixture
def record(badge: Badge, signer: Any, stranger: Any) -> dict[str, Any]:
    """A badge about `stranger`, who holds a key of her own."""
    document = badge()
    document["credentialSubject"]["id"] = stranger.did
    return dict(signer.issue(document))


@pytest.fixture
def show(stranger: Any) -> Show:
    def shown(*records: Any, **options: Any) -> dict[str, Any]:
        given = {"holder": stranger.did, "sign": stranger.sign, "verification_method": stranger.method}
        asked = {"created": AT, "challenge": "7f3a", "domain": "employer.example"}
        return present(records, **(given | asked | options))

    return shown


def judged(shown: Any, **options: Any) -> Verdict:
    asked = {"challenge": "7f3a", "domain": "employer.example"} | options
    return verify(json.dumps(shown).encode(), at=AT, **asked)


def code(shown: Any, **options: Any) -> tuple[str, str]:
    verdict = judged(shown, **options)
    return verdict.verdict, verdict.reason().code


def test_a_live_proof_by_the_one_it_is_about_is_valid(show: Show, record: Any, stranger: Any) -> None:
    verdict = judged(show(record))
    assert (verdict.verdict, verdict.check("holder").code) == ("valid", "holder_ok")
    assert verdict.subject == stranger.did
    assert [inner.verdict for inner in verdict.records] == ["valid"]
    assert [inner["source"] for inner in verdict.as_dict("a.json")["records"]] == ["a.json#1"]


def test_a_token_is_presented_in_an_envelope(show: Show, badge: Badge, signer: Any, stranger: Any) -> None:
    document = badge()
    document["credentialSubject"]["id"] = stranger.did
    text = issue_token(document, sign=signer._private.sign, verification_method=signer.method)
    assert judged(show(text)).verdict == "valid"
    assert judged(show(text[:-4] + "AAAA")).verdict == "invalid"


def test_a_presentation_answers_one_challenge_of_one_verifier(show: Show, record: Any) -> None:
    shown = show(record)
    assert code(shown, challenge="other") == ("invalid", "challenge_wrong")
    assert code(shown, domain="other.example") == ("invalid", "domain_wrong")
    assert judged(shown, challenge=None, domain=None).check("holder").code == "challenge_not_asked"
    shown["proof"]["challenge"] = "other"
    assert code(shown, challenge="other") == ("invalid", "signature_wrong")


def test_somebody_elses_record_does_not_bind_the_one_who_shows_it(show: Show, badge: Badge, signer: Any) -> None:
    document = badge()
    assert code(show(signer.issue(document))) == ("invalid", "holder_not_subject")
    del document["credentialSubject"]["id"]
    assert code(show(signer.issue(document))) == ("undetermined", "holder_unbound")
    assert code(show()) == ("undetermined", "holder_unbound")


def test_a_presentation_is_no_better_than_the_records_in_it(show: Show, record: Any, badge: Badge, signer: Any) -> None:
    tampered = json.loads(json.dumps(record))
    tampered["name"] = "Surgeon"
    assert code(show(record, tampered)) == ("invalid", "signature_wrong")
    verdict = judged(show(record, tampered))
    assert [inner.verdict for inner in verdict.records] == ["valid", "invalid"]
    assert [check.check for check in verdict.checks if check.result == "fail"] == ["proof"]
    assert verdict.check("proof").message.startswith("Record 2: ")


def test_what_is_presented_as_a_record_and_is_none_fails_the_presentation(show: Show, record: Any) -> None:
    badge_alone = {"@context": record["@context"], "id": "urn:x:1", "type": ["Achievement"]}
    verdict = judged(show(record) | {"verifiableCredential": [record, badge_alone]})
    assert verdict.verdict == "invalid"
    assert verdict.check("parse").code == "record_unreadable"


def test_a_presentation_says_what_all_its_records_agree_on(show: Show, record: Any, badge: Badge, signer: Any) -> None:
    alone = judged(show(record))
    assert (alone.issuer, alone.valid_until) == (signer.did, "2030-01-01T00:00:00Z")
    assert alone.competencies == ("https://knitwear.example/items/1",)
    other = badge(validUntil="2029-01-01T00:00:00Z")
    other["credentialSubject"]["id"] = record["credentialSubject"]["id"]
    both = judged(show(record, signer.issue(other)))
    assert (both.issuer, both.valid_until) == (signer.did, None)


def test_only_the_holders_key_signs_for_her(show: Show, record: Any, signer: Any) -> None:
    with pytest.raises(CannotIssue):
        show(record, sign=signer.sign)
    with pytest.raises(CannotIssue):
        show(record, verification_method=signer.method)
    with pytest.raises(CannotIssue):
        show(record, challenge="")
    shown = show(record)
    shown["holder"] = signer.did
    assert judged(shown).verdict == "invalid"


def test_a_proof_of_a_record_does_not_serve_for_a_presentation(show: Show, record: Any, stranger: Any) -> None:
    shown = show(record)
    shown["proof"]["proofPurpose"] = "assertionMethod"
    assert code(shown) == ("invalid", "wrong_purpose")
    del shown["proof"]
    assert code(shown) == ("invalid", "no_proof")


@pytest.mark.parametrize("junk", [None, 7, "text", [], [7], [[]], {}, [{}], {"id": 7}])
def test_junk_among_the_records_never_raises_or_passes(show: Show, record: Any, junk: Any) -> None:
    assert judged(show(record) | {"verifiableCredential": junk}).verdict != "valid"


def test_a_presentation_within_a_presentation_ends(show: Show, record: Any) -> None:
    shown = show(record)
    for _ in range(5):
        shown = show(shown)
    assert judged(shown).verdict != "unreadable"
