"""A lead asks many at once: from the list, looked over, sent by one press, and a page tells what became of each."""

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import Enter, Look, Says
from tests.support.demonstration import Demonstration
from tests.support.visits import leave_by

pytestmark = pytest.mark.engine


def test_a_lead_invites_everybody_of_a_narrowed_list_looks_it_over_and_sends_it_once(
    demonstration: Demonstration, enter: Enter, says: Says, look: Look
) -> None:
    page = enter("talent-lead", "people/?text=Ca")
    leave_by(page.get_by_role("link", name=says("Ask several of these people at once")))
    look(page)
    page.get_by_role("radio", name=says("An invitation to come in")).check()
    leave_by(page.get_by_role("button", name=says("Look it over")))
    expect(page.locator(".govuk-error-summary")).to_contain_text(
        says("Tick the people you ask, or everybody in the list.")
    )
    page.get_by_role("checkbox", name=says("Everybody in the list below, on all its pages")).check()
    leave_by(page.get_by_role("button", name=says("Look it over")))
    expect(page.get_by_role("button", name=says("Send now"))).to_be_visible()
    look(page)
    leave_by(page.get_by_role("button", name=says("Send now")))
    expect(page.locator("main")).to_contain_text(says("What became of each"))
    expect(page.locator(".progress")).to_have_count(0, timeout=30_000)  # it shows what came of it by itself
    look(page)
    expect(page.get_by_role("button", name=says("Send now"))).to_have_count(0)
