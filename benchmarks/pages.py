"""How long pages of the served demonstration take: one granian worker, both databases, as the talent lead sees them,
where somebody marks, as an assessor does, among 10,000 attempts, and a caseload of 60 as its case manager does.

There is no peer: nobody else serves these pages. A request goes over loopback on one open connection, and its whole
answer is read.
"""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import timedelta
from time import perf_counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from benchmarks.frame import ROOT, Figure, compared

if TYPE_CHECKING:
    from skillmark.foundation.roles import Actor

WARMING, REQUESTS = 5, 50
PATIENCE_SECONDS = 30
ATTEMPTS, OPEN_ATTEMPTS = (
    10_000,
    60,
)  # marked by two assessors, and waiting for both: a month's work of a large employer
# a page of each kind: who waits, a long list, one campaign, a ranking, a plan, a record, a figure, and two public ones
PAGES = {
    "house:front": (),
    "house:today": ("workspace",),
    "people:people": ("workspace",),
    "standards:framework": ("workspace", "framework_id"),
    "campaigns:campaign": ("workspace", "campaign_id"),
    "hiring:fit": ("workspace", "campaign_id"),
    "hiring:plan": ("workspace", "campaign_id"),
    "credentials:records": ("workspace",),
    "outcomes:figures": ("workspace", "campaign_id"),
    "support:caseload": ("workspace",),
    "hiring:public_postings": (),
    "assessment:attempts": ("workspace",),
    "assessment:score": ("workspace", "sitting_id"),
}
SEEN_BY_COACH = ("support:caseload",)
CASES = 60
MARKING = ("assessment:attempts", "assessment:score")  # asked for by an assessor


def run(requests: int = REQUESTS, attempts: int = ATTEMPTS) -> list[Figure]:
    """Median and 95th percentile of each page on each database, in milliseconds."""
    figures = []
    beside_postgres = [sys.executable, str(ROOT / "tests" / "support" / "postgres.py")]
    for database, prefix in (("SQLite", []), ("PostgreSQL", beside_postgres)):
        for page, milliseconds in _measured(prefix, requests, attempts).items():
            ordered = sorted(milliseconds)
            worst = ordered[max(0, -(-95 * len(ordered) // 100) - 1)]  # nearest rank: 95 in 100 take no longer
            median = compared(f"{page}, {database}, median", milliseconds, "ms")
            figures += [median, Figure(f"{page}, {database}, p95", worst, "ms", None, None, None, len(ordered))]
    return figures


def _measured(prefix: list[str], requests: int, attempts: int) -> dict[str, list[float]]:
    """Fill, serve and ask in a process of its own, whose settings say which database it has."""
    with tempfile.TemporaryDirectory(prefix="skillmark-pages-") as folder:
        given = {"SKILLMARK_DATA": folder, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
        ours = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        code = f"from benchmarks.pages import here; here({requests}, {attempts})"
        ended = subprocess.run(
            [*prefix, sys.executable, "-c", code],
            cwd=ROOT,
            env=ours | given,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    told: dict[str, list[float]] = json.loads(ended.stdout.splitlines()[-1])
    return told


def here(requests: int, attempts: int) -> None:
    """Print, as one JSON line, the milliseconds of every request, page by page."""
    addresses, lead, assessor, coach, password = filled(attempts)
    with served() as port:
        connection = http.client.HTTPConnection("localhost", port, timeout=PATIENCE_SECONDS)
        told: dict[str, list[float]] = {}
        others = addresses.keys() - set(MARKING) - set(SEEN_BY_COACH)
        for email, pages in ((lead, others), (assessor, MARKING), (coach, SEEN_BY_COACH)):
            cookies = logged_in(connection, email, password)
            told |= {page: timed(connection, addresses[page], cookies, requests) for page in addresses if page in pages}
        print(json.dumps(told))


def filled(attempts: int) -> tuple[dict[str, str], str, str, str, str]:
    """The demonstration of the project's own example in this process's database, with so many attempts; addresses by
    page, the log-ins of the lead, of an assessor and of a coach, and their password.
    """
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "skillmark.config.settings"
    django.setup()
    from django.core.management import call_command
    from django.urls import reverse

    from skillmark.config.mainjob import inputs, run, staff
    from skillmark.foundation.roles import Role

    call_command("migrate", verbosity=0, interactive=False)
    asked = inputs.choose(
        occupation=None, onet=None, applicants=None, modules=None, demographics=None, credentials=None
    )
    with run.repeatable(1):
        done = run.carry_out(
            asked,
            template="nontraditional",
            openings=10,
            minimum_cell=10,
            seed=1,
            accounts=True,
            progress=lambda line: None,
        )
    open_cases(done.actor)
    known = {"workspace": run.SLUG, "campaign_id": done.campaign.pk, "framework_id": done.campaign.framework_id}
    known["sitting_id"] = attempted(run.SLUG, attempts)
    addresses = {page: reverse(page, kwargs={name: known[name] for name in parts}) for page, parts in PAGES.items()}
    staff_of = (Role.TALENT_LEAD, Role.ASSESSOR, Role.CASE_MANAGER)
    lead, assessor, coach = (staff.login(role) for role in staff_of)
    return addresses, lead, assessor, coach, staff.PASSWORD


def open_cases(program: "Actor") -> None:
    """A caseload for the demonstration's coach: in each case a need and a step, some overdue, some due today."""
    from dataclasses import replace
    from datetime import timedelta

    from skillmark.config.mainjob import staff
    from skillmark.foundation import sources
    from skillmark.foundation.roles import Grant, Role
    from skillmark.people import queries as people
    from skillmark.support import actions, queries

    now = sources.now()
    today = people.today(program, now)
    grace = people.persons(program, staff.login(Role.CASE_MANAGER)).get()
    coach = staff.acting(program, grace.pk, Role.CASE_MANAGER)
    home = people.profile(program).pk
    for number, person in enumerate(people.persons(program).exclude(pk=grace.pk)[:CASES]):
        case = actions.open_case(
            coach, person_id=person.pk, organisation_id=home, within_days=number - CASES // 2, now=now
        )
        there = replace(coach, grants=(Grant(Role.CASE_MANAGER), Grant(Role.CASE_MANAGER, case.pk)))
        answers = {queries.Domain.TRANSPORT: actions.Answer(queries.Urgency.SOON, "The early bus.")}
        actions.assess(there, case_id=case.pk, answers=answers, now=now)
        need = queries.whole(there, queries.case(there, case.pk), today).needs[0]
        due_on = today + timedelta(days=number % 3)
        actions.plan_step(there, case_id=case.pk, need_id=need.need.pk, words="Call.", due_on=due_on, now=now)


def attempted(slug: str, attempts: int) -> UUID:
    """Put so many attempts of different days and people into a workspace, each marked by two and with a written
    observation, and some that nobody has marked; the id of one of these.
    """
    from skillmark.assessment.models import Evidence, Rating, Sitting
    from skillmark.foundation.models import Workspace
    from skillmark.foundation.scopes import WorkspaceScope
    from skillmark.people.models import Person

    scope = WorkspaceScope(Workspace.objects.get(slug=slug).pk)
    like = Sitting.objects.within(scope).exclude(settled_at=None).first()
    assert like is not None, "the demonstration has attempts that were marked"
    marks, seen = list(like.ratings.all()), like.evidence.all()[0]
    people = list(Person.objects.within(scope).exclude(pk__in=[mark.assessor_id for mark in marks]))
    sittings: list[Any] = []
    ratings: list[Any] = []
    evidence: list[Any] = []
    for number in range(attempts + OPEN_ATTEMPTS):
        marked = number < attempts
        sitting = again(like, number, person=people[number % len(people)])
        sitting.settled_at, sitting.came_to = (sitting.recorded_at, like.came_to) if marked else (None, "")
        sittings.append(sitting)
        ratings += [again(mark, number, sitting=sitting) for mark in (marks if marked else [])]
        evidence.append(again(seen, number, sitting=sitting))
    Sitting.objects.within(scope).bulk_create(sittings, batch_size=1000)
    Rating.objects.within(scope).bulk_create(ratings, batch_size=1000)
    Evidence.objects.within(scope).bulk_create(evidence, batch_size=1000)
    return sittings[-1].pk


def again(row: Any, number: int, **changed: Any) -> Any:
    """The same once more, hours earlier than the one before."""
    from skillmark.foundation import sources

    made = copy(row)
    made._state = type(row._state)()
    made.pk, made.recorded_at = sources.new_id(), row.recorded_at - timedelta(hours=number + 1)
    for name, value in changed.items():
        setattr(made, name, value)
    return made


@contextmanager
def served() -> Iterator[int]:
    """The web server alone, on a free port of this machine; given one processor, it has one worker."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "skillmark.config.command", "serve", "--demonstration", "--only", "web"]
    processors = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(processors)})
    try:
        server = subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL)
    finally:
        os.sched_setaffinity(0, processors)
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while server.poll() is None and time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(PATIENCE_SECONDS)


def logged_in(connection: http.client.HTTPConnection, email: str, password: str) -> str:
    """The cookies after logging in on the page, as anybody does."""
    status, headers, body = asked(connection, "GET", "/accounts/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', body)
    field = re.search(r'name="(login|email)"', body)
    if status != 200 or token is None or field is None:
        raise RuntimeError(f"the log-in page answered {status}")
    form = urlencode({"csrfmiddlewaretoken": token.group(1), field.group(1): email, "password": password})
    sent = {"Cookie": headers, "Content-Type": "application/x-www-form-urlencoded"}
    status, cookies, _ = asked(connection, "POST", "/accounts/login/", form, sent)
    if status != 302 or "sessionid" not in cookies:
        raise RuntimeError(f"logging in was answered with {status}")
    return cookies


def timed(connection: http.client.HTTPConnection, path: str, cookies: str, requests: int) -> list[float]:
    """Milliseconds of each request after some that warm it up. Raises RuntimeError for an answer other than 200."""
    milliseconds = []
    for number in range(WARMING + requests):
        began = perf_counter()
        status, _, _ = asked(connection, "GET", path, headers={"Cookie": cookies})
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        if number >= WARMING:
            milliseconds.append((perf_counter() - began) * 1000)
    return milliseconds


def asked(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: str = "",
    headers: dict[str, str] | None = None,
) -> tuple[int, str, str]:
    """Status, cookies set (as one sends them back), and text of an answer."""
    connection.request(method, path, body or None, headers or {})
    answer = connection.getresponse()
    text = answer.read().decode("utf-8")
    set_cookies = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    return answer.status, "; ".join(set_cookies), text
