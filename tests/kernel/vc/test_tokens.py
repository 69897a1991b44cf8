"""Records as tokens: the algorithm and the key are the issuer's choice, never the sender's."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from skillmark.kernel.vc import CannotIssue, KeyDocuments, Verdict, issue_token, verify
from skillmark.kernel.vc.keys import to_base64url

AT = datetime(2026, 6, 1, tzinfo=UTC)
ISSUER = "did:web:knitwear.example"
Badge = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def rsa_jwk(key: rsa.RSAPrivateKey) -> dict[str, str]:
    numbers = key.public_key().public_numbers()
    parts = {"n": numbers.n, "e": numbers.e}
    return {"kty": "RSA"} | {k: to_base64url(v.to_bytes((v.bit_length() + 7) // 8, "big")) for k, v in parts.items()}


def token(header: Any, claims: Any, sign: Callable[[bytes], bytes]) -> bytes:
    text = b".".join(to_base64url(json.dumps(part).encode()).encode() for part in (header, claims))
    return text + b"." + to_base64url(sign(text)).encode()


def by_rsa(key: rsa.RSAPrivateKey) -> Callable[[bytes], bytes]:
    return lambda text: key.sign(text, padding.PKCS1v15(), hashes.SHA256())


def publishing(**method: Any) -> KeyDocuments:
    entry = {"id": f"{ISSUER}#1", "type": "JsonWebKey", "controller": ISSUER} | method
    return KeyDocuments({ISSUER: {"id": ISSUER, "assertionMethod": [entry]}}.get)


def judged(source: bytes | str, **options: Any) -> Verdict:
    return verify(source.encode() if isinstance(source, str) else source, at=AT, **options)


def code(source: bytes | str, **options: Any) -> tuple[str, str]:
    verdict = judged(source, **options)
    return verdict.verdict, verdict.reason().code


def test_a_token_issued_here_verifies_here(badge: Badge, signer: Any) -> None:
    text = issue_token(badge(), sign=signer._private.sign, verification_method=signer.method)
    verdict = judged(text)
    assert verdict.verdict == "valid"
    assert verdict.issuer == signer.did
    assert verdict.achievement == "urn:uuid:0190a8a0-0000-7000-8000-000000000003"


def test_any_changed_letter_of_a_token_is_noticed(badge: Badge, signer: Any) -> None:
    text = issue_token(badge(), sign=signer._private.sign, verification_method=signer.method)
    for at in range(0, len(text), 97):
        other = "B" if text[at] == "A" else "A"
        assert judged(text[:at] + other + text[at + 1 :]).verdict != "valid", at
    assert judged(text + "=").verdict != "valid"
    assert judged(text[:-1]).verdict != "valid"


def test_a_token_that_would_not_verify_is_not_issued(badge: Badge, signer: Any, stranger: Any) -> None:
    with pytest.raises(CannotIssue):
        issue_token(badge(), sign=stranger._private.sign, verification_method=signer.method)
    with pytest.raises(CannotIssue):
        issue_token(badge(honours=True), sign=signer._private.sign, verification_method=signer.method)


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "HS256", "HS512"])
def test_no_token_without_a_key_of_an_issuer(badge: Badge, signer: Any, algorithm: str) -> None:
    shared = signer._private.public_key().public_bytes_raw()  # the public key as a secret: the classic forgery

    def sign(text: bytes) -> bytes:
        if not algorithm.startswith("HS"):
            return b""
        mac = hmac.HMAC(shared, hashes.SHA256())
        mac.update(text)
        return mac.finalize()

    forged = token({"alg": algorithm, "typ": "vc+jwt", "kid": signer.method}, badge(), sign)
    assert code(forged) == ("invalid", "algorithm_refused")


def test_the_algorithm_decides_the_kind_of_key(badge: Badge, signer: Any, rsa_key: rsa.RSAPrivateKey) -> None:
    forged = token({"alg": "RS256", "kid": signer.method}, badge(), by_rsa(rsa_key))
    assert code(forged) == ("invalid", "key_wrong_kind")
    for algorithm, expected in (("ES256K", "suite_not_supported"), ("XX", "suite_unknown")):
        assert code(token({"alg": algorithm, "kid": signer.method}, badge(), lambda _: bytes(64)))[1] == expected


def test_a_key_in_the_header_is_not_the_issuers_until_tied_to_it(badge: Badge, rsa_key: rsa.RSAPrivateKey) -> None:
    record = badge(issuer={"id": ISSUER, "type": ["Profile"]})
    made = token({"alg": "RS256", "typ": "JWT", "jwk": rsa_jwk(rsa_key)}, record, by_rsa(rsa_key))
    assert code(made) == ("undetermined", "key_only_in_token")
    assert judged(made).check("proof").code == "proof_ok"
    assert code(made, keys=publishing(publicKeyJwk=rsa_jwk(rsa_key))) == ("valid", "proof_ok")
    other = rsa_jwk(rsa.generate_private_key(65537, 2048))
    assert code(made, keys=publishing(publicKeyJwk=other)) == ("invalid", "method_not_of_issuer")
    named = token({"alg": "RS256", "kid": f"{ISSUER}#1", "jwk": rsa_jwk(rsa_key)}, record, by_rsa(rsa_key))
    assert code(named, keys=publishing(publicKeyJwk=other)) == ("invalid", "key_malformed")


def test_a_key_in_the_header_cannot_speak_for_a_did_key(badge: Badge, rsa_key: rsa.RSAPrivateKey) -> None:
    made = token({"alg": "RS256", "typ": "JWT", "jwk": rsa_jwk(rsa_key)}, badge(), by_rsa(rsa_key))
    assert judged(made).verdict == "invalid"


def test_keys_named_by_the_issuers_document(badge: Badge, rsa_key: rsa.RSAPrivateKey) -> None:
    record = badge(issuer={"id": ISSUER, "type": ["Profile"]})
    for kid in (f"{ISSUER}#1", "#1", "1"):
        made = token({"alg": "RS256", "typ": "JWT", "kid": kid}, record, by_rsa(rsa_key))
        assert code(made, keys=publishing(publicKeyJwk=rsa_jwk(rsa_key))) == ("valid", "proof_ok"), kid
        assert code(made) == ("undetermined", "key_unresolvable")
    revoked = publishing(publicKeyJwk=rsa_jwk(rsa_key), revoked="2026-05-01T00:00:00Z")
    assert code(made, keys=revoked) == ("invalid", "key_revoked")
    expired = publishing(publicKeyJwk=rsa_jwk(rsa_key), expires="2026-05-01T00:00:00Z")
    assert code(made, keys=expired) == ("invalid", "key_expired")
    later = publishing(publicKeyJwk=rsa_jwk(rsa_key), expires="2027-05-01T00:00:00Z")
    assert code(made, keys=later) == ("valid", "proof_ok")


@pytest.mark.parametrize("curve, algorithm", [(ec.SECP256R1(), "ES256"), (ec.SECP384R1(), "ES384")])
def test_tokens_signed_on_a_curve(badge: Badge, curve: Any, algorithm: str) -> None:
    key = ec.generate_private_key(curve)
    numbers, width = key.public_key().public_numbers(), (curve.key_size + 7) // 8
    point = {name: to_base64url(getattr(numbers, name).to_bytes(width, "big")) for name in "xy"}
    jwk = {"kty": "EC", "crv": f"P-{curve.key_size}"} | point
    digest = hashes.SHA256() if width == 32 else hashes.SHA384()

    def sign(text: bytes) -> bytes:
        r, s = decode_dss_signature(key.sign(text, ec.ECDSA(digest)))
        return r.to_bytes(width, "big") + s.to_bytes(width, "big")

    record = badge(issuer={"id": ISSUER, "type": ["Profile"]})
    keys = publishing(publicKeyJwk=jwk)
    assert code(token({"alg": algorithm, "kid": "#1"}, record, sign), keys=keys) == ("valid", "proof_ok")
    der = token({"alg": algorithm, "kid": "#1"}, record, lambda text: key.sign(text, ec.ECDSA(digest)))
    assert code(der, keys=keys) == ("invalid", "signature_malformed")
    assert code(token({"alg": algorithm, "kid": "#1"}, record, lambda _: bytes(2 * width)), keys=keys)[0] == "invalid"


def test_a_short_rsa_key_is_refused(badge: Badge) -> None:
    short = rsa.generate_private_key(65537, 1024)
    record = badge(issuer={"id": ISSUER, "type": ["Profile"]})
    made = token({"alg": "RS256", "jwk": rsa_jwk(short)}, record, by_rsa(short))
    assert code(made) == ("invalid", "key_malformed")


def test_a_private_key_shown_in_a_token_is_refused(badge: Badge, rsa_key: rsa.RSAPrivateKey) -> None:
    made = token({"alg": "RS256", "jwk": rsa_jwk(rsa_key) | {"d": "AQAB"}}, badge(), by_rsa(rsa_key))
    assert code(made) == ("invalid", "key_malformed")


@pytest.mark.parametrize("claims", [{"iss": "did:web:other.example"}, {"jti": "urn:x:2"}, {"sub": "urn:x:3"}])
def test_claims_beside_the_record_must_say_the_same(badge: Badge, signer: Any, claims: dict[str, str]) -> None:
    header = {"alg": "EdDSA", "typ": "vc+jwt", "kid": signer.method}
    assert code(token(header, badge() | claims, signer._private.sign)) == ("invalid", "claims_differ")


def test_the_tokens_own_dates_are_judged(badge: Badge, signer: Any) -> None:
    header, second = {"alg": "EdDSA", "typ": "vc+jwt", "kid": signer.method}, int(AT.timestamp())

    def dated(**claims: Any) -> tuple[str, str]:
        return code(token(header, badge() | claims, signer._private.sign))

    assert dated(exp=second + 60, nbf=second - 60, iat=second + 10_000_000) == ("valid", "proof_ok")
    assert dated(exp=second - 600) == ("invalid", "proof_expired")
    assert dated(nbf=second + 600) == ("invalid", "proof_too_early")
    for junk in ("soon", True, -1, 1e15, [], {}):
        assert dated(exp=junk) == ("invalid", "proof_malformed")


def test_the_older_form_keeps_dates_and_names_in_its_claims(badge: Badge, signer: Any) -> None:
    inner = {
        "@context": ["https://www.w3.org/2018/credentials/v1", badge()["@context"][1]],
        "type": badge()["type"],
        "name": "Knitting machine set-up",
        "credentialSubject": {k: v for k, v in badge()["credentialSubject"].items() if k != "id"},
    }
    claims = {"vc": inner, "iss": signer.did, "sub": "urn:x:7", "jti": "urn:x:1", "nbf": 1767225600}
    made = token({"alg": "EdDSA", "typ": "JWT", "kid": signer.method}, claims, signer._private.sign)
    inner["issuer"] = {"id": signer.did, "type": ["Profile"]}
    made = token({"alg": "EdDSA", "typ": "JWT", "kid": signer.method}, claims, signer._private.sign)
    verdict = judged(made)
    assert verdict.verdict == "valid", verdict.reason()
    assert (verdict.subject, verdict.valid_from) == ("urn:x:7", "2026-01-01T00:00:00Z")


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "EdDSA", "crit": ["exp"]},
        {"alg": "EdDSA", "b64": False},
        {"alg": "EdDSA", "typ": "vp+jwt"},
        {"alg": "EdDSA", "typ": 7},
        {"alg": 7},
        {},
        {"alg": "EdDSA", "jwk": []},
    ],
)
def test_a_token_of_another_kind_is_refused(badge: Badge, signer: Any, header: dict[str, Any]) -> None:
    made = token({"kid": signer.method} | header, badge(), signer._private.sign)
    assert judged(made).verdict == "invalid"


def test_a_duplicate_member_inside_a_token_is_refused(badge: Badge, signer: Any) -> None:
    text = json.dumps(badge())
    doubled = text.replace('{"@context"', '{"name": "Surgeon", "@context"', 1)
    header = json.dumps({"alg": "EdDSA", "kid": signer.method})
    body = ".".join(to_base64url(part.encode()) for part in (header, doubled)).encode()
    made = body + b"." + to_base64url(signer._private.sign(body)).encode()
    assert code(made) == ("invalid", "duplicate_member")


def test_a_token_of_the_usual_kind_is_none_of_which_parts_are_shown(badge: Badge, signer: Any) -> None:
    text = issue_token(badge(), sign=signer._private.sign, verification_method=signer.method)
    assert code(f"{text}~WyJhIl0~") == ("invalid", "proof_malformed")


def test_baked_tokens_of_1edtech_hold_once_the_issuer_publishes_the_key(vectors: Path) -> None:
    from skillmark.kernel.vc.opening import opened

    for name in ("simple-jwt.png", "simple-jwt.svg"):
        data = (vectors / "1edtech" / "baked" / name).read_bytes()
        document, made, _ = opened(data)
        assert made is not None
        issuer = document["issuer"]["id"]
        assert code(data) == ("undetermined", "key_only_in_token")
        entry = {"id": f"{issuer}#1", "type": "JsonWebKey", "controller": issuer, "publicKeyJwk": made.header["jwk"]}
        keys = KeyDocuments({issuer: {"id": issuer, "assertionMethod": [entry]}}.get)
        assert code(data, keys=keys) == ("valid", "proof_ok"), name
