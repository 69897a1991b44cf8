"""Two hundred people at work at once, four reads to a write: everybody is answered, and nothing is lost.

`./dev load` also prints how long they waited. The server and the two hundred share this machine.
"""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

import pytest
from tests.support.demonstration import Demonstration, environment
from tests.support.driving import Ask, Told, drive, percentile

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900)]

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 200
READS_IN_TEN = 8
RATES = {"postgresql": 150, "sqlite": 75}
SECONDS = 60
SMALL_PEOPLE, SMALL_RATE, SMALL_SECONDS = 20, 20, 4
FORGERY_TOKEN = "a" * 32  # the cookie and the header must agree; that is all the protection asks


def test_a_working_day(demonstration: Demonstration, engine: str, full_size: bool) -> None:
    people, rate, seconds = (PEOPLE, RATES[engine], SECONDS) if full_size else (SMALL_PEOPLE, SMALL_RATE, SMALL_SECONDS)
    day = let_in(demonstration, people)
    chance = random.Random(1)
    asks = [work(day, number, chance) for number in range(int(rate * seconds))]
    told = drive(demonstration.address, asks.__getitem__, people=people, rate=rate, seconds=seconds)
    print(summary(told, rate))
    wrong = [(each.ask.method, each.ask.path, each.status) for each in told if each.status not in each.ask.proper]
    assert not wrong, Counter(wrong).most_common(10)
    assert len(told) == len(asks)


def let_in(demonstration: Demonstration, people: int) -> dict[str, object]:
    """Sessions of people of the demonstration, and what their pages are about."""
    given = environment(demonstration.data, demonstration.database or None)
    command = [sys.executable, "-m", "tests.support.let_in", str(people)]
    ended = subprocess.run(command, cwd=ROOT, env=os.environ | given, check=True, capture_output=True, text=True)
    day: dict[str, object] = json.loads(ended.stdout.splitlines()[-1])
    return day


def work(day: dict[str, object], number: int, chance: random.Random) -> Ask:
    """What the person whose turn it is does next."""
    users = day["users"]
    assert isinstance(users, list)
    user = users[number % len(users)]
    headers = {"Cookie": f"sessionid={user['session']}; csrftoken={FORGERY_TOKEN}", "Accept-Language": "en"}
    writes = chance.randrange(10) >= READS_IN_TEN
    if user["person"]:
        needs = f"/w/sample/people/{user['person']}/needs/"
        if writes:
            return form(needs, headers, floor_wage=f"{chance.randrange(900, 4000) / 100:.2f}", commute_minutes="40")
        return Ask("GET", chance.choice(("/me/", "/me/records/", "/me/jobs/", needs, "/jobs/")), headers)
    if writes:
        return form("/me/language/", headers, language=chance.choice(("en", "es")), next="/me/")
    campaign, standard = f"/w/sample/campaigns/{day['campaign']}/", f"/w/sample/standards/{day['standard']}/"
    pages = ("/w/sample/", "/w/sample/people/", "/w/sample/records/", campaign, f"{campaign}fit/", standard)
    return Ask("GET", chance.choice(pages), headers, proper=(200, 403))


def form(path: str, headers: dict[str, str], **fields: str) -> Ask:
    sent = headers | {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": FORGERY_TOKEN}
    return Ask("POST", path, sent, urlencode(fields), proper=(302,))


def summary(told: list[Told], rate: float) -> str:
    """Milliseconds that half, 95 and 99 in 100 waited at most, of reads and of writes."""
    lines = [f"{len(told)} requests at {rate} a second"]
    for method, name in (("GET", "reads"), ("POST", "writes")):
        seconds = [each.seconds for each in told if each.ask.method == method]
        if seconds:
            shown = ", ".join(
                f"p{100 * share:g} {1000 * percentile(seconds, share):.0f} ms" for share in (0.5, 0.95, 0.99, 1)
            )
            lines.append(f"{len(seconds)} {name}: {shown}")
    return "\n".join(lines)
