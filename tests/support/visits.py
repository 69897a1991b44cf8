"""How a visitor of the demonstration logs in and follows links."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Locator, Page, expect
from tests.support.demonstration import PASSWORD, Demonstration

IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
LEAVES = ("/accounts/logout/",)  # following it would end the visit


@dataclass(frozen=True)
class Visit:
    """One address that was followed: what it answered, and the page that linked to it."""

    url: str
    status: int
    linked_from: str
    is_page: bool
    text: str


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
    """Follow every link from the pages in `begin` as the visitor of `page`, up to `each` addresses of a shape. What is
    answered is read, not shown: whoever wants to look opens it."""
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
        answer = page.request.get(url)
        is_kept = answer.headers.get("content-disposition", "").startswith("attachment")
        is_page = answer.headers.get("content-type", "").startswith("text/html") and not is_kept
        visit = Visit(url, answer.status, linked_from, is_page, answer.text() if answer.ok else "")
        yield visit
        if is_page:
            found = Built.of(visit.text).links
            waiting += [
                (to, url) for link in found if (to := urljoin(answer.url, link)).startswith(demonstration.address)
            ]


class Built(HTMLParser):
    """Where a page leads, in its order, without fragments; and the kinds of parts it is built of."""

    def __init__(self) -> None:
        super().__init__()
        self.links: dict[str, None] = {}
        self.parts: set[str] = set()

    @classmethod
    def of(cls, html: str) -> "Built":
        built = cls()
        built.feed(html)
        return built

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.parts.add(f"{tag}.{given.get('class') or ''} {given.get('type') or ''}")
        if tag == "a" and given.get("href"):
            self.links[str(given["href"]).split("#")[0]] = None


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


def tick(box: Locator) -> None:
    """Choose a radio button or a checkbox as people do, by its label: the box itself lies unseen under its picture."""
    label = box.page.locator(f"label[for='{box.get_attribute('id')}']")
    label.click()
    expect(box).to_be_checked()


def fill_day(page: Page, field: str, day: date) -> None:
    """Type a date into its three boxes."""
    for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"[name={field}_{part}]").fill(str(number))
