"""A holder shows a record to a stranger, withdraws it, and sees that somebody looked: on a phone, in both languages."""

import re
from collections.abc import Callable

import pytest
from django.utils import translation
from playwright.sync_api import Page, expect
from tests.support.demonstration import Demonstration
from tests.support.fill_demonstration import HOLDER
from tests.support.looks import faults_of
from tests.support.visits import follow, leave_by, log_in, press, tick

pytestmark = [pytest.mark.engine, pytest.mark.timeout(300)]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
LOCALES = {"en": "en-US", "es": "es-US"}


@pytest.mark.parametrize("spoken", ["en", "es"])
def test_a_stranger_sees_a_record_until_its_holder_withdraws_it_and_she_sees_that_somebody_looked(
    demonstration: Demonstration, new_page: Callable[..., Page], spoken: str
) -> None:
    def says(text: str) -> str:
        with translation.override(spoken):
            return translation.gettext(text)

    def looks_well(page: Page) -> None:
        assert not faults_of(page, spoken, PHONE["viewport"]["width"])  # type: ignore[index]

    phone = PHONE | {"locale": LOCALES[spoken]}
    holder = new_page(**phone)
    log_in(holder, demonstration, HOLDER.split("@")[0], then="/me/records/")
    looks_well(holder)
    leave_by(holder.get_by_role("main").get_by_role("link", name=says("Share records")))
    looks_well(holder)
    tick(holder.locator("[name=days][value='7']"))
    holder.locator("[name=for_whom]").fill("Harbor Hotel")
    press(holder, says("Get the address"))
    expect(holder.locator("main")).to_contain_text(says("Nobody has looked yet."))
    expect(holder.locator("main .slip__code svg")).to_be_visible()
    looks_well(holder)
    share, address = holder.url, holder.locator("#address").input_value()
    follow(holder, says("Print it on one page"))
    expect(holder.locator("main")).to_contain_text(address)
    looks_well(holder)

    stranger = new_page(**phone)
    stranger.goto(address)
    assert address.rstrip("/").rsplit("/", 1)[1] not in stranger.url
    expect(stranger.locator("main")).to_contain_text(says("This record is genuine."))
    expect(stranger.locator("main section")).to_have_count(1)
    assert "Harbor Hotel" not in stranger.content()
    looks_well(stranger)

    holder.goto(share)
    expect(holder.locator("main")).not_to_contain_text(says("Nobody has looked yet."))
    leave_by(holder.get_by_role("main").get_by_role("link", name=says("Withdraw it")))
    looks_well(holder)
    press(holder, says("Withdraw it"))
    expect(holder.get_by_role("heading", level=1)).to_have_text(says("You withdrew this"))

    stranger.reload()
    expect(stranger.get_by_role("heading", level=1)).to_have_text(says("These records were withdrawn"))
    expect(stranger.locator("main")).not_to_contain_text(says("This record is genuine."))
    looks_well(stranger)

    holder.goto(demonstration.url("/me/records/shared/"))
    with translation.override(spoken):
        once = translation.ngettext("Somebody looked %(count)s time", "Somebody looked %(count)s times", 1)
    expect(holder.locator("main")).to_contain_text(re.compile(re.escape(once % {"count": 1})))
    looks_well(holder)
