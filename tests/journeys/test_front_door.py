"""Coming in: the log-in in the house's own words, and Today with one line for one thing to do."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Enter, Says
from tests.support.demonstration import PASSWORD, Demonstration
from tests.support.visits import leave_by, tick

pytestmark = pytest.mark.engine


def test_one_logs_in_by_e_mail_address_and_a_wrong_password_is_refused(
    demonstration: Demonstration, new_page: Callable[..., Page], says: Says
) -> None:
    page = new_page()
    page.goto(demonstration.place("campaigns/"))
    name = page.get_by_label(says("E-mail or phone number"))
    name.fill("talent-lead@sample.example")
    page.locator("[name=password]").fill("not-the-password")
    tick(page.get_by_label(says("Stay logged in")))
    leave_by(page.get_by_role("main").get_by_role("button", name=says("Log in"), exact=True))
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    page.locator("[name=password]").fill(PASSWORD)
    leave_by(page.get_by_role("main").get_by_role("button", name=says("Log in"), exact=True))
    page.wait_for_url(demonstration.place("campaigns/"))


def test_today_asks_once_for_all_who_are_asked_again_on_one_day(enter: Enter) -> None:
    lead = enter("talent-lead")
    due = lead.locator("main .due a[href$='/follow-ups/']")
    titles = due.all_inner_texts()
    assert titles
    assert len(titles) == len(set(titles)) <= 3  # one a campaign and day: after 6, 9 and 12 months
    expect(due.first).to_contain_text(re.compile(r"\b80\b"))
    leave_by(due.first)
    expect(lead.locator("main tbody tr").first).to_be_visible()


def test_a_stranger_learns_of_nothing_inside(demonstration: Demonstration, enter: Enter) -> None:
    worker = enter("worker")
    for place in ("people/", "campaigns/", "start/", "roles/"):
        answer = worker.goto(demonstration.place(place))
        assert answer is not None
        assert answer.status == 403, place
    answer = worker.goto(demonstration.url("/w/another-workspace/"))
    assert answer is not None
    assert answer.status == 404
