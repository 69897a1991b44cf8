"""Which worker has which job, and how often it was begun.

An attempt is noted before it is made, in a transaction of its own, together with the moment of the next one: a job
that kills its worker has been counted by then. Until that moment the job is lent to one worker. What that worker shows
when it marks the job done is the number of the attempt, so a worker that comes too late changes nothing.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import groupby, takewhile

from django.db import connection, transaction
from django.db.models import QuerySet

from skillmark.foundation.models.jobs import Job

MOST_ATTEMPTS = 12  # with doubling waits from a minute: two and a half days, a long weekend of a mail server
LENT = timedelta(minutes=5)  # several times what an outside system is waited for
INTERRUPTED = "Interrupted"  # in place of an error's name: the worker was gone before there was one


def waiting(now: datetime) -> "QuerySet[Job]":
    """What is due, the longest due first."""
    return Job.objects.filter(done_at=None, stopped_at=None, due_at__lte=now).order_by("due_at", "id")


def take(now: datetime, most: int, outside: Callable[[Job], bool]) -> list[Job]:
    """Note the next attempt of up to `most` due jobs and give them, `due_at` as it was; empty when none is due.

    A job that was begun before, or whose effect lies outside the database, is taken alone: whatever ends its worker
    ends no other job's attempt.
    """
    with transaction.atomic():
        found = list(_locked(now)[:most])
        worn = [job.pk for job in found if job.attempts >= MOST_ATTEMPTS]
        if worn:
            Job.objects.filter(pk__in=worn).update(stopped_at=now, problem=INTERRUPTED)
        taken = _together([job for job in found if job.pk not in worn], outside)
        if taken:
            _begin(taken, now, lent=LENT if outside(taken[0]) else timedelta())
    return take(now, most, outside) if worn and not taken else taken


def finish(job: Job, now: datetime) -> bool:
    """Mark a job done; False when it is no longer this worker's to finish."""
    return _held(job).update(done_at=now) == 1


def put_off(job: Job, now: datetime, problem: str) -> None:
    """It failed: wait twice as long as the last time. The name of the error is kept, never its text."""
    stopped_at = now if job.attempts >= MOST_ATTEMPTS else None
    _held(job).update(problem=problem, due_at=now + _wait(job.attempts), stopped_at=stopped_at)


def give_back(taken: Sequence[Job]) -> None:
    """Jobs taken together and not begun wait where they waited, as if never taken."""
    for due_at, group in groupby(taken, key=lambda job: job.due_at):
        ours = Job.objects.filter(pk__in=[job.pk for job in group], attempts=1, done_at=None)
        ours.update(attempts=0, due_at=due_at)


def _locked(now: datetime) -> "QuerySet[Job]":
    skip = connection.features.has_select_for_update_skip_locked
    return waiting(now).select_related("workspace").select_for_update(skip_locked=skip, of=("self",))


def _together(jobs: list[Job], outside: Callable[[Job], bool]) -> list[Job]:
    fresh = list(takewhile(lambda job: not job.attempts and not outside(job), jobs))
    return fresh or jobs[:1]


def _begin(taken: list[Job], now: datetime, lent: timedelta) -> None:
    attempts = taken[0].attempts + 1  # several are taken only where this is the first attempt of each
    for job in taken:
        job.attempts = attempts
    again_at = now + max(lent, _wait(attempts))
    Job.objects.filter(pk__in=[job.pk for job in taken]).update(attempts=attempts, due_at=again_at)


def _held(job: Job) -> "QuerySet[Job]":
    return Job.objects.filter(pk=job.pk, attempts=job.attempts, done_at=None, stopped_at=None)


def _wait(attempts: int) -> timedelta:
    return timedelta(minutes=2 ** (attempts - 1))
