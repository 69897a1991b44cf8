"""`verify`: from bytes to a verdict. Nothing is fetched; instant, lists, keys and contexts are handed in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from skillmark.kernel.vc.codes import CODES
from skillmark.kernel.vc.controllers import NO_DOCUMENTS, KeyDocuments
from skillmark.kernel.vc.endorsing import ENDORSEMENT, Endorsed, endorsements
from skillmark.kernel.vc.expansion import Reader
from skillmark.kernel.vc.facts import PRESENTATION, holder_of, is_sample, issuer_of, lifetime, with_facts
from skillmark.kernel.vc.frozen import Contexts, check_contexts
from skillmark.kernel.vc.instants import LEEWAY, written
from skillmark.kernel.vc.lookup import StatusLists
from skillmark.kernel.vc.opening import opened
from skillmark.kernel.vc.proofs import Asked, judge_proofs, proofs_of, texts_of, worst
from skillmark.kernel.vc.schema import faults, listed, types_of
from skillmark.kernel.vc.selective import Shown, is_selective, shown
from skillmark.kernel.vc.source import Document, Refused
from skillmark.kernel.vc.tokens import Token, judge_token
from skillmark.kernel.vc.verdict import Check, Verdict, all_checks, say, summed

DEFAULT_CONTEXTS = Contexts()
MOST_RECORDS = 100  # in one presentation


@dataclass(frozen=True, slots=True)
class Terms:
    """What a record is judged by."""

    at: datetime
    status: StatusLists | None
    trust: Collection[str] | None
    contexts: Contexts
    keys: KeyDocuments
    challenge: str | None = None
    domain: str | None = None


def verify(
    source: bytes | Mapping[str, Any],
    *,
    at: datetime,
    status: StatusLists | None = None,
    trust: Collection[str] | None = None,
    contexts: Contexts | None = None,
    keys: KeyDocuments | None = None,
    challenge: str | None = None,
    domain: str | None = None,
) -> Verdict:
    """Judge one record, or a presentation of several, as of `at`, an instant with a time zone.

    `source` is the bytes of a file (JSON, JWT, baked PNG or SVG) or a parsed document, whose duplicate members can
    then no longer be seen. `status` says where status lists come from; without it the status check is skipped.
    `trust` holds the ids of the issuers one accepts; without it the trust check is skipped. `contexts` allows more
    than those of the engine. `keys` says where the documents of issuers that are no `did:key` come from; without it
    their records are undetermined. `challenge` and `domain` are those that the holder was asked to sign with the
    presentation; without a challenge nothing is said about who presents.
    Never raises for what is in the source: each fault is a check of the verdict. Raises ValueError for an `at`
    without a zone.
    """
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    terms = Terms(at, status, trust, contexts or DEFAULT_CONTEXTS, keys or NO_DOCUMENTS, challenge, domain)
    return _judge(source, terms)[0]


def _judge(source: bytes | Mapping[str, Any], terms: Terms) -> tuple[Verdict, Document]:
    try:
        part = _part(source, terms)
        if isinstance(part, Check):  # nothing in it is known to have been signed
            return with_facts(all_checks([say("parse_ok"), part]), {}), {}
        document, token, clean = (part.document, None, False) if part else opened(source)
        _holds_credential(document)
    except Refused as refused:
        return _stopped(refused, []), {}
    said = [say("parse_ok")]
    presented = PRESENTATION in types_of(document)
    asked = Asked(
        holder_of(document) if presented else issuer_of(document),
        "authentication" if presented else "assertionMethod", terms.at, terms.keys,
    )  # fmt: skip
    try:
        check_contexts(document, terms.contexts)
        texts = texts_of(document, Reader(document, terms.contexts, clean=clean))
    except Refused as refused:
        return _stopped(refused, said, document), document
    said.append(say("context_ok"))
    said += [part.proof, part.owner] if part else _secured(document, token, texts, asked)
    found = faults(document)
    said.append(say("schema_failed", found[0]) if found else say("schema_ok"))
    if presented:
        return _presentation(document, token, said, terms), document
    said.append(_validity(document, terms.at))
    said.append(part.status if part and part.status and terms.status else _status(document, terms))
    said.append(_trust(document, terms.trust))
    said.append(part.holder if part else say("not_presented"))
    verdict = with_facts(all_checks(said), document)
    carried = _endorsements(document, terms)
    return (replace(verdict, endorsements=carried) if carried else verdict), document


def _part(source: bytes | Mapping[str, Any], terms: Terms) -> Shown | Check | None:
    """What a token shows of which a holder may keep parts back; None for every other source."""
    if isinstance(source, Mapping) or not is_selective(source):
        return None
    return shown(source, at=terms.at, documents=terms.keys, challenge=terms.challenge, domain=terms.domain)


def _endorsements(document: Document, terms: Terms) -> tuple[Endorsed, ...]:
    """Those it carries, each judged as a record of its own; one inside another is not looked at."""
    if ENDORSEMENT in types_of(document):
        return ()

    def judge(one: Mapping[str, Any]) -> Verdict:
        return _judge(one, replace(terms, trust=None))[0]

    return endorsements(document, judge, lambda own: Reader(dict(own), terms.contexts).form(dict(own)))


def _secured(document: Document, token: Token | None, texts: list[Any], asked: Asked) -> list[Check]:
    """The proof check and the issuer check; a token that also holds proofs must be good by both."""
    if token is None:
        return list(judge_proofs(document, texts, asked))
    proof, owner = judge_token(token, asked)
    if not proofs_of(document):
        return [proof, owner]
    inner, inner_owner = judge_proofs(document, texts, asked)
    return [worst([proof, inner]), worst([owner, inner_owner])]


def _stopped(refused: Refused, said: list[Check], document: Document | None = None) -> Verdict:
    """The verdict where nothing after this check can be relied on. A duplicate member ends both parse and context."""
    if CODES[refused.code].check == "context" and not said:
        said = [say("parse_ok")]
    checks = all_checks([*said, say(refused.code, refused.detail)])
    return with_facts(checks, document or {})


def _holds_credential(document: Document) -> None:
    types = set(types_of(document))
    if types & {"Assertion", "BadgeClass"} and ("badge" in document or "criteria" in document):
        raise Refused("older_format")
    known = {"VerifiableCredential", PRESENTATION} & types
    if not known and not {"credentialSubject", "proof", "issuer"} & document.keys():
        raise Refused("not_a_credential")


def _validity(document: Document, at: datetime) -> Check:
    try:
        starts, ends = lifetime(document)
    except ValueError as error:
        return say("validity_malformed", str(error))
    if starts is not None and starts - at > LEEWAY:
        return say("not_yet_valid", written(starts))
    if ends is not None and at - ends > LEEWAY:
        return say("expired", written(ends))
    return say("validity_ok")


def _status(document: Document, terms: Terms) -> Check:
    if terms.status is None:
        return say("status_not_asked")

    def judge(data: bytes, at: datetime) -> tuple[Verdict, Document]:
        return _judge(data, Terms(at, None, None, terms.contexts, terms.keys))

    return terms.status.check(document, issuer_of(document), terms.at, judge)


def _trust(document: Document, trust: Collection[str] | None) -> Check:
    if is_sample(document):
        return say("sample_key")
    if trust is None:
        return say("no_list")
    return say("trust_ok") if issuer_of(document) in trust else say("not_on_list")


def _presentation(document: Document, token: Token | None, said: list[Check], terms: Terms) -> Verdict:
    """A presentation comes to the worst of itself and of the records in it."""
    entries = listed(document.get("verifiableCredential", []))
    if len(entries) > MOST_RECORDS:
        return _stopped(Refused("too_many_values", f"{MOST_RECORDS} records allowed"), [], document)
    records = tuple(_judge(_record(entry), terms) for entry in entries)
    said.append(_holder(document, token, [record for _, record in records], terms))
    return summed(all_checks(said), holder_of(document), tuple(verdict for verdict, _ in records))


def _record(entry: Any) -> bytes | Mapping[str, Any]:
    if isinstance(entry, Mapping):
        return entry
    return entry.encode("utf-8") if isinstance(entry, str) else b""


def _holder(document: Document, token: Token | None, records: list[Document], terms: Terms) -> Check:
    """Whether the one who presents signed what she was asked to sign now, and is the one the records are about."""
    if terms.challenge is None:
        return say("challenge_not_asked")
    sources = (
        [token.claims] if token is not None else [proof for proof in proofs_of(document) if isinstance(proof, dict)]
    )
    names = ("nonce", "aud") if token is not None else ("challenge", "domain")
    if not sources or any(source.get(names[0]) != terms.challenge for source in sources):
        return say("challenge_wrong")
    if terms.domain is not None and any(terms.domain not in listed(source.get(names[1])) for source in sources):
        return say("domain_wrong")
    holder = holder_of(document)
    subjects = [subject for record in records for subject in listed(record.get("credentialSubject"))]
    ids = [subject.get("id") if isinstance(subject, dict) else None for subject in subjects]
    if any(named is not None and named != holder for named in ids):
        return say("holder_not_subject")
    return say("holder_unbound") if holder is None or None in ids or not ids else say("holder_ok")
