"""Many people open public pages at once: each gets an answer. How fast, `./dev bench pages` measures."""

from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

import pytest
from tests.support.demonstration import Demonstration

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]

PAGES = ("", "check/", "jobs/", "health")
AT_ONCE = 16
SMALL, FULL = 200, 6000


def test_everybody_who_asks_at_once_is_answered(demonstration: Demonstration, full_size: bool) -> None:
    def ask(number: int) -> int:
        with urlopen(f"{demonstration.address}/{PAGES[number % len(PAGES)]}", timeout=60) as answer:
            answer.read()
            return int(answer.status)

    wanted = FULL if full_size else SMALL
    with ThreadPoolExecutor(AT_ONCE) as people:
        answers = list(people.map(ask, range(wanted)))
    assert answers == [200] * wanted
