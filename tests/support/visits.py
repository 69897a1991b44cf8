"""How a visitor of the demonstration logs in and follows links."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from playwright.sync_api import Error, Locator, Page
from tests.support.demonstration import PASSWORD, Demonstration

FILE = re.compile(r"\.(csv|json|jsonld|css|svg|png|zip|xlsx|pdf|txt)$")
IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
LEAVES = ("/accounts/logout/",)  # following it would end the visit


@dataclass(frozen=True)
class Visit:
    """One address that was followed: what it answered, and the page that linked to it."""

    url: str
    status: int
    linked_from: str
    is_page: bool


def log_in(page: Page, demonstration: Demonstration, name: str, *, then: str = "/today") -> None:
    """By password, as `NAME@sample.example`; lands on `then`."""
    page.goto(demonstration.url(f"/accounts/login/?next={then}"))
    form = page.locator("form[action$='/accounts/login/']")
    form.locator("[name=login]").fill(f"{name}@sample.example")
    form.locator("[name=password]").fill(PASSWORD)
    form.locator("button[type=submit]").click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def shape(url: str) -> str:
    """The address with every id taken out: pages of one shape are the same page of other things."""
    return IDENTIFIER.sub("*", urlsplit(url).path)


def crawl(page: Page, demonstration: Demonstration, begin: Sequence[str], each: int = 1) -> Iterator[Visit]:
    """Follow every link from the pages in `begin`, up to `each` addresses of a shape. Pages are left open in `page`
    while the caller looks at them."""
    waiting = [(demonstration.url(path), "the beginning") for path in begin]
    met: dict[str, int] = {}
    seen: set[str] = set()
    while waiting:
        url, linked_from = waiting.pop(0)
        kind = shape(url)
        if url in seen or met.get(kind, 0) >= each or urlsplit(url).path in LEAVES:
            continue
        seen.add(url)
        met[kind] = met.get(kind, 0) + 1
        visit = _open(page, url, linked_from)
        yield visit
        if visit.is_page:
            waiting += [(found, url) for found in links(page) if found.startswith(demonstration.address)]


def links(page: Page) -> list[str]:
    """Where a page leads, in its order, without fragments."""
    found: list[str] = page.evaluate("[...document.querySelectorAll('a[href]')].map(link => link.href.split('#')[0])")
    return list(dict.fromkeys(found))


def _open(page: Page, url: str, linked_from: str) -> Visit:
    if not FILE.search(urlsplit(url).path):
        try:
            answer = page.goto(url)
        except Error as error:
            if "Download is starting" not in str(error):
                raise
        else:
            assert answer is not None
            return Visit(url, answer.status, linked_from, is_page=True)
    return Visit(url, page.request.get(url).status, linked_from, is_page=False)


def press(page: Page, label: str) -> None:
    """Press the button of this label in the page's main part, and wait for the answer."""
    leave_by(page.get_by_role("main").get_by_role("button", name=label, exact=True))


def follow(page: Page, label: str) -> None:
    """Follow the link of this label in the page's main part."""
    leave_by(page.get_by_role("main").get_by_role("link", name=label, exact=True).first)


def leave_by(way_out: Locator) -> None:
    """Click a link or a button that leads to another page, and wait until that page stands. A bare click returns while
    the old page is still there, or while the new one is half read."""
    with way_out.page.expect_navigation():
        way_out.click()


def fill_day(page: Page, field: str, day: date) -> None:
    """Type a date into its three boxes."""
    for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"[name={field}_{part}]").fill(str(number))
