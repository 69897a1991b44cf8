"""The queue: order, one effect for one key, another try after a failure, and effects outside the database."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from tests.foundation.factories import NOON, worker, workspace

from skillmark.foundation import audit, claims, jobs, outbox, signer
from skillmark.foundation.models import AuditAnchor, Job, Workspace
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action

pytestmark = pytest.mark.django_db
heard: list[Any] = []


class Down(Exception):
    pass


def hear(actor: Actor, payload: dict[str, Any], now: Any) -> None:
    audit.record(actor, "test.heard", None)
    heard.append(payload.get("number"))


def fail(actor: Actor, payload: dict[str, Any], now: Any) -> None:
    audit.record(actor, "test.never", None)
    raise Down("Maria Lopez")


@jobs.outside
def send(actor: Actor, payload: dict[str, Any], now: Any) -> None:
    heard.append(connection.in_atomic_block)
    if payload.get("fail"):
        raise Down


def listen(actor: Actor, subject_id: Any, payload: dict[str, Any], now: Any) -> None:
    heard.append((subject_id, payload, now))


@pytest.fixture(autouse=True)
def tables() -> Iterator[None]:
    heard.clear()
    jobs.install({"hear": hear, "fail": fail, "send": send})
    outbox.install({"test.happened": [listen]})
    yield
    from skillmark.config import tables

    tables.install()


def ask(place: Workspace, kind: str, key: str, due_at: Any = NOON, **payload: Any) -> Job:
    return outbox.enqueue(worker(place), kind, key=key, payload=payload, due_at=due_at, now=NOON)


def test_jobs_run_in_the_order_they_fall_due() -> None:
    place = workspace()
    ask(place, "hear", "later", NOON, number=2)
    ask(place, "hear", "earlier", NOON - timedelta(hours=1), number=1)
    ask(place, "hear", "not yet", NOON + timedelta(seconds=1), number=3)
    assert jobs.run_all(NOON) == 2
    assert heard == [1, 2]


def test_a_key_asked_for_twice_has_one_effect() -> None:
    place = workspace()
    assert ask(place, "hear", "same", number=1) == ask(place, "hear", "same", number=2)
    assert jobs.run_all(NOON) == 1
    assert jobs.run_all(NOON) == 0
    assert heard == [1]


def test_run_next_carries_out_one() -> None:
    place = workspace()
    for number in (1, 2):
        ask(place, "hear", str(number), number=number)
    assert jobs.run_next(NOON)
    assert heard == [1]


def test_a_failed_job_waits_twice_as_long_each_time_and_leaves_no_trace() -> None:
    place = workspace()
    ask(place, "fail", "one")
    ask(place, "hear", "other", number=5)
    assert jobs.run_all(NOON) == 2
    job = Job.objects.get(kind="fail")
    assert (job.attempts, job.due_at, job.done_at) == (1, NOON + timedelta(minutes=1), None)
    assert job.problem == "Down", "the error's text could be personal"
    assert heard == [5], "the others go on"
    assert audit.length(place.pk) == 1
    jobs.run_all(job.due_at)
    job.refresh_from_db()
    assert (job.attempts, job.due_at) == (2, NOON + timedelta(minutes=3))


def test_after_the_last_attempt_a_job_is_stopped_and_kept() -> None:
    ask(workspace(), "fail", "one")
    now = NOON
    for _ in range(claims.MOST_ATTEMPTS + 3):
        jobs.run_all(now)
        now += timedelta(days=10)
    job = Job.objects.get()
    assert job.attempts == claims.MOST_ATTEMPTS
    assert job.stopped_at is not None


def test_a_kind_nobody_carries_is_put_off() -> None:
    ask(workspace(), "unknown", "one")
    assert jobs.run_all(NOON) == 1
    assert Job.objects.get().problem == "KeyError"


def test_an_announcement_reaches_its_handler_with_the_subject() -> None:
    place = workspace()

    @action
    def announce() -> None:
        outbox.announce("test.happened", place, level=3)

    announce()
    job = Job.objects.get()
    jobs.run_all(job.due_at)
    assert heard == [(place.pk, {"level": 3}, job.due_at)]


@pytest.mark.django_db(transaction=True)
def test_an_effect_outside_the_database_holds_no_transaction_open() -> None:
    place = workspace()
    ask(place, "send", "one")
    ask(place, "send", "two", fail=True)
    assert jobs.run_all(NOON) == 2
    assert heard == [False, False]
    assert Job.objects.get(key="one").done_at == NOON
    assert Job.objects.get(key="two").attempts == 1


def test_an_effect_outside_is_lent_so_that_nobody_else_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ask(workspace(), "send", "one")
    monkeypatch.setattr(jobs, "_try_outside", lambda job, now: None)  # killed in the midst of it
    jobs.run_all(NOON)
    assert jobs.run_all(NOON) == 0
    monkeypatch.undo()
    assert jobs.run_all(NOON + claims.LENT) == 1
    assert Job.objects.get().done_at is not None


def test_each_day_every_chain_is_signed_once() -> None:
    with signer.in_process("7"):
        place = workspace()

        @action
        def note() -> None:
            audit.record(worker(place), "test.thing", None)

        note()
        for _ in range(2):
            jobs.schedule_day(NOON.date(), NOON)
            jobs.run_all(NOON)
        assert AuditAnchor.objects.get().number == 1
        assert not Job.objects.filter(done_at=None).exists()


def test_the_claim_is_served_by_its_index() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plan of an empty table means nothing on PostgreSQL")
    assert "jobs_waiting" in claims.waiting(NOON).explain()
