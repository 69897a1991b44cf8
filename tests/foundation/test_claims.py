"""Whose a job is, and how often it was begun: what a killed, a slow and a late worker leave behind."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from tests.foundation.factories import NOON, worker, workspace

from skillmark.foundation import audit, claims, jobs, outbox
from skillmark.foundation.models import Job, Workspace
from skillmark.foundation.roles import Actor

pytestmark = pytest.mark.django_db
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def ask(place: Workspace, count: int, kind: str = "foundation.note", last: datetime = NOON) -> list[Job]:
    """Jobs that fall due one second after the other."""
    payload = {"action": "test.noted", "subject_type": "test.thing", "subject": str(place.pk)}
    return [
        outbox.enqueue(
            worker(place),
            kind,
            key=f"{kind}/{number}",
            payload=payload,
            due_at=last - timedelta(seconds=count - 1 - number),
            now=NOON,
        )
        for number in range(count)
    ]


def take(now: datetime = NOON, most: int = 50) -> list[Job]:
    return claims.take(now, most, lambda job: job.kind == "outside")


def kept(job: Job) -> tuple[int, datetime]:
    job.refresh_from_db()
    return job.attempts, job.due_at


def test_an_attempt_counts_before_it_is_made_and_nobody_else_takes_the_job_meanwhile() -> None:
    asked = ask(workspace(), 3)
    assert take() == asked
    assert [kept(job) for job in asked] == [(1, NOON + MINUTE)] * 3
    assert take() == []


def test_a_job_begun_before_is_taken_alone() -> None:
    asked = ask(workspace(), 3)
    take(most=1)
    later = NOON + MINUTE
    assert take(later) == asked[1:], "those due longer go first"
    assert take(later) == asked[:1]
    assert kept(asked[0]) == (2, later + 2 * MINUTE)
    for job in sorted(asked[1:], key=lambda job: job.pk):
        assert take(later + MINUTE) == [job], "both were interrupted: each by itself"


def test_an_effect_outside_the_database_is_taken_alone_and_for_longer() -> None:
    place = workspace()
    inside = ask(place, 2, last=NOON - MINUTE)
    (outside,) = ask(place, 1, kind="outside")
    assert take() == inside
    assert take() == [outside]
    assert kept(outside) == (1, NOON + claims.LENT)


def test_a_worker_that_comes_too_late_has_no_effect() -> None:
    place = workspace()
    ask(place, 1)
    (slow,) = take()
    (ours,) = take(NOON + MINUTE)
    assert not claims.finish(slow, NOON + MINUTE)
    claims.put_off(slow, NOON + MINUTE, "Late")
    assert claims.finish(ours, NOON + MINUTE)
    ours.refresh_from_db()
    assert (ours.attempts, ours.problem) == (2, "")


def test_jobs_not_begun_wait_where_they_waited(monkeypatch: pytest.MonkeyPatch) -> None:
    place = workspace()
    asked = ask(place, 3)
    due = [job.due_at for job in asked]
    monkeypatch.setattr(jobs, "WRITER_SECONDS", 0)
    monkeypatch.setattr(jobs, "TURN_SECONDS", 0)
    assert jobs.run_some(NOON) == 1
    assert [kept(job) for job in asked[1:]] == [(0, due[1]), (0, due[2])]
    assert jobs.run_all(NOON) == 2
    assert audit.length(place.pk) == 3


def test_a_job_whose_every_attempt_is_interrupted_is_stopped_and_does_not_hold_up_the_others() -> None:
    place = workspace()
    killer, other = ask(place, 2)
    now = NOON
    for _ in range(claims.MOST_ATTEMPTS):
        now = max(now, kept(killer)[1])
        assert take(now, most=1) == [killer]
        Job.objects.filter(pk=other.pk).update(due_at=kept(killer)[1] + SECOND)
    now = kept(other)[1]
    assert take(now, most=1) == [other]
    killer.refresh_from_db()
    assert (killer.attempts, killer.problem, killer.stopped_at) == (claims.MOST_ATTEMPTS, "Interrupted", now)


@pytest.mark.django_db(transaction=True)
def test_after_a_deadlock_the_job_is_tried_again_at_once() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer: nobody can hold one row and wait for another")
    one, two = workspace("one"), workspace("two")
    waits, opposite_holds = threading.Event(), threading.Event()
    goes: list[int] = []

    def touch(place: Workspace) -> None:
        Workspace.objects.filter(pk=place.pk).update(currency="EUR")

    def carry(actor: Actor, payload: dict[str, Any], now: datetime) -> None:
        goes.append(1)
        touch(one)
        opposite_holds.wait(10)
        waits.set()
        touch(two)

    def opposite() -> None:
        try:
            with transaction.atomic():
                touch(two)
                opposite_holds.set()
                waits.wait(10)
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL deadlock_timeout = '30s'")  # so that the other one gives way
                touch(one)
        finally:
            connection.close()

    jobs.install({"test.carry": carry})
    try:
        ask(one, 1, kind="test.carry")
        thread = threading.Thread(target=opposite)
        thread.start()
        assert jobs.run_all(NOON) == 1
        thread.join()
    finally:
        from skillmark.config import tables

        tables.install()
    job = Job.objects.get()
    assert len(goes) > 1
    assert (job.attempts, job.problem, job.done_at) == (1, "", NOON)
