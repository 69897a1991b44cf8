"""Ask a server at a steady rate, as many people at once do, and tell how long each waited.

The rate is kept whatever the server does: a request that could not go out in time has waited since the moment it was
due, so that a slow second is told by everybody who met it.
"""

import http.client
import itertools
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

PATIENCE_SECONDS = 60
LEAD_SECONDS = 0.5  # until every thread stands ready


@dataclass(frozen=True)
class Ask:
    """One request: what is sent, and which statuses are a proper answer."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: str = ""
    proper: tuple[int, ...] = (200,)


@dataclass(frozen=True)
class Told:
    """How one request went: seconds from the moment it was due until its whole answer was read."""

    ask: Ask
    status: int
    seconds: float
    text: str


def drive(address: str, next_ask: Callable[[int], Ask], *, people: int, rate: float, seconds: float) -> list[Told]:
    """Send `rate * seconds` requests from as many threads as people; the request of a number is `next_ask`'s."""
    parts = urlsplit(address)
    numbers = itertools.count()
    wanted = int(rate * seconds)
    begin = time.perf_counter() + LEAD_SECONDS
    told: list[Told] = []

    def ask_on() -> None:
        line = http.client.HTTPConnection(parts.hostname or "localhost", parts.port, timeout=PATIENCE_SECONDS)
        while (number := next(numbers)) < wanted:
            due = begin + number / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            told.append(_answer(line, next_ask(number), due))
        line.close()

    threads = [threading.Thread(target=ask_on) for _ in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def _answer(line: http.client.HTTPConnection, ask: Ask, due: float) -> Told:
    try:
        line.request(ask.method, ask.path, ask.body or None, dict(ask.headers))
        answer = line.getresponse()
        text = answer.read().decode("utf-8", "replace")
        return Told(ask, answer.status, time.perf_counter() - due, "" if answer.status in ask.proper else text)
    except (OSError, http.client.HTTPException) as error:
        line.close()
        return Told(ask, 0, time.perf_counter() - due, repr(error))


def percentile(seconds: Sequence[float], share: float) -> float:
    """The nearest rank: that share of them took no longer."""
    ordered = sorted(seconds)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]
