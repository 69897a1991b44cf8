"""A visitor without a pointer: everything by Tab, arrows, Space, Enter and letters."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Locator, Page, expect

TABS_AT_MOST = 250
CHOICES_AT_MOST = 60
FOCUSED = "found => found.includes(document.activeElement)"


def reach(page: Page, goal: Locator) -> None:
    """Tab until the goal, or one of it, has the focus."""
    expect(goal.first).to_be_attached()
    for _ in range(TABS_AT_MOST):
        if goal.evaluate_all(FOCUSED):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{goal} is not reached by the Tab key on {page.url}")


def enter_on(page: Page, goal: Locator) -> None:
    """Follow a link or press a button, and wait until the next page stands."""
    reach(page, goal)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def press(page: Page, label: str) -> None:
    enter_on(page, page.get_by_role("main").get_by_role("button", name=label, exact=True))


def follow(page: Page, label: str) -> None:
    enter_on(page, page.get_by_role("main").get_by_role("link", name=label, exact=True).first)


def write(page: Page, field: str, text: str) -> None:
    """Into a box, in place of what stands in it."""
    reach(page, page.locator(f"main [name='{field}']"))
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def choose(page: Page, field: str, value: str) -> None:
    """One of a group of radio buttons."""
    group = page.locator(f"main input[name='{field}']")
    reach(page, group)
    page.keyboard.press("Space")
    wanted = page.locator(f"main input[name='{field}'][value='{value}']")
    for _ in range(CHOICES_AT_MOST):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"{value} is not chosen for {field} on {page.url}")


def choose_all(page: Page, answers: Mapping[str, str]) -> None:
    """Groups of radio buttons that follow one another, in the order of the page; field: value."""
    for field, value in answers.items():
        choose(page, field, value)


def tick(page: Page, field: str, value: str) -> None:
    box = page.locator(f"main input[name='{field}'][value='{value}']")
    reach(page, box)
    if not box.is_checked():
        page.keyboard.press("Space")


def select(page: Page, field: str, text: str) -> None:
    """What begins with this text in a list: opened ones by their letters, long ones by typing the whole name."""
    box = page.locator(f"main [name='{field}']")
    reach(page, box)
    page.keyboard.type(text)
    if box.evaluate("box => box.tagName") == "INPUT":
        page.keyboard.press("Escape")
        return
    shown = box.evaluate("box => box.selectedOptions[0].textContent.trim()")
    assert shown.startswith(text), f"{field} stands at {shown}"
