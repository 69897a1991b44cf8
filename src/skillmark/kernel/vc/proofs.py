"""The proofs of a record, each judged by itself: a bad one is never hidden by a good one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from skillmark.kernel.vc.controllers import KeyDocuments, named_key
from skillmark.kernel.vc.expansion import Reader
from skillmark.kernel.vc.frozen import addresses
from skillmark.kernel.vc.instants import LEEWAY, instant, written
from skillmark.kernel.vc.schema import listed
from skillmark.kernel.vc.source import Document
from skillmark.kernel.vc.suites import KNOWN_ELSEWHERE, OLDER, PROOF_TYPE, Suite, Texts, fits, signed_texts, suite_of
from skillmark.kernel.vc.verdict import Check, say

MOST_PROOFS = 16
WORST_FIRST = ("fail", "unknown", "pass", "skipped")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the proofs are judged by: whose they must be, for which purpose, as of when, by which documents."""

    owner: str | None
    purpose: str
    at: datetime
    documents: KeyDocuments


def worst(checks: Sequence[Check]) -> Check:
    """The first failed of these, else the first unknown, else the first."""
    return min(checks, key=lambda check: WORST_FIRST.index(check.result))


def texts_of(document: Document, reader: Reader) -> list[Texts | None]:
    """What each proof signed, None for one that is not read. Raises Refused where a term is not covered.

    The record's own form is made once for all, and also where no proof needs it: undefined terms are refused always.
    """
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    form = reader.form(unsecured)
    proofs = proofs_of(document)[:MOST_PROOFS]
    texts: list[Texts | None] = []
    for proof in proofs:
        if isinstance(proof, dict) and "@context" in proof:
            reader.thorough()
        if not isinstance(proof, dict) or suite_of(proof) is None or not _named_contexts(proof):
            reader.thorough()
            texts.append(None)
        elif "previousProof" in proof:
            before = earlier(proof, proofs)
            texts.append(None if before is None else signed_texts(unsecured | {"proof": before}, proof, reader))
        else:
            texts.append(signed_texts(unsecured, proof, reader, form=form))
    return texts


def proofs_of(document: Document) -> list[Any]:
    proofs = document.get("proof")
    return [] if proofs is None else listed(proofs)


def earlier(proof: Document, proofs: list[Any]) -> list[Document] | None:
    """The proofs that a proof of a chain builds on and signs with the record; None where one is missing or in a circle.

    Source: Verifiable Credential Data Integrity 1.0, section 4.5.
    """
    by_id = {other["id"]: other for other in proofs if isinstance(other, dict) and isinstance(other.get("id"), str)}
    if len(by_id) != sum(1 for other in proofs if isinstance(other, dict) and "id" in other):
        return None  # an id that names two proofs names none
    wanted = listed(proof["previousProof"])
    if not wanted or not all(isinstance(name, str) and name in by_id for name in wanted):
        return None
    seen: set[str] = set()
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        before = by_id.get(name)
        if before is None or before is proof:
            return None
        if name not in seen:
            seen.add(name)
            waiting.extend(other for other in listed(before.get("previousProof", [])) if isinstance(other, str))
    return [by_id[name] for name in wanted]


def judge_proofs(document: Document, texts: list[Texts | None], asked: Asked) -> tuple[Check, Check]:
    """The worst of the proofs' checks, and the worst answer to whether the keys are the owner's."""
    proofs = proofs_of(document)
    if not proofs:
        nobody = asked.owner is None and asked.purpose == "assertionMethod"
        return say("no_proof"), say("issuer_missing" if nobody else "no_key")
    if len(proofs) > MOST_PROOFS:
        return say("proof_malformed", f"more than {MOST_PROOFS} signatures"), say("no_key")
    judged = [_judge(proof, text, document, asked) for proof, text in zip(proofs, texts, strict=True)]
    return worst([proof for proof, _ in judged]), worst([owner for _, owner in judged])


def _named_contexts(proof: Document) -> bool:
    return all(isinstance(address, str) for address in listed(proof.get("@context", [])))


def _judge(proof: Any, texts: Texts | None, document: Document, asked: Asked) -> tuple[Check, Check]:
    if not isinstance(proof, dict):
        return say("proof_malformed", "it is no object"), say("no_key")
    named = named_key(proof.get("verificationMethod"), asked.owner, asked.purpose, asked.documents, asked.at)
    suite = suite_of(proof)
    if suite is None:
        return _unread(proof), named.owner
    fault = _form(proof, texts, document, asked.purpose)
    if fault is None and named.key is None:
        fault = named.fault or say("key_malformed", "the signature names no key")
    if fault is None and named.key is not None and texts is not None:
        fault = _signature(proof, suite, named.key, texts)
    return fault or _in_time(proof, asked.at), named.owner


def _unread(proof: Document) -> Check:
    """Why no suite reads a proof: it is registered and unknown here, or known to nobody."""
    kind = proof.get("type")
    kind = kind[0] if isinstance(kind, list) and len(kind) == 1 else kind
    if not isinstance(kind, str):
        return say("proof_malformed", "it does not name its type")
    suite = proof.get("cryptosuite")
    if kind == OLDER:
        return say("proof_malformed", "its type has no cryptosuite")
    name = suite if kind == PROOF_TYPE else kind
    known = isinstance(name, str) and name in KNOWN_ELSEWHERE
    return say("suite_not_supported" if known else "suite_unknown", str(name)[:80])


def _form(proof: Document, texts: Texts | None, document: Document, purpose: str) -> Check | None:
    if texts is None:
        return say("proof_chain_broken") if "previousProof" in proof else say("context_in_proof")
    if proof.get("proofPurpose") != purpose:
        return say("wrong_purpose", str(proof.get("proofPurpose"))[:80])
    if "@context" in proof:
        named = addresses(proof["@context"])
        if addresses(document["@context"])[: len(named)] != named:
            return say("context_in_proof")
    return None


def _signature(proof: Document, suite: Suite, key: Any, texts: Texts) -> Check | None:
    if key.kind not in suite.kinds:
        return say("key_wrong_kind", key.kind)
    try:
        return None if fits(proof, key, texts) else say("signature_wrong")
    except ValueError as error:
        return say("signature_malformed", str(error))


def _in_time(proof: Document, at: datetime) -> Check:
    """A proof that has run out fails. When it was made is shown and never judged: the signer chooses that date."""
    if "expires" in proof:
        try:
            expires = instant(proof["expires"])
        except ValueError as error:
            return say("proof_malformed", f"its expiry is {error}")
        if at - expires > LEEWAY:
            return say("proof_expired", written(expires))
    created = proof.get("created")
    return say("proof_ok", f" on {created[:40]}" if isinstance(created, str) else "")
