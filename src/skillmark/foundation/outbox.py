"""Looking upward: an action announces a named event in its transaction; each handler of a higher context gets a job."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from skillmark.foundation import sources, work
from skillmark.foundation.models.doors import Subscription
from skillmark.foundation.models.jobs import Job
from skillmark.foundation.models.workspace import Workspace
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import HolderScope

Handler = Callable[..., None]  # (actor, subject_id, payload, now)
_handlers: dict[str, dict[str, Handler]] = {}


def install(handlers: Mapping[str, Sequence[Handler]]) -> None:
    """Put the assembled map from event to handlers in force."""
    _handlers.clear()
    for event, functions in handlers.items():
        _handlers[event] = {f"{function.__module__}.{function.__name__}": function for function in functions}


def handler(event: str, name: str) -> Handler:
    return _handlers[event][name]


def announce(event: str, subject: models.Model, **payload: Any) -> None:
    """Tell whoever listens: one job per handler of a higher context, one per outside system that asked for the event.

    Outside systems learn which event and which record, never the payload.
    """
    announce_each(event, [subject], **payload)


def announce_each(event: str, subjects: Sequence[models.Model], **payload: Any) -> None:
    """The same of several records, in their order: who listens is asked once for each workspace."""
    work.current()
    now = sources.now()
    wanted: dict[UUID | None, list[Subscription]] = {None: []}
    jobs = []
    for subject in subjects:
        workspace_id: UUID | None = (
            subject.pk if isinstance(subject, Workspace) else getattr(subject, "workspace_id", None)
        )
        if workspace_id is not None and workspace_id not in wanted:
            wanted[workspace_id] = _who_asked(workspace_id, event)
        jobs += [_to_handler(event, subject, name, payload, workspace_id, now) for name in _handlers.get(event, {})]
        jobs += [_to_outside(event, subject, asked, now) for asked in wanted[workspace_id]]
    Job.objects.bulk_create(jobs)


def _workspace_of(subject: models.Model) -> UUID | None:
    return subject.pk if isinstance(subject, Workspace) else getattr(subject, "workspace_id", None)


def _to_handler(
    event: str, subject: models.Model, name: str, payload: dict[str, Any], workspace_id: UUID | None, now: datetime
) -> Job:
    return Job(
        workspace_id=workspace_id,
        kind="announcement",
        key=f"{event}/{subject.pk}/{name}/{sources.new_id()}",
        payload={"event": event, "handler": name, "subject": str(subject.pk), "payload": payload},
        due_at=now,
        recorded_at=now,
    )


def _who_asked(workspace_id: UUID, event: str) -> list[Subscription]:
    rows = Subscription.objects.across_workspaces().filter(workspace_id=workspace_id, ended_at=None)
    return [subscription for subscription in rows if event in subscription.events]


def _to_outside(event: str, subject: models.Model, asked: Subscription, now: datetime) -> Job:
    delivery = sources.new_id()
    told = {
        "event": event,
        "subject_type": subject._meta.label_lower,
        "subject": str(subject.pk),
        "at": now.isoformat(),
        "subscription": str(asked.pk),
        "id": str(delivery),
    }
    return Job(
        workspace_id=asked.workspace_id,
        kind="foundation.webhook",
        key=f"webhook/{delivery}",
        payload=told,
        due_at=now,
        recorded_at=now,
    )


def enqueue(actor: Actor, kind: str, *, key: str, payload: Mapping[str, Any], due_at: datetime, now: datetime) -> Job:
    """Ask for one effect. A key asked for before gives the job that is already there. What a holder asks for is no
    workspace's job.
    """
    job, _ = Job.objects.get_or_create(
        key=key,
        defaults={
            "workspace_id": None if isinstance(actor.scope, HolderScope) else actor.workspace_id,
            "kind": kind,
            "payload": dict(payload),
            "due_at": due_at,
            "recorded_at": now,
        },
    )
    return job
