"""Jobs through `kill -9`: workers are killed again and again while they work, and every effect is there exactly once.

Full size: `./dev faults` (SKILLMARK_FULL=1): 10,000 effects, nine kills and more.
"""

import json
import os
import random
import subprocess
import sys
import time

import pytest
from tests.faults.places import A_MINUTE_LATER, Place

WORKERS = 2
POLL_SECONDS = 0.02  # looking must not keep the workers from working
LONGEST = 560.0  # seconds without an end mean that the queue stands still

# A worker for each turn, forked from one program; between two turns the clock goes on until the killer is due again.
WORKERS_WITH_A_KILLER = """
import json, os, signal, sys
from datetime import timedelta
from django.db import connection
from skillmark.config import command
from skillmark.foundation import audit, claims, jobs, outbox, sources
from skillmark.foundation.models import Job, Workspace
from skillmark.foundation.roles import program

def kill(actor, payload, now):
    audit.record(actor, "test.never")
    os.kill(os.getpid(), signal.SIGKILL)

jobs.install({"test.kill": kill})
place, now = Workspace.objects.get(), sources.now()
earlier = now - timedelta(hours=1)
killer = outbox.enqueue(program(place.pk, "test"), "test.kill", key="killer", payload={}, due_at=earlier, now=now)
ends = []
for turn in range(claims.MOST_ATTEMPTS + 1):
    later = sources.Sources(clock=lambda: sources.SYSTEM.clock() + timedelta(minutes=2**turn), random_bytes=os.urandom)
    connection.close()
    child = os.fork()
    if child == 0:
        with sources.using(later):
            os._exit(command.main(["worker", "--until-empty"]))
    ends.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
killer.refresh_from_db()
print(json.dumps({
    "ends": ends,
    "attempts": killer.attempts,
    "stopped": killer.stopped_at is not None,
    "most_of_the_others": max(Job.objects.exclude(pk=killer.pk).values_list("attempts", flat=True)),
}))
"""


@pytest.mark.engine
@pytest.mark.timeout(700)
def test_every_effect_is_there_exactly_once_after_kills(place: Place, full_size: bool) -> None:
    full = full_size or os.environ.get("SKILLMARK_FULL") == "1"
    effects, kills = (10_000, 12) if full else (500, 3)
    chance = random.Random(7)
    place.prepare(effects)
    killed, began = 0, time.monotonic()
    with place.progress() as progress:
        done, due = progress()
        while done < effects:
            if not place.living:
                if not due and not full:
                    place.run(A_MINUTE_LATER)  # at full size the killed workers' jobs are waited for
                for _ in range(WORKERS if due or not full else 0):
                    place.start_worker()
            if killed < kills and done >= effects * (killed + 1) // (kills + 1):
                killed += place.kill_one(chance)
            assert time.monotonic() - began < LONGEST, f"{done} of {effects} after {LONGEST} s\n{place.log.read_text()}"
            time.sleep(POLL_SECONDS)
            done, due = progress()
    took = time.monotonic() - began
    ends = [worker.wait(60) for worker in place.workers]
    found = place.examine()
    said = place.log.read_text()
    print(f"{effects} effects through {killed} kills in {took:.1f} s")
    assert found == {"rows": effects, "subjects": effects, "done": effects, "problems": [], "break": "None"}, said
    assert killed == kills
    assert set(ends) == {0}, said


@pytest.mark.engine
def test_a_job_that_kills_its_worker_is_stopped_and_the_others_are_done_once(place: Place) -> None:
    place.prepare(20)
    told = json.loads(place.run(WORKERS_WITH_A_KILLER))
    assert told == {"ends": [-9] * 12 + [0], "attempts": 12, "stopped": True, "most_of_the_others": 2}
    assert place.examine() == {"rows": 20, "subjects": 20, "done": 20, "problems": ["Interrupted"], "break": "None"}


@pytest.mark.engine
def test_workers_outlive_the_loss_of_their_connections(place: Place, engine: str) -> None:
    if engine == "sqlite":
        pytest.skip("SQLite is a file: there is no connection to lose")
    import psycopg

    effects = 1500
    place.prepare(effects)
    lost = 0
    with place.progress() as progress, psycopg.connect(place.environment["DATABASE_URL"], autocommit=True) as server:
        for _ in range(WORKERS):
            place.start_worker()
        done, _ = progress()
        while place.living:
            if done > lost * effects // 4:
                ended = server.execute(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND query LIKE '%foundation_job%' AND query NOT LIKE '%count%'"
                ).fetchone()
                lost += bool(ended and ended[0])
            time.sleep(POLL_SECONDS)
            done, _ = progress()
    ends = [worker.wait() for worker in place.workers]
    said = place.log.read_text()
    found = place.examine()
    assert lost >= 2
    assert found["rows"] == found["subjects"] == found["done"]
    assert (found["break"], found["problems"]) == ("None", []), "no job is blamed"
    assert ends == [0, 0], said
    place.run(A_MINUTE_LATER)
    place.start_worker()
    assert place.workers[-1].wait(60) == 0
    assert place.examine() == {"rows": effects, "subjects": effects, "done": effects, "problems": [], "break": "None"}


@pytest.mark.engine
def test_a_worker_asked_to_stop_finishes_what_it_has_in_hand(place: Place) -> None:
    place.prepare(3000)
    command = [sys.executable, "-m", "skillmark.config.command", "worker", "--json"]
    worker = subprocess.Popen(command, env=place.environment, stdout=subprocess.PIPE, text=True)
    place.workers.append(worker)  # type: ignore[arg-type]
    deadline = time.monotonic() + 60
    with place.progress() as progress:
        while progress()[0] == 0:
            assert time.monotonic() < deadline
    worker.terminate()
    told, _ = worker.communicate(timeout=30)
    found = place.examine()
    assert worker.returncode == 0
    assert found["break"] == "None"
    assert found["rows"] == found["subjects"]
    assert json.loads(told)["tried"] >= found["rows"] > 0
