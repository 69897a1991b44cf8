"""A lead brings two frameworks of others in, finds her way in one, and says how two of their statements compare."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import Enter, Look, Says

pytestmark = [pytest.mark.engine, pytest.mark.timeout(300)]


def written(folder: Path, title: str, *statements: str) -> Path:
    items = [
        {"identifier": f"{title}/{number}", "fullStatement": text, "humanCodingScheme": f"{title[0]}-{number}"}
        for number, text in enumerate(statements, start=1)
    ]
    file = folder / f"{title}.json"
    file.write_text(json.dumps({"CFDocument": {"identifier": title, "title": title}, "CFItems": items}))
    return file


def test_two_frameworks_come_in_and_are_compared(enter: Enter, says: Says, look: Look, tmp_path: Path) -> None:
    page = enter("talent-lead", "standards/")
    files = [
        written(tmp_path, "Knots", "Tie a bowline around a post", "Whip the end of a rope"),
        written(tmp_path, "Ropes", "Ties bowline knots around posts", "Sews a sail"),
    ]
    for file in files:
        page.get_by_role("link", name=says("Frameworks from elsewhere")).click()
        page.get_by_role("button", name=says("Bring in a framework")).or_(
            page.get_by_role("link", name=says("Bring in a framework"))
        ).first.click()
        page.locator("input[type=file]").set_input_files(file)
        look(page)
        page.get_by_role("button", name=says("Bring it in")).click()
        see = page.get_by_role("link", name=says("See the framework"))
        for _ in range(30):
            if see.count():
                break
            page.wait_for_timeout(1000)
            page.reload()
        look(page)
        see.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(file.stem)
        look(page)
    page.get_by_role("link", name=says("Compare with another")).click()
    look(page)
    elsewhere = page.locator("[name=other] optgroup").last.locator("option").first
    page.locator("[name=other]").select_option(value=elsewhere.get_attribute("value"))
    page.get_by_role("button", name=says("See likely statements")).click()
    look(page)
    page.get_by_label(says("How does it compare?")).first.select_option("close")
    page.get_by_role("button", name=says("Keep this")).first.click()
    page.get_by_role("link", name=says("What reviewers found")).first.click()
    expect(page.get_by_text(says("Says nearly the same"))).to_be_visible()
    look(page)
