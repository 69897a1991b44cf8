"""What must be true of every page as it stands in the browser, whichever way it was reached."""

from collections.abc import Callable

from playwright.sync_api import Page
from tests.support.browser import HEIGHTS, check_accessible

from skillmark.ui.words import code_words_in

WIDTHS = (360, 1280)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults_of(page: Page, language: str, width: int) -> list[str]:
    """What is wrong with the page: accessibility, words of the code, another language, sideways scrolling."""
    faults: list[str] = []
    for check in (
        lambda: told_plainly(page, language),
        lambda: check_accessible(page),
        lambda: fits(page, width),
    ):
        _note(check, faults)
    return faults


def told_plainly(page: Page, language: str) -> None:
    """In the reader's language and in the glossary's words."""
    html = page.content()
    assert f'lang="{language}"' in html[:400], f"{page.url}: not in {language}"
    found = code_words_in(html, language)
    assert not found, f"{page.url}: words of the code on the screen: {found}"


def fits(page: Page, width: int) -> None:
    """No sideways scrolling of the page, at either width."""
    for one in WIDTHS:
        page.set_viewport_size({"width": one, "height": HEIGHTS[one]})
        over = page.evaluate(OVERFLOW)
        assert over <= 0, f"{page.url}: {over} px wider than a screen of {one} px"
    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})


def _note(check: Callable[[], None], faults: list[str]) -> None:
    try:
        check()
    except AssertionError as fault:
        faults.append(str(fault))
