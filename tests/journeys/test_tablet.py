"""A shared tablet as it stands on the floor: made, entered by PIN, and cleared when nobody touches it."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import Enter, Look, Says
from tests.support.demonstration import Demonstration
from tests.support.visits import leave_by, press

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]
PIN = "408173"


def test_an_assessor_comes_in_by_pin_and_the_tablet_clears_itself(
    demonstration: Demonstration, enter: Enter, says: Says, look: Look
) -> None:
    own = enter("assessor", "pin/")
    look(own)
    for name in ("pin", "again"):
        own.locator(f"[name={name}]").fill(PIN)
    press(own, says("Save"))
    look(own)
    tablet = enter("line-manager", "tablets/make/")
    look(tablet)
    tablet.locator("[name=name]").fill("Tablet of line 2")
    press(tablet, says("Make it one, and log me out here"))
    look(tablet)
    for way in ("touching", "not touching"):
        leave_by(tablet.locator("main ul.due a").first)
        look(tablet)
        tablet.locator("[name=pin]").fill(PIN)
        tablet.clock.install()
        press(tablet, says("Come in"))
        expect(tablet.get_by_role("heading", level=1)).to_have_text(says("Today"))
        look(tablet)
        if way == "touching":
            tablet.clock.fast_forward(int(timedelta(seconds=100).total_seconds() * 1000))
            tablet.mouse.click(5, 5)
            tablet.clock.fast_forward(int(timedelta(seconds=100).total_seconds() * 1000))
            expect(tablet.get_by_role("heading", level=1)).to_have_text(says("Today"))
            leave_by(tablet.get_by_role("link", name=says("Done")).first)
        else:
            tablet.clock.fast_forward(int(timedelta(seconds=121).total_seconds() * 1000))
        expect(tablet.get_by_role("heading", level=1)).to_have_text(says("Who are you?"))
        tablet.go_back()
        expect(tablet.locator("main")).not_to_contain_text(says("Nothing waits for you."))
        tablet.goto(demonstration.url("/tablet/"))
