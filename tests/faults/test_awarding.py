"""Awarding to many at once through `kill -9`, of workers and of the signer: a record each, a place on the list each.

Full size: `./dev faults` (SKILLMARK_FULL=1): 10,000 records through 20 kills, and once more in peace for the time it
takes.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tests.faults.places import A_MINUTE_LATER, SOURCE, Place

POLL_SECONDS = 0.05
LONGEST = 900.0  # seconds without an end mean that the queue stands still

# one attempt is made by the actions themselves, and stands for those of everybody else
PREPARE = """
import copy
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.assessment.factories import NOW, bench, proven
from tests.credentials.factories import achievement
from skillmark.assessment.models import Evidence, Rating, Sitting
from skillmark.credentials import actions
from skillmark.foundation import sources
from skillmark.foundation.models import Job
from skillmark.people.models import Person
where = bench(demonstration=False)
first = proven(where)
rows = {Person: [], Sitting: [], Rating: [], Evidence: []}
def like(one, **fields):
    another = copy.copy(one)
    another._state = copy.copy(one._state)
    for name, value in {"id": sources.new_id(), **fields}.items():
        setattr(another, name, value)
    rows[type(another)].append(another)
    return another
for number in range(1, COUNT):
    her = like(first.person, name=f"Person {number}", reference=f"TW-{number:05}", account_id=None, email="")
    attempt = like(first, person_id=her.pk)
    for one in (*first.ratings.all(), *first.evidence.all()):
        like(one, sitting_id=attempt.pk)
for model, made in rows.items():
    model.objects.within(where.program).bulk_create(made, batch_size=500)
Job.objects.all().delete()
begun = actions.prepare_awarding(where.program, achievement_id=achievement(where).pk, now=NOW)
actions.start_awarding(where.program, awarding_id=begun.pk, now=NOW)
"""

PROGRESS = """
from skillmark.credentials.models import SignedRecord
from skillmark.foundation import claims, sources
import sys
for _ in sys.stdin:
    print(SignedRecord.objects.across_workspaces().count(), claims.waiting(sources.now()).count(), flush=True)
"""

EXAMINE = """
import collections, json
from skillmark.credentials import queries
from skillmark.credentials.models import Award, AwardingPerson, SignedRecord, StatusPlace
from skillmark.foundation import anchors, sources
from skillmark.foundation.models import AuditRow, Job, Workspace
from skillmark.kernel import vc
records = SignedRecord.objects.across_workspaces()
status, now = vc.StatusLists(queries.published_loader()), sources.now()
verdicts, ids, places = collections.Counter(), set(), set()
for text in records.values_list("document", flat=True).iterator():
    document = json.loads(text)
    verdict = vc.verify(text.encode(), at=now, status=status)
    verdicts[f"{verdict.verdict} {verdict.reason().code}"] += 1
    ids.add(document["id"])
    places.add(document["credentialStatus"]["id"])
rows = AuditRow.objects.filter(action="credentials.record.issued")
print(json.dumps({
    "verdicts": verdicts, "ids": len(ids), "places": len(places),
    "people": records.values("person_id").distinct().count(),
    "awards": Award.objects.across_workspaces().count(),
    "taken": StatusPlace.objects.across_workspaces().count(),
    "done": AwardingPerson.objects.across_workspaces().exclude(done_at=None).exclude(award=None).count(),
    "noted": rows.values("subject_id").distinct().count(), "rows": rows.count(),
    "left": Job.objects.filter(done_at=None).count(),
    "break": str(anchors.check(Workspace.objects.get().pk)),
}))
"""


class Signer:
    """The signer's own process, killed and started again."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "skillmark.config.command", "signer"]
        self.process = subprocess.Popen(command, env=self.place.environment, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        assert self.process.stdout.readline(), "the signer did not start"

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.start()


@contextmanager
def signer(place: Place) -> Iterator[Signer]:
    running = Signer(place)
    try:
        yield running
    finally:
        running.process.kill()
        running.process.wait()


@contextmanager
def progress(place: Place) -> Iterator["subprocess.Popen[str]"]:
    asking = subprocess.Popen(
        place.script(PROGRESS), env=place.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield asking
    finally:
        assert asking.stdin is not None
        asking.stdin.close()
        asking.wait()


def asked(asking: "subprocess.Popen[str]") -> tuple[int, int]:
    assert asking.stdin is not None
    assert asking.stdout is not None
    asking.stdin.write("\n")
    asking.stdin.flush()
    signed, due = asking.stdout.readline().split()
    return int(signed), int(due)


def prepared(place: Place, count: int) -> None:
    root = str(SOURCE.parent)
    place.environment["PYTHONPATH"] = os.pathsep.join([str(SOURCE), root])
    place.environment["SKILLMARK_ADDRESS"] = "https://records.harbor.example"
    place.run(f"COUNT = {count}\n{PREPARE}")


def whole(count: int) -> dict[str, object]:
    same = ("ids", "places", "people", "awards", "taken", "done", "noted", "rows")
    return {"verdicts": {"valid proof_ok": count}, "left": 0, "break": "None"} | dict.fromkeys(same, count)


@pytest.mark.engine
@pytest.mark.timeout(1400)
def test_everybody_gets_one_record_through_kills(place: Place, full_size: bool) -> None:
    full = full_size or os.environ.get("SKILLMARK_FULL") == "1"
    count, kills, workers = (10_000, 20, 2) if full else (600, 3, 2)
    chance = random.Random(5)
    prepared(place, count)
    killed, began = 0, time.monotonic()
    with signer(place) as running, progress(place) as asking:
        signed, due = asked(asking)
        while signed < count or due:  # the last kill comes early enough that there is still something to kill
            if not place.living:
                place.run(A_MINUTE_LATER)  # what a killed worker held is lent to it for some minutes
                for _ in range(workers):
                    place.start_worker()
            if killed < kills and signed >= count * (killed + 1) // (kills + 2):
                if killed % 5 == 2:
                    running.kill()
                    killed += 1
                else:
                    killed += place.kill_one(chance)
            assert time.monotonic() - began < LONGEST, f"{signed} of {count}\n{place.log.read_text()}"
            time.sleep(POLL_SECONDS)
            signed, due = asked(asking)
        took = time.monotonic() - began
        assert {worker.wait(60) for worker in place.workers} == {0}, place.log.read_text()
    print(f"{count} records through {killed} kills in {took:.1f} s")
    assert killed == kills
    assert json.loads(place.run(EXAMINE)) == whole(count), place.log.read_text()
    assert "Person 1" not in place.log.read_text()


@pytest.mark.engine
@pytest.mark.timeout(700)
def test_two_workers_left_in_peace_award_to_everybody(place: Place, full_size: bool) -> None:
    if not full_size:
        pytest.skip("for its time; ./dev faults runs it")
    prepared(place, 10_000)
    began = time.monotonic()
    with signer(place), progress(place) as asking:
        signed = 0
        while signed < 10_000:
            for _ in range(2 - len(place.living)):  # one that finds nothing due for a moment ends
                place.start_worker()
            time.sleep(1)
            signed, _due = asked(asking)
        print(f"10,000 records by two workers in {time.monotonic() - began:.1f} s")
        assert {worker.wait(60) for worker in place.workers} == {0}, place.log.read_text()
    assert json.loads(place.run(EXAMINE)) == whole(10_000), place.log.read_text()
