"""Bringing records of other issuers: each file taken apart, each signed part checked for itself and kept as it came."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from skillmark.credentials import formats, queries, reading
from skillmark.credentials.actions.outside import CLAIMED, Fate, accept_issuer, fate
from skillmark.credentials.formats import Format, Opened
from skillmark.credentials.models import ListAtHand, OutsideRecord
from skillmark.foundation import access, audit, files
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel import vc
from skillmark.kernel.values import BadInput, unstorable_place
from skillmark.kernel.vc.replaying import contexts_used, lists_named

LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Brought:
    """One file, or one signed part of it, and what became of it: the verdict's reason in words, the record where one
    was kept.
    """

    name: str
    fate: Fate
    reason: str = ""
    record: OutsideRecord | None = None


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every file of one bringing is held against."""

    actor: Actor
    status: vc.StatusLists
    lists: Mapping[str, bytes]
    known: list[reading.Known]
    own: frozenset[str]
    pages: Mapping[str, bytes]
    accept: bool
    now: datetime


@action
def import_records(
    actor: Actor,
    *,
    files: Mapping[str, bytes],
    pages: Mapping[str, bytes] | None = None,
    accept_issuers: bool = False,
    now: datetime,
) -> list[Brought]:
    """Check the records in these files (name → bytes), in the order of the names, and keep each with its verdict.

    Files that hold status lists are used to check the others; `pages` are those of issuers of older badges, by
    address. A collection and a résumé are kept with every signed part of theirs, each checked for itself; what nobody
    signed is kept as a claim. `accept_issuers` says that whoever brings the files answers for their issuers, of records
    about herself excepted. A record brought again is checked again. Says of each what became of it.
    """
    access.require(actor, "credentials.outside.import")
    lists = {name: found for name in sorted(files) if (found := _status_list(files[name])) is not None}
    for name, document in lists.items():
        _keep_list(actor, document, files[name], now)
    loader, read = _remembering(queries.list_loader(actor))
    desk = _Desk(
        actor,
        vc.StatusLists(loader),
        read,
        queries.known_people(actor),
        queries.own_issuers(actor.workspace_id),
        {address: page for address, page in (pages or {}).items() if _storable(page)},
        accept_issuers,
        now,
    )
    told = [Brought(name, Fate.STATUS_LIST) for name in lists]
    for name in sorted(files.keys() - lists.keys()):
        told += _bring(desk, name, files[name], None)
    kept = sum(one.record is not None for one in told)
    audit.record(actor, "credentials.outside.imported", None, files=len(files), kept=kept)
    return sorted(told, key=lambda brought: brought.name)


def _bring(desk: _Desk, name: str, data: bytes, outer: OutsideRecord | None, depth: int = 0) -> list[Brought]:
    opened = formats.opened(data, depth)
    verdict, document, word, resting = _judged(desk, opened, data)
    if verdict.verdict == "unreadable" and word != CLAIMED:
        return [Brought(name, Fate.UNREADABLE, verdict.reason().message)]
    if verdict.issuer in desk.own and not opened.parts:
        return [Brought(name, Fate.OWN)]
    record = _keep(desk, name, data, opened, document, verdict, word, resting, outer)
    # of what lies within a file nobody has read who issued it: that is accepted on its own page
    may_accept = desk.accept and outer is None and access.may(desk.actor, "credentials.issuer.accept", record)
    if may_accept and record.word == "valid" and record.issuer and opened.format is not Format.COLLECTION:
        accept_issuer(desk.actor, issuer=record.issuer, name=record.issuer_name, now=desk.now)
    inside = [
        one
        for number, part in enumerate(opened.parts, start=1)
        for one in _bring(desk, f"{name[-LONGEST_NAME + 12 :]} · {number}", part, record, depth + 1)
    ]
    judged = fate(record, queries.accepted_issuers(desk.actor), demonstration=desk.actor.demonstration)
    if judged is Fate.WHOSE and reading.whose(document, desk.known) is not None:
        judged = Fate.ANOTHER_NAME
    reason = "" if word == CLAIMED else verdict.reason().message
    return [Brought(name, judged, reason, record), *inside]


def _judged(desk: _Desk, opened: Opened, data: bytes) -> tuple[vc.Verdict, Mapping[str, Any], str, Mapping[str, str]]:
    """The verdict, the document in which whose it is and what it states are read, the word that is kept, and the pages
    it rests on.

    What nobody signed is claimed, whatever its wrapper says of itself; and so is an older badge that could not be held
    against its issuer's own pages.
    """
    if opened.older is not None:
        found, document = formats.judged_older(opened.older, desk.pages, desk.now)
        word = CLAIMED if found.verdict.verdict == "undetermined" else found.verdict.verdict
        pages = {address: desk.pages[address].decode("utf-8", errors="replace") for address in found.used}
        return found.verdict, document, word, pages
    verdict = vc.verify(data, at=desk.now, status=desk.status)
    return verdict, opened.named, CLAIMED if opened.format is Format.RESUME else verdict.verdict, {}


def _keep(
    desk: _Desk,
    name: str,
    data: bytes,
    opened: Opened,
    document: Mapping[str, Any],
    verdict: vc.Verdict,
    word: str,
    resting: Mapping[str, str],
    outer: OutsideRecord | None,
) -> OutsideRecord:
    digest = hashlib.sha256(data).hexdigest()
    fields: dict[str, Any] = {
        "verdict": verdict.as_dict(name),
        "word": word,
        "keys": reading.keys_used(opened.document),
        "pages": resting,
        "used": _used(desk, opened),
        "checked_at": desk.now,
    }
    same = OutsideRecord.objects.within(desk.actor).filter(digest=digest, enclosed_in=outer)
    before: OutsideRecord | None = same.first()
    if before is not None:
        if opened.older is not None:  # what its issuer's pages say of it may be known only now
            fields |= _stated(opened, document, verdict)
        for field, value in fields.items():
            setattr(before, field, value)
        before.save(update_fields=list(fields))
        return before
    holder = _holder(desk, document, verdict, outer)
    record: OutsideRecord = OutsideRecord.objects.record(
        desk.actor,
        now=desk.now,
        person_id=holder,
        name=name[-LONGEST_NAME:],
        document=opened.text,
        digest=digest,
        sample=verdict.check("trust").code == "sample_key",
        format=opened.format.value,
        enclosed_in=outer,
        claims=[claim.kept() for claim in opened.claims],
        file_id=_stored(desk, name, data, holder) if opened.picture else None,
        **_stated(opened, document, verdict),
        **fields,
    )
    audit.record(desk.actor, "credentials.outside.kept", record, person=record.person_id)
    return record


def _stated(opened: Opened, document: Mapping[str, Any], verdict: vc.Verdict) -> dict[str, Any]:
    """What the record says of itself. Whatever holds other records states no level by itself."""
    whole = opened.format in (Format.RECORD, Format.OLDER)
    return {
        "issuer": (verdict.issuer or "")[:500],
        "issuer_name": reading.issuer_name(document)[:300],
        "achievement": (verdict.achievement or "")[:500],
        "levels": [list(line) for line in reading.competency_lines(document)] if whole else [],
        "valid_from": _instant(verdict.valid_from),
        "valid_until": _instant(verdict.valid_until),
    }


def _holder(desk: _Desk, document: Mapping[str, Any], verdict: vc.Verdict, outer: OutsideRecord | None) -> UUID | None:
    """Whose a record is. One that bears her number and somebody else's name is nobody's until a person says whose.

    Within another, it is hers if it says so itself, or bears the very id under which a genuine collection speaks of
    her; one that names somebody else than what it stands in is nobody's. A résumé, which nobody signed, ties none.
    """
    found = reading.whose(document, desk.known)
    if outer is not None and outer.person_id is not None:
        if found is None and verdict.subject and outer.word == "valid" and outer.verdict["subject"] == verdict.subject:
            found = outer.person_id
        elif found != outer.person_id:
            return None
    name = next((person.name for person in desk.known if person.person_id == found), "")
    return None if reading.named_otherwise(document, name) else found


def _stored(desk: _Desk, name: str, data: bytes, holder: UUID | None) -> UUID | None:
    """A picture is kept to the byte. One that no picture program reads is kept by what it holds alone."""
    try:
        return files.store(desk.actor, name=name, content=data, person_id=holder, now=desk.now).pk
    except BadInput:
        return None


def _remembering(load: queries.Loader) -> tuple[queries.Loader, Mapping[str, bytes]]:
    """The loader, and what it has given so far, by address."""
    read: dict[str, bytes] = {}

    def loading(address: str) -> bytes | None:
        found = load(address)
        if found is not None:
            read[address] = found
        return found

    return loading, read


def _used(desk: _Desk, opened: Opened) -> dict[str, dict[str, str]]:
    """What checking it read besides the record itself."""
    named = lists_named(opened.document)
    lists = {address: hashlib.sha256(desk.lists[address]).hexdigest() for address in named if address in desk.lists}
    return {"contexts": contexts_used(opened.document), "lists": lists}


def _keep_list(actor: Actor, document: Mapping[str, Any], data: bytes, now: datetime) -> None:
    address = document.get("id")
    if isinstance(address, str) and len(address) <= 500:
        ListAtHand.objects.record(actor, now=now, address=address, document=data.decode("utf-8", errors="replace"))


def _status_list(data: bytes) -> Mapping[str, Any] | None:
    """The list of withdrawn records that a file is; None for any other."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    whole = isinstance(found, dict) and unstorable_place(found) is None
    return found if whole and reading.is_status_list(found) else None


def _storable(page: bytes) -> bool:
    """Whether a page of an issuer is JSON that a database keeps; any other is as good as none."""
    try:
        return unstorable_place(json.loads(page)) is None
    except (ValueError, RecursionError):
        return False


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
