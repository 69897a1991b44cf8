"""From a job to a standard that binds, by keyboard alone: drafted from an occupation, rated by those who know the work,
decided on by a group, read by anybody, used by assessors who first differ, and replaced by a version that says whom it
touches. Each part follows the one before.
"""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Enter, Look, Says
from tests.journeys.test_governance import FIRST_TO_VOTE, FRONTLINE, wait_until_published
from tests.support import keyboard
from tests.support.demonstration import Demonstration

from skillmark.config.mainjob.staff import NAMES
from skillmark.foundation.roles import Role

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900)]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
OCCUPATION = "31-1131.00"  # nursing assistants
SUPERVISORS = (Role.LINE_MANAGER, Role.ASSESSOR, Role.QUALITY_ASSURER)
INCUMBENTS = (Role.WORKER, Role.STEERING_MEMBER, Role.PROVIDER)
CANDIDATE, SECOND, THIRD = NAMES[Role.WORKER], "second-assessor", Role.PROVIDER
EARNED, CHANGED = "Ward care", "Asked for on every ward since the new rules."
NEEDED_BY_NOBODY = 1  # of the lines, by its position: everybody says so


@pytest.fixture(scope="session")
def database(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The occupation database as its publisher hands it out, in one zip."""
    folder = shared_data / "onet" / "db_29_0_text"
    if not folder.is_dir():
        pytest.skip("needs ../shared/data/onet, which is not beside this repository")
    whole = tmp_path_factory.mktemp("onet") / "db_29_0_text.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
    return whole


def test_a_standard_from_a_job_to_its_second_version_by_keyboard(
    demonstration: Demonstration,
    enter: Enter,
    new_page: Callable[..., Page],
    says: Says,
    look: Look,
    database: Path,
) -> None:
    standard = draft(enter, says, database)
    ask_panel(enter, says, standard)
    for seat in (*SUPERVISORS, *INCUMBENTS):
        rate(enter(name_of(seat), standard + "panel/mine/", **PHONE), says, look)
    argue(enter, says, look, standard)
    decide(demonstration, enter, says, standard)

    anybody = new_page(**PHONE)
    anybody.goto(demonstration.url("/" + standard))
    expect(anybody.get_by_role("heading", level=1)).to_have_text("Nursing Assistants")
    expect(anybody.locator("main")).not_to_contain_text(says("Draft"))
    look(anybody)

    task = set_up_assessment(enter, says, standard)
    attempt = start(enter, says, task)
    mark(enter("assessor", attempt + "score/", **PHONE), says, "last")
    mark(enter(SECOND, attempt + "score/", **PHONE), says, "first")
    let_assess(enter, THIRD)
    settle(enter, says, look, attempt)
    look_again(enter, says, look, task)
    award(enter, says, standard)

    newer = revise(enter, says, standard)
    give_reasons(
        enter("talent-lead", newer + "reasons/"), says, look
    )  # no panel was asked about the line in its new words
    decide(demonstration, enter, says, newer)
    lead = enter("talent-lead", newer + "differences/")
    expect(lead.locator("main")).to_contain_text(CHANGED)
    expect(lead.locator("main")).to_contain_text(CANDIDATE)
    look(lead)


def name_of(role: Role) -> str:
    return role.value.replace("_", "-")


def groups(page: Page) -> list[str]:
    """The names of the groups of radio buttons on a page, in its order."""
    found: list[str] = page.locator("main input[type=radio]").evaluate_all(
        "all => [...new Set(all.map(one => one.name))]"
    )
    return found


def offered(page: Page, field: str) -> list[str]:
    found: list[str] = page.locator(f"main input[name='{field}']").evaluate_all("all => all.map(one => one.value)")
    return found


def draft(enter: Enter, says: Says, database: Path) -> str:
    """Loads the database, looks the job up and drafts from it. Gives the standard's place in the workspace."""
    lead = enter("talent-lead", "standards/occupations/")
    lead.locator("main [name=archive]").set_input_files(database)
    keyboard.press(lead, says("Load"))
    lead.goto(lead.url.split("/standards/")[0] + "/standards/new/")
    keyboard.write(lead, "q", OCCUPATION)
    keyboard.press(lead, says("Look", "search"))
    keyboard.press(lead, says("Draft the standard"))
    expect(lead.locator("main")).to_contain_text(says("Draft"))
    return lead.url.split("/w/sample/")[1]


def ask_panel(enter: Enter, says: Says, standard: str) -> None:
    lead = enter("talent-lead", standard)
    keyboard.follow(lead, says("Ask those who do the work what it takes"))
    for seats, capacity in ((SUPERVISORS, "supervisor"), (INCUMBENTS, "incumbent")):
        for seat in seats:
            keyboard.select(lead, "person", NAMES[seat])
            keyboard.choose(lead, "capacity", capacity)
            keyboard.press(lead, says("Ask"))
            expect(lead.locator("main")).to_contain_text(NAMES[seat])


def rate(page: Page, says: Says, look: Look) -> None:
    """Every line, on a phone; all of the panel put one line below the cut."""
    look(page)
    met = 0
    while True:
        last = page.get_by_role("button", name=says("Keep these answers"), exact=True).count() == 1
        for field in groups(page):
            asked, _, _line = field.partition("-")
            unneeded = met // 3 == NEEDED_BY_NOBODY
            answers = {"importance": "1" if unneeded else "4", "frequency": "1" if unneeded else "5"}
            keyboard.choose(page, field, answers.get(asked, "no" if unneeded else "yes"))
            met += 1
        keyboard.press(page, says("Keep these answers" if last else "Keep and go on"))
        if last:
            break
    thanks = "You have answered every line. Thank you. You can still change an answer until the panel closes."
    expect(page.locator("main")).to_contain_text(says(thanks))


def argue(enter: Enter, says: Says, look: Look, standard: str) -> None:
    """The panel is closed; what it put below the cut, and what always needs one, stays with a written reason."""
    lead = enter("talent-lead", standard + "panel/")
    keyboard.press(lead, says("Close the panel"))
    look(lead)
    keyboard.follow(lead, says("Write the reasons"))
    give_reasons(lead, says, look)


def give_reasons(lead: Page, says: Says, look: Look) -> None:
    boxes = lead.locator("main textarea").evaluate_all("all => all.map(one => one.name)")
    assert boxes
    for box in boxes:
        keyboard.write(lead, box, "The law of this state asks for it on every ward.")
    look(lead)
    leave = lead.locator("main form button[type=submit]")
    keyboard.enter_on(lead, leave)
    expect(lead.locator("main")).to_contain_text(says("The reasons are kept. They are printed with the standard."))


def decide(demonstration: Demonstration, enter: Enter, says: Says, standard: str) -> None:
    """The question is put, every seat votes, the chair counts, and the worker publishes."""
    lead = enter("talent-lead", standard)
    keyboard.follow(lead, says("Publish"))
    keyboard.press(lead, says("Put the question"))
    question = lead.url.split("/w/sample/")[1]
    for seat in (*FIRST_TO_VOTE, FRONTLINE):
        voter = enter(seat)
        keyboard.enter_on(voter, voter.locator(f"main a[href$='/{question}']").first)
        keyboard.choose(voter, "choice", "yes")
        keyboard.press(voter, says("Cast my vote"))
    lead = enter("talent-lead", question)
    keyboard.follow(lead, says("Close the vote"))
    keyboard.press(lead, says("Count the votes"))
    expect(lead.locator("main")).to_contain_text(says("Passed", "proposal"))
    wait_until_published(lead, demonstration.place(standard), says)


def set_up_assessment(enter: Enter, says: Says, standard: str) -> str:
    """Which task people show, what passing it proves, and by whom it is checked. Gives the task's words."""
    lead = enter("talent-lead", standard.replace("standards/", "attempts/tasks/") + "set/")
    keyboard.choose(lead, "work_task", offered(lead, "work_task")[0])
    task = lead.locator("main .govuk-radios__item").first.inner_text().strip()
    keyboard.tick(lead, "shows", offered(lead, "shows")[0])
    keyboard.press(lead, says("Let people show it"))
    lead.goto(lead.url + standard.removeprefix("standards/") + "checking/")
    keyboard.press(lead, says("Save"))
    expect(lead.locator("main")).to_contain_text(says("From now on attempts are checked like this."))
    return task


def start(enter: Enter, says: Says, task: str) -> str:
    assessor = enter("assessor", "attempts/start/", **PHONE)
    keyboard.select(assessor, "task", task)
    keyboard.select(assessor, "person", CANDIDATE)
    keyboard.press(assessor, says("Start", "button"))
    return assessor.url.split("/w/sample/")[1]


def mark(assessor: Page, says: Says, which: str) -> None:
    """Every criterion at one end of its scale."""
    for field in groups(assessor):
        values = offered(assessor, field)
        if field == "judgement":
            continue
        keyboard.choose(assessor, field, values[-1] if which == "last" else values[0])
    for question in offered(assessor, "confirmed"):
        keyboard.tick(assessor, "confirmed", question)
    keyboard.choose(assessor, "judgement", offered(assessor, "judgement")[-1 if which == "last" else 0])
    keyboard.write(assessor, "observation", f"Seen by whoever gave the {which} mark.")
    keyboard.press(assessor, says("Give these marks"))


def let_assess(enter: Enter, seat: Role) -> None:
    """Two assessors have marked, so it takes a third."""
    lead = enter("talent-lead", "roles/grant/")
    keyboard.select(lead, "person", NAMES[seat])
    assessor = lead.locator("main [name=role] option[value=assessor]").inner_text()
    keyboard.select(lead, "role", assessor.strip())
    keyboard.enter_on(lead, lead.locator("main form button[type=submit]"))
    expect(lead.locator("main .govuk-error-summary")).to_have_count(0)


def settle(enter: Enter, says: Says, look: Look, attempt: str) -> None:
    """Two differ by more than the limit: nothing counts until a third person decides, and what they gave stays."""
    third = enter(name_of(THIRD), attempt, **PHONE)
    expect(third.locator("main")).to_contain_text(says("To be settled by a third person"))
    look(third)
    keyboard.follow(third, says("Settle a difference"))
    for field in groups(third):
        keyboard.choose(third, field, offered(third, field)[-1])
    keyboard.write(third, "reason", "I watched it again with both; it was done as the rubric says.")
    look(third)
    keyboard.press(third, says("Settle it"))
    expect(third.locator("main")).to_contain_text("I watched it again with both")
    expect(third.locator("main dd:has(> strong)").first.locator("> div")).to_have_count(2)


def look_again(enter: Enter, says: Says, look: Look, task: str) -> None:
    """A sample is drawn for audit; the assurer marks the attempt again and sees neither marks nor names before."""
    lead = enter("talent-lead", "attempts/quality/how-much/")
    for share in ("assessors", "candidates", "methods"):
        keyboard.write(lead, share, "100")
    keyboard.press(lead, says("Save"))
    keyboard.follow(lead, says("Draw a sample"))
    keyboard.select(lead, "assurer", NAMES[Role.QUALITY_ASSURER])
    keyboard.press(lead, says("Draw it"))
    assurer = enter("quality-assurer", lead.url.split("/w/sample/")[1], **PHONE)
    look(assurer)
    keyboard.enter_on(assurer, assurer.locator("main tbody tr").filter(has_text=task).locator("a").first)
    expect(assurer.locator("main")).not_to_contain_text(CANDIDATE)
    look(assurer)
    for field in groups(assurer):
        keyboard.choose(assurer, field, offered(assurer, field)[-1])
    keyboard.press(assurer, says("Give these marks"))
    expect(assurer.locator("main")).to_contain_text(says("Came to"))
    look(assurer)


def award(enter: Enter, says: Says, standard: str) -> None:
    lead = enter("talent-lead", "records/earn/")
    keyboard.enter_on(lead, lead.locator(f"main a[href*='/define/'][href*='{standard.split('/')[1]}']").first)
    keyboard.write(lead, "public_name", EARNED)
    keyboard.tick(lead, "competencies", offered(lead, "competencies")[0])
    keyboard.press(lead, says("Let it be earned"))
    lead.goto(lead.url.split("/records/")[0] + "/records/award/")
    keyboard.select(lead, "person", CANDIDATE)
    keyboard.select(lead, "achievement", EARNED)
    keyboard.press(lead, says("Sign the record"))
    expect(lead).to_have_url(re.compile(r"/records/[0-9a-f-]{36}/$"))


def revise(enter: Enter, says: Says, standard: str) -> str:
    """A line is worded anew in a draft of the next version. Gives its place."""
    lead = enter("talent-lead", standard)
    keyboard.follow(lead, says("Draft the next version"))
    keyboard.press(lead, says("Draft the next version"))
    newer = lead.url.split("/w/sample/")[1].removesuffix("lines/")
    keyboard.enter_on(lead, lead.locator("main table a").first)
    keyboard.write(lead, "description", CHANGED)
    keyboard.press(lead, says("Keep the line"))
    return newer
