"""The queue: one table, no broker. A job's attempt is noted; then the job is carried out and marked done in one
transaction, so its effect happens once, whenever a worker is killed.

What a job does outside the database (a webhook, a mail) can only be done at least once, and no transaction may stay
open meanwhile: a carrier marked `@outside` does its work, and then the job is marked done.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction

from skillmark.foundation import claims, outbox
from skillmark.foundation.models.jobs import Job
from skillmark.foundation.models.workspace import Workspace
from skillmark.foundation.roles import Actor, program
from skillmark.foundation.work import action

Carrier = Callable[..., None]  # (actor, payload, now)
MOST_AT_ONCE = 50  # noting the attempts of so many small jobs costs them little each
WRITER_SECONDS = 0.05  # nobody notices waiting so long for SQLite's one writer; syncing the disk costs milliseconds
TURN_SECONDS = 1.0  # a worker asked to stop does not keep anybody waiting longer than this and the job in hand
GOES = 4
PAUSE_SECONDS = 0.1  # before another go, doubled each time: so long the other party of a deadlock has to go on
TRANSIENT = {"40001", "40P01", "57P01", "57P02", "57P03"}  # PostgreSQL: could not serialize; deadlock; shutting down
CONNECTION_LOST = "08"  # the class of such states
_carriers: dict[str, Carrier] = {}
_daily: list[str] = []


def install(carriers: Mapping[str, Carrier], daily: Sequence[str] = ()) -> None:
    """Put the assembled map from kind to function in force, with the foundation's own. Announcements are carried by
    their handlers. `daily` names the kinds wanted once a day in each workspace.
    """
    from skillmark.foundation import carriers as own

    _carriers.clear()
    _carriers.update(own.CARRIERS)
    _carriers.update(carriers)
    _carriers["announcement"] = _announcement
    _daily[:] = [*own.DAILY, *daily]


def outside(carrier: Carrier) -> Carrier:
    """Mark a carrier whose effect lies outside the database. It runs in no transaction, and perhaps more than once."""
    carrier.outside = True  # type: ignore[attr-defined]
    return carrier


@action
def schedule_day(day: date, now: datetime) -> int:
    """Ask for the day's regular work in each workspace but samples; asked again, nothing is added. Gives how many jobs
    the day has.
    """
    wanted = [(place, kind) for place in Workspace.objects.filter(sample=None).order_by("id") for kind in _daily]
    for place, kind in wanted:
        actor = program(place.pk, "worker", demonstration=place.demonstration)
        outbox.enqueue(actor, kind, key=f"{kind}/{place.pk}/{day}", payload={}, due_at=now, now=now)
    return len(wanted)


def run_next(now: datetime) -> bool:
    """Carry out the job that has waited longest. False when none is due."""
    return _run(now, most=1) > 0


def run_some(now: datetime) -> int:
    """Carry out some of what is due; gives how many jobs were tried, 0 when none is due.

    Where the database has one writer anyway, they share a transaction: a killed worker leaves all of them undone.
    Elsewhere each has its own, since two workers that hold several jobs could wait for each other.
    Raises OperationalError or InterfaceError where the database is gone; no job is blamed for it.
    """
    return _run(now, most=MOST_AT_ONCE)


def run_all(now: datetime) -> int:
    """Carry out everything due; gives how many jobs were tried."""
    tried = 0
    while some := run_some(now):
        tried += some
    return tried


def _run(now: datetime, most: int) -> int:
    one_writer = connection.vendor == "sqlite"
    if one_writer and not claims.waiting(now).exists():
        return 0  # asked outside a transaction: an idle worker must not hold the one write lock
    taken = claims.take(now, most, _is_outside)
    if taken and _is_outside(taken[0]):
        _try_outside(taken[0], now)
        return 1
    deadline = time.monotonic() + (WRITER_SECONDS if one_writer else TURN_SECONDS)
    tried = 0
    with transaction.atomic() if one_writer else nullcontext():
        for job in taken:
            _try(job, now)
            tried += 1
            if time.monotonic() >= deadline:
                break
        claims.give_back(taken[tried:])
    return tried


def outside_kinds() -> list[str]:
    """The kinds whose effect lies outside the database."""
    return sorted(kind for kind, carrier in _carriers.items() if getattr(carrier, "outside", False))


def _is_outside(job: Job) -> bool:
    return bool(getattr(_carriers.get(job.kind), "outside", False))


def _try(job: Job, now: datetime, goes: int = GOES) -> None:
    """Effect and mark together, or neither and another time."""
    try:
        _carry(job, now)
    except Exception as error:  # whatever went wrong, the job waits and the worker goes on
        if goes > 1 and _may_pass(error):
            time.sleep(PAUSE_SECONDS * 2 ** (GOES - goes))
            _try(job, now, goes - 1)
        elif _gone():
            raise
        else:
            claims.put_off(job, now, type(error).__name__)


def _try_outside(job: Job, now: datetime) -> None:
    try:
        _carriers[job.kind](_actor(job), job.payload, now)
    except Exception as error:  # as in `_try`
        if _gone():
            raise
        claims.put_off(job, now, getattr(error, "kept", type(error).__name__))  # never its text: it may name somebody
        return
    claims.finish(job, now)


def _may_pass(error: Exception) -> bool:
    """Whether the same may succeed at once: nothing is left of the attempt, and it failed by its neighbours or by the
    connection, which Django has opened anew.
    """
    if connection.in_atomic_block or not isinstance(error, OperationalError | InterfaceError):
        return False
    state = getattr(error.__cause__, "sqlstate", None) or CONNECTION_LOST  # an answer that never came has no state
    return state.startswith(CONNECTION_LOST) or state in TRANSIENT


def _gone() -> bool:
    """Whether there is no connection any more, nor could another be opened."""
    return connection.connection is None


@action
def _carry(job: Job, now: datetime) -> None:
    if claims.finish(job, now):
        _carriers[job.kind](_actor(job), job.payload, now)


def _actor(job: Job) -> Actor:
    if job.workspace is None:
        return Actor(process="worker")
    return program(job.workspace.pk, "worker", demonstration=job.workspace.demonstration)


def _announcement(actor: Actor, payload: dict[str, Any], now: datetime) -> None:
    handler = outbox.handler(payload["event"], payload["handler"])
    handler(actor, UUID(payload["subject"]), payload["payload"], now)


def wait(actor: Actor, kind: str) -> bool:
    """Whether a job of this kind is still to be carried out in the actor's workspace."""
    return Job.objects.filter(workspace_id=actor.workspace_id, kind=kind, done_at=None, stopped_at=None).exists()


def stopped() -> list[Job]:
    """The jobs that were given up, oldest first."""
    return list(Job.objects.filter(stopped_at__isnull=False, done_at=None).order_by("stopped_at", "id"))


def start_again(now: datetime) -> int:
    """Let the jobs that were given up be tried again from now on; gives how many."""
    given_up = Job.objects.filter(stopped_at__isnull=False, done_at=None)
    return given_up.update(stopped_at=None, attempts=0, problem="", due_at=now)
