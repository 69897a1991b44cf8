"""Marking where the connection comes and goes: nothing is lost, nothing counts twice, nothing is left for the next."""

from collections.abc import Callable
from itertools import count

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from tests.journeys.conftest import Enter, Look, Says
from tests.support.demonstration import Demonstration
from tests.support.fill_demonstration import LEARNERS_NAME
from tests.support.keyboard import reach
from tests.support.on_device import FIFTEEN_DAYS_PASS, device
from tests.support.visits import leave_by, log_in, press, tick

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900)]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
PIN = "604927"
PATIENCE = 20_000  # milliseconds; what is sent again waits for the server on a machine that does other things too
SEEN = "Zq-seal sat square"  # found nowhere else, so that it can be looked for on the device
KEPT = (
    "No connection: kept on this device, sent when it is back. It goes when you log out or somebody else comes in here."
)
TOO_OLD = (
    "It waited for more than two weeks, so it is not sent by itself any more. Open it, read it, and give it again."
)
THANKS = "Your marks are kept. Thank you."
numbers = count(1)


def an_attempt(enter: Enter, says: Says) -> str:
    """A new attempt of the learner; gives its place in the workspace."""
    assessor = enter("assessor", "attempts/start/")
    tasks = assessor.locator("[name=task] optgroup[label^='Pump assembly technician'] option")
    assessor.locator("[name=task]").select_option(value=tasks.first.get_attribute("value"))
    assessor.locator("[name=person]").fill(LEARNERS_NAME)
    press(assessor, says("Start", "button"))
    return assessor.url.split("/w/sample/")[1]


def ready(page: Page) -> Page:
    """Once the page could be opened again without a connection."""
    for _ in range(300):
        working = page.evaluate("navigator.serviceWorker.controller?.state === 'activated'")
        if working and device(page)["pages"]:
            return page
        page.wait_for_timeout(100)
    pytest.fail(f"{page.url} was not kept")


def groups(page: Page) -> list[Locator]:
    return page.locator("main fieldset:has([name^=mark_])").all()


def mark_by_click(page: Page) -> None:
    for group in groups(page):
        tick(group.locator("input[type=radio]").last)
    for question in page.locator("main [name=confirmed]").all():
        tick(question)


def mark_by_touch(page: Page) -> int:
    """The last mark of every criterion and every question; gives the most taps one of them took."""
    most = 0
    for group in groups(page):
        taps, last = 0, group.locator("input[type=radio]").last
        label = page.locator(f"label[for='{last.get_attribute('id')}']")
        label.scroll_into_view_if_needed()
        while not last.is_checked():
            label.tap()
            taps += 1
        most = max(most, taps)
    for question in page.locator("main [name=confirmed]").all():
        page.locator(f"label[for='{question.get_attribute('id')}']").tap()
    return most


def box(page: Page) -> Locator:
    return page.locator("main section.draft")


def waits(page: Page, says: Says) -> None:
    """The page says that something is kept and not sent yet."""
    expect(box(page).locator("[data-part=still]")).to_be_visible(timeout=PATIENCE)
    expect(box(page)).to_contain_text(says(KEPT))


def is_thanked(page: Page, says: Says) -> None:
    expect(box(page).locator("[data-part=said]")).to_have_text(says(THANKS), timeout=PATIENCE)


def given_marks(enter: Enter, attempt: str) -> int:
    """How many have marked it, as the attempt's own list of evidence tells."""
    return enter("assessor", attempt).locator("main p").filter(has_text=SEEN).count()


def give(page: Page, says: Says, words: str = "") -> str:
    said = words or f"{SEEN} {next(numbers)}"
    page.locator("main [name=observation]").fill(said)
    page.get_by_role("button", name=says("Give these marks")).click()
    return said


def test_marks_given_without_a_connection_survive_a_reload_and_are_sent_once_it_is_back(
    enter: Enter, says: Says, look: Look
) -> None:
    attempt = an_attempt(enter, says)
    phone = ready(enter("assessor", attempt + "score/", **PHONE))
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_contain_text(LEARNERS_NAME)
    assert mark_by_touch(phone) <= 2
    give(phone, says)
    waits(phone, says)
    expect(box(phone)).to_be_focused()
    look(phone)
    kept = device(phone)
    assert (kept["forms"], kept["extractable"]) == (1, False)
    assert SEEN not in kept["plain"]
    assert LEARNERS_NAME not in kept["plain"]
    assert not phone.evaluate("text => JSON.stringify({...localStorage}).includes(text)", SEEN)
    phone.reload()
    waits(phone, says)
    assert phone.locator("main [name^=mark_]:checked").count() >= 3  # as she gave them, to be changed until they go
    phone.context.set_offline(False)
    is_thanked(phone, says)
    look(phone)
    assert device(phone)["forms"] == 0
    assert given_marks(enter, attempt) == 1
    leave_by(box(phone).get_by_role("button", name=says("Look at it")))
    expect(phone.locator("main")).to_contain_text(SEEN)


def test_an_answer_that_was_lost_is_asked_for_again_and_the_marks_count_once(enter: Enter, says: Says) -> None:
    attempt = an_attempt(enter, says)
    phone = ready(enter("assessor", attempt + "score/", **PHONE))
    lost: list[int] = []

    def lose_the_answer(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort("connectionreset")
        else:
            route.continue_()

    phone.route("**/score/", lose_the_answer)
    mark_by_touch(phone)
    give(phone, says)
    waits(phone, says)
    assert lost == [200]
    phone.reload()
    is_thanked(phone, says)
    assert given_marks(enter, attempt) == 1


def test_leaving_warns_of_what_is_not_sent_and_leaves_nothing(
    demonstration: Demonstration, enter: Enter, says: Says
) -> None:
    attempt = an_attempt(enter, says)
    phone = ready(enter("assessor", attempt + "score/", **PHONE))
    phone.route("**/score/", no_way_for_marks)
    mark_by_touch(phone)
    give(phone, says)
    waits(phone, says)
    phone.goto(demonstration.url("/accounts/logout/"))
    waits(phone, says)
    asked: list[str] = []
    phone.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    log_out = phone.locator("main form [type=submit]").last
    log_out.click()
    waits(phone, says)
    assert device(phone)["forms"] == 1
    phone.wait_for_timeout(1100)  # what is pressed twice within a second counts once
    phone.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    leave_by(log_out)
    words = says("Not sent yet: {count}. If you leave now, it is gone from this device and was never given. Leave?")
    assert asked == [words.replace("{count}", "1")] * 2
    left = device(phone)
    assert (left["names"], left["looks"], left["plain"]) == ([], 0, "")
    log_in(phone, demonstration, "assessor")
    expect(box(phone)).to_be_hidden()
    assert given_marks(enter, attempt) == 0


def no_way_for_marks(route: Route) -> None:
    if route.request.method == "POST":
        route.abort("internetdisconnected")
    else:
        route.continue_()


def test_at_a_shared_tablet_nothing_can_be_read_after_it_went_back_to_the_list(
    demonstration: Demonstration, enter: Enter, says: Says, look: Look
) -> None:
    attempt = an_attempt(enter, says)
    for name in ("assessor", "second-assessor"):
        own = enter(name, "pin/")
        for field in ("pin", "again"):
            own.locator(f"[name={field}]").fill(PIN)
        press(own, says("Save"))
    tablet = enter("line-manager", "tablets/make/")
    tablet.locator("[name=name]").fill("Tablet of line 7")
    press(tablet, says("Make it one, and log me out here"))
    come_in(tablet, says, "Ines")
    tablet.goto(demonstration.place(attempt + "score/"))
    ready(tablet)
    tablet.route("**/score/", no_way_for_marks)
    mark_by_click(tablet)
    give(tablet, says)
    waits(tablet, says)
    look(tablet)
    tablet.goto(demonstration.url("/tablet/"))  # as when nobody touches it
    expect(box(tablet).locator("[data-part=left]")).to_contain_text("1", timeout=PATIENCE)
    look(tablet)
    locked = device(tablet)
    assert (locked["keys"], locked["forms"], locked["pages"]) == (0, 1, 0)
    assert SEEN not in tablet.content()
    come_in(tablet, says, "Ines")
    waits(tablet, says)  # hers again, and still no way for it
    tablet.goto(demonstration.url("/tablet/"))
    come_in(tablet, says, "Omar")
    expect(box(tablet)).to_be_hidden()
    assert device(tablet)["forms"] == 0
    tablet.unroute("**/score/")
    tablet.goto(demonstration.place(attempt + "score/"))
    assert tablet.locator("main [name^=mark_]:checked").count() == 0
    assert given_marks(enter, attempt) == 0


def come_in(tablet: Page, says: Says, first_name: str) -> None:
    leave_by(tablet.locator("main ul.due a", has_text=first_name).first)
    tablet.locator("[name=pin]").fill(PIN)
    press(tablet, says("Come in"))
    expect(tablet.get_by_role("heading", level=1)).to_have_text(says("Today"))


def test_whoever_logs_in_next_on_the_device_sees_nothing_and_sends_nothing(
    demonstration: Demonstration, enter: Enter, says: Says
) -> None:
    attempt = an_attempt(enter, says)
    phone = ready(enter("assessor", attempt + "score/", **PHONE))
    phone.context.set_offline(True)
    mark_by_touch(phone)
    give(phone, says)
    waits(phone, says)
    phone.context.clear_cookies()  # her log-in has ended
    phone.context.set_offline(False)
    phone.goto(demonstration.url("/accounts/login/"))
    expect(box(phone).locator("[data-part=left]")).to_contain_text("1", timeout=PATIENCE)
    locked = device(phone)
    assert (locked["keys"], locked["forms"], locked["pages"]) == (0, 1, 0)
    log_in(phone, demonstration, "second-assessor", then=f"/w/sample/{attempt}score/")
    expect(box(phone)).to_be_hidden()
    assert SEEN not in phone.content()
    assert phone.locator("main [name^=mark_]:checked").count() == 0
    assert device(phone)["forms"] == 0
    assert given_marks(enter, attempt) == 0


def test_after_an_ended_log_in_she_alone_has_them_sent(demonstration: Demonstration, enter: Enter, says: Says) -> None:
    attempt = an_attempt(enter, says)
    phone = ready(enter("assessor", attempt + "score/", **PHONE))
    phone.context.set_offline(True)
    mark_by_touch(phone)
    give(phone, says)
    waits(phone, says)
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    phone.goto(demonstration.url("/accounts/login/"))
    expect(box(phone)).to_be_visible()
    log_in(phone, demonstration, "assessor")
    is_thanked(phone, says)
    assert given_marks(enter, attempt) == 1


def test_what_the_server_refuses_is_opened_corrected_and_sent_by_keyboard_alone(
    enter: Enter, says: Says, look: Look
) -> None:
    attempt = an_attempt(enter, says)
    phone = ready(enter("assessor", attempt + "score/", **PHONE))
    phone.context.set_offline(True)
    for group in groups(phone):
        reach(phone, group.locator("input[type=radio]"))
        phone.keyboard.press("Space")
        phone.keyboard.press("ArrowDown")
    reach(phone, phone.locator("[name=observation]"))
    phone.keyboard.type(SEEN)
    reach(phone, phone.get_by_role("button", name=says("Give these marks")))
    phone.keyboard.press("Enter")
    waits(phone, says)
    phone.context.set_offline(False)
    expect(box(phone)).to_contain_text(says("Tick all four, or say why one is missing."), timeout=PATIENCE)
    look(phone)
    correct = box(phone).get_by_role("button", name=says("Open and correct"))
    reach(phone, correct)
    with phone.expect_navigation():
        phone.keyboard.press("Enter")
    expect(phone.locator("[name=observation]")).to_have_value(SEEN)
    for question in phone.locator("main [name=confirmed]").all():
        reach(phone, question)
        phone.keyboard.press("Space")
    reach(phone, phone.get_by_role("button", name=says("Give these marks")))
    with phone.expect_navigation():
        phone.keyboard.press("Enter")
    expect(phone.locator("main")).to_contain_text(says(THANKS))
    assert device(phone)["forms"] == 0
    assert given_marks(enter, attempt) == 1


def test_marks_that_waited_for_weeks_are_told_of_and_can_be_given_again(enter: Enter, says: Says) -> None:
    phone = ready(enter("assessor", an_attempt(enter, says) + "score/", **PHONE))
    phone.context.set_offline(True)
    mark_by_click(phone)
    said = give(phone, says)
    waits(phone, says)
    phone.evaluate(FIFTEEN_DAYS_PASS)
    phone.context.set_offline(False)
    phone.reload()
    expect(box(phone)).to_contain_text(says(TOO_OLD), timeout=PATIENCE)
    expect(phone.locator("[name=observation]")).to_have_value(said)


def test_what_is_missing_is_said_at_once_without_a_connection(enter: Enter, says: Says) -> None:
    phone = ready(enter("assessor", an_attempt(enter, says) + "score/", **PHONE))
    phone.context.set_offline(True)
    give(phone, says)
    expect(phone.locator("main input[type=radio]").first).to_be_focused()
    assert device(phone)["forms"] == 0


def test_a_file_chosen_without_a_connection_is_sent_with_its_bytes(
    demonstration: Demonstration, enter: Enter, says: Says
) -> None:
    attempt = an_attempt(enter, says)
    phone = ready(enter("assessor", attempt + "evidence/", **PHONE))
    phone.context.set_offline(True)
    phone.reload()
    note = {"name": "torque.txt", "mimeType": "text/plain", "buffer": b"Zq 12 Nm, three times."}
    phone.locator("[name=file]").set_input_files(note)
    phone.locator(f"label[for='{phone.locator('[name=others]').first.get_attribute('id')}']").tap()
    phone.get_by_role("button", name=says("Keep it")).click()
    waits(phone, says)
    assert "Zq 12 Nm" not in device(phone)["plain"]
    phone.context.set_offline(False)
    expect(box(phone)).to_contain_text(says("Kept."), timeout=PATIENCE)
    shown = enter("assessor", attempt)
    link = shown.locator("main a[href*='/evidence/']", has_text=says("Download it"))
    assert shown.request.get(demonstration.url(str(link.get_attribute("href")))).body() == note["buffer"]


def test_marks_are_sent_from_whatever_page_is_opened_next(
    demonstration: Demonstration, enter: Enter, says: Says
) -> None:
    attempt = an_attempt(enter, says)
    phone = ready(enter("assessor", attempt + "score/", **PHONE))
    phone.context.set_offline(True)
    mark_by_touch(phone)
    give(phone, says)
    waits(phone, says)
    phone.context.set_offline(False)
    phone.goto(demonstration.url("/me/"))
    is_thanked(phone, says)
    assert given_marks(enter, attempt) == 1


def test_without_scripts_marks_are_given_as_ever(
    demonstration: Demonstration, enter: Enter, new_page: Callable[..., Page], says: Says
) -> None:
    attempt = an_attempt(enter, says)
    phone = new_page(java_script_enabled=False, **PHONE)
    log_in(phone, demonstration, "assessor", then=f"/w/sample/{attempt}score/")
    mark_by_touch(phone)
    phone.locator("main [name=observation]").fill(SEEN)
    press(phone, says("Give these marks"))
    expect(phone.locator("main")).to_contain_text(says(THANKS))
