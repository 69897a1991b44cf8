"""`issue`: sign a document, the key staying where it is."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

import rfc8785

from skillmark.kernel.vc.expansion import Reader
from skillmark.kernel.vc.facts import issuer_of
from skillmark.kernel.vc.frozen import Contexts, check_contexts
from skillmark.kernel.vc.instants import written
from skillmark.kernel.vc.judge import DEFAULT_CONTEXTS
from skillmark.kernel.vc.keys import key_of_did, to_base64url
from skillmark.kernel.vc.multibase import DID_KEY, base58, key_method
from skillmark.kernel.vc.schema import faults
from skillmark.kernel.vc.selective import sealed
from skillmark.kernel.vc.source import Document, Refused, within_limits
from skillmark.kernel.vc.suites import PROOF_TYPE, RDFC, SIGNATURE_BYTES, message_of, signed_texts


class CannotIssue(Exception):
    """The document, or its signature, would not pass verification. `code` is the verdict code it would get."""

    def __init__(self, code: str, detail: str) -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code}: {detail}")


def issue(
    document: Mapping[str, Any],
    *,
    sign: Callable[[bytes], bytes],
    verification_method: str,
    created: datetime,
    expires: datetime | None = None,
    contexts: Contexts | None = None,
) -> dict[str, Any]:
    """The document with an `eddsa-rdfc-2022` proof, as a new dict; the document given is left as it was.

    `document` is an unsigned VCDM 2.0 credential, such as an Open Badge: `@context` (credentials v2 first, then
    `OPEN_BADGES`), `type`, `issuer`, `validFrom`, `credentialSubject`. The record of a demonstration begins its `name`
    with SAMPLE. `sign` gets exactly 64 bytes and returns the 64-byte Ed25519 signature of them; it may ask another
    process. `verification_method` is the key's address: `key_method(did_key(public))` where the issuer is a did:key.
    `created` (an instant with a zone) goes into the proof; `expires` only where the signature itself shall run out.
    The same document, key and instant give the same bytes.

    Raises CannotIssue where `verify` would not accept the result: an undefined term, a missing part, a proof already
    there, a key that is not the issuer's, a signature that does not fit. Whatever `sign` raises passes through.
    """
    allowed = contexts or DEFAULT_CONTEXTS
    unsigned = dict(document)
    reader = Reader(unsigned, allowed)
    form = checked(unsigned, reader, allowed)
    _own_method(unsigned, verification_method)
    further = {} if expires is None else {"expires": written(expires)}
    proof = proof_options(verification_method, created, "assertionMethod", further)
    return secured(unsigned, proof, sign, reader, form)


def proof_options(method: str, created: datetime, purpose: str, further: Mapping[str, str]) -> dict[str, Any]:
    """What a proof states beside its signature."""
    return {
        "type": PROOF_TYPE,
        "cryptosuite": RDFC,
        "created": written(created),
        "verificationMethod": method,
        "proofPurpose": purpose,
    } | dict(further)


def secured(
    document: Document, proof: dict[str, Any], sign: Callable[[bytes], bytes], reader: Reader, form: str
) -> dict[str, Any]:
    """The document with its proof. Raises CannotIssue for a signature that does not fit."""
    try:
        message = message_of(signed_texts(document, proof, reader, form=form))
    except Refused as refused:
        raise CannotIssue(refused.code, refused.detail) from None
    signature = sign(message)
    _fitting(proof["verificationMethod"], signature, message)
    return document | {"proof": proof | {"proofValue": f"z{base58(signature)}"}}


def issue_token(
    document: Mapping[str, Any],
    *,
    sign: Callable[[bytes], bytes],
    verification_method: str,
    contexts: Contexts | None = None,
) -> str:
    """The document as a token (JWT of type `vc+jwt`, EdDSA). `sign` gets the whole text that is signed, not its hash.

    Checks and raises as `issue` does. Source: Securing Verifiable Credentials using JOSE and COSE 1.0, section 3.1.1.
    """
    unsigned = dict(document)
    allowed = contexts or DEFAULT_CONTEXTS
    checked(unsigned, Reader(unsigned, allowed), allowed)
    _own_method(unsigned, verification_method)
    header = {"alg": "EdDSA", "typ": "vc+jwt", "cty": "vc", "kid": verification_method}
    text = ".".join(to_base64url(rfc8785.dumps(part)) for part in (header, unsigned)).encode("ascii")
    signature = sign(text)
    _fitting(verification_method, signature, text)
    return f"{text.decode('ascii')}.{to_base64url(signature)}"


def issue_selective(
    document: Mapping[str, Any],
    *,
    sign: Callable[[bytes], bytes],
    verification_method: str,
    made_at: datetime,
    hidden: Collection[str] = (),
    holder: Mapping[str, Any] | None = None,
    contexts: Contexts | None = None,
) -> str:
    """The document as an SD-JWT VC (EdDSA) whose `hidden` members, named at its top, its holder may keep back.

    `holder` is the public key (JWK) by which she will show that it is hers. Checks and raises as `issue` does; raises
    CannotIssue too for a member that nobody may keep back, such as the end of its time, and ImportError without the
    extra `eudi`.
    """
    unsigned, allowed = dict(document), contexts or DEFAULT_CONTEXTS
    checked(unsigned, Reader(unsigned, allowed), allowed)
    _own_method(unsigned, verification_method)

    def signed(text: bytes) -> bytes:
        signature = sign(text)
        _fitting(verification_method, signature, text)
        return signature

    claims = unsigned | {"iss": issuer_of(unsigned), "iat": int(made_at.timestamp())}
    try:
        return sealed(claims, sign=signed, verification_method=verification_method, hidden=hidden, holder=holder)
    except ValueError as error:
        raise CannotIssue("proof_malformed", str(error)) from None


def canonicalize(document: Mapping[str, Any], *, contexts: Contexts | None = None) -> str:
    """The canonical N-Quads (RDFC-1.0) of a document as given. Raises Refused for a context or term not accepted."""
    given = dict(document)
    within_limits(given)
    return Reader(given, contexts or DEFAULT_CONTEXTS).form(given)


def checked(document: Document, reader: Reader, contexts: Contexts) -> str:
    if "proof" in document:
        raise CannotIssue("proof_malformed", "the document is signed already")
    try:
        within_limits(document)
        check_contexts(document, contexts)
        form = reader.form(document)
    except Refused as refused:
        raise CannotIssue(refused.code, refused.detail) from None
    found = faults(document)
    if found:
        raise CannotIssue("schema_failed", "; ".join(found))
    return form


def _own_method(document: Document, verification_method: str) -> None:
    issuer = issuer_of(document) or ""
    own = key_method(issuer) if issuer.startswith(DID_KEY) else f"{issuer}#{verification_method.partition('#')[2]}"
    if verification_method != own:
        raise CannotIssue("method_not_of_issuer", f"{verification_method} is not a key of {issuer}")


def _fitting(verification_method: str, signature: bytes, message: bytes) -> None:
    if len(signature) != SIGNATURE_BYTES:
        raise CannotIssue("signature_malformed", f"the signer gave {len(signature)} bytes")
    if not verification_method.startswith(DID_KEY):
        return
    try:
        key = key_of_did(verification_method.partition("#")[0])
    except ValueError as error:
        raise CannotIssue("key_malformed", str(error)) from None
    if key.kind != "Ed25519" or not key.fits(signature, message):
        raise CannotIssue("signature_wrong", "the signer used another key")
