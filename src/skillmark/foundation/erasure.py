"""Values that can be forgotten: sealed under a key per person and workspace; destroying the key destroys them
everywhere.

Who was erased is also written to erasures.jsonl, in SKILLMARK_DATA and in the backup place, beside the database and not
in it, so that a restored backup learns of erasures that came after it (`catch_up`). A trial that was deleted whole
has a line there too.
"""

import json
import logging
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from skillmark.foundation import audit, clearing, sources
from skillmark.foundation.models.keys import Erasure, PersonKey
from skillmark.foundation.models.workspace import Workspace
from skillmark.foundation.roles import Actor, program
from skillmark.foundation.work import action

NONCE_BYTES = 12
LIST = "erasures.jsonl"
Eraser = Callable[[Actor, UUID, datetime], None]
_erasers: dict[str, Eraser] = {}
log = logging.getLogger(__name__)


class Erased(LookupError):
    """The key is gone, and what it sealed with it."""


def install(erasers: Mapping[str, Eraser]) -> None:
    """Put the assembled map context → eraser in force: each removes what its context holds of a person, the
    foundation last.
    """
    from skillmark.foundation import personal

    _erasers.clear()
    _erasers.update(erasers)
    _erasers["foundation"] = personal.erase


def seal(actor: Actor, person_id: UUID, value: bytes) -> bytes:
    """Encrypt a value of this person (AES-256-GCM; the nonce stands before the ciphertext).

    Raises Erased for a person who was erased: she gets no second key.
    """
    key = PersonKey.objects.filter(person_id=person_id).first() or _first_key(actor, person_id)
    nonce = sources.random_bytes(NONCE_BYTES)
    return nonce + AESGCM(bytes(key.key)).encrypt(nonce, value, person_id.bytes)


def unseal(person_id: UUID, sealed: bytes) -> bytes:
    """The value again. Raises Erased when its person was."""
    (value,) = unseal_all([(person_id, sealed)])
    if value is None:
        raise Erased(str(person_id))
    return value


def unseal_all(sealed: Sequence[tuple[UUID, bytes]]) -> list[bytes | None]:
    """The values of (person, sealed value) in their order; None where the person was erased."""
    whose = {person_id for person_id, _ in sealed}
    keys = dict(PersonKey.objects.filter(person_id__in=whose).values_list("person_id", "key"))
    return [
        AESGCM(bytes(keys[person_id])).decrypt(value[:NONCE_BYTES], value[NONCE_BYTES:], person_id.bytes)
        if person_id in keys
        else None
        for person_id, value in sealed
    ]


@action
def erase(actor: Actor, person_id: UUID, now: datetime, *, again: bool = False) -> None:
    """Erase a person from every context, with the records that were merged into hers, destroy her keys, and note the
    erasure for restored backups.

    Raises OnHold where something of her must be kept; not `again`, since what a backup brings back was gone already.
    """
    from skillmark.foundation import holds, personal

    if not again:
        holds.require_none(actor, person_id)
    for record in reversed(personal.records_of(person_id)):
        _erase_record(actor, record, now)


def _erase_record(actor: Actor, person_id: UUID, now: datetime) -> None:
    with clearing.noting() as tables:
        for eraser in _erasers.values():
            eraser(actor, person_id, now)
        PersonKey.objects.filter(person_id=person_id, workspace_id=actor.workspace_id).delete()
    clearing.ask_for(actor, tables, person_id, now)
    Erasure.objects.get_or_create(
        person_id=person_id, defaults={"workspace_id": actor.workspace_id, "recorded_at": now}
    )
    audit.record(actor, "foundation.person.erased", None, person=person_id)
    transaction.on_commit(lambda: _remember([(actor.workspace_id, person_id)]))


def erasure_list() -> list[tuple[UUID, UUID]]:
    """(workspace, person) of everybody ever erased: kept beside the backups."""
    return list(Erasure.objects.order_by("recorded_at", "id").values_list("workspace_id", "person_id"))


def reapply(erasures: Iterable[tuple[UUID, UUID]], actor_for: Callable[[UUID], Actor], now: datetime) -> int:
    """Erase again, after a restore, everybody on the list; gives how many."""
    count = 0
    for workspace_id, person_id in erasures:
        erase(actor_for(workspace_id), person_id, now, again=True)
        count += 1
    return count


def catch_up(now: datetime) -> int:
    """Erase whom the database has forgotten to have erased (a backup was restored), trials that were deleted first;
    gives how many people.
    """
    _delete_again(now)
    in_database, told = erasure_list(), [pair for place in places() for pair in read_list(place / LIST)]
    _remember(in_database)
    demonstrations = dict(Workspace.objects.values_list("id", "demonstration"))
    forgotten = dict.fromkeys(told).keys() - set(in_database)
    missed = [pair for pair in dict.fromkeys(told) if pair in forgotten and pair[0] in demonstrations]
    return reapply(missed, lambda place: program(place, "erasure", demonstration=demonstrations[place]), now)


def places() -> list[Path]:
    """The folders in which the list is kept."""
    return [Path(settings.DATA), *([Path(settings.BACKUPS)] if settings.BACKUPS else [])]


def learn(file: Path, *, only: UUID | None = None) -> None:
    """Take over a list that was kept with a backup, or what it says of one workspace; `catch_up` then applies it."""
    own = Path(settings.DATA) / LIST
    _write(own, [pair for pair in read_list(file) if only in (None, pair[0])])
    _append(own, _as_lines(read_deleted(file)) if only is None else [])


def write_list(file: Path) -> None:
    """Bring a list kept with backups up to date."""
    _write(file, erasure_list())
    _append(file, _as_lines(deleted()))


def deleted() -> frozenset[UUID]:
    """The workspaces that were deleted here, as the database or a list knows."""
    from skillmark.foundation import trials

    return frozenset(trials.deleted()).union(*(read_deleted(place / LIST) for place in places()))


def remember_deleted(workspace_ids: Iterable[UUID]) -> None:
    """Add workspaces that were deleted to every list, as `_remember` does people."""
    lines = _as_lines(workspace_ids)
    for place in places():
        try:
            _append(place / LIST, lines)
        except OSError as error:
            log.warning("The list of erasures in %s could not be written: %s", place, error.strerror)


def read_deleted(file: Path) -> list[UUID]:
    """The deleted workspaces that a list names."""
    return [UUID(entry["workspace"]) for entry in _entries(file) if "person" not in entry]


def _delete_again(now: datetime) -> None:
    from skillmark.foundation import trials

    wanted = deleted()
    remember_deleted(wanted)
    for place in Workspace.objects.filter(pk__in=wanted).order_by("id"):
        actor = program(place.pk, "erasure", demonstration=place.demonstration)
        trials.delete(actor, name=place.slug, now=now, again=True)
    for workspace_id in wanted:
        trials.gone(workspace_id)


def _as_lines(workspace_ids: Iterable[UUID]) -> list[dict[str, str]]:
    return [{"workspace": str(workspace_id), "deleted": "whole"} for workspace_id in sorted(workspace_ids)]


def _first_key(actor: Actor, person_id: UUID) -> PersonKey:
    if Erasure.objects.filter(person_id=person_id).exists():
        raise Erased(str(person_id))
    fresh = {"workspace_id": actor.workspace_id, "key": sources.random_bytes(32)}
    return PersonKey.objects.get_or_create(person_id=person_id, defaults=fresh)[0]


def _remember(pairs: Iterable[tuple[UUID, UUID]]) -> None:
    """Add those that are missing to every list. A backup place that cannot be reached now is brought up to date by the
    next day's `catch_up`; the erasure itself has happened.
    """
    wanted = list(pairs)
    for place in places():
        try:
            _write(place / LIST, wanted)
        except OSError as error:
            log.warning("The list of erasures in %s could not be written: %s", place, error.strerror)


def _write(file: Path, pairs: Sequence[tuple[UUID, UUID]]) -> None:
    _append(file, [{"workspace": str(place), "person": str(person)} for place, person in pairs])


def _append(file: Path, entries: Sequence[dict[str, str]]) -> None:
    there = {tuple(sorted(entry.items())) for entry in _entries(file)}
    lines = [json.dumps(entry) for entry in entries if tuple(sorted(entry.items())) not in there]
    if not lines:
        return
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as out:
        out.write("\n".join(["", *dict.fromkeys(lines), ""]))  # a line that a crash cut off stays alone
        out.flush()
        os.fsync(out.fileno())


def read_list(file: Path) -> list[tuple[UUID, UUID]]:
    """(workspace, person) of everybody a list names; a line cut off is passed over."""
    people = [entry for entry in _entries(file) if "person" in entry]
    return list(dict.fromkeys((UUID(entry["workspace"]), UUID(entry["person"])) for entry in people))


def _entries(file: Path) -> list[dict[str, str]]:
    if not file.exists():
        return []
    lines = [line for line in file.read_text().splitlines() if line.startswith("{") and line.endswith("}")]
    return [json.loads(line) for line in lines]
