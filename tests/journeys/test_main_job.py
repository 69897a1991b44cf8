"""A talent lead takes a job from its first standard to its published figures, in the browser alone."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.conftest import Enter, Look, Says
from tests.support.browser import collect_faults, open_context
from tests.support.demonstration import Demonstration
from tests.support.visits import fill_day, leave_by, log_in, press, tick

pytestmark = pytest.mark.engine
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "tideway-pumps"
FILES = {
    "framework": "framework.json",
    "requirements": "requirements.csv",
    "applicants": "applicants.csv",
    "modules": "modules.csv",
    "demographics": "voluntary_demographics.csv",
}
SEATS = 8
CAMPAIGN = re.compile(r"/w/sample/campaigns/[0-9a-f-]{36}/$")
STEPS = ("people/", "fit/", "plan/", "seats/", "training/", "open-jobs/", "measurement/", "figures/")
BAD_APPLICANTS = """applicant_id,name,prior_occupation,self_ratings
B-1,Ada Brun,Cook,TP-01=2
B-1,Bo Cask,Cook,TP-01=3
B-3,Cy Dahl,Cook,TP-01=99
B-4,Di Ekman,Cook,TP-01=much
B-5,,Cook,TP-01=1
B-6,Ed Falk,Cook,NO-SUCH=1
"""


def fill_the_form(page: Page, *, without: tuple[str, ...] = ()) -> None:
    for field, name in FILES.items():
        if field not in without:
            page.locator(f"[name={field}]").set_input_files(EXAMPLE / name)
    page.locator("[name=openings]").fill(str(SEATS))
    tick(page.locator("[name=template][value=nontraditional]"))


@pytest.fixture(scope="module")
def campaign(demonstration: Demonstration, browser: Browser, language: str, width: int) -> Iterator[str]:
    """The address of a campaign that was started from a job in the browser, once for all tests here."""
    context, faults = open_context(browser, language, width, {}), list[str]()
    page = context.new_page()
    collect_faults(page, faults)
    log_in(page, demonstration, "talent-lead")
    leave_by(page.locator("a[href$='/start/']").first)
    fill_the_form(page)
    leave_by(page.locator("main form[enctype] button[type=submit]"))
    page.wait_for_url(CAMPAIGN)
    assert not faults, "\n".join(faults)
    yield page.url
    context.close()


def test_bad_rows_are_named_and_nothing_is_kept(enter: Enter, says: Says, look: Look, tmp_path: Path) -> None:
    lead = enter("talent-lead", "campaigns/")
    before = lead.locator("main a[href*='/campaigns/']").count()
    lead.goto(lead.url.replace("campaigns/", "start/"))
    fill_the_form(lead, without=("applicants",))
    bad = tmp_path / "applicants.csv"
    bad.write_text(BAD_APPLICANTS)
    lead.locator("[name=applicants]").set_input_files(bad)
    press(lead, says("Draft, rank and plan"))
    expect(lead.get_by_text(says("Nothing was kept. Mend these places and send it again."))).to_be_visible()
    places = lead.locator("main li", has_text="applicants.csv")
    expect(places).to_have_count(3)
    look(lead)
    with lead.expect_download() as downloading:
        lead.get_by_role("link", name=says("Download all of them")).click()
    rows = Path(downloading.value.path()).read_text().splitlines()
    assert len(rows) > 4, rows  # the header, the three named, and the rest
    assert all("applicants.csv" in row for row in rows[1:])
    lead.goto(lead.url.replace("start/", "campaigns/"))
    assert lead.locator("main a[href*='/campaigns/']").count() == before


def test_a_job_becomes_a_campaign_and_each_of_its_steps_opens(campaign: str, enter: Enter) -> None:
    lead = enter("talent-lead", campaign.split("/w/sample/")[1])
    expect(lead.get_by_role("heading", level=1)).to_have_text("Pump assembly technician")
    for step in STEPS:
        answer = lead.goto(campaign + step)
        assert answer is not None
        assert answer.status == 200, step
        expect(lead.get_by_role("heading", level=1)).to_be_visible()
    lead.goto(campaign)
    leave_by(lead.locator("main a[href*='/standards/']").first)
    expect(lead.get_by_role("heading", level=1)).to_have_text("Pump assembly technician")


def test_the_list_names_its_order_and_one_person_opens_from_it(
    campaign: str, enter: Enter, says: Says, shows: Says
) -> None:
    lead = enter("talent-lead", campaign.split("/w/sample/")[1] + "fit/")
    # somebody holds a record of the demonstration already, so that this is a list by what was checked
    expect(lead.get_by_role("heading", level=1)).to_have_text(shows("slate"))
    expect(lead.locator("main caption").first).to_contain_text(says("Order:"))
    assert lead.locator("main table").first.locator("tbody tr").count() == 50  # a page of 80
    name = lead.locator("main tbody a").first.inner_text()
    leave_by(lead.locator("main tbody a").first)
    expect(lead.get_by_role("heading", level=1)).to_have_text(name)
    known_by = re.compile("|".join(shows(basis) for basis in ("verified", "claimed", "inferred")))
    expect(lead.locator("main")).to_contain_text(known_by)


def test_seats_are_planned_for_as_many_as_there_are_jobs(campaign: str, enter: Enter) -> None:
    lead = enter("talent-lead", campaign.split("/w/sample/")[1] + "seats/")
    assert lead.locator("main tbody tr").count() == SEATS


def test_a_job_without_pay_is_refused_and_with_all_it_needs_opens_to_anybody(
    campaign: str, demonstration: Demonstration, enter: Enter, new_page: Callable[..., Page], says: Says, look: Look
) -> None:
    lead = enter("talent-lead", campaign.split("/w/sample/")[1] + "open-jobs/new/")
    lead.locator("[name=schedule]").fill("Monday to Friday, 38 hours")
    lead.locator("[name=locality]").fill("Sample Bay")
    fill_day(lead, "closes_on", (datetime.now(UTC) + timedelta(days=30)).date())
    press(lead, says("Open the job"))
    wrong = lead.locator(".govuk-error-summary a")
    missing = wrong.evaluate_all("links => links.map(link => link.hash)")
    assert missing == ["#id_pay_low", "#id_pay_high", "#id_how_to_apply"]
    look(lead)
    lead.locator("[name=how_to_apply]").fill("jobs@tideway.example")
    lead.locator("[name=pay_low]").fill("27.50")
    lead.locator("[name=pay_high]").fill("21.00")
    press(lead, says("Open the job"))
    expect(lead.locator("main")).to_contain_text(says("The highest pay is below the lowest, or the pay is nothing."))
    lead.locator("[name=pay_low]").fill("21.00")
    lead.locator("[name=pay_high]").fill("27.50")
    press(lead, says("Open the job"))
    address = lead.locator("main h2 a[href^='/jobs/']").first.get_attribute("href")
    assert address
    anybody = new_page()
    anybody.goto(demonstration.url(address))
    expect(anybody.locator("main")).to_contain_text("Sample Bay")
    expect(anybody.locator("main")).to_contain_text(re.compile("27[.,]50"))
    structured = anybody.request.get(demonstration.url(address) + "posting.jsonld").json()
    assert structured["@type"] == "JobPosting"
    assert "educationRequirements" not in structured
    assert structured["baseSalary"]["value"]["minValue"] == 21


def test_the_study_is_registered_and_seats_are_drawn_once(campaign: str, enter: Enter, says: Says) -> None:
    lead = enter("talent-lead", campaign.split("/w/sample/")[1] + "lottery/")
    expect(lead.locator("main")).to_contain_text(
        says("The measurement plan has to be registered before anybody is drawn.")
    )
    lead.goto(campaign + "measurement/")
    press(lead, says("Register this plan"))
    expect(lead.get_by_role("button", name=says("Register this plan"))).to_have_count(0)
    expect(lead.locator("main code").first).to_have_text(re.compile("^[0-9a-f]{64}$"))
    lead.goto(campaign + "lottery/")
    press(lead, says("Draw the seats"))
    expect(lead.locator("main")).to_contain_text(
        says("Drawn again just now from the seed and the list: the result is the same.")
    )
    expect(lead.get_by_role("button", name=says("Draw the seats"))).to_have_count(0)
    seats = lead.locator("main tbody tr", has_text=says("Has a seat"))
    assert seats.count() == SEATS


def test_figures_are_published_with_small_groups_left_out(
    campaign: str, demonstration: Demonstration, enter: Enter, new_page: Callable[..., Page], says: Says
) -> None:
    lead = enter("talent-lead", campaign.split("/w/sample/")[1] + "figures/")
    lead.locator("[name=minimum]").fill("3")
    press(lead, says("Publish"))
    expect(lead.locator(".govuk-error-summary")).to_be_visible()  # below five nothing may be published
    lead.locator("[name=minimum]").fill("10")
    press(lead, says("Publish"))
    lead.goto(campaign + "figures/")
    address = lead.locator("main h2 a[href^='/figures/']").first.get_attribute("href")
    assert address
    anybody = new_page()
    anybody.goto(demonstration.url(address))
    too_few = anybody.locator("main").get_by_text(says("Too few to show"))
    assert too_few.count() > 0
    shown = [int(text) for text in anybody.locator("main td").all_inner_texts() if text.strip().isdigit()]
    assert shown, "no count at all is shown"
    assert min(count for count in shown if count) >= 10


def test_the_first_half_needs_no_script(demonstration: Demonstration, enter: Enter) -> None:
    lead = enter("talent-lead", "start/", java_script_enabled=False)
    fill_the_form(lead)
    leave_by(lead.locator("main form[enctype] button[type=submit]"))
    lead.wait_for_url(CAMPAIGN)
    started = lead.url
    for step in ("fit/", "plan/", "seats/", "open-jobs/", "measurement/"):
        answer = lead.goto(started + step)
        assert answer is not None
        assert answer.status == 200, step
    lead.goto(started + "fit/")
    leave_by(lead.locator("main tbody a").first)
    expect(lead.get_by_role("heading", level=1)).to_be_visible()
