"""Help where one stands, opened by the keyboard alone, and without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.support.browser import check_accessible
from tests.support.demonstration import Demonstration
from tests.support.looks import fits, told_plainly
from tests.support.visits import log_in

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]
WHAT = {"en": "What this is", "es": "Qué es esto"}


@pytest.mark.parametrize("scripts", [True, False], ids=["with_scripts", "without_scripts"])
@pytest.mark.parametrize("path", ["people/", "roles/grant/"])
def test_help_opens_by_keyboard_below_the_heading(
    path: str,
    scripts: bool,
    new_page: Callable[..., Page],
    demonstration: Demonstration,
    language: str,
    width: int,
) -> None:
    page: Any = new_page(java_script_enabled=scripts)
    log_in(page, demonstration, "talent-lead")
    page.goto(demonstration.place(path))
    summary = page.locator("details.help summary")
    expect(page.get_by_text(WHAT[language])).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(WHAT[language])).to_be_visible()
    assert page.locator("h1").bounding_box()["y"] < summary.bounding_box()["y"]
    if scripts:
        told_plainly(page, language)
        check_accessible(page)
        fits(page, width)
