"""Letting a program act for oneself, as it stands in the browser: a key is made, used once, and ended."""

import pytest
from tests.journeys.conftest import Enter, Look, Says
from tests.support.demonstration import Demonstration
from tests.support.visits import follow, leave_by, press

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]


def test_a_recruiter_lets_a_program_act_for_her_and_ends_it(
    demonstration: Demonstration, enter: Enter, says: Says, look: Look
) -> None:
    recruiter = enter("recruiter", "programs/")
    follow(recruiter, says("Let a program act for you"))
    look(recruiter)
    press(recruiter, says("Make its key"))
    look(recruiter)
    recruiter.locator("[name=name]").fill("Nightly list")
    recruiter.get_by_label(says("Tell who the program acts for")).check()
    press(recruiter, says("Make its key"))
    look(recruiter)
    key = recruiter.locator("#secret").input_value()
    sent = {"authorization": f"Bearer {key}"}
    assert recruiter.request.get(demonstration.url("/api/v1/me"), headers=sent).status == 200
    leave_by(recruiter.locator("main a.govuk-back-link, a.govuk-back-link").first)
    look(recruiter)
    leave_by(recruiter.get_by_role("link", name="Nightly list"))
    look(recruiter)
    press(recruiter, says("Yes, end it"))
    look(recruiter)
    assert recruiter.request.get(demonstration.url("/api/v1/me"), headers=sent).status == 401


def test_a_talent_lead_has_another_system_told_and_ends_it(
    demonstration: Demonstration, enter: Enter, says: Says, look: Look
) -> None:
    lead = enter("talent-lead", "systems/")
    look(lead)
    follow(lead, says("Tell another system"))
    press(lead, says("Tell it from now on"))
    look(lead)
    lead.locator("[name=url]").fill("https://hr.example.org/told")
    lead.get_by_label(says("A record was signed")).check()
    press(lead, says("Tell it from now on"))
    look(lead)
    leave_by(lead.get_by_role("link", name="https://hr.example.org/told"))
    look(lead)
    press(lead, says("Yes, tell it no more"))
    look(lead)
