"""The proofs of a record, each judged by itself: a bad one is never hidden by a good one."""

from datetime import datetime
from typing import Any

from skillmark.kernel.vc.expansion import canonical_form
from skillmark.kernel.vc.frozen import Contexts, addresses
from skillmark.kernel.vc.instants import LEEWAY, instant, written
from skillmark.kernel.vc.multibase import DID_KEY, ed25519_of
from skillmark.kernel.vc.schema import listed
from skillmark.kernel.vc.source import Document
from skillmark.kernel.vc.suites import JCS, KNOWN_ELSEWHERE, PROOF_TYPE, RDFC, fits, signature_of, signed_bytes
from skillmark.kernel.vc.verdict import Check, say

MOST_PROOFS = 16
WORST_FIRST = ("fail", "unknown", "pass")


def messages(document: Document, contexts: Contexts) -> list[bytes | None]:
    """What each proof signed, None for a kind not read here. Raises Refused where a term is not covered.

    The record's own form is made once for all, and also where no proof needs it: undefined terms are refused always.
    """
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    form = canonical_form(unsecured, contexts)
    proofs = proofs_of(document)[:MOST_PROOFS]
    return [signed_bytes(document, proof, contexts, form=form) if _readable(proof) else None for proof in proofs]


def proofs_of(document: Document) -> list[Any]:
    proofs = document.get("proof")
    return [] if proofs is None else listed(proofs)


def judge_proofs(document: Document, signed: list[bytes | None], at: datetime) -> Check:
    """The worst of the proofs' checks; a record without any fails."""
    proofs = proofs_of(document)
    if not proofs:
        return say("no_proof")
    if len(proofs) > MOST_PROOFS:
        return say("proof_malformed", f"more than {MOST_PROOFS} signatures")
    checks = [_judge(proof, message, document, at) for proof, message in zip(proofs, signed, strict=True)]
    return min(checks, key=lambda check: WORST_FIRST.index(check.result))


def _readable(proof: Any) -> bool:
    return (
        isinstance(proof, dict)
        and proof.get("type") in (PROOF_TYPE, [PROOF_TYPE])
        and proof.get("cryptosuite") in (RDFC, JCS)
        and _own_contexts(proof)
    )


def _own_contexts(proof: Document) -> bool:
    listed_contexts = proof.get("@context", [])
    return all(isinstance(address, str) for address in listed(listed_contexts))


def _judge(proof: Any, message: bytes | None, document: Document, at: datetime) -> Check:
    if not isinstance(proof, dict):
        return say("proof_malformed", "it is no object")
    unread = _kind(proof)
    if unread is not None:
        return unread
    if message is None:
        return say("context_in_proof")
    if proof.get("proofPurpose") != "assertionMethod":
        return say("wrong_purpose", str(proof.get("proofPurpose"))[:80])
    if "@context" in proof:
        named = addresses(proof["@context"])
        if addresses(document["@context"])[: len(named)] != named:
            return say("context_in_proof")
    return _signature(proof, message, at)


def _kind(proof: Document) -> Check | None:
    """What keeps a proof from being read, or None."""
    kind = proof.get("type")
    kind = kind[0] if isinstance(kind, list) and len(kind) == 1 else kind
    if not isinstance(kind, str):
        return say("proof_malformed", "it does not name its type")
    if kind != PROOF_TYPE:
        return say("suite_not_supported" if kind in KNOWN_ELSEWHERE else "suite_unknown", kind[:80])
    suite = proof.get("cryptosuite")
    if suite not in (RDFC, JCS):
        known = isinstance(suite, str) and suite in KNOWN_ELSEWHERE
        return say("suite_not_supported" if known else "suite_unknown", str(suite)[:80])
    return say("proof_chain_not_supported") if "previousProof" in proof else None


def _signature(proof: Document, message: bytes, at: datetime) -> Check:
    method = proof.get("verificationMethod")
    if not isinstance(method, str):
        return say("key_malformed", "the signature names no key")
    try:
        signature = signature_of(proof)
    except ValueError as error:
        return say("signature_malformed", str(error))
    if not method.startswith(DID_KEY):
        return say("key_unresolvable", method[:200])
    try:
        public = ed25519_of(method.split("#")[0])
    except ValueError as error:
        return say("key_malformed", str(error))
    if not fits(public, signature, message):
        return say("signature_wrong")
    return _in_time(proof, at)


def _in_time(proof: Document, at: datetime) -> Check:
    """A proof that has run out fails. When it was made is shown and never judged: the signer chooses that date."""
    if "expires" in proof:
        try:
            expires = instant(proof["expires"])
        except ValueError as error:
            return say("proof_malformed", f"its expiry is {error}")
        if at - LEEWAY > expires:
            return say("proof_expired", written(expires))
    created = proof.get("created")
    return say("proof_ok", f" on {created[:40]}" if isinstance(created, str) else "")
