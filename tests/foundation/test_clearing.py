"""What erased rows leave on disk is cleared by a job of its own, and never while somebody may still read them."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from tests.foundation.factories import NOON, worker, workspace

from skillmark.foundation import clearing, erasure, jobs, sources
from skillmark.foundation.models import PersonKey
from skillmark.foundation.models.jobs import Job


def another_connection() -> "psycopg.Connection[Any]":
    """Whose first statement begins a transaction that goes on seeing what was there then."""
    given = connection.get_connection_params()
    opened = psycopg.connect(**{name: given[name] for name in ("dbname", "user", "host") if name in given})
    opened.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    return opened


@pytest.fixture(autouse=True)
def apart(tmp_path: Any, settings: Any) -> None:
    settings.DATA = tmp_path


@pytest.mark.django_db
def test_erasing_asks_for_the_tables_it_looked_into_and_only_where_something_stays_in_them(engine: str) -> None:
    place, person = worker(workspace()), sources.new_id()
    erasure.seal(place, person, b"Maria Lopez")
    erasure.erase(place, person, NOON)
    asked = list(Job.objects.filter(kind=clearing.KIND))
    if engine == "sqlite":
        assert asked == []
        return
    (job,) = asked
    assert {"foundation_personkey", "foundation_storedfile", "people_person"} <= set(job.payload["tables"])


@pytest.mark.django_db
def test_tables_are_noted_whichever_way_they_are_asked() -> None:
    place, person = worker(workspace()), sources.new_id()
    erasure.seal(place, person, b"Maria Lopez")
    with clearing.noting() as tables:
        PersonKey.objects.filter(person_id=person).update(key=b"x" * 32)
    assert tables == {"foundation_personkey"}
    with clearing.noting() as tables:
        assert list(Job.objects.all()) == []
    assert tables == {"foundation_job"}
    with clearing.noting() as tables:
        PersonKey.objects.filter(person_id=person).delete()
    assert tables == {"foundation_personkey"}


@pytest.mark.django_db(transaction=True)
def test_a_table_that_somebody_still_reads_is_cleared_later(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if engine == "sqlite":
        pytest.skip("SQLite overwrites what it deletes")
    monkeypatch.setattr(clearing, "READERS_SECONDS", 0.1)
    place, person = worker(workspace()), sources.new_id()
    erasure.seal(place, person, b"Maria Lopez")
    with another_connection() as reader:
        reader.execute("SELECT 1 FROM foundation_personkey")
        erasure.erase(place, person, NOON)
        jobs.run_all(NOON)
        waiting = Job.objects.get(kind=clearing.KIND)
        assert (waiting.done_at, waiting.problem) == (None, "StillRead")
    jobs.run_all(NOON + timedelta(hours=1))
    assert Job.objects.get(kind=clearing.KIND).done_at is not None


@pytest.mark.django_db(transaction=True)
def test_statistics_that_somebody_began_to_read_meanwhile_are_cleared_later(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine == "sqlite":
        pytest.skip("SQLite overwrites what it deletes")
    monkeypatch.setattr(clearing, "READERS_SECONDS", 0.1)
    place, person = worker(workspace()), sources.new_id()
    erasure.seal(place, person, b"Maria Lopez")
    erasure.erase(place, person, NOON)
    with another_connection() as reader:

        def begins(execute: Any, statement: str, parameters: Any, many: bool, context: Any) -> Any:
            if statement.startswith("VACUUM"):
                reader.execute("SELECT 1")
            return execute(statement, parameters, many, context)

        with connection.execute_wrapper(begins):
            jobs.run_all(NOON)
        waiting = Job.objects.get(kind=clearing.KIND)
        assert (waiting.done_at, waiting.problem) == (None, "StillRead")
    jobs.run_all(NOON + timedelta(hours=1))
    assert Job.objects.get(kind=clearing.KIND).done_at is not None
