"""SD-JWT VC: what is shown is judged as any record; what was kept back, added or changed is known."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openvc.keys import Ed25519SigningKey, P256SigningKey
from openvc.proof.sd_jwt import SdJwtVcProofSuite, disclosure_digest, make_object_disclosure
from tests.kernel.vc.conftest import DAY, Document, Signer

from skillmark.kernel.vc import CannotIssue, StatusLists, Verdict, issue_selective, verify
from skillmark.kernel.vc.keys import from_base64url, to_base64url
from skillmark.kernel.vc.multibase import base58
from skillmark.kernel.vc.opening import document_in

EVIDENCE = [{"id": "urn:uuid:0190a8a0-0000-7000-8000-00000000000e", "type": ["Evidence"], "name": "Two assessors"}]
Badge = Callable[..., Document]


def signed(signer: Signer, document: Document, **options: Any) -> str:
    given = {"made_at": DAY, "verification_method": signer.method} | options
    return issue_selective(document, sign=signer._private.sign, **given)


def judged(text: str, **options: Any) -> Verdict:
    return verify(text.encode(), **({"at": datetime.now(UTC)} | options))


def code(verdict: Verdict, check: str) -> str:
    return next(one.code for one in verdict.checks if one.check == check)


def holder_key() -> Ed25519SigningKey:
    return Ed25519SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(64, 96))), kid="holder")


def resealed(text: str, signer: Signer, change: Callable[[Document, Document], None], *, shows: str = "") -> str:
    """The token with its header and claims changed, and signed anew by the same issuer."""
    header, claims, _ = text.partition("~")[0].split(".")
    parts = json.loads(from_base64url(header)), json.loads(from_base64url(claims))
    change(*parts)
    signing = ".".join(to_base64url(json.dumps(part).encode()) for part in parts)
    return f"{signing}.{to_base64url(signer._private.sign(signing.encode()))}~{shows}"


def test_ours_verifies_here_and_in_the_library_whole_and_with_a_part_kept_back(signer: Signer, badge: Badge) -> None:
    text = signed(signer, badge(evidence=EVIDENCE), hidden=["evidence", "name"])
    issued, *shown, end = text.split("~")
    assert len(shown) == 2
    assert not end
    key = holder_key()
    public = Ed25519SigningKey(signer._private, kid="x").public_jwk()
    for parts in ([], shown, shown[:1], shown[1:]):
        part = "~".join([issued, *parts, ""])
        verdict = judged(part)
        assert verdict.verdict == "valid", verdict.checks
        assert code(verdict, "holder") == "not_presented"
        assert verdict.valid_until == "2030-01-01T00:00:00Z"
        assert SdJwtVcProofSuite().verify(part, public_key_jwk=public).issuer == signer.did
    assert key.alg == "EdDSA"
    kept_back = document_in("~".join([issued, ""]).encode())
    assert "evidence" not in kept_back
    assert "_sd" not in kept_back
    assert kept_back["credentialSubject"]["achievement"]["name"] == "Knitting machine set-up"


def test_the_librarys_verifies_here_with_the_key_of_another_kind(badge: Badge) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    theirs = P256SigningKey(private, kid="")
    number = "z" + base58(b"\x80\x24" + theirs.public_key_raw())
    did, method = f"did:key:{number}", f"did:key:{number}#{number}"
    claims = badge(issuer={"id": did, "type": ["Profile"], "name": "Elsewhere"}) | {"iss": did}
    text = SdJwtVcProofSuite().issue(
        claims, signing_key=P256SigningKey(private, kid=method), disclosable=["name"], vct="https://x.example/t"
    )
    verdict = judged(text)
    assert verdict.verdict == "valid", verdict.checks
    assert verdict.issuer == did


def test_what_was_changed_added_or_shown_twice_is_refused(signer: Signer, badge: Badge) -> None:
    text = signed(signer, badge(evidence=EVIDENCE), hidden=["evidence"])
    issued, shown, _ = text.split("~")
    other = make_object_disclosure("c2FsdHNhbHRzYWx0c2FsdA", "evidence", [])
    for parts in ([other], [shown, other], [shown, shown], [shown[:-2]], ["e30"]):
        verdict = judged("~".join([issued, *parts, ""]))
        assert (verdict.verdict, code(verdict, "proof")) == ("invalid", "proof_malformed"), parts
        assert verdict.issuer is None, "nothing is told of what nobody is known to have signed"
    head, body, signature = issued.split(".")
    claims = json.loads(from_base64url(body))
    claims["validUntil"] = "2040-01-01T00:00:00Z"
    forged = ".".join([head, to_base64url(json.dumps(claims).encode()), signature])
    assert code(judged(f"{forged}~{shown}~"), "proof") == "signature_wrong"


def test_a_member_that_is_signed_openly_cannot_be_shown_again_as_another(signer: Signer, badge: Badge) -> None:
    again = make_object_disclosure("c2FsdHNhbHRzYWx0c2FsdA", "name", "Master of all machines")

    def with_digest(_: Document, claims: Document) -> None:
        claims["_sd"] = [disclosure_digest(again)]

    text = resealed(signed(signer, badge()), signer, with_digest, shows=f"{again}~")
    assert code(judged(text), "proof") == "proof_malformed"


def test_the_end_of_a_record_may_not_be_kept_back(signer: Signer, badge: Badge) -> None:
    for member in ("validUntil", "credentialStatus", "@context"):
        with pytest.raises(CannotIssue):
            signed(signer, badge(), hidden=[member])
    hidden_end = make_object_disclosure("c2FsdHNhbHRzYWx0c2FsdA", "validUntil", "2030-01-01T00:00:00Z")

    def without_end(_: Document, claims: Document) -> None:
        del claims["validUntil"]
        claims["_sd"] = [disclosure_digest(hidden_end)]

    text = resealed(signed(signer, badge()), signer, without_end, shows=f"{hidden_end}~")
    assert code(judged(text), "proof") == "proof_malformed"


def test_dates_are_judged_at_the_instant_asked_for(signer: Signer, badge: Badge) -> None:
    text = signed(signer, badge())
    assert code(judged(text, at=datetime(2031, 1, 1, tzinfo=UTC)), "validity") == "expired"
    assert code(judged(text, at=datetime(2025, 1, 1, tzinfo=UTC)), "validity") == "not_yet_valid"

    def ending(_: Document, claims: Document) -> None:
        claims["exp"] = int(datetime(2027, 1, 1, tzinfo=UTC).timestamp())

    short = resealed(text, signer, ending)
    assert judged(short, at=datetime(2026, 12, 1, tzinfo=UTC)).verdict == "valid"
    assert code(judged(short, at=datetime(2027, 2, 1, tzinfo=UTC)), "proof") == "proof_expired"


def test_a_record_made_for_somebody_is_read_by_everybody(signer: Signer, badge: Badge) -> None:
    for audience in ("https://a.example", ["https://a.example", "https://b.example"]):

        def meant(_: Document, claims: Document, audience: Any = audience) -> None:
            claims["aud"] = audience

        assert judged(resealed(signed(signer, badge()), signer, meant)).verdict == "valid"


def test_anothers_key_and_refused_algorithms(signer: Signer, stranger: Signer, badge: Badge) -> None:
    def signed_by_another(header: Document, _: Document) -> None:
        header["kid"] = stranger.method

    verdict = judged(resealed(signed(signer, badge()), stranger, signed_by_another))
    assert (verdict.verdict, code(verdict, "issuer")) == ("invalid", "method_not_of_issuer")
    codes = {"none": "algorithm_refused", "HS256": "algorithm_refused", "ES512": "suite_not_supported"}
    for algorithm, wanted in codes.items():
        verdict = judged(resealed(signed(signer, badge()), signer, lambda head, _, a=algorithm: head.update(alg=a)))
        assert code(verdict, "proof") == wanted


def test_a_holder_answers_with_the_key_in_the_record(signer: Signer, badge: Badge) -> None:
    hers, now = holder_key(), datetime.now(UTC)  # the library dates the answer by the clock
    text = signed(signer, badge(evidence=EVIDENCE), hidden=["evidence"], holder=hers.public_jwk(), made_at=now)
    issued = text.split("~")[0] + "~"  # she keeps the evidence back
    answer = SdJwtVcProofSuite().create_presentation(issued, holder_key=hers, audience="https://a.example", nonce="n1")
    asked = {"challenge": "n1", "domain": "https://a.example"}
    verdict = judged(answer, **asked)
    assert (verdict.verdict, code(verdict, "holder")) == ("valid", "holder_ok"), verdict.checks
    tomorrow = now + timedelta(days=1)
    for changed in ({"challenge": "n2"}, {"domain": "https://b.example"}, {"domain": None}, {"at": tomorrow}):
        verdict = judged(answer, **(asked | changed))
        assert (verdict.verdict, code(verdict, "holder")) == ("invalid", "challenge_wrong"), changed
    assert code(judged(issued, **asked), "holder") == "challenge_wrong"  # nobody answered
    shown = "~".join([issued + text.split("~")[1], answer.rpartition("~")[2]])
    assert code(judged(shown, **asked), "proof") == "proof_malformed"  # she did not sign that this part is shown


def test_a_card_of_another_kind_and_a_list_of_another_kind_are_not_known(signer: Signer, badge: Badge) -> None:
    def card(_: Document, claims: Document) -> None:
        del claims["@context"]

    assert code(judged(resealed(signed(signer, badge()), signer, card)), "parse") == "token_not_supported"

    def listed(_: Document, claims: Document) -> None:
        claims["status"] = {"status_list": {"idx": 0, "uri": "https://lists.example/1"}}

    text = resealed(signed(signer, badge()), signer, listed)
    lists = StatusLists(lambda _: None)
    assert code(judged(text, status=lists), "status") == "status_type_unknown"
    assert judged(text, status=lists).verdict == "undetermined"
    assert judged(text).verdict == "valid"  # as asked: without the list


def test_without_the_extra_it_says_so(signer: Signer, badge: Badge, monkeypatch: pytest.MonkeyPatch) -> None:
    text = signed(signer, badge())
    monkeypatch.setitem(sys.modules, "openvc.proof.errors", None)
    verdict = judged(text)
    assert (verdict.verdict, code(verdict, "parse")) == ("undetermined", "token_not_supported")


def test_more_parts_than_anybody_shows_are_not_read(signer: Signer, badge: Badge) -> None:
    verdict = judged(signed(signer, badge()) + "e30~" * 1001)
    assert (verdict.verdict, code(verdict, "parse")) == ("undetermined", "too_many_values")
