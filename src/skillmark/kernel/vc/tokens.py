"""Credentials and presentations as signed tokens (JWT): taken apart strictly, and judged by the key they name.

Sources: Securing Verifiable Credentials using JOSE and COSE 1.0 (`vc+jwt`); VC Data Model 1.1, section 6.3.1 (the `vc`
claim); Open Badges 3.0, section 8.2 (RS256, `typ` JWT); RFC 7515, RFC 8725.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from skillmark.kernel.vc.controllers import Named, named_key, tied_key
from skillmark.kernel.vc.instants import LEEWAY, written
from skillmark.kernel.vc.keys import Key, Kind, from_base64url, key_of_jwk
from skillmark.kernel.vc.multibase import DID_KEY, key_method
from skillmark.kernel.vc.proofs import Asked
from skillmark.kernel.vc.source import Document, Refused, object_in
from skillmark.kernel.vc.verdict import Check, say

ALGORITHMS: dict[str, Kind] = {
    "EdDSA": "Ed25519", "Ed25519": "Ed25519", "ES256": "P-256", "ES384": "P-384", "RS256": "RSA",
}  # fmt: skip
OTHER_ALGORITHMS = {"ES256K", "ES512", "RS384", "RS512", "PS256", "PS384", "PS512", "Ed448", "ML-DSA-44"}
CREDENTIAL_TYPES = {"vc+jwt", "vc-ld+jwt", "vc+ld+json+jwt", "jwt", None}
PRESENTATION_TYPES = {"vp+jwt", "vp-ld+jwt", "vp+ld+json+jwt", "jwt", None}
CLAIMS = {"iss", "sub", "aud", "exp", "nbf", "iat", "jti", "nonce", "vc", "vp"}  # registered: no part of the record
LATEST = 253_402_300_799  # the last second of the year 9999


@dataclass(frozen=True, slots=True)
class Token:
    """A token taken apart: its header, its claims beside the record, what was signed and the signature."""

    header: Document
    claims: Document
    signed: bytes
    signature: bytes


def is_token(data: bytes) -> bool:
    """Whether bytes look like a JWT: three dotted parts, the first a JSON object in base64url."""
    parts = data.split(b".")
    return len(parts) == 3 and data.startswith(b"ey") and all(parts[:2])


def token_of(data: bytes) -> tuple[Document, Token]:
    """The record in a token, with the claims of the older form written into it, and the token. Raises Refused."""
    first, second, third = data.split(b".")
    try:
        header, payload, signature = (from_base64url(part.decode("ascii")) for part in (first, second, third))
    except ValueError:
        raise Refused("not_json", "the token is not base64url") from None
    read, claims = object_in(header), object_in(payload)
    inner = claims.get("vc", claims.get("vp"))
    document = {name: value for name, value in claims.items() if name not in CLAIMS}
    if isinstance(inner, dict):
        document = _completed(inner, claims)
    _agreeing(document, claims)
    return document, Token(read, claims, first + b"." + second, signature)


def judge_token(token: Token, asked: Asked) -> tuple[Check, Check]:
    """Whether the signature holds, and whether the key is the owner's."""
    wanted = CREDENTIAL_TYPES if asked.purpose == "assertionMethod" else PRESENTATION_TYPES
    fault = header_fault(token.header, wanted)
    if fault is not None:
        return fault, say("no_key")
    kind = ALGORITHMS[token.header["alg"]]
    named = key_named(token.header, asked)
    if named.key is None:
        return named.fault or say("key_not_named"), named.owner
    if named.key.kind != kind:
        return say("key_wrong_kind", named.key.kind), named.owner
    try:
        good = named.key.fits(named.key.checked(token.signature), token.signed)
    except ValueError as error:
        return say("signature_malformed", str(error)), named.owner
    return (in_time(token.claims, asked.at) if good else say("signature_wrong")), named.owner


def header_fault(header: Document, wanted: set[str | None]) -> Check | None:
    """What is wrong with a header of which one of these types is wanted; None where nothing is."""
    algorithm, kind = header.get("alg"), header.get("typ")
    if not isinstance(algorithm, str) or not isinstance(kind, str | None):
        return say("proof_malformed", "the token does not name its algorithm and type")
    if algorithm.lower() == "none" or algorithm.startswith("HS"):
        return say("algorithm_refused", algorithm[:20])
    if algorithm not in ALGORITHMS:
        return say("suite_not_supported" if algorithm in OTHER_ALGORITHMS else "suite_unknown", algorithm[:80])
    if "crit" in header or "b64" in header or "zip" in header:
        return say("proof_malformed", "the token demands extensions that are not read here")
    if (kind.lower().removeprefix("application/") if kind else None) not in wanted:
        return say("proof_malformed", f"a token of type {kind} holds something else")
    return None


def key_named(header: Document, asked: Asked) -> Named:
    """The key a header names or carries, and whether it is the owner's."""
    carried: Key | None = None
    if "jwk" in header:
        try:
            carried = key_of_jwk(header["jwk"] if isinstance(header["jwk"], dict) else {})
        except ValueError as error:
            return Named(say("no_key"), fault=say("key_malformed", str(error)))
    method = _method(header.get("kid"), asked.owner)
    if method is not None:
        named = named_key(method, asked.owner, asked.purpose, asked.documents, asked.at)
        if named.key is not None and carried is not None and named.key != carried:
            return Named(named.owner, fault=say("key_malformed", "the token names one key and carries another"))
        if named.key is not None or carried is None:
            return named
    if carried is not None:
        return Named(tied_key(carried, asked.owner, asked.documents, asked.at), carried)
    return Named(say("issuer_missing") if asked.owner is None else say("no_key"))


def _method(kid: Any, owner: str | None) -> str | None:
    """The verification method a token names: an address, or the name of a key within its owner's document."""
    if kid is None and owner is not None and owner.startswith(DID_KEY):
        return key_method(owner)
    if not isinstance(kid, str):
        return None
    return kid if ":" in kid else f"{owner}#{kid.removeprefix('#')}"


def in_time(claims: Document, at: datetime) -> Check:
    """Whether a signature counts at an instant, by the claims beside the record."""
    for name in ("exp", "nbf"):
        value = claims.get(name)
        if value is None:
            continue
        moment = _moment(value)
        if moment is None:
            return say("proof_malformed", f"“{name}” is no instant")
        if name == "exp" and at - moment > LEEWAY:
            return say("proof_expired", written(moment))
        if name == "nbf" and moment - at > LEEWAY:
            return say("proof_too_early", written(moment))
    made = _moment(claims.get("iat"))
    return say("proof_ok", f" on {written(made)}" if made is not None else "")


def _moment(value: Any) -> datetime | None:
    """A NumericDate of RFC 7519 as an instant."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LATEST:
        return None
    return datetime.fromtimestamp(int(value), UTC)


def _completed(inner: Document, claims: Document) -> Document:
    """The record of the older form, whose issuer, subject, id and dates may stand in the token's claims alone."""
    document = dict(inner)
    for claim, member in (("iss", "issuer" if "vc" in claims else "holder"), ("jti", "id")):
        if isinstance(claims.get(claim), str):
            document.setdefault(member, claims[claim])
    subject = document.get("credentialSubject")
    if isinstance(subject, dict) and isinstance(claims.get("sub"), str):
        document["credentialSubject"] = {"id": claims["sub"]} | subject
    if "vc" in claims and "validFrom" not in document and "issuanceDate" not in document:
        begins = _moment(claims.get("nbf"))
        if begins is not None:
            document["issuanceDate"] = written(begins)
    return document


def _agreeing(document: Document, claims: Document) -> None:
    """The token must not say one thing to a reader of claims and another to a reader of the record. Raises Refused."""
    issuer = document.get("issuer", document.get("holder"))
    subject = document.get("credentialSubject")
    subject = subject if isinstance(subject, dict) else {}
    said = {
        "iss": issuer.get("id") if isinstance(issuer, dict) else issuer,
        "jti": document.get("id"),
        "sub": subject.get("id"),
    }
    for claim, value in said.items():
        if claim in claims and value is not None and claims[claim] != value:
            raise Refused("claims_differ", claim)
