"""`verify`: from bytes to a verdict. Nothing is fetched; the instant, the lists and the contexts are handed in."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from skillmark.kernel.vc.codes import CODES
from skillmark.kernel.vc.frozen import Contexts, check_contexts, check_members
from skillmark.kernel.vc.instants import LEEWAY, instant, written
from skillmark.kernel.vc.lookup import StatusLists
from skillmark.kernel.vc.multibase import DID_KEY, key_method
from skillmark.kernel.vc.proofs import judge_proofs, messages, proofs_of
from skillmark.kernel.vc.schema import faults, listed, types_of
from skillmark.kernel.vc.source import Document, Refused, document_of
from skillmark.kernel.vc.verdict import Check, Verdict, all_checks, say, word

SAMPLE = "SAMPLE"  # how the signed name of every record made with a demonstration key begins
DEFAULT_CONTEXTS = Contexts()


def verify(
    source: bytes | Mapping[str, Any],
    *,
    at: datetime,
    status: StatusLists | None = None,
    trust: Collection[str] | None = None,
    contexts: Contexts | None = None,
) -> Verdict:
    """Judge one record as of `at`, an instant with a time zone.

    `source` is the bytes of a file or a parsed document (whose duplicate members can then no longer be seen).
    `status` says where status lists come from; without it the status check is skipped. `trust` holds the ids of the
    issuers one accepts; without it the trust check is skipped. `contexts` allows more than those of the engine.
    Never raises for what is in the source: each fault is a check of the verdict. Raises ValueError for an `at`
    without a zone.
    """
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return _judge(source, at, status, trust, contexts or DEFAULT_CONTEXTS)[0]


def _judge(
    source: bytes | Mapping[str, Any],
    at: datetime,
    status: StatusLists | None,
    trust: Collection[str] | None,
    contexts: Contexts,
) -> tuple[Verdict, Document]:
    try:
        document = document_of(source)
        _holds_credential(document)
    except Refused as refused:
        return _stopped(refused, []), {}
    said = [say("parse_ok")]
    try:
        check_contexts(document, contexts)
        check_members(document, contexts)
        signed = messages(document, contexts)
    except Refused as refused:
        return _stopped(refused, said, document), document
    said.append(say("context_ok"))
    said.append(judge_proofs(document, signed, at))
    said.append(_issuer(document))
    said.append(_validity(document, at))
    said.append(_status(document, at, status, contexts))
    found = faults(document)
    said.append(say("schema_failed", found[0]) if found else say("schema_ok"))
    said.append(_trust(document, trust))
    said.append(say("not_presented"))
    checks = all_checks(said)
    return _with_facts(checks, document), document


def _stopped(refused: Refused, said: list[Check], document: Document | None = None) -> Verdict:
    """The verdict where nothing after this check can be relied on. A duplicate member ends both parse and context."""
    if CODES[refused.code].check == "context" and not said:
        said = [say("parse_ok")]
    checks = all_checks([*said, say(refused.code, refused.detail)])
    return _with_facts(checks, document or {})


def _holds_credential(document: Document) -> None:
    types = set(types_of(document))
    if "VerifiablePresentation" in types:
        raise Refused("presentation_not_supported")
    if types & {"Assertion", "BadgeClass"} and ("badge" in document or "criteria" in document):
        raise Refused("older_format")
    if "VerifiableCredential" not in types and not {"credentialSubject", "proof", "issuer"} & document.keys():
        raise Refused("not_a_credential")


def issuer_of(document: Document) -> str | None:
    """The issuer's id, whether it stands alone or in a profile; None where there is none."""
    return _id(document.get("issuer"))


def _id(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("id")
    return value if isinstance(value, str) else None


def _issuer(document: Document) -> Check:
    """The verification method of every proof belongs to the issuer. A `did:key` has one method, its own."""
    issuer = issuer_of(document)
    if issuer is None:
        return say("issuer_missing")
    methods = [proof.get("verificationMethod") for proof in proofs_of(document) if isinstance(proof, dict)]
    if issuer.startswith(DID_KEY):
        foreign = any(method != key_method(issuer) for method in methods)
        return say("method_not_of_issuer") if foreign else say("issuer_ok")
    return say("issuer_unresolved", issuer[:200])


def _validity(document: Document, at: datetime) -> Check:
    try:
        starts = instant(document["validFrom"]) if document.get("validFrom") is not None else None
        ends = instant(document["validUntil"]) if document.get("validUntil") is not None else None
    except ValueError as error:
        return say("validity_malformed", str(error))
    if starts is not None and at + LEEWAY < starts:
        return say("not_yet_valid", written(starts))
    if ends is not None and at - LEEWAY > ends:
        return say("expired", written(ends))
    return say("validity_ok")


def _status(document: Document, at: datetime, status: StatusLists | None, contexts: Contexts) -> Check:
    if status is None:
        return say("status_not_asked")
    return status.check(
        document, issuer_of(document), at, lambda data, instant_: _judge(data, instant_, None, None, contexts)
    )


def _trust(document: Document, trust: Collection[str] | None) -> Check:
    if is_sample(document):
        return say("sample_key")
    if trust is None:
        return say("no_list")
    return say("trust_ok") if issuer_of(document) in trust else say("not_on_list")


def is_sample(document: Document) -> bool:
    """Whether a record calls itself a demonstration: its signed `name`, or its issuer's, begins with SAMPLE."""
    issuer = document.get("issuer")
    names = [document.get("name"), issuer.get("name") if isinstance(issuer, dict) else None]
    return any(_begins(name) for name in names)


def _begins(name: Any) -> bool:
    if isinstance(name, dict):
        name = name.get("@value")
    if isinstance(name, list):
        return any(_begins(item) for item in name if not isinstance(item, list))
    return isinstance(name, str) and name.startswith(SAMPLE)


def _with_facts(checks: tuple[Check, ...], document: Document) -> Verdict:
    subject = next((item for item in listed(document.get("credentialSubject")) if isinstance(item, dict)), {})
    achievement = subject.get("achievement")
    achievement = achievement if isinstance(achievement, dict) else {}
    return Verdict(
        word(checks),
        checks,
        issuer=issuer_of(document),
        subject=_id(subject),
        achievement=_id(achievement),
        competencies=_competencies(achievement),
        valid_from=_time(document.get("validFrom")),
        valid_until=_time(document.get("validUntil")),
    )


def _competencies(achievement: Document) -> tuple[str, ...]:
    alignments = [item for item in listed(achievement.get("alignment", [])) if isinstance(item, dict)]
    named = (alignment.get("targetUrl") or alignment.get("targetCode") for alignment in alignments)
    return tuple(name for name in named if isinstance(name, str))


def _time(value: Any) -> str | None:
    try:
        return written(instant(value))
    except (ValueError, OverflowError):
        return None
