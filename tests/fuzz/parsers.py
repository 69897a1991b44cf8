"""What is hunted: the parsers of signed records, with inputs to begin from and what must hold of every answer."""

import copy
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any
from unittest.mock import patch

from openvc.keys import Ed25519SigningKey
from openvc.proof.sd_jwt import SdJwtVcProofSuite
from PIL import Image
from tests.config.test_verify import ISSUER, KEY, LIST, record, signed
from tests.fuzz import mutations
from tests.fuzz.mutations import Mutation

from skillmark.kernel.vc import (
    Contexts,
    KeyDocuments,
    Refused,
    StatusList,
    StatusLists,
    bake,
    canonicalize,
    issue,
    issue_selective,
    issue_token,
    present,
    unbake,
    verify,
)
from skillmark.kernel.vc.codes import CHECKS, CODES
from skillmark.kernel.vc.expansion import SCOPES, canonical_form
from skillmark.kernel.vc.fastpath import fast_form
from skillmark.kernel.vc.frozen import check_contexts, check_members
from skillmark.kernel.vc.keys import to_base64url
from skillmark.kernel.vc.multibase import key_method
from skillmark.kernel.vc.opening import opened
from skillmark.kernel.vc.selective import is_selective
from skillmark.kernel.vc.source import MOST_BYTES, within_limits
from skillmark.kernel.vc.status import SMALLEST, status_list_document

AT = datetime(2026, 6, 1, tzinfo=UTC)
METHOD = key_method(ISSUER)
WEB = "did:web:knitwear.example"
PUBLIC_TEXT = ISSUER.removeprefix("did:key:").encode()
PUBLIC_JWK = to_base64url(KEY.public_key().public_bytes_raw()).encode()
ASKED = {"challenge": "7f3a", "domain": "employer.example"}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
ALLOWED = Contexts()


@dataclass(frozen=True)
class Parser:
    """One thing that reads what strangers send. `read` raises AssertionError, or anything at all, for a fault."""

    read: Callable[[bytes], None]
    mutate: Mutation
    seeds: Callable[[], list[bytes]]


def read_record(data: bytes) -> None:
    """A verdict comes, whole and printable; what is called valid was signed; both ways to read it agree."""
    for asked in ({}, ASKED):
        verdict = verify(data, at=AT, status=StatusLists(published().get), keys=KeyDocuments(documents().get), **asked)
        json.dumps(verdict.as_dict("-"), ensure_ascii=False).encode("utf-8")
        assert tuple(check.check for check in verdict.checks) == CHECKS
        assert all(CODES[check.code].result == check.result for check in verdict.checks)
        assert verdict.reason() in verdict.checks
        if verdict.verdict == "valid":
            assert signed_by_us(data), "what nobody signed is called valid"
    _read_both_ways(data)


def read_picture(data: bytes) -> None:
    """A record comes out, or why not; and one goes in and comes out again, or why not."""
    with suppress(Refused):
        unbake(data)
    text = _text(record())
    try:
        baked = bake(data, text)
    except ValueError:
        baked = b""
    if baked and len(baked) <= MOST_BYTES:
        assert unbake(baked) == text
    read_record(data)


def read_list(data: bytes) -> None:
    """The record on a list is withdrawn, not withdrawn, or nobody knows; only a signed list says either."""
    for decode in (StatusList.decode, StatusList.decode_older):
        try:
            found = decode(data.decode("latin-1"))
        except ValueError:
            continue
        assert found.size >= SMALLEST
        found.is_set(found.size - 1)
    for place in (5, 6):
        verdict = verify(_listed(place), at=AT, status=StatusLists(lambda _: data))
        status = verdict.check("status")
        if status.result != "unknown":
            assert signed_by_us(data), "a list that nobody signed is believed"
            assert (status.code == "revoked") == (place == 6)
    read_record(data)


def read_keys(data: bytes) -> None:
    """Whatever an issuer publishes as its document, its records get a verdict, and only its key makes them valid."""
    for source in (of_web(), web_token()):
        verdict = verify(source, at=AT, keys=KeyDocuments(lambda _: data))
        json.dumps(verdict.as_dict("-"), ensure_ascii=False).encode("utf-8")
        assert verdict.verdict != "valid" or PUBLIC_TEXT in data or PUBLIC_JWK in data


def signed_by_us(data: bytes) -> bool:
    """Whether what these bytes say is, word for word, what one of the records to begin from says."""
    if is_selective(data):
        issued, *shown = data.strip(b" \t\r\n\xef\xbb\xbf").split(b"~")
        return issued in selective_parts() and set(shown[:-1]) <= {b"", *selective_parts()}
    document, token, _ = opened(data)
    return token.signed in tokens() if token is not None else _form(document) in forms()


def _form(document: Mapping[str, Any]) -> str:
    return canonicalize({name: value for name, value in document.items() if name != "proof"})


def _read_both_ways(data: bytes) -> None:
    """The fast path says the bytes of the slow one, or nothing."""
    try:
        document, _, clean = opened(data)
        check_contexts(document, ALLOWED)
    except Refused:
        return
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    if (fast := fast_form(unsecured, SCOPES, clean=clean)) is not None:
        within_limits(unsecured)
        check_members(unsecured, ALLOWED)
        assert canonical_form(unsecured, ALLOWED) == fast


def _text(document: Mapping[str, Any]) -> str:
    return json.dumps(document)


@cache
def _listed(place: int) -> bytes:
    return _text(record(place)).encode()


def _unsigned(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in (record() | members).items() if name != "proof"}


@cache
def published() -> dict[str, bytes]:
    """The one status list there is."""
    statuses = StatusList.empty().with_set(6)
    document = status_list_document(statuses, address=LIST, issuer=ISSUER, valid_from=datetime(2026, 1, 1, tzinfo=UTC))
    return {LIST: _text(signed(document)).encode()}


@cache
def documents() -> dict[str, Any]:
    """The one issuer with a document."""
    key = {"type": "Multikey", "controller": WEB, "publicKeyMultibase": ISSUER.removeprefix("did:key:")}
    return {WEB: {"id": WEB, "assertionMethod": [key | {"id": f"{WEB}#a"}], "authentication": [f"{WEB}#a"]}}


@cache
def records() -> list[bytes]:
    """Records and presentations of every form that is signed here, and of some that are only read."""
    plain = record(name='Li\x0bn "k" \u2028')
    asked = {"holder": ISSUER, "sign": KEY.sign, "verification_method": METHOD, "created": AT}
    shown = present([_unsigned_subject(), _token()], **asked, **ASKED)
    twice = plain | {"proof": [plain["proof"] | {"id": "urn:x:1"}, plain["proof"] | {"previousProof": "urn:x:1"}]}
    other = copy.deepcopy(plain)
    other["proof"] |= {"cryptosuite": "eddsa-jcs-2022"}
    older = plain | {
        "@context": ["https://www.w3.org/2018/credentials/v1", "https://w3id.org/security/suites/ed25519-2020/v1"],
        "proof": {**plain["proof"], "type": "Ed25519Signature2020"},
        "issuanceDate": "2026-01-01T00:00:00Z",
    }
    languages = [{"@value": "خياطة", "@language": "ar", "@direction": "rtl"}, {"@value": "Seams", "@language": "en"}]
    return [
        _text(document).encode()
        for document in (
            plain, record(), record(5), record(6), shown, twice, other, older, signed(_unsigned(name=languages)),
        )
    ] + [of_web()]  # fmt: skip


@cache
def of_web() -> bytes:
    """A record of the issuer with a document."""
    made = datetime(2026, 1, 1, tzinfo=UTC)
    document = _unsigned(issuer={"id": WEB, "type": ["Profile"]})
    return _text(issue(document, sign=KEY.sign, verification_method=f"{WEB}#a", created=made)).encode()


@cache
def web_token() -> bytes:
    """The same as a token."""
    document = _unsigned(issuer={"id": WEB, "type": ["Profile"]})
    return issue_token(document, sign=KEY.sign, verification_method=f"{WEB}#a").encode()


def _key_documents() -> list[bytes]:
    document = documents()[WEB]
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": PUBLIC_JWK.decode()}
    method = {
        "id": "#a",
        "type": "JsonWebKey",
        "controller": WEB,
        "publicKeyJwk": jwk,
        "expires": "2030-01-01T00:00:00Z",
    }
    older = {"id": WEB, "verificationMethod": [method], "assertionMethod": ["#a"], "authentication": [method]}
    point = {"kty": "EC", "crv": "P-256", "x": "A" * 43, "y": "A" * 43}
    others = [method | {"publicKeyJwk": point}, method | {"publicKeyJwk": {"kty": "RSA", "e": "AQAB", "n": "A" * 342}}]
    return [_text(one).encode() for one in (document, older, {"id": WEB, "assertionMethod": others})]


def _unsigned_subject() -> dict[str, Any]:
    subject = record()["credentialSubject"] | {"id": ISSUER}
    return signed(_unsigned(credentialSubject=subject))


@cache
def _token() -> str:
    return issue_token(_unsigned(), sign=KEY.sign, verification_method=METHOD)


@cache
def _selective() -> list[bytes]:
    """One whose holder may keep parts back, and an answer of hers to what is asked."""
    options = {"sign": KEY.sign, "verification_method": METHOD, "made_at": datetime(2026, 1, 1, tzinfo=UTC)}
    evidence = [{"type": ["Evidence"], "name": "Two assessors"}]
    hers = Ed25519SigningKey(KEY, kid="hers")
    with patch("secrets.token_bytes", bytes), patch("time.time", AT.timestamp):  # what is kept must be known again
        text = issue_selective(
            _unsigned(evidence=evidence), hidden=["evidence", "name"], holder=hers.public_jwk(), **options
        )
        answer = SdJwtVcProofSuite().create_presentation(
            text, holder_key=hers, audience=ASKED["domain"], nonce=ASKED["challenge"]
        )
    return [text.encode(), answer.encode(), issue_selective(_unsigned(), **options).encode()]


@cache
def selective_parts() -> set[bytes]:
    """The tokens that issuers signed, and what may be shown of them."""
    return {part for text in _selective() for part in text.split(b"~")[:3] if part}


@cache
def tokens() -> set[bytes]:
    """What was signed of each token."""
    return {one.rpartition(b".")[0] for one in (_token().encode(), web_token())}


@cache
def forms() -> set[str]:
    """The canonical forms of all that was signed."""
    found = set()
    for data in (*records(), *published().values(), _text(record()).encode(), _listed(5), _listed(6)):
        document = opened(data)[0]
        with suppress(Refused):  # some are there to be refused
            found.add(_form(document))
        for inner in document.get("verifiableCredential", []):
            if "proof" in inner:
                found.add(_form(inner))
    return found


def _pngs() -> list[bytes]:
    stream = BytesIO()
    Image.new("RGB", (9, 9), "navy").save(stream, "PNG")
    plain = stream.getvalue()
    return [plain, bake(plain, _text(record())), bake(plain, _token())]


PARSERS = {
    "record": Parser(read_record, mutations.by_members, lambda: [*records(), b"", b"[]", b"{}"]),
    "token": Parser(read_record, mutations.by_segments, lambda: [_token().encode(), b"eyJhbGciOiJub25lIn0.e30."]),
    "selective": Parser(read_record, mutations.by_shown_parts, lambda: [*_selective(), b"e30.e30.e30~", b"~"]),
    "png": Parser(read_picture, mutations.by_chunks, _pngs),
    "svg": Parser(read_picture, mutations.by_baking, lambda: [SVG, bake(SVG, _text(record())), bake(SVG, _token())]),
    "list": Parser(read_list, mutations.by_bits, lambda: [*published().values(), StatusList.empty().encode().encode()]),
    "keys": Parser(read_keys, mutations.by_members, _key_documents),
}
