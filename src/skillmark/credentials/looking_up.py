"""The pages that older badges rest on, asked of their issuers by the guarded fetcher, before anything is kept."""

from collections.abc import Callable, Iterable
from datetime import datetime
from time import monotonic

from skillmark.credentials import formats
from skillmark.foundation import fetch
from skillmark.kernel.vc.badges2 import judge_badge2

MOST_PAGES = 40  # of one bringing; a badge needs two to five
SECONDS = 20.0  # in all: somebody is waiting for the page
SECONDS_EACH = 5.0
Ask = Callable[[str], bytes | None]


def ask(address: str) -> bytes | None:
    """What stands at an address now, or None. A badge that was withdrawn may be told by 410, with the reason in it."""
    try:
        answer = fetch.fetch(address, headers={"Accept": "application/ld+json, application/json"}, seconds=SECONDS_EACH)
    except (fetch.Refused, fetch.Failed):
        return None
    return answer.body if answer.status in (200, 410) else None


def pages_for(files: Iterable[bytes], *, now: datetime, asking: Ask = ask) -> dict[str, bytes]:
    """Every page that the older badges among these files rest on, as far as it could be had. Nothing is kept of it."""
    found: dict[str, bytes] = {}
    tried: set[str] = set()
    until = monotonic() + SECONDS
    for data in files:
        badge = formats.opened(data).older
        while badge is not None:
            needs = [one for one in judge_badge2(badge, found, at=now).needs if one not in tried]
            if not needs or len(tried) >= MOST_PAGES or monotonic() > until:
                break
            tried.add(needs[0])
            page = asking(needs[0])
            if page is not None:
                found[needs[0]] = page
    return found
