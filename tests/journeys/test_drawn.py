"""Signing with a drawing beside the typed name: by mouse, cleared, drawn again; and what then stands on the copy."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Enter, Look, Says
from tests.support.demonstration import Demonstration
from tests.support.visits import leave_by

pytestmark = pytest.mark.engine
WORKER = "Leo Marchetti"


def ask_the_worker(lead: Page, demonstration: Demonstration, title: str) -> None:
    lead.goto(demonstration.place("texts/add/"))
    lead.locator("main [name=title]").fill(title)
    lead.locator("main [name=text]").fill("I agree that records are made from my work.")
    leave_by(lead.locator("main form [type=submit]"))
    leave_by(lead.locator("main a[href$='/ask/']"))
    lead.locator("main [name=person]").fill(WORKER)
    leave_by(lead.locator("main form [type=submit]"))


def draw(page: Page) -> None:
    canvas = page.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    for x, y in ((0.1, 0.2), (0.5, 0.4)):
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        page.mouse.down()
        page.mouse.move(box["x"] + (x + 0.3) * box["width"], box["y"] + (y + 0.4) * box["height"], steps=8)
        page.mouse.up()


def test_a_worker_draws_her_signature_clears_it_draws_again_and_sees_it_on_her_copy(
    demonstration: Demonstration, enter: Enter, says: Says, look: Look, width: int, language: str
) -> None:
    title = f"Records of work {width} {language}"
    ask_the_worker(enter("talent-lead"), demonstration, title)
    page = enter("worker", "to-sign/")
    leave_by(page.get_by_role("link", name=title))
    look(page)
    draw(page)
    strokes = page.locator("[name=drawing]")
    expect(strokes).not_to_have_value("")
    page.get_by_role("button", name=says("Clear the drawing")).click()
    expect(strokes).to_have_value("")
    draw(page)
    page.locator("main [name=name]").fill(WORKER)
    leave_by(page.locator("main form [type=submit]"))
    expect(page.locator(".govuk-error-summary")).to_be_visible()  # she has not said that she agrees
    expect(strokes).not_to_have_value("")
    page.locator("main [name=agree]").check()
    leave_by(page.locator("main form [type=submit]"))
    drawn = page.get_by_role("img", name=says("Signature as it was drawn"))
    expect(drawn).to_be_visible()
    assert (drawn.locator("path").get_attribute("d") or "").count("M") == 2, "two strokes"
    look(page)


def test_without_scripts_the_typed_name_is_all_there_is_to_sign_with(
    demonstration: Demonstration, enter: Enter, width: int, language: str
) -> None:
    title = f"Without scripts {width} {language}"
    ask_the_worker(enter("talent-lead"), demonstration, title)
    page = enter("worker", "to-sign/", java_script_enabled=False)
    page.get_by_role("link", name=title).click()
    expect(page.locator("canvas")).to_have_count(0)
    page.locator("main [name=name]").fill(WORKER)
    page.locator("main [name=agree]").check()
    page.locator("main form [type=submit]").click()
    expect(page.locator("main .govuk-summary-list")).to_contain_text(WORKER)
