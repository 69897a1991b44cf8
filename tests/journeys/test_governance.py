"""A standard comes into force by the vote of a group, and not before the people who do the work have voted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Enter, Says
from tests.support.demonstration import Demonstration
from tests.support.visits import leave_by, press, tick

pytestmark = pytest.mark.engine
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "tideway-pumps"
FIRST_TO_VOTE = ("talent-lead", "line-manager", "association")
FRONTLINE = "steering-member"
TRIES = 40  # half a second apart


def test_a_standard_is_published_by_a_vote_and_never_without_the_shop_floor(
    demonstration: Demonstration, enter: Enter, new_page: Callable[..., Page], says: Says
) -> None:
    standard = draft(enter, says)
    question = ask(enter, says, standard)

    for seat in FIRST_TO_VOTE:
        vote(enter, says, seat, question)
    lead = enter("talent-lead", question)
    expect(lead.get_by_role("link", name=says("Close the vote"))).to_have_count(0)
    lead.goto(demonstration.place(question) + "close/")
    leave_by(lead.get_by_role("button", name=says("Count the votes")))
    expect(lead.locator("main")).not_to_contain_text(says("Passed", "proposal"))
    lead.goto(demonstration.place(standard))
    expect(lead.locator("main")).to_contain_text(says("Draft"))

    vote(enter, says, FRONTLINE, question)
    lead.goto(demonstration.place(question))
    leave_by(lead.get_by_role("link", name=says("Close the vote")))
    press(lead, says("Count the votes"))
    expect(lead.locator("main")).to_contain_text(says("Passed", "proposal"))
    wait_until_published(lead, demonstration.place(standard), says)

    anybody = new_page()
    anybody.goto(demonstration.url("/" + standard))
    expect(anybody.get_by_role("heading", level=1)).to_have_text("Pump assembly technician")
    expect(anybody.locator("main")).not_to_contain_text(says("Draft"))


def wait_until_published(lead: Page, standard: str, says: Says) -> None:
    """The worker hears of the decision and publishes: within seconds, not at once."""
    for _ in range(TRIES):
        lead.goto(standard)
        if lead.get_by_role("main").get_by_text(says("In force"), exact=True).count():
            return
        lead.wait_for_timeout(500)
    pytest.fail(f"the worker has not published the standard after {TRIES} looks")


def draft(enter: Enter, says: Says) -> str:
    """The talent lead brings a framework of her own; gives its place."""
    lead = enter("talent-lead", "standards/new/own-framework/")
    lead.locator("[name=package]").set_input_files(EXAMPLE / "framework.json")
    lead.locator("[name=requirements]").set_input_files(EXAMPLE / "requirements.csv")
    leave_by(lead.locator("main form button[type=submit]"))
    expect(lead.locator("main")).to_contain_text(says("Draft"))
    return lead.url.split("/w/sample/")[1]


def ask(enter: Enter, says: Says, standard: str) -> str:
    lead = enter("talent-lead", standard + "publish/")
    tick(lead.locator("[name=body_id]").first)
    press(lead, says("Put the question"))
    return lead.url.split("/w/sample/")[1]


def vote(enter: Enter, says: Says, seat: str, question: str) -> None:
    """Each finds the question on Today, votes, and cannot vote twice."""
    voter = enter(seat)
    leave_by(voter.locator(f"main a[href$='/{question}']"))
    tick(voter.locator("[name=choice][value=yes]"))
    press(voter, says("Cast my vote"))
    expect(voter.get_by_role("button", name=says("Cast my vote"))).to_have_count(0)
