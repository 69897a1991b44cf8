"""What is issued here verifies here; what would not verify is never issued."""

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skillmark.kernel.vc import CannotIssue, verify
from skillmark.kernel.vc.multibase import did_key, key_method

AT = datetime(2026, 6, 1, tzinfo=UTC)
Badge = Callable[..., dict[str, Any]]


def test_an_issued_badge_is_valid(badge: Badge, signer: Any) -> None:
    verdict = verify(json.dumps(signer.issue(badge())).encode(), at=AT)
    assert verdict.verdict == "valid"
    assert {check.check: check.result for check in verdict.checks} == {
        "parse": "pass", "context": "pass", "proof": "pass", "issuer": "pass", "validity": "pass",
        "status": "skipped", "schema": "pass", "trust": "skipped", "holder": "skipped",
    }  # fmt: skip
    assert verdict.issuer == signer.did
    assert verdict.subject == "urn:uuid:0190a8a0-0000-7000-8000-000000000002"
    assert verdict.achievement == "urn:uuid:0190a8a0-0000-7000-8000-000000000003"
    assert verdict.competencies == ("https://knitwear.example/items/1",)
    assert (verdict.valid_from, verdict.valid_until) == ("2026-01-01T00:00:00Z", "2030-01-01T00:00:00Z")


def test_issuing_twice_gives_the_same_record_and_leaves_the_document_alone(badge: Badge, signer: Any) -> None:
    document = badge()
    first, second = signer.issue(document), signer.issue(document)
    assert first == second
    assert document == badge()
    assert first["proof"]["created"] == "2026-06-01T00:00:00Z"


def test_the_signer_gets_64_bytes_and_nothing_else(badge: Badge, signer: Any) -> None:
    seen: list[bytes] = []

    def remember(message: bytes) -> bytes:
        seen.append(message)
        return bytes(signer.sign(message))

    from skillmark.kernel.vc import issue

    issue(badge(), sign=remember, verification_method=signer.method, created=AT)
    assert [len(message) for message in seen] == [64]


@pytest.mark.parametrize(
    "members, code",
    [
        ({"honours": "yes"}, "term_undefined"),
        ({"issuer": None}, "schema_failed"),
        ({"validFrom": None}, "schema_failed"),
        ({"validFrom": "2026-01-01"}, "schema_failed"),
        ({"validFrom": "2026-01-01T00:00:00"}, "schema_failed"),
        ({"validUntil": "2025-01-01T00:00:00Z"}, "schema_failed"),
        ({"credentialSubject": {"type": ["AchievementSubject"]}}, "schema_failed"),
        ({"id": "not an address"}, "term_refused"),
        ({"type": ["VerifiableCredential", "OpenBadgeCredential", "Medal"]}, "term_refused"),
        ({"proof": {"type": "DataIntegrityProof"}}, "proof_malformed"),
        ({"@context": ["https://www.w3.org/ns/credentials/v2"]}, "term_undefined"),
        ({"name": 7}, "schema_failed"),
    ],
)
def test_what_would_not_verify_is_not_issued(badge: Badge, signer: Any, members: dict[str, Any], code: str) -> None:
    document = badge(**members)
    with pytest.raises(CannotIssue) as refused:
        signer.issue(document)
    # without an issuer there is no key of the issuer; both are right answers to an absent issuer
    assert refused.value.code == code


def test_the_key_must_be_the_issuers(badge: Badge, signer: Any, stranger: Any) -> None:
    with pytest.raises(CannotIssue) as refused:
        stranger.issue(badge())
    assert refused.value.code == "method_not_of_issuer"
    with pytest.raises(CannotIssue) as refused:
        stranger.issue(badge(), verification_method=signer.method)
    assert refused.value.code == "signature_wrong"


def test_a_signature_of_another_length_is_not_published(badge: Badge, signer: Any) -> None:
    from skillmark.kernel.vc import issue

    with pytest.raises(CannotIssue) as refused:
        issue(badge(), sign=lambda message: b"short", verification_method=signer.method, created=AT)
    assert refused.value.code == "signature_malformed"


def test_a_sample_says_so_and_stays_valid(badge: Badge, signer: Any) -> None:
    record = signer.issue(badge(name="SAMPLE: Knitting machine set-up"))
    for trust in (None, [signer.did]):
        verdict = verify(record, at=AT, trust=trust)
        assert verdict.verdict == "valid"
        assert (verdict.check("trust").result, verdict.check("trust").code) == ("fail", "sample_key")


def test_trust_is_reported_and_never_changes_the_verdict(badge: Badge, signer: Any, stranger: Any) -> None:
    record = signer.issue(badge())
    assert verify(record, at=AT, trust=[signer.did]).check("trust").code == "trust_ok"
    verdict = verify(record, at=AT, trust=[stranger.did])
    assert (verdict.verdict, verdict.check("trust").result) == ("valid", "fail")


def test_dates_are_judged_with_five_minutes_of_leeway(badge: Badge, signer: Any) -> None:
    record = signer.issue(badge())
    begins, ends = datetime(2026, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
    near, far = timedelta(minutes=4), timedelta(minutes=6)
    assert verify(record, at=begins - near).verdict == "valid"
    assert verify(record, at=begins - far).reason().code == "not_yet_valid"
    assert verify(record, at=ends + near).verdict == "valid"
    assert verify(record, at=ends + far).reason().code == "expired"
    assert verify(record, at=ends + far).verdict == "invalid"


def test_a_date_in_another_time_zone_is_the_same_instant(badge: Badge, signer: Any) -> None:
    record = signer.issue(badge(validUntil="2026-06-01T05:00:00+05:00"))
    assert verify(record, at=AT).verdict == "valid"
    assert verify(record, at=AT + timedelta(hours=1)).reason().code == "expired"
    assert verify(record, at=AT).valid_until == "2026-06-01T00:00:00Z"


def test_the_proofs_expiry_is_judged_and_its_creation_shown(badge: Badge, signer: Any) -> None:
    record = signer.issue(badge(), expires=AT + timedelta(days=1), created=datetime(2029, 1, 1, tzinfo=UTC))
    verdict = verify(record, at=AT)
    assert verdict.verdict == "valid"
    assert "2029-01-01T00:00:00Z" in verdict.check("proof").message
    assert verify(record, at=AT + timedelta(days=2)).reason().code == "proof_expired"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_changed_letter_makes_a_record_not_valid(badge: Badge, signer: Any, data: st.DataObject) -> None:
    record = signer.issue(badge(description="Bárbara sets up “machine 4”."))
    places = sorted(_texts(record), key=str)
    place = data.draw(st.sampled_from(places))
    changed = copy.deepcopy(record)
    owner: Any = changed
    for step in place[:-1]:
        owner = owner[step]
    text = owner[place[-1]]
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.characters(codec="utf-8").filter(lambda new: new != text[at]))
    owner[place[-1]] = text[:at] + letter + text[at + 1 :]
    assert verify(json.dumps(changed).encode(), at=AT).verdict != "valid"


def test_every_text_of_the_vector_is_covered_by_its_signature(vectors: Path) -> None:
    record = json.loads((vectors / "own" / "valid.json").read_bytes())
    assert verify(record, at=AT).verdict == "valid"
    for place in _texts(record):
        changed = copy.deepcopy(record)
        owner: Any = changed
        for step in place[:-1]:
            owner = owner[step]
        owner[place[-1]] += "x"
        assert verify(changed, at=AT).verdict != "valid", place


def test_a_did_key_holds_its_key(signer: Any) -> None:
    from skillmark.kernel.vc.keys import key_of_did

    assert did_key(key_of_did(signer.did).material) == signer.did
    assert signer.did.startswith("did:key:z6Mk")
    assert key_method(signer.did) == f"{signer.did}#{signer.did[8:]}"
    for wrong in (b"", bytes(31), bytes(33)):
        with pytest.raises(ValueError):
            did_key(wrong)


def _texts(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, str):
        return [place]
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for step, inner in steps for found in _texts(inner, (*place, step))]
