"""Every page that a role can reach from its Today: accessible, as wide as the screen, without faults, in plain words.

Links are followed rather than listed, so that a page made later is looked at too. A page that is built alike for two
roles is looked at once.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page
from tests.support.browser import collect_faults, open_context
from tests.support.demonstration import SLUG, Demonstration
from tests.support.looks import faults_of
from tests.support.visits import crawl, log_in

from skillmark.foundation.roles import Role

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]
ROLES = list(Role)
SKELETON = """() => [...document.querySelectorAll('body *')].map(node =>
    node.tagName + '.' + node.className + (node.getAttribute('type') || '')).join(' ')"""


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    """How the pages were built that were looked at already."""
    return set()


@contextmanager
def visitor(browser: Browser, language: str, width: int, faults: list[str]) -> Iterator[Page]:
    context = open_context(browser, language, width, {})
    page = context.new_page()
    collect_faults(page, faults)
    page.on("console", lambda message: note_message(page, str(message.type), str(message.text), faults))
    page.on("requestfailed", lambda request: note_failure(page, str(request.url), str(request.failure), faults))
    yield page
    context.close()


def test_every_page_open_to_anybody(
    browser: Browser, demonstration: Demonstration, language: str, width: int, looked_at: set[str]
) -> None:
    faults: list[str] = []
    with visitor(browser, language, width, faults) as page:
        look_at_all(page, demonstration, ["/"], language, width, looked_at, faults, at_least=6)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.value)
def test_every_page_of_a_role(
    role: Role, browser: Browser, demonstration: Demonstration, language: str, width: int, looked_at: set[str]
) -> None:
    faults: list[str] = []
    with visitor(browser, language, width, faults) as page:
        log_in(page, demonstration, role.value.replace("_", "-"))
        begin = [f"/w/{SLUG}/", "/me/"]
        look_at_all(page, demonstration, begin, language, width, looked_at, faults, at_least=8)
    assert not faults, "\n".join(faults)


def look_at_all(
    page: Page,
    demonstration: Demonstration,
    begin: list[str],
    language: str,
    width: int,
    looked_at: set[str],
    faults: list[str],
    at_least: int,
) -> None:
    pages = 0
    for visit in crawl(page, demonstration, begin):
        if visit.status != 200:
            faults.append(f"{visit.url} answers {visit.status}; linked from {visit.linked_from}")
        if not visit.is_page:
            continue
        pages += 1
        built = hashlib.sha256(f"{page.title()} {page.evaluate(SKELETON)}".encode()).hexdigest()
        if built in looked_at:
            continue
        looked_at.add(built)
        faults += faults_of(page, language, width)
    assert pages >= at_least, f"only {pages} pages were reached"


def note_message(page: Page, kind: str, text: str, faults: list[str]) -> None:
    if kind == "error":
        faults.append(f"{page.url}: {text}")


def note_failure(page: Page, url: str, why: str, faults: list[str]) -> None:
    """What a page asked for and did not get; a picture that going on cut short is no fault."""
    if why != "net::ERR_ABORTED":
        faults.append(f"{page.url}: {url} failed: {why}")
