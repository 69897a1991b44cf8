"""How long pages of the served demonstration take: one granian worker, both databases, as the talent lead sees them,
and a caseload of 60 as its case manager does.

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
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from benchmarks.frame import ROOT, Figure, compared

if TYPE_CHECKING:
    from skillmark.foundation.roles import Actor

WARMING, REQUESTS = 5, 50
PATIENCE_SECONDS = 30
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
}
SEEN_BY_COACH = {"support:caseload"}
CASES = 60


def run(requests: int = REQUESTS) -> list[Figure]:
    """Median and 95th percentile of each page on each database, in milliseconds."""
    figures = []
    beside_postgres = [sys.executable, str(ROOT / "tests" / "support" / "postgres.py")]
    for database, prefix in (("SQLite", []), ("PostgreSQL", beside_postgres)):
        for page, milliseconds in _measured(prefix, requests).items():
            ordered = sorted(milliseconds)
            worst = ordered[max(0, -(-95 * len(ordered) // 100) - 1)]  # nearest rank: 95 in 100 take no longer
            median = compared(f"{page}, {database}, median", milliseconds, "ms")
            figures += [median, Figure(f"{page}, {database}, p95", worst, "ms", None, None, None, len(ordered))]
    return figures


def _measured(prefix: list[str], requests: int) -> dict[str, list[float]]:
    """Fill, serve and ask in a process of its own, whose settings say which database it has."""
    with tempfile.TemporaryDirectory(prefix="skillmark-pages-") as folder:
        given = {"SKILLMARK_DATA": folder, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
        ours = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        code = f"from benchmarks.pages import here; here({requests})"
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


def here(requests: int) -> None:
    """Print, as one JSON line, the milliseconds of every request, page by page."""
    addresses, lead, coach, password = filled()
    with served() as port:
        connection = http.client.HTTPConnection("localhost", port, timeout=PATIENCE_SECONDS)
        cookies, coaches = (logged_in(connection, email, password) for email in (lead, coach))
        print(
            json.dumps(
                {
                    page: timed(connection, path, coaches if page in SEEN_BY_COACH else cookies, requests)
                    for page, path in addresses.items()
                }
            )
        )


def filled() -> tuple[dict[str, str], str, str, str]:
    """The demonstration of the project's own example in this process's database; addresses by page, the log-ins of its
    lead and its coach, and their password.
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
    addresses = {page: reverse(page, kwargs={name: known[name] for name in parts}) for page, parts in PAGES.items()}
    return addresses, staff.login(Role.TALENT_LEAD), staff.login(Role.CASE_MANAGER), staff.PASSWORD


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
