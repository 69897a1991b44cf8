"""A copy of what lies at an address on the web: taken once, by the guarded fetcher, before anything is written."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from skillmark.foundation import fetch

MOST_MB = 20  # a report or a picture; whatever is larger takes longer to come than somebody waits before a page
SECONDS = 15.0  # longer than a slow server, shorter than the web server waits for a page of ours
WITHOUT_LEAVE, NOT_THERE, FINE = (401, 403, 407), (404, 410), 200
PASSWORD = re.compile(rb"<input[^>]+type\s*=\s*[\"']?password", re.IGNORECASE)
PAGE = re.compile(rb"\s*(<!doctype\s+html|<html)", re.IGNORECASE)

ask = fetch.fetch


class NotCopied(Exception):
    """No copy could be taken. `reason` is one of the codes below."""

    ADDRESS, LOGIN, REDIRECT = "address", "login", "redirect"
    TOO_LARGE, NOT_FOUND, NO_ANSWER = "too_large", "not_found", "no_answer"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Copy:
    """What was there, and what it is called."""

    name: str
    content: bytes


def copied(address: str) -> Copy:
    """What lies at an https:// address of the public network. Raises NotCopied.

    Asked in no transaction: it takes seconds. A page is called a text, so that nobody's browser ever shows it as one.
    """
    try:
        answer = ask(address, most_bytes=MOST_MB * 2**20, seconds=SECONDS)
    except fetch.Refused:
        raise NotCopied(NotCopied.ADDRESS) from None
    except fetch.Redirected:
        raise NotCopied(NotCopied.REDIRECT) from None
    except fetch.TooLarge:
        raise NotCopied(NotCopied.TOO_LARGE) from None
    except fetch.Failed:
        raise NotCopied(NotCopied.NO_ANSWER) from None
    reason = _why_not(answer)
    if reason:
        raise NotCopied(reason)
    return Copy(_name(address, is_page=_is_page(answer)), answer.body)


def _why_not(answer: fetch.Answer) -> str:
    if answer.status in WITHOUT_LEAVE:
        return NotCopied.LOGIN
    if answer.status in NOT_THERE or (answer.status == FINE and not answer.body):
        return NotCopied.NOT_FOUND
    if answer.status != FINE:
        return NotCopied.NO_ANSWER
    return NotCopied.LOGIN if _is_page(answer) and PASSWORD.search(answer.body) else ""


def _is_page(answer: fetch.Answer) -> bool:
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind in ("text/html", "application/xhtml+xml") or PAGE.match(answer.body) is not None


def _name(address: str, *, is_page: bool) -> str:
    parts = urlsplit(address)
    last = unquote(PurePosixPath(parts.path).name) or parts.hostname or "file"
    return f"{last}.txt" if is_page else last
