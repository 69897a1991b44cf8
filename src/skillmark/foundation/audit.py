"""The audit chain: what was done, by whom, to what, in an order nobody can change unseen.

A row's hash is SHA-256 over the RFC 8785 form of its members and the hash before it.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from itertools import groupby
from typing import Any
from uuid import UUID

import rfc8785
from django.db import models

from skillmark.foundation import sources, work
from skillmark.foundation.models.audit import AuditHead, AuditRow
from skillmark.foundation.models.workspace import Workspace
from skillmark.foundation.roles import Actor

START = "0" * 64
MOST_IDS = 5000  # in one IN (…): SQLite takes 32,766 variables
LARGEST_EXACT = 2**53  # RFC 8785 takes whole numbers below it; a larger one is kept as text


@dataclass(frozen=True)
class Entry:
    """A row to be: gathered during the unit of work, written at its end."""

    workspace_id: UUID
    actor: Actor
    action: str
    subject_type: str
    subject_id: UUID | None
    facts: Mapping[str, object]


def record(actor: Actor, action: str, subject: models.Model | None = None, **facts: object) -> None:
    """Note what was done. Ids, enum members, whole numbers, truth values and dates are kept as they are;
    any other value is kept only as a digest under the workspace's key, so that history holds no personal value.
    """
    workspace_id = getattr(subject, "workspace_id", None) or actor.workspace_id
    subject_id = subject.pk if subject is not None and isinstance(subject.pk, UUID) else None
    label = subject._meta.label_lower if subject is not None else ""
    work.current().entries.append(Entry(workspace_id, actor, action, label, subject_id, facts))


def note(actor: Actor, action: str, subject_type: str, subject_id: UUID, **facts: object) -> None:
    """Note something about a record that is known by its id alone. Facts are kept as `record` keeps them."""
    work.current().entries.append(Entry(actor.workspace_id, actor, action, subject_type, subject_id, facts))


def write(entries: Sequence[Entry]) -> None:
    """Append the gathered entries to their chains, heads locked in workspace order."""
    ordered = sorted(entries, key=lambda entry: entry.workspace_id)
    for workspace_id, group in groupby(ordered, key=lambda entry: entry.workspace_id):
        _append(workspace_id, list(group))


def _append(workspace_id: UUID, entries: Iterable[Entry]) -> None:
    head = _locked_head(workspace_id)
    digest = _Digest(workspace_id)
    now = sources.now()
    rows = []
    for entry in entries:
        row = AuditRow(
            workspace_id=workspace_id,
            recorded_at=now,
            number=head.number + 1,
            account_id=entry.actor.account_id,
            person_id=entry.actor.person_id,
            process=entry.actor.process,
            action=entry.action,
            subject_type=entry.subject_type,
            subject_id=entry.subject_id,
            facts={name: _kept(value, digest) for name, value in entry.facts.items()},
            previous_hash=head.hash,
        )
        row.hash = row_hash(row)
        head.number, head.hash = row.number, row.hash
        rows.append(row)
    AuditRow.objects.bulk_create(rows)
    head.save(update_fields=["number", "hash"])


def _locked_head(workspace_id: UUID) -> AuditHead:
    heads = AuditHead.objects.select_for_update()
    head = heads.filter(workspace_id=workspace_id).first()
    if head is None:
        AuditHead.objects.get_or_create(workspace_id=workspace_id)
        head = heads.get(workspace_id=workspace_id)
    return head


class _Digest:
    """Digests under a workspace's key, which is read when the first one is wanted."""

    def __init__(self, workspace_id: UUID) -> None:
        self.workspace_id = workspace_id
        self._key: bytes | None = None

    def of(self, value: object) -> str:
        if self._key is None:
            self._key = bytes(Workspace.objects.values_list("digest_key", flat=True).get(pk=self.workspace_id))
        return "hmac-sha256:" + hmac.new(self._key, str(value).encode(), hashlib.sha256).hexdigest()


def row_hash(row: AuditRow) -> str:
    """The hash that binds a row to its content and to the row before it (lower-case hex)."""
    members: dict[str, Any] = {
        "id": str(row.id),
        "workspace": str(row.workspace_id),
        "number": row.number,
        "at": row.recorded_at.astimezone(UTC).isoformat(),
        "account": _text(row.account_id),
        "person": _text(row.person_id),
        "process": row.process,
        "action": row.action,
        "subject_type": row.subject_type,
        "subject": _text(row.subject_id),
        "facts": row.facts,
        "previous": row.previous_hash,
    }
    return hashlib.sha256(rfc8785.dumps(members)).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold."""

    workspace_id: UUID
    number: int
    message: str


def check(workspace_id: UUID, anchors: Sequence[tuple[int, str]] = ()) -> Break | None:
    """Walk a workspace's chain and give its first break, None when whole.

    `anchors` are (number, hash) pairs whose signatures the caller has checked; without one a cut-off tail goes unseen.
    """
    expected: dict[int, set[str]] = {}
    for signed_number, signed_hash in anchors:
        expected.setdefault(signed_number, set()).add(signed_hash)
    previous, number = START, 0
    for row in _rows(workspace_id):
        number += 1
        if row.number != number:
            return Break(workspace_id, number, f"row {number} is missing or out of order")
        if row.previous_hash != previous:
            return Break(workspace_id, number, f"row {number} does not follow row {number - 1}")
        if row_hash(row) != row.hash:
            return Break(workspace_id, number, f"row {number} was altered")
        if expected.get(number, {row.hash}) != {row.hash}:
            return Break(workspace_id, number, f"row {number} is not the one that was signed")
        previous = row.hash
    head = AuditHead.objects.filter(workspace_id=workspace_id).first()
    last_signed = max(expected, default=0)
    if last_signed > number:
        return Break(
            workspace_id, number + 1, f"the chain was cut off: row {last_signed} was signed, row {number} is the last"
        )
    if head is None:
        return Break(workspace_id, number, "the chain has lost its head") if number else None
    if head.number != number:
        return Break(workspace_id, number + 1, f"the chain ends at row {number} but its head says {head.number}")
    if head.hash != previous:
        return Break(workspace_id, number, f"row {number} is not the one its head names")
    return None


def done_to(actor: Actor, action: str, subject_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these records to which this was ever done in the actor's workspace."""
    asked = sorted(subject_ids)
    rows = AuditRow.objects.filter(workspace_id=actor.workspace_id, action=action)
    parts = (asked[start : start + MOST_IDS] for start in range(0, len(asked), MOST_IDS))
    found: set[UUID] = set()
    for part in parts:
        found.update(filter(None, rows.filter(subject_id__in=part).values_list("subject_id", flat=True)))
    return frozenset(found)


def done(workspace_id: UUID, action: str) -> Iterator[AuditRow]:
    """The rows of a chain that say that this was done, in their order."""
    rows = AuditRow.objects.filter(workspace_id=workspace_id, action=action)
    return rows.order_by("number").iterator(chunk_size=2000)


def is_digest(workspace_id: UUID, kept: object, value: str) -> bool:
    """Whether a chain's row kept this as the digest of this value."""
    return hmac.compare_digest(str(kept), _Digest(workspace_id).of(value))


def length(workspace_id: UUID) -> int:
    """How many rows the chain has."""
    return AuditRow.objects.filter(workspace_id=workspace_id).count()


def _rows(workspace_id: UUID) -> Iterator[AuditRow]:
    return AuditRow.objects.filter(workspace_id=workspace_id).order_by("number").iterator(chunk_size=2000)


def _kept(value: object, digest: _Digest) -> object:
    match value:
        case None | bool():
            return value
        case int():
            return value if abs(value) < LARGEST_EXACT else str(value)
        case Enum():
            return str(value.value)
        case UUID():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case list() | tuple():
            return [_kept(item, digest) for item in value]
    return digest.of(value)


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)
