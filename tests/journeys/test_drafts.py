"""What is typed stays on the device until it is sent, for its writer alone; nothing of it is needed to send a form."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.journeys.conftest import Enter, Look, Says
from tests.support.demonstration import Demonstration
from tests.support.visits import leave_by, log_in

pytestmark = pytest.mark.engine
FORM = "people/add/"


def name_on(page: Page) -> Locator:
    return page.locator("main [name=name]")


def kept(page: Page) -> list[str]:
    found: list[str] = page.evaluate("Object.entries(localStorage).flat()")
    return [text for text in found if "skillmark-draft" in text or "Ines" in text]


def type_name(page: Page, name: str) -> None:
    name_on(page).fill(name)
    page.wait_for_function("name => Object.values(localStorage).some(text => text.includes(name))", arg=name)


def test_what_was_typed_is_back_after_another_page_and_can_be_thrown_away(
    demonstration: Demonstration, enter: Enter, says: Says, look: Look
) -> None:
    page = enter("talent-lead", FORM)
    type_name(page, "Ines Half-Typed")
    page.goto(demonstration.place())
    page.goto(demonstration.place(FORM))
    expect(name_on(page)).to_have_value("Ines Half-Typed")
    notice = page.locator("main form .draft")
    expect(notice).to_contain_text(
        says("What you typed here before is back. It is kept on this device alone, for a day.")
    )
    expect(notice.get_by_role("button")).to_have_count(1)
    look(page)
    notice.get_by_role("button", name=says("Start again")).click()
    expect(name_on(page)).to_have_value("")
    expect(name_on(page)).to_be_focused()
    page.reload()
    expect(name_on(page)).to_have_value("")
    assert not kept(page)


def test_a_refused_form_shows_what_was_sent_and_keeps_it_and_an_accepted_one_keeps_nothing(
    demonstration: Demonstration, enter: Enter
) -> None:
    page = enter("talent-lead", FORM)
    type_name(page, "Ines Refused")
    page.locator("main [name=email]").fill("not an address")
    send = page.locator("main form [type=submit]")
    leave_by(send)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    expect(name_on(page)).to_have_value("Ines Refused")
    expect(page.locator(".draft")).to_have_count(0)
    page.goto(demonstration.place(FORM))
    expect(name_on(page)).to_have_value("Ines Refused")
    page.locator("main [name=email]").fill("")
    name_on(page).fill("Ines Accepted")
    leave_by(send)
    assert not kept(page)
    page.goto(demonstration.place(FORM))
    expect(name_on(page)).to_have_value("")


def test_an_ended_log_in_loses_nothing_and_nobody_else_on_the_device_sees_it(
    demonstration: Demonstration, enter: Enter, says: Says
) -> None:
    page = enter("talent-lead", FORM)
    type_name(page, "Ines Unsent")
    page.context.clear_cookies()
    leave_by(page.locator("main form [type=submit]"))
    expect(page.get_by_role("heading", level=1)).to_have_text(says("This page was open too long"))
    leave_by(page.get_by_role("main").get_by_role("link", name=says("Open the page again")))
    log_in(page, demonstration, "talent-lead", then=f"/w/sample/{FORM}")
    expect(name_on(page)).to_have_value("Ines Unsent")
    page.context.clear_cookies()
    log_in(page, demonstration, "worker")
    assert not kept(page)


@pytest.mark.parametrize("leaving", ["log out", "quick exit"])
def test_who_logs_out_or_leaves_quickly_leaves_no_draft(
    demonstration: Demonstration, enter: Enter, leaving: str
) -> None:
    page = enter("worker", "")
    page.goto(demonstration.url("/me/language/"))
    page.evaluate("localStorage.setItem('skillmark-draft:' + document.body.dataset.drafts + ':/x#0', 'Ines')")
    if leaving == "log out":
        page.goto(demonstration.url("/accounts/logout/"))
        leave_by(page.locator("main form [type=submit]"))
    else:
        page.goto(demonstration.url("/me/"))
        page.locator(".quick-exit__link").evaluate(
            "link => { link.addEventListener('click', event => event.preventDefault()); link.click(); }"
        )
    assert not kept(page)


def test_a_page_that_changed_since_is_not_written_over(demonstration: Demonstration, enter: Enter, says: Says) -> None:
    page = enter("talent-lead", FORM)
    type_name(page, "Ines Before")
    page.evaluate(
        "Object.keys(localStorage).filter(key => key.startsWith('skillmark-draft:')).forEach(key => {"
        "  const draft = JSON.parse(localStorage.getItem(key));"
        "  localStorage.setItem(key, JSON.stringify({...draft, served: draft.served.map(() => 'other')})); })"
    )
    page.reload()
    expect(name_on(page)).to_have_value("")
    page.get_by_role("button", name=says("Put it back")).click()
    expect(name_on(page)).to_have_value("Ines Before")


def test_after_a_day_it_is_gone(demonstration: Demonstration, enter: Enter) -> None:
    page = enter("talent-lead", FORM)
    type_name(page, "Ines Old")
    page.clock.install()
    page.clock.fast_forward("24:01:00")
    page.goto(demonstration.place(FORM))
    expect(name_on(page)).to_have_value("")


def test_a_password_is_never_kept(demonstration: Demonstration, enter: Enter) -> None:
    page = enter("worker")
    page.goto(demonstration.url("/accounts/password/change/"))
    for field in page.locator("main [type=password]").all():
        field.fill("Ines Secret 1")
    page.wait_for_timeout(500)
    page.goto(demonstration.url("/me/"))
    assert not kept(page)


def test_a_form_is_sent_without_scripts(demonstration: Demonstration, new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    log_in(page, demonstration, "talent-lead", then=f"/w/sample/{FORM}")
    name_on(page).fill("Ines Plain")
    leave_by(page.locator("main form [type=submit]"))
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def test_a_page_that_can_be_left_quickly_keeps_nothing(demonstration: Demonstration, enter: Enter) -> None:
    page = enter("worker")
    page.goto(demonstration.url("/me/"))
    leave_by(page.locator("main a[href*='/contact/']").first)
    expect(page.locator(".quick-exit__link")).to_be_visible()
    box = page.locator("main form[method=post] input[type=text], main form[method=post] input[type=email]").first
    box.fill("Ines Hidden")
    page.wait_for_timeout(600)
    assert not kept(page)
