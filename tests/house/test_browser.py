"""What the browser fixtures promise to every test of a page: width, language, no network, and faults that are seen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Error, Page
from tests.support.browser import collect_faults, open_context

GOOD = "data:text/html,<html lang=en><title>Good</title><main><h1>Good</h1></main></html>"
BAD = "data:text/html,<html lang=en><title>Bad</title><main><h1>Bad</h1><img src='data:,'></main></html>"


def test_a_page_has_the_width_and_language_of_the_run(page: Page, width: int, language: str) -> None:
    assert page.evaluate("innerWidth") == width
    assert page.evaluate("navigator.language").startswith(language)


@pytest.mark.parametrize(("width", "language"), [(360, "es"), (1280, "en")])
def test_both_widths_and_languages_can_be_had(browser: Browser, width: int, language: str) -> None:
    context = open_context(browser, language, width, {})
    opened = context.new_page()
    opened.goto("about:blank")
    assert (opened.evaluate("innerWidth"), opened.evaluate("navigator.language")[:2]) == (width, language)
    context.close()


def test_axe_passes_a_good_page_and_names_the_fault_of_a_bad_one(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto(GOOD)
    axe(page)
    page.goto(BAD)
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


def test_a_page_cannot_reach_the_network_and_asking_is_a_fault(browser: Browser) -> None:
    context, faults = open_context(browser, "en", 1280, {}), list[str]()
    opened = context.new_page()
    collect_faults(opened, faults)
    with pytest.raises(Error):
        opened.goto("http://example.org/")
    assert faults
    assert "not on this machine" in faults[0]
    context.close()


def test_a_script_error_is_a_fault(browser: Browser) -> None:
    context, faults = open_context(browser, "en", 1280, {}), list[str]()
    opened = context.new_page()
    collect_faults(opened, faults)
    opened.goto("data:text/html,<script>throw new Error('broken')</script>")
    opened.wait_for_timeout(50)
    assert faults
    assert "broken" in faults[0]
    context.close()
