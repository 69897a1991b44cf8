"""Records of other issuers: checked, kept with the verdict, tied to a person, counted if the issuer is accepted."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from skillmark.credentials import queries, reading, rules
from skillmark.credentials.models import AcceptedIssuer, ListAtHand, OutsideRecord
from skillmark.foundation import access, audit, outbox
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel import vc
from skillmark.kernel.values import unstorable_place
from skillmark.people import queries as people


class Fate(StrEnum):
    """What became of one file that was brought."""

    COUNTED = "counted"
    NOT_GENUINE = "not_genuine"
    NOT_CHECKED = "not_checked"
    UNREADABLE = "unreadable"
    WHOSE = "whose"
    NOT_ACCEPTED = "not_accepted"
    ANOTHER_NAME = "another_name"
    SOMEBODY_ELSE = "somebody_else"
    SAMPLE = "sample"
    NO_LEVEL = "no_level"
    OWN = "own"
    STATUS_LIST = "status_list"


@dataclass(frozen=True, slots=True)
class Brought:
    """One file and what became of it: the verdict's reason in words, the record where one was kept."""

    name: str
    fate: Fate
    reason: str = ""
    record: OutsideRecord | None = None


@action
def import_records(
    actor: Actor, *, files: Mapping[str, bytes], accept_issuers: bool = False, now: datetime
) -> list[Brought]:
    """Check the records in these files (name → bytes), in the order of the names, and keep each with its verdict.

    Files that hold status lists are used to check the others. `accept_issuers` says that whoever brings the files
    answers for their issuers, of records about herself excepted. A record brought again is checked again. Says of each
    file what became of it.
    """
    access.require(actor, "credentials.outside.import")
    parsed = {name: _parsed(files[name]) for name in sorted(files)}
    lists = {name for name, document in parsed.items() if document and reading.is_status_list(document)}
    for name in sorted(lists):
        _keep_list(actor, parsed[name] or {}, files[name], now)
    known = queries.known_people(actor)
    own = queries.own_issuers(actor.workspace_id)
    status = vc.StatusLists(queries.list_loader(actor))
    told = [Brought(name, Fate.STATUS_LIST) for name in sorted(lists)]
    for name, document in parsed.items():
        if name not in lists:
            told.append(_bring(actor, name, files[name], document or {}, status, known, own, accept_issuers, now))
    kept = sum(one.record is not None for one in told)
    audit.record(actor, "credentials.outside.imported", None, files=len(files), kept=kept)
    return sorted(told, key=lambda brought: brought.name)


@action
def name_person(actor: Actor, *, record_id: UUID, person_id: UUID, now: datetime) -> OutsideRecord:
    """Say whose an outside record is, where it does not say so itself. Nobody says so of her own."""
    record: OutsideRecord = one(OutsideRecord.objects.within(actor), record_id, lock=True)
    access.require(actor, "credentials.outside.name", record)
    person = people.anyone(actor, person_id)
    access.require(actor, "credentials.outside.name", person)
    record.person = person
    record.save(update_fields=["person"])
    audit.record(actor, "credentials.outside.named", record, person=person_id)
    return record


@action
def accept_issuer(actor: Actor, *, issuer: str, name: str = "", now: datetime) -> AcceptedIssuer:
    """From now on genuine records of this issuer count, but for those about whoever accepts it.

    Accepted by somebody else before, it is accepted a second time: that one's own records need another's word.
    """
    access.require(actor, "credentials.issuer.accept")
    in_force = AcceptedIssuer.objects.within(actor).filter(issuer=issuer, ended_at=None)
    before: AcceptedIssuer | None = in_force.filter(accepted_by_id=actor.person_id).first()
    if before is not None:
        return before
    accepted: AcceptedIssuer = AcceptedIssuer.objects.record(
        actor, now=now, issuer=issuer, name=name[:300], accepted_by_id=actor.person_id
    )
    audit.record(actor, "credentials.issuer.accepted", accepted)
    outbox.announce("credentials.issuer.accepted", accepted)
    return accepted


@action
def end_issuer(actor: Actor, *, accepted_id: UUID, now: datetime) -> AcceptedIssuer:
    """Records of this issuer count no longer, whoever accepted it."""
    access.require(actor, "credentials.issuer.accept")
    accepted: AcceptedIssuer = one(AcceptedIssuer.objects.within(actor), accepted_id, lock=True)
    if accepted.ended_at is None:
        accepted.ended_at = now
        AcceptedIssuer.objects.within(actor).filter(issuer=accepted.issuer, ended_at=None).update(ended_at=now)
        audit.record(actor, "credentials.issuer.ended", accepted)
    return accepted


def _bring(
    actor: Actor,
    name: str,
    data: bytes,
    document: dict[str, Any],
    status: vc.StatusLists,
    known: list[reading.Known],
    own: frozenset[str],
    accept_issuers: bool,
    now: datetime,
) -> Brought:
    verdict = vc.verify(data, at=now, status=status)
    if verdict.verdict == "unreadable":
        return Brought(name, Fate.UNREADABLE, verdict.reason().message)
    if verdict.issuer in own:
        return Brought(name, Fate.OWN)
    record = _keep(actor, name, data, document, verdict, known, now)
    may_accept = accept_issuers and access.may(actor, "credentials.issuer.accept", record)
    if may_accept and record.word == "valid" and record.issuer:
        accept_issuer(actor, issuer=record.issuer, name=record.issuer_name, now=now)
    judged = fate(record, queries.accepted_issuers(actor), demonstration=actor.demonstration)
    if judged is Fate.WHOSE and reading.whose(document, known) is not None:
        judged = Fate.ANOTHER_NAME
    return Brought(name, judged, verdict.reason().message, record)


def _keep(
    actor: Actor,
    name: str,
    data: bytes,
    document: dict[str, Any],
    verdict: vc.Verdict,
    known: list[reading.Known],
    now: datetime,
) -> OutsideRecord:
    digest = hashlib.sha256(data).hexdigest()
    fields = {
        "verdict": verdict.as_dict(name),
        "word": verdict.verdict,
        "keys": reading.keys_used(document),
        "checked_at": now,
    }
    before: OutsideRecord | None = OutsideRecord.objects.within(actor).filter(digest=digest).first()
    if before is not None:
        for field, value in fields.items():
            setattr(before, field, value)
        before.save(update_fields=list(fields))
        return before
    record: OutsideRecord = OutsideRecord.objects.record(
        actor,
        now=now,
        person_id=_holder(document, known),
        name=name[-255:],
        document=data.decode("utf-8", errors="replace"),
        digest=digest,
        issuer=(verdict.issuer or "")[:500],
        issuer_name=reading.issuer_name(document)[:300],
        sample=verdict.check("trust").code == "sample_key",
        levels=[list(line) for line in reading.competency_lines(document)],
        valid_from=_instant(verdict.valid_from),
        valid_until=_instant(verdict.valid_until),
        **fields,
    )
    audit.record(actor, "credentials.outside.kept", record, person=record.person_id)
    return record


def _holder(document: dict[str, Any], known: list[reading.Known]) -> UUID | None:
    """Whose a record is. One that bears her number and somebody else's name is nobody's until a person says whose."""
    found = reading.whose(document, known)
    name = next((person.name for person in known if person.person_id == found), "")
    return None if reading.named_otherwise(document, name) else found


def fate(record: OutsideRecord, accepted: Mapping[str, Collection[UUID | None]], *, demonstration: bool) -> Fate:
    """Whether a kept record counts, or why not; `accepted`: issuer → who accepted it."""
    if record.word != "valid":
        return Fate.NOT_CHECKED if record.word == "undetermined" else Fate.NOT_GENUINE
    if record.sample and not demonstration:
        return Fate.SAMPLE
    if record.issuer not in accepted:
        return Fate.NOT_ACCEPTED
    if record.person_id is None:
        return Fate.WHOSE
    if not rules.accepted_for(record.person_id, accepted[record.issuer]):
        return Fate.SOMEBODY_ELSE
    return Fate.COUNTED if any(line[3] is not None for line in record.levels) else Fate.NO_LEVEL


def _keep_list(actor: Actor, document: dict[str, Any], data: bytes, now: datetime) -> None:
    address = document.get("id")
    if isinstance(address, str) and len(address) <= 500:
        ListAtHand.objects.record(actor, now=now, address=address, document=data.decode("utf-8", errors="replace"))


def _parsed(data: bytes) -> dict[str, Any] | None:
    """The JSON object, to look into; what is wrong with it the verdict says."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and unstorable_place(found) is None else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
