"""Messages through `kill -9`: each reaches its receiver once, by the file adapter.

Full size: `./dev faults` (SKILLMARK_FULL=1): 10,000 messages, nine kills and more.
"""

import json
import os
import random
import time
from pathlib import Path

import pytest
from tests.faults.places import A_MINUTE_LATER, Place

WORKERS = 2
POLL_SECONDS = 0.02
LONGEST = 1200.0  # seconds without an end mean that the queue stands still

PREPARE = """
from datetime import time
from django.core.management import call_command
from skillmark.foundation import sources
from skillmark.foundation.roles import program
from skillmark.foundation.work import action
from skillmark.people import actions
from skillmark.people.rules import Channel
call_command("migrate", verbosity=0)
now = sources.now()
where = actions.open_workspace(
    slug="harbor", name="Harbor", demonstration=False, currency="USD", time_zone="UTC", now=now
)
actor = program(where.pk, "test")
@action
def ask():
    for number in range(COUNT):
        her = actions.add_person(actor, name=f"Person {number}", phone=f"+1555{number:07}", now=now)
        # any hour is hers, so that the test ends at night too
        actions.set_safe_contact(actor, person_id=her.pk, channel=Channel.SMS, opens=time(0), closes=time(0), now=now)
        sample = {"job": "Pump technician", "programme": "Spring programme"}
        actions.tell(actor, person_id=her.pk, event="hiring.invited", parameters=sample, now=now)
ask()
"""

EXAMINE = """
import json
from skillmark.foundation import anchors
from skillmark.foundation.models import AuditRow, Job, Workspace
from skillmark.people.models import Message
rows = AuditRow.objects.filter(action="people.message.sent")
print(json.dumps({
    "sent": Message.objects.across_workspaces().filter(state="sent", channel="sms", problem="").count(),
    "noted": rows.count(),
    "of": rows.values("subject_id").distinct().count(),
    "done": Job.objects.exclude(done_at=None).count(),
    "break": str(anchors.check(Workspace.objects.get().pk)),
}))
"""


@pytest.mark.engine
@pytest.mark.timeout(1400)
def test_every_message_is_sent_once_through_kills(place: Place, tmp_path: Path, full_size: bool) -> None:
    full = full_size or os.environ.get("SKILLMARK_FULL") == "1"
    count, kills = (10_000, 12) if full else (500, 3)
    sms = tmp_path / "sms"
    (tmp_path / "installation.toml").write_text(f'sms = "file://{sms}"\n')
    chance = random.Random(11)
    place.run(f"COUNT = {count}\n{PREPARE}")
    killed, began = 0, time.monotonic()
    with place.progress() as progress:
        done, due = progress()
        while done < count:
            if not place.living:
                if not due:
                    place.run(A_MINUTE_LATER)  # what a killed worker held is lent to it for some minutes
                for _ in range(WORKERS):
                    place.start_worker()
            if killed < kills and done >= count * (killed + 1) // (kills + 1):
                killed += place.kill_one(chance)
            assert time.monotonic() - began < LONGEST, f"{done} of {count}\n{place.log.read_text()}"
            time.sleep(POLL_SECONDS)
            done, due = progress()
    took = time.monotonic() - began
    assert {worker.wait(60) for worker in place.workers} == {0}, place.log.read_text()
    print(f"{count} messages through {killed} kills in {took:.1f} s")
    assert killed == kills
    once = {"sent": count, "noted": count, "of": count, "done": count, "break": "None"}
    assert json.loads(place.run(EXAMINE)) == once, place.log.read_text()
    files = [json.loads(file.read_text(encoding="utf-8")) for file in sms.glob("*.json")]
    assert len({letter["id"] for letter in files}) == len({letter["to"] for letter in files}) == len(files) == count
    log = place.log.read_text()
    assert "+1555" not in log
    assert "Pump technician" not in log
