"""Looking at every page that somebody reaches from where she begins: accessible, as wide as the screen, without faults,
in plain words.

Links are followed rather than listed, so that a page made later is looked at too. Of those of one shape of address that
are built of the same parts, one is opened in the browser; `./dev browser` opens them all.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page
from tests.support.browser import collect_faults, open_context
from tests.support.demonstration import Demonstration
from tests.support.looks import faults_of
from tests.support.visits import Built, crawl, log_in, shape

Seen = set[tuple[str, frozenset[str]]]


def look_at_all(
    browser: Browser,
    demonstration: Demonstration,
    language: str,
    width: int,
    *,
    name: str = "",
    begin: list[str],
    seen: Seen,
    at_least: int,
    all_of_them: bool,
) -> None:
    """Visit as `name`, or as anybody. `seen` holds what was opened already, and gets what is opened now. Fails with
    every fault."""
    faults: list[str] = []
    pages = 0
    with visitor(browser, language, width, faults) as page:
        if name:
            log_in(page, demonstration, name)
        for visit in crawl(page, demonstration, begin):
            if visit.status != 200:
                faults.append(f"{visit.url} answers {visit.status}; linked from {visit.linked_from}")
            if not visit.is_page:
                continue
            pages += 1
            built = (shape(visit.url), frozenset(Built.of(visit.text).parts))
            if all_of_them or built not in seen:
                page.goto(visit.url)
                faults += faults_of(page, language, width)
            seen.add(built)
    assert pages >= at_least, f"only {pages} pages were reached"
    assert not faults, "\n".join(faults)


@contextmanager
def visitor(browser: Browser, language: str, width: int, faults: list[str]) -> Iterator[Page]:
    context = open_context(browser, language, width, {})
    page = context.new_page()
    collect_faults(page, faults)
    page.on("console", lambda message: note_message(page, str(message.type), str(message.text), faults))
    page.on("requestfailed", lambda request: note_failure(page, str(request.url), str(request.failure), faults))
    yield page
    context.close()


def note_message(page: Page, kind: str, text: str, faults: list[str]) -> None:
    if kind == "error":
        faults.append(f"{page.url}: {text}")


def note_failure(page: Page, url: str, why: str, faults: list[str]) -> None:
    """What a page asked for and did not get; a picture that going on cut short is no fault."""
    if why != "net::ERR_ABORTED":
        faults.append(f"{page.url}: {url} failed: {why}")
