"""Workspaces to try things in: marking one, and deleting it whole.

Deleting leaves one line in the installation's own chain and one in the list of erasures beside the backups.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import rfc8785
from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from skillmark.foundation import access, audit, erasure, triggers
from skillmark.foundation.models import AuditHead, InstallationRow, KeptAnswer, Trial, Workspace
from skillmark.foundation.records import names_workspace
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action

LOCK = 7_319_204_418  # one line at a time is added to the installation's own chain; any fixed number would do

Leaver = Callable[[Actor, datetime], None]
_leavers: list[Leaver] = []


def install(leavers: Iterable[Leaver]) -> None:
    """Put in force what the contexts let go of, beyond rows that name a workspace, when one is deleted."""
    _leavers[:] = leavers


class NoTrial(ValueError):
    """Only a trial can be deleted; real records are kept."""


class ChangedMeanwhile(RuntimeError):
    """Something was done there since its file was written."""


def is_trial(workspace_id: UUID) -> bool:
    return Trial.objects.filter(workspace_id=workspace_id).exists()


@action
def mark(actor: Actor, *, trial: bool, now: datetime) -> None:
    """Say that the actor's workspace is a trial, or is one no more. Its chain notes it; nothing else changes."""
    access.require(actor, "foundation.trial.mark")
    place = Workspace.objects.select_for_update().get(pk=actor.workspace_id)
    if trial == is_trial(place.pk):
        return
    if trial:
        Trial.objects.create(workspace=place, marked_at=now)
    else:
        Trial.objects.filter(workspace=place).delete()
    audit.record(actor, "foundation.workspace.marked", place, trial=trial)


def delete(actor: Actor, *, name: str, now: datetime, head: str = "", again: bool = False) -> None:
    """Delete the actor's workspace: rows, history, keys and files. Raises NoTrial, Forbidden; ChangedMeanwhile where
    its chain no longer ends at `head`.

    `name` is its organisation's, for the line that stays. `again`: a restored backup has brought it back.
    """
    access.require(actor, "foundation.workspace.delete")
    place = actor.workspace_id
    with transaction.atomic():
        Workspace.objects.select_for_update().get(pk=place)
        if again:
            Trial.objects.get_or_create(workspace_id=place, defaults={"marked_at": now})
        if not Trial.objects.filter(workspace_id=place).update(closed_at=now):
            raise NoTrial(str(place))
        if head and AuditHead.objects.select_for_update().get(workspace_id=place).hash != head:
            raise ChangedMeanwhile(str(place))
        for leave in _leavers:
            leave(actor, now)
        _note(actor, name, now, again)
        _empty(place)
        transaction.on_commit(lambda: _afterwards(place))


def gone(workspace_id: UUID) -> None:
    """Take away the files of a workspace that is no more: whoever deleted it may have been killed before."""
    shutil.rmtree(Path(settings.DATA) / "files" / workspace_id.hex, ignore_errors=True)


def check() -> audit.Break | None:
    """Walk the installation's own chain; its first break, None when whole."""
    previous = audit.START
    for number, row in enumerate(InstallationRow.objects.order_by("number"), start=1):
        if row.number != number or row.previous_hash != previous or row_hash(row) != row.hash:
            return audit.Break(row.subject_id, number, f"row {number} of the installation's own chain was altered")
        previous = row.hash
    return None


def deleted() -> list[UUID]:
    """The workspaces that the installation's own chain says were deleted; none before the upgrade that made it."""
    if InstallationRow._meta.db_table not in connection.introspection.table_names():
        return []
    return sorted(set(InstallationRow.objects.order_by().values_list("subject_id", flat=True)))


def row_hash(row: InstallationRow) -> str:
    """The hash that binds a line to its content and to the line before it (lower-case hex)."""
    members: dict[str, Any] = {
        "id": str(row.id),
        "number": row.number,
        "at": row.recorded_at.astimezone(UTC).isoformat(),
        "account": str(row.account_id or ""),
        "person": str(row.person_id or ""),
        "process": row.process,
        "action": row.action,
        "subject": str(row.subject_id),
        "head": row.head,
        "facts": row.facts,
        "previous": row.previous_hash,
    }
    return hashlib.sha256(rfc8785.dumps(members)).hexdigest()


def _note(actor: Actor, name: str, now: datetime, again: bool) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    head, _ = AuditHead.objects.get_or_create(workspace_id=actor.workspace_id)
    last = InstallationRow.objects.order_by("-number").first()
    row = InstallationRow(
        recorded_at=now,
        number=last.number + 1 if last else 1,
        account_id=actor.account_id,
        person_id=actor.person_id,
        process=actor.process,
        action=triggers.DELETED,
        subject_id=actor.workspace_id,
        head=head.hash,
        facts={"name": name, "rows": head.number, "again": again},
        previous_hash=last.hash if last else audit.START,
    )
    row.hash = row_hash(row)
    row.save(force_insert=True)


def _empty(place: UUID) -> None:
    """Every row that names the workspace, its head and its mark last: the triggers look at both."""
    last = (AuditHead, Trial)
    KeptAnswer.objects.filter(token__workspace_id=place).delete()
    for model in apps.get_models(include_auto_created=True):
        if model not in last and names_workspace(model):
            _delete(model, workspace_id=place)
    for model in last:
        _delete(model, workspace_id=place)
    _delete(Workspace, pk=place)


def _delete(model: type[models.Model], **which: UUID) -> None:
    """One statement: what hangs on a row names the workspace itself, and the database looks at its end."""
    found = model._base_manager.filter(**which)
    found._raw_delete(found.db)


def _afterwards(place: UUID) -> None:
    erasure.remember_deleted([place])
    gone(place)
