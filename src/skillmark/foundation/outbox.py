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
    work.current()
    now = sources.now()
    workspace_id: UUID | None = subject.pk if isinstance(subject, Workspace) else getattr(subject, "workspace_id", None)
    Job.objects.bulk_create(
        Job(
            workspace_id=workspace_id,
            kind="announcement",
            key=f"{event}/{subject.pk}/{name}/{sources.new_id()}",
            payload={"event": event, "handler": name, "subject": str(subject.pk), "payload": payload},
            due_at=now,
            recorded_at=now,
        )
        for name in _handlers.get(event, {})
    )
    if workspace_id is not None:
        _tell_outside(workspace_id, event, subject, now)


def _tell_outside(workspace_id: UUID, event: str, subject: models.Model, now: datetime) -> None:
    rows = Subscription.objects.across_workspaces().filter(workspace_id=workspace_id, ended_at=None)
    told = {
        "event": event,
        "subject_type": subject._meta.label_lower,
        "subject": str(subject.pk),
        "at": now.isoformat(),
    }
    Job.objects.bulk_create(
        Job(
            workspace_id=workspace_id,
            kind="foundation.webhook",
            key=f"webhook/{(delivery := sources.new_id())}",
            payload={**told, "subscription": str(subscription.pk), "id": str(delivery)},
            due_at=now,
            recorded_at=now,
        )
        for subscription in rows
        if event in subscription.events
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
