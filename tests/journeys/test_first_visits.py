"""First visits in a real installation: from an invitation, or from the public page, to one useful result.

Each prints how many pages and fields it took (`-s` shows it); docs/explanation/first-visits.md holds the numbers.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django import Settings
from tests.assessment import factories as attempts
from tests.campaigns import factories as campaigns
from tests.governance import factories as groups
from tests.hiring.factories import Setting, posting, tideway_applicants
from tests.people import factories as make
from tests.standards import factories as standards
from tests.support.newcomers import LINK, Newcomer, carry_out, code_of, texts
from tests.support.visits import leave_by, tick

from skillmark.assessment.models import Rating
from skillmark.campaigns import actions as leading
from skillmark.campaigns import queries as running
from skillmark.campaigns.models import StatusEvent
from skillmark.campaigns.queries import Campaign, State
from skillmark.config.installation.facts import Facts
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Role
from skillmark.governance import actions as governing
from skillmark.governance.models import Ballot
from skillmark.governance.rules import Constituency
from skillmark.hiring import actions as hiring
from skillmark.learning import actions as learning
from skillmark.learning.models import Module
from skillmark.people import actions as people
from skillmark.people import queries as persons
from skillmark.people.models import WorkPreference
from skillmark.standards import actions as publishing
from skillmark.standards.models import Framework

pytestmark = pytest.mark.django_db(transaction=True)
PHONE, DESK = {"viewport": {"width": 360, "height": 740}}, {"viewport": {"width": 1280, "height": 900}}
PASSWORD = "seven grey herons"
NUMBER = "+15550142999"
MINIMUM = 10
Comes = Callable[[dict[str, object]], Newcomer]


@pytest.fixture(autouse=True)
def in_earnest(settings: Settings, tmp_path: Path, site: str, language: str) -> Path:
    """A gateway that writes files; nobody is remembered as having asked for a code before."""
    if language != "en":
        pytest.skip("the visits are told in English; every page of theirs is read in both languages elsewhere")
    cache.clear()
    settings.INSTALLED = Facts(sms=f"file://{tmp_path}/sms")
    settings.ADDRESS = site
    return tmp_path / "sms"


@pytest.fixture
def comes(new_page: Callable[..., Page], site: str, in_earnest: Path) -> Comes:
    return lambda screen: Newcomer(new_page(**screen), site, in_earnest)


@pytest.fixture
def place() -> Workspace:
    """A real workspace, where it is noon: no text message waits for the morning."""
    hour = datetime.now(UTC).hour
    opened = make.workspace()
    opened.time_zone = f"Etc/GMT{hour - 12:+d}" if hour != 12 else "Etc/UTC"
    opened.save(update_fields=["time_zone"])
    return opened


def invited(place: Workspace, role: Role, *, name: str, email: str = "", phone: str = "") -> persons.Person:
    """What the operator does: adds a person and gives a role, whereupon she is invited."""
    system, now = make.system(place), datetime.now(UTC)
    added = people.add_person(system, name=name, email=email, phone=phone, now=now)
    people.grant_role(system, person_id=added.pk, role=role, now=now)
    assert people.invite(system, person_id=added.pk, now=now)
    return added


def campaign_in(place: Workspace, *, applicants: int = 80, seats: int = 6) -> Campaign:
    """A campaign on a published standard, for which people applied; somebody has looked who could succeed."""
    system, now = make.system(place), datetime.now(UTC)
    standard = standards.published(system, standards.tideway(system, now=now), now=now - timedelta(days=9))
    campaign = leading.start_campaign(
        system, title="Pump fitters, spring", template="nontraditional", framework_id=standard.pk, openings=seats,
        starts_on=(now + timedelta(days=60)).date(), now=now,
    )  # fmt: skip
    learning.assume_catalogue(system, campaign_id=campaign.pk, now=now)
    brought = people.import_applicants(system, applicants=tideway_applicants()[:applicants], now=now)
    leading.note_status(
        system, campaign_id=campaign.pk, person_ids=[one.pk for one in brought.values()], state=State.APPLIED,
        happened_on=now.date(), now=now,
    )  # fmt: skip
    hiring.run_fit(system, campaign_id=campaign.pk, now=now)
    return campaign


def test_a_talent_lead_drafts_a_standard_and_brings_in_her_people(
    comes: Comes, place: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lead = comes(DESK)
    invited(place, Role.TALENT_LEAD, name="Lena Park", email="lena@tideway.example")
    lead.comes_by_letter("lena@tideway.example", PASSWORD)
    lead.follows("Start from a job")
    lead.follows("Load one")
    database = tmp_path / "db_29_0_text.zip"
    database.write_bytes(standards.zipped(standards.onet_files()).getvalue())
    lead.page.locator("main [name=archive]").set_input_files(database)
    lead.presses("Load")
    lead.goes_to(f"/w/{place.slug}/start/")
    lead.types("q", "net")
    lead.presses("Find")
    leave_by(lead.page.locator("main a[href*='occupation=51-0001.00']"))
    lead.presses("Draft the standard")
    lead.reads("What a person can do")
    assert Framework.objects.across_workspaces().filter(workspace=place).count() == 1
    lead.goes_to(f"/w/{place.slug}/people/")
    lead.follows("Bring in the employee file of your HR system")
    sheet = tmp_path / "staff.csv"
    sheet.write_text("Payroll no.,Full name,Position\n" + "".join(f"P{n},Worker {n},Fitter\n" for n in range(900)))
    lead.page.locator("main [name=file]").set_input_files(sheet)
    lead.presses("Go on")
    lead.presses("Check the rows")
    carry_out()
    lead.page.reload()
    lead.presses("Bring in 900 rows")
    carry_out()
    lead.page.reload()
    lead.follows("See the people")
    lead.reads("901 people")
    with capsys.disabled():
        print("\n" + lead.took("talent lead"))


def test_a_supervisor_with_a_phone_marks_an_attempt(comes: Comes, capsys: pytest.CaptureFixture[str]) -> None:
    bench = attempts.bench(demonstration=False)
    Workspace.objects.filter(pk=bench.place.pk).update(time_zone=f"Etc/GMT{datetime.now(UTC).hour - 12:+d}")
    sitting = bench.sitting()
    attempts.observe(bench.first, sitting)
    supervisor = comes(PHONE)
    person = invited(bench.place, Role.ASSESSOR, name="Sam Ortiz", phone=NUMBER)
    supervisor.comes_by_sms(NUMBER)
    supervisor.follows("Score work")
    leave_by(supervisor.page.locator(f"main a[href*='{sitting.pk}']").first)
    for position in range(1, 5):
        tick(supervisor.page.locator(f"main [name=mark_{position}][value='2']"))
        supervisor.fields += 1
    for question in attempts.HOLDS["confirmed"]:
        tick(supervisor.page.locator(f"main [name=confirmed][value={question}]"))
        supervisor.fields += 1
    leave_by(supervisor.page.locator("main form button[type=submit]").last)
    assert Rating.objects.across_workspaces().get(sitting=sitting).assessor_id == person.pk
    with capsys.disabled():
        print("\n" + supervisor.took("supervisor"))


def test_a_job_seeker_with_a_number_alone_finds_a_job_and_takes_a_seat(
    comes: Comes, place: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    campaign, system, now = campaign_in(place), make.system(place), datetime.now(UTC)
    posting(Setting(place, system, campaign), closes_on=(now + timedelta(days=30)).date())
    seeker = comes(PHONE)
    seeker.goes_to("/")
    seeker.follows("Open an account of your own")
    seeker.types("phone", NUMBER)
    seeker.presses("Open the account")
    seeker.types_the_code(NUMBER)
    seeker.follows("See which jobs are open")
    leave_by(seeker.page.locator("main a[href*='/jobs/']").first)
    seeker.reads("How people apply")
    her = people.add_person(system, name="Nadia Nguyen", phone="+1 (555) 014-2999", now=now)
    leading.note_status(
        system, campaign_id=campaign.pk, person_ids=[her.pk], state=State.APPLIED, happened_on=now.date(), now=now
    )
    campaigns.promise(place, campaign.pk, 6)
    group = leading.open_cohort(system, campaign_id=campaign.pk, seats=6, starts_on=campaign.starts_on, now=now)
    leading.seat_people(system, cohort_id=group.pk, seats=campaigns.seats([her.pk]), now=now)
    seat = running.seats(system, campaign.pk).get()
    people.ask(system, purpose="campaigns.seat", subject_id=seat.pk, person_id=her.pk, days=7, on_paper=False, now=now)
    carry_out()
    seeker.goes_to(LINK.search(texts(seeker.sms, NUMBER)[-1])[1])  # type: ignore[index]
    tick(seeker.page.locator("main [name=state][value=enrolled]"))
    seeker.presses("Send")
    seeker.reads("It is kept")
    assert StatusEvent.objects.across_workspaces().filter(person=her, state=State.ENROLLED).exists()
    with capsys.disabled():
        print("\n" + seeker.took("job seeker"))


def test_a_recruiter_takes_the_short_list_along(
    comes: Comes, place: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    campaign_in(place)
    recruiter = comes(DESK)
    invited(place, Role.RECRUITER, name="Rita Moss", email="rita@tideway.example")
    recruiter.comes_by_letter("rita@tideway.example", PASSWORD)
    recruiter.follows("Pump fitters, spring")
    leave_by(recruiter.page.locator("main a[href$='/fit/']").first)
    with recruiter.page.expect_download() as kept:
        recruiter.page.locator("main a[href$='slate.csv']").first.click()
    rows = Path(kept.value.path()).read_text(encoding="utf-8").splitlines()
    assert len(rows) == 81
    with capsys.disabled():
        print("\n" + recruiter.took("recruiter"))


def test_a_college_brings_its_training_from_its_own_table(
    comes: Comes, place: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    campaign = campaign_in(place)
    college = comes(DESK)
    invited(place, Role.PROVIDER, name="Cora Dean", email="cora@college.example")
    college.comes_by_letter("cora@college.example", PASSWORD)
    college.follows("Pump fitters, spring")
    college.follows("Training on offer")
    college.follows("Bring in a table")
    sheet = tmp_path / "courses.csv"
    sheet.write_text(
        "Course,Teaches,Level before,Level after,Contact hours,Tuition,Semester weeks\n"
        "Seals,TP-02,0,2,24,300,2\nReading,TP-07,0,2,16,200,1\n"
    )
    college.page.locator("main [name=file]").set_input_files(sheet)
    college.presses("Go on")
    college.chooses("weeks", "Semester weeks")  # the others are known by their names
    college.presses("Check the rows")
    carry_out()
    college.page.reload()
    college.presses("Bring in 2 rows")
    carry_out()
    college.page.reload()
    leave_by(college.page.get_by_role("main").get_by_role("link", name="See what came in: Pump fitters, spring"))
    college.reads("2 modules, 40 hours")
    assert Module.objects.across_workspaces().filter(campaign=campaign).exists()
    with capsys.disabled():
        print("\n" + college.took("college"))


def test_a_coach_finds_one_of_sixty_and_notes_what_she_needs(
    comes: Comes, place: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    campaign_in(place)
    system, now = make.system(place), datetime.now(UTC)
    hers = next(one for one in persons.persons(system) if one.name == tideway_applicants()[40].name)
    coach = comes(PHONE)
    person = invited(place, Role.CASE_MANAGER, name="Jo Banks", email="jo@coach.example")
    people.grant_role(system, person_id=person.pk, role=Role.CASE_MANAGER, over=hers.pk, now=now)
    coach.comes_by_letter("jo@coach.example", PASSWORD)
    coach.follows("Find somebody")
    coach.types("text", hers.name)
    coach.presses("Show")
    coach.follows(hers.name)
    coach.follows("What this person needs of a job")
    coach.types("commute_minutes", "25")
    leave_by(coach.page.locator("main form button[type=submit]").last)
    assert WorkPreference.objects.across_workspaces().get(person=hers).commute_minutes == 25
    coach.goes_to(f"/w/{place.slug}/people/{hers.pk}/timeline/")
    coach.reads("Applied")
    with capsys.disabled():
        print("\n" + coach.took("coach"))


def test_an_evaluator_fixes_the_plan_and_an_officer_sees_how_a_figure_is_made(
    comes: Comes, place: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    campaign_in(place)
    evaluator, officer = comes(DESK), comes(DESK)
    invited(place, Role.EVALUATOR, name="Eva Stone", email="eva@eval.example")
    evaluator.comes_by_letter("eva@eval.example", PASSWORD)
    evaluator.follows("Pump fitters, spring")
    leave_by(evaluator.page.locator("main a[href$='/measurement/']").first)
    evaluator.presses("Register this plan")
    evaluator.reads("Registered")
    evaluator.page.go_back()
    leave_by(evaluator.page.locator("main a.govuk-back-link"))
    leave_by(evaluator.page.locator("main a[href$='/figures/']").first)
    leave_by(evaluator.page.locator("main form button[type=submit]").first)
    invited(place, Role.AGENCY, name="Gus Field", email="gus@state.example")
    officer.comes_by_letter("gus@state.example", PASSWORD)
    officer.follows("Pump fitters, spring")
    leave_by(officer.page.locator("main a[href$='/figures/']").first)
    leave_by(officer.page.locator("main a[href*='/figures/0']").first)
    expect(officer.page.locator("main table").first).to_be_visible()
    officer.reads("80")
    with capsys.disabled():
        print("\n" + evaluator.took("evaluator") + "\n" + officer.took("grants officer"))


def test_a_frontline_member_reads_the_question_and_votes(
    comes: Comes, place: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    system, now = make.system(place), datetime.now(UTC)
    standard = standards.argued(system, standards.tideway(system, now=now), now=now)
    member = comes(PHONE)
    person = invited(place, Role.STEERING_MEMBER, name="Fred Line", phone=NUMBER)
    body = governing.set_up_body(system, name="Standards group", now=now)
    for constituency in Constituency:
        if constituency is not Constituency.FRONTLINE:
            groups.seat(system, body, constituency, now=now)
    governing.take_seat(
        system, body_id=body.pk, constituency=Constituency.FRONTLINE, person_id=person.pk,
        starts=persons.today(system, now), ends=None, chairs=False, now=now,
    )  # fmt: skip
    publishing.ask_to_publish(
        system, framework_id=standard.pk, body_id=body.pk, title=standard.title,
        what_changes="People are measured by it.", deadline=now + timedelta(days=7), now=now,
    )  # fmt: skip
    member.comes_by_sms(NUMBER)
    leave_by(member.page.locator("main .due a").first)
    question = member.page.url
    leave_by(member.page.locator("main a", has_text="Read it first"))
    member.reads("What a person can do")
    member.page.goto(question)
    member.follows("Set it up first")
    leave_by(member.page.locator("main a[href*='totp']").first)
    secret = member.page.locator("main input[disabled], main input[readonly]").first.input_value()
    member.types("code", code_of(secret))
    leave_by(member.page.locator("main form button[type=submit]").first)
    member.goes_to("/accounts/logout/")
    member.presses("Log out")
    member.goes_to(f"/accounts/login/code/?next={question.removeprefix(member.site)}")
    member.types("phone", NUMBER)
    member.presses("Send the code")
    member.types_the_code(NUMBER)
    cache.clear()  # as if half a minute had passed: a code is good once
    member.types("code", code_of(secret))
    leave_by(member.page.locator("main form button[type=submit]").first)
    member.page.goto(question)
    tick(member.page.locator("main [name=choice][value=yes]"))
    member.presses("Cast my vote")
    member.reads("Your vote is counted.")
    assert Ballot.objects.across_workspaces().filter(seat__person=person).exists()
    with capsys.disabled():
        print("\n" + member.took("frontline member"))
