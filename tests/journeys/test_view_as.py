"""A lead looks at what others see: the sample made, walked as a supervisor and as somebody who applied, and left."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Enter, Look, Says
from tests.support.demonstration import Demonstration
from tests.support.visits import leave_by, press

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]


def bar(page: Page, says: Says) -> None:
    expect(page.locator(".sample")).to_contain_text(says("Nothing you do here counts, is signed or is sent."))


def test_a_lead_looks_as_others_and_comes_back_to_where_she_was(
    demonstration: Demonstration, enter: Enter, says: Says, look: Look
) -> None:
    page = enter("talent-lead", "settings/")
    leave_by(page.locator("main a", has_text=says("View as")))
    look(page)
    press(page, says("Make the sample"))
    expect(page.get_by_role("heading", level=3, name=says("Supervisor"), exact=True)).to_be_visible(timeout=60_000)
    look(page)
    here = page.url
    for name in ("Supervisor", "Applicant", "Recruiter", "Coach"):
        press(page, says("View as: %(role)s") % {"role": says(name)})
        expect(page.get_by_role("heading", level=1)).to_have_text(says("Today"))
        bar(page, says)
        look(page)
        if name == "Supervisor":
            leave_by(page.locator("main ul.due a").first)
            bar(page, says)
            look(page)
        if name == "Applicant":
            leave_by(page.get_by_role("link", name=says("My page")).first)
            bar(page, says)
            look(page)
        other_tab = page.context.new_page()
        other_tab.goto(demonstration.place("settings/"))
        expect(other_tab.get_by_role("heading", level=1)).to_have_text(says("You are looking at sample data"))
        look(other_tab)
        if name == "Coach":
            press(other_tab, says("Stop looking, and open it"))
            expect(other_tab.get_by_role("heading", level=1)).to_have_text(says("Settings"))
            continue
        other_tab.close()
        leave_by(page.locator(".sample button"))
        assert page.url == here
    page.goto(here)
    expect(page.locator(".sample")).not_to_contain_text(says("Nothing you do here counts, is signed or is sent."))
