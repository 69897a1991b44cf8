"""The whole way of a record: marked, refused while a mark is missing, marked by a second, signed, in its holder's
hands, shared, checked by anybody, withdrawn, checked again, earned anew and renewed. Each part follows the one before.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Enter, Look, Says
from tests.support.demonstration import Demonstration
from tests.support.fill_demonstration import LEARNER, LEARNERS_NAME, SECOND_ASSESSOR
from tests.support.keyboard import reach
from tests.support.visits import follow, leave_by, log_in, press, tick

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
PERSON = LEARNERS_NAME
CHANGED = "This record was changed after it was signed, or its issuer did not sign it. Do not rely on it."
SEEN_BY_THE_FIRST = "The seal sat square at the first try."


def test_from_an_attempt_to_a_record_its_share_its_withdrawal_and_its_renewal(
    demonstration: Demonstration, enter: Enter, new_page: Callable[..., Page], says: Says, look: Look, tmp_path: Path
) -> None:
    attempt = start_an_attempt(enter, says)
    mark_by_keyboard(enter, says, look, attempt)
    policy_blocks_the_award(enter, says, look)
    mark_apart_from_the_first(enter, says, look, attempt)
    record = award(enter, says)

    holder = new_page(**PHONE)
    log_in(holder, demonstration, LEARNER.split("@")[0], then="/me/records/")
    address = share(holder, says, look)
    stranger = new_page(**PHONE)
    stranger.goto(address)
    expect(stranger.locator("main")).to_contain_text(says("This record is genuine."))
    look(stranger)

    lead = enter("talent-lead", record, **PHONE)
    expect(lead.get_by_role("heading", level=1)).to_contain_text("Pump assembly technician")
    document = lead.request.get(lead.url + "record.json").text()
    assert json.loads(document)["credentialSubject"]["achievement"]["name"]
    genuine, changed = tmp_path / "genuine.json", tmp_path / "changed.json"
    genuine.write_text(document)
    changed.write_text(with_another_letter(document))

    anybody = new_page()
    assert says("This record is genuine.") in verdict(anybody, demonstration, genuine, says)
    told = verdict(anybody, demonstration, changed, says)
    assert says(CHANGED) in told
    look(anybody)
    withdraw(lead, says)
    told = verdict(anybody, demonstration, genuine, says)
    assert says("The issuer has withdrawn this record.") in told
    assert says("This record is genuine.") not in told
    look(anybody)
    stranger.reload()
    expect(stranger.locator("main")).to_contain_text(says("The issuer has withdrawn this record."))

    ends_soon = award_what_ends_soon(lead, says, json.loads(document)["credentialSubject"]["achievement"])
    genuine.write_text(lead.request.get(ends_soon + "record.json").text())
    renew(lead, says, look)
    told = verdict(anybody, demonstration, genuine, says)
    assert says("A newer record has taken the place of this one.") in told
    look(anybody)
    genuine.write_text(lead.request.get(lead.url + "record.json").text())
    assert says("This record is genuine.") in verdict(anybody, demonstration, genuine, says)
    holder.goto(demonstration.url("/me/records/"))
    expect(holder.locator("main .card")).to_have_count(3)
    for standing in ("In force", "Replaced", "Withdrawn"):
        expect(holder.locator("main")).to_contain_text(says(standing))
    look(holder)


def start_an_attempt(enter: Enter, says: Says) -> str:
    """Gives the place of the attempt in the workspace."""
    assessor = enter("assessor", "attempts/start/", **PHONE)
    task = assessor.locator("[name=task] optgroup[label^='Pump assembly technician'] option").first
    assessor.locator("[name=task]").select_option(value=task.get_attribute("value"))
    assessor.locator("[name=person]").fill(PERSON)
    press(assessor, says("Start", "button"))
    return assessor.url.split("/w/sample/")[1]


def mark_by_keyboard(enter: Enter, says: Says, look: Look, attempt: str) -> None:
    """On a phone with a keyboard, without a pointer: every mark, the words and the button."""
    assessor = enter("assessor", attempt + "score/", **PHONE)
    criteria = assessor.locator("main fieldset:has([name^=mark_])")
    assert criteria.count() >= 3
    for position in range(criteria.count()):
        highest = criteria.nth(position).locator("input[type=radio]").last
        reach(assessor, criteria.nth(position).locator("input[type=radio]"))
        assessor.keyboard.press("Space")
        for _ in range(10):
            if highest.is_checked():
                break
            assessor.keyboard.press("ArrowDown")
        assert highest.is_checked()
    for question in assessor.locator("main [name=confirmed]").all():
        reach(assessor, question)
        assessor.keyboard.press("Space")
    reach(assessor, assessor.locator("[name=observation]"))
    assessor.keyboard.type(SEEN_BY_THE_FIRST)
    reach(assessor, assessor.get_by_role("button", name=says("Give these marks")))
    with assessor.expect_navigation():
        assessor.keyboard.press("Enter")
    expect(assessor.locator("main")).to_contain_text(says("Your marks are kept. Thank you."))
    look(assessor)


def policy_blocks_the_award(enter: Enter, says: Says, look: Look) -> None:
    lead = try_to_award(enter, says)
    expect(lead.locator("main")).to_contain_text(says("Nothing was signed. This is still missing:"))
    expect(lead.locator("main .govuk-notification-banner li, main [role] li").first).to_be_visible()
    look(lead)


def try_to_award(enter: Enter, says: Says) -> Page:
    lead = enter("talent-lead", "records/award/")
    lead.locator("[name=person]").fill(PERSON)
    press(lead, says("Sign the record"))
    return lead


def mark_apart_from_the_first(enter: Enter, says: Says, look: Look, attempt: str) -> None:
    """What the first gave and saw is nowhere to be found until the second has marked too."""
    second = enter(SECOND_ASSESSOR.split("@")[0], attempt)
    expect(second.locator("main")).to_contain_text(says("Everybody’s marks are shown once all of them are in."))
    expect(second.locator("main dd div")).to_have_count(0)
    expect(second.locator("main")).not_to_contain_text(SEEN_BY_THE_FIRST)
    second.goto(second.url + "score/")
    expect(second.locator("main")).not_to_contain_text(SEEN_BY_THE_FIRST)
    assert second.locator("main input[type=radio]:checked").count() == 0
    look(second)
    for criterion in second.locator("main fieldset:has(input[type=radio])").all():
        tick(criterion.locator("input[type=radio]").last)
    for question in second.locator("main [name=confirmed]").all():
        tick(question)
    press(second, says("Give these marks"))
    expect(second.locator("main")).to_contain_text(SEEN_BY_THE_FIRST)
    expect(second.locator("main dd div").first).to_be_visible()
    second.goto(second.url + "score/")  # marked once is marked for good
    expect(second.locator("main input[type=radio]")).to_have_count(0)


def award(enter: Enter, says: Says) -> str:
    lead = try_to_award(enter, says)
    expect(lead).to_have_url(re.compile(r"/records/[0-9a-f-]{36}/$"))
    return lead.url.split("/w/sample/")[1]


def share(holder: Page, says: Says, look: Look) -> str:
    """She finds her record, looks at it and opens it to whoever has the address, which this gives."""
    leave_by(holder.locator("main .card a").first)
    expect(holder.locator("main")).to_contain_text(says("This record is genuine."))
    look(holder)
    follow(holder, says("Share this record"))
    tick(holder.locator("[name=days][value='7']"))
    press(holder, says("Get the address"))
    look(holder)
    return holder.locator("#address").input_value()


def award_what_ends_soon(lead: Page, says: Says, earned: dict[str, Any]) -> str:
    """A record of a month on the same standard, renewed without showing the unchanged again. Gives its address."""
    shown = earned["alignment"][0]
    title, version = shown["targetFramework"].rsplit(", version ", 1)
    standard = re.compile(rf"{re.escape(title)}, versi[oó]n {version}$")
    lead.goto(lead.url.split("/records/")[0] + "/records/earn/")
    leave_by(lead.locator("main a[href*='/define/']").filter(has_text=standard).first)
    lead.locator("[name=public_name]").fill("Pump seals, a month")
    tick(lead.get_by_label(shown["targetName"], exact=True))
    lead.locator("[name=renewal_months]").fill("1")
    tick(lead.locator("[name=again][value='delta']"))
    leave_by(lead.locator("main form button[type=submit]").last)
    lead.goto(lead.url.split("/records/")[0] + "/records/award/")
    lead.locator("[name=person]").fill(PERSON)
    lead.locator("[name=achievement]").select_option(label="Pump seals, a month (1)")
    press(lead, says("Sign the record"))
    expect(lead).to_have_url(re.compile(r"/records/[0-9a-f-]{36}/$"))
    return lead.url


def renew(lead: Page, says: Says, look: Look) -> None:
    follow(lead, says("Renew it"))
    expect(lead.locator("main")).to_contain_text(says("Nothing has changed since, so nothing is shown again."))
    look(lead)
    press(lead, says("Renew it"))
    expect(lead.locator("main")).to_contain_text(says("Renewed. The newer record has taken the place of the old one."))


def withdraw(lead: Page, says: Says) -> None:
    leave_by(lead.get_by_role("link", name=says("Withdraw this record")))
    press(lead, says("Withdraw it"))
    expect(lead.locator(".govuk-error-summary")).to_be_visible()  # never without a reason
    lead.locator("[name=reason]").fill("The seal was found to leak the next day.")
    press(lead, says("Withdraw it"))
    expect(lead.locator("main")).to_contain_text("The seal was found to leak the next day.")


def verdict(anybody: Page, demonstration: Demonstration, file: Path, says: Says) -> str:
    """What the public page says of a file."""
    anybody.goto(demonstration.url("/check/"))
    anybody.locator("[name=file]").set_input_files(file)
    press(anybody, says("Check it"))
    return anybody.locator("main").inner_text()


def with_another_letter(document: str) -> str:
    """The record with one letter of what was earned changed."""
    changed = json.loads(document)
    achievement = changed["credentialSubject"]["achievement"]
    achievement["name"] = achievement["name"].replace("Pump", "Pomp", 1)
    assert achievement["name"] != json.loads(document)["credentialSubject"]["achievement"]["name"]
    return json.dumps(changed)
