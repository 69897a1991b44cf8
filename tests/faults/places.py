"""An installation of its own for workers that are killed: its folder, its database, its programs."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from skillmark.config.settings import _database

SOURCE = Path(__file__).resolve().parents[2] / "src"

# Each job writes one row into the audit chain, so that a lost, doubled or half-done effect shows in the count, in the
# subjects, and in the chain itself.
PREPARE = """
from skillmark.foundation import outbox, sources
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import program
from skillmark.foundation.work import action
now = sources.now()
place = Workspace.objects.create(slug="harbor", demonstration=True, digest_key=b"k" * 32, recorded_at=now)
@action
def ask():
    for number in range(COUNT):
        payload = {"action": "test.moment.passed", "subject_type": "test.thing", "subject": str(sources.new_id())}
        outbox.enqueue(program(place.pk, "test"), "foundation.note", key=f"moment/{number}", payload=payload,
                       due_at=now, now=now)
ask()
"""

PROGRESS = """
from skillmark.foundation import claims, sources
from skillmark.foundation.models import Job
import sys
for _ in sys.stdin:
    print(Job.objects.exclude(done_at=None).count(), claims.waiting(sources.now()).count(), flush=True)
"""

A_MINUTE_LATER = """
from skillmark.foundation import sources
from skillmark.foundation.models import Job
Job.objects.filter(done_at=None).update(due_at=sources.now())
"""

EXAMINE = """
import json
from skillmark.foundation import anchors
from skillmark.foundation.models import AuditRow, Job, Workspace
rows = AuditRow.objects.filter(action="test.moment.passed")
print(json.dumps({
    "rows": rows.count(),
    "subjects": rows.values("subject_id").distinct().count(),
    "done": Job.objects.exclude(done_at=None).count(),
    "problems": sorted(Job.objects.exclude(problem="").values_list("problem", flat=True)),
    "break": str(anchors.check(Workspace.objects.get().pk)),
}))
"""


@dataclass
class Place:
    environment: dict[str, str]
    workers: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def script(self, text: str) -> list[str]:
        return [sys.executable, "-c", f"import django; django.setup()\n{text}"]

    def run(self, text: str) -> str:
        done = subprocess.run(self.script(text), env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def prepare(self, effects: int) -> None:
        """A workspace whose queue asks for so many effects."""
        self.run(f"COUNT = {effects}\n{PREPARE}")

    def examine(self) -> dict[str, Any]:
        """How many effects are there, of how many subjects, and whether the chain is whole."""
        return dict(json.loads(self.run(EXAMINE)))

    def start_worker(self) -> None:
        command = [sys.executable, "-m", "skillmark.config.command", "worker", "--until-empty"]
        with self.log.open("ab") as log:
            self.workers.append(subprocess.Popen(command, env=self.environment, stderr=log))

    @property
    def log(self) -> Path:
        """What the workers said."""
        return Path(self.environment["SKILLMARK_DATA"]) / "workers.log"

    @property
    def living(self) -> list["subprocess.Popen[bytes]"]:
        return [worker for worker in self.workers if worker.poll() is None]

    def kill_one(self, chance: random.Random) -> bool:
        """`kill -9` one living worker at a moment nobody chose; another takes its place."""
        time.sleep(chance.uniform(0, 0.03))
        if not self.living:
            return False
        victim = chance.choice(self.living)
        victim.kill()
        if victim.wait() == 0:
            return False  # it had ended by itself
        self.workers.remove(victim)
        self.start_worker()
        return True

    @contextmanager
    def progress(self) -> "Iterator[Progress]":
        asking = subprocess.Popen(
            self.script(PROGRESS), env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        try:
            yield Progress(asking)
        finally:
            assert asking.stdin is not None
            asking.stdin.close()
            asking.wait()


@dataclass
class Progress:
    """Asked again and again, it says how many jobs are done, and how many are due."""

    asking: "subprocess.Popen[str]"

    def __call__(self) -> tuple[int, int]:
        assert self.asking.stdin is not None
        assert self.asking.stdout is not None
        self.asking.stdin.write("\n")
        self.asking.stdin.flush()
        done, due = self.asking.stdout.readline().split()
        return int(done), int(due)


@contextmanager
def installation(folder: Path) -> Iterator[Place]:
    """A place with empty tables. Its workers end with it."""
    with database_of_its_own() as url:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(SOURCE),
            "DJANGO_SETTINGS_MODULE": "skillmark.config.settings",
            "SKILLMARK_DATA": str(folder),
            "DATABASE_URL": url,
        }
        made = Place(environment)
        made.run("from django.core.management import call_command; call_command('migrate', 'foundation', verbosity=0)")
        try:
            yield made
        finally:
            for worker in made.workers:
                worker.kill()
                worker.wait()


@contextmanager
def database_of_its_own() -> Iterator[str]:
    """The address of an empty database on the server this run uses; empty for a file of its own (SQLite)."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield ""
        return
    import psycopg

    settings, name = _database(url), f"kills_{uuid4().hex[:12]}"
    server = psycopg.connect(
        dbname=settings["NAME"], user=settings["USER"], password=settings["PASSWORD"], host=settings["HOST"],
        port=settings["PORT"] or None, autocommit=True,
    )  # fmt: skip
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield url.replace(f"/{settings['NAME']}", f"/{name}", 1)
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
