"""What a worker sees of herself, and what those who choose people never see of anybody."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Enter, Says
from tests.support.demonstration import SLUG, Demonstration
from tests.support.visits import crawl, leave_by

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "tideway-pumps"
WORKER = "Leo Marchetti"
FLOOR_WAGE, MINUTES = "193.71", "47"
FLOOR_WAGE_IN_ANY_FORM = re.compile(r"193[.,\s]?71")
OF_ONE_SHAPE = 3  # as many people, open jobs and records as are opened


def answers_about_groups() -> set[str]:
    """The values people gave, as `female` or `16-24`; never a plain number that could mean anything."""
    with (EXAMPLE / "voluntary_demographics.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {value for row in rows for name, value in row.items() if name != "applicant_id" and value}


def test_a_worker_finds_what_is_held_on_her_and_her_records(
    demonstration: Demonstration, enter: Enter, says: Says
) -> None:
    worker = enter("worker")
    tell_what_she_needs(worker, demonstration)
    worker.goto(demonstration.url("/me/data/"))
    expect(worker.get_by_role("heading", level=1)).to_have_text(says("Everything held on you"))
    expect(worker.locator("main")).to_contain_text(WORKER)
    assert FLOOR_WAGE_IN_ANY_FORM.search(worker.locator("main").inner_text())
    for own in ("/me/records/", "/me/attempts/", "/me/jobs/"):
        worker.goto(demonstration.url("/me/"))
        leave_by(worker.locator(f"nav a[href='{own}']"))
        worker.wait_for_url(demonstration.url(own))
        expect(worker.get_by_role("heading", level=1)).to_be_visible()


def test_a_recruiter_meets_no_answer_about_groups_and_no_least_wage(demonstration: Demonstration, enter: Enter) -> None:
    tell_what_she_needs(enter("worker"), demonstration)
    told_nowhere = re.compile("|".join(rf"(?<![\w-]){re.escape(value)}(?![\w-])" for value in answers_about_groups()))
    assert told_nowhere.search("female")
    recruiter = enter("recruiter")
    found, pages = [], 0
    for visit in crawl(recruiter, demonstration, [f"/w/{SLUG}/", "/me/"], each=OF_ONE_SHAPE):
        assert visit.status == 200, visit
        pages += 1
        found += [f"{visit.url}: {match.group()}" for match in [told_nowhere.search(visit.text)] if match]
        found += [f"{visit.url}: {match.group()}" for match in [FLOOR_WAGE_IN_ANY_FORM.search(visit.text)] if match]
    assert pages > 20
    assert not found, "\n".join(found)


def tell_what_she_needs(worker: Page, demonstration: Demonstration) -> None:
    """The worker says herself what wage and way to work she needs."""
    worker.goto(demonstration.url("/me/"))
    leave_by(worker.locator(f"main a[href*='/w/{SLUG}/people/']").first)
    leave_by(worker.locator("main a[href$='/needs/']"))
    worker.locator("[name=floor_wage]").fill(FLOOR_WAGE)
    worker.locator("[name=commute_minutes]").fill(MINUTES)
    leave_by(worker.locator("main form button[type=submit]").last)
    expect(worker.locator(".govuk-error-summary")).to_have_count(0)
