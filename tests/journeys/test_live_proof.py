"""Somebody checks a record and asks for a live proof; its holder answers on her phone, and the page of whoever asked
says so by itself. In both languages.
"""

from collections.abc import Callable

import pytest
from django.utils import translation
from playwright.sync_api import Page, expect
from tests.support.demonstration import Demonstration
from tests.support.fill_demonstration import HOLDER
from tests.support.looks import faults_of
from tests.support.visits import log_in, press

pytestmark = [pytest.mark.engine, pytest.mark.timeout(300)]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
LOCALES = {"en": "en-US", "es": "es-US"}


@pytest.mark.parametrize("spoken", ["en", "es"])
def test_a_holder_answers_on_her_phone_whoever_asked_at_a_desk(
    demonstration: Demonstration, new_page: Callable[..., Page], spoken: str
) -> None:
    def says(text: str) -> str:
        with translation.override(spoken):
            return translation.gettext(text)

    language = {"locale": LOCALES[spoken]}
    holder = new_page(**PHONE, **language)
    log_in(holder, demonstration, HOLDER.split("@")[0], then="/me/records/")
    place = holder.locator("main a[href^='/me/records/0']").first.get_attribute("href")
    record = holder.request.get(f"{demonstration.address}{place}record.json").text()

    asker = new_page(**DESK, **language)
    asker.goto(f"{demonstration.address}/check/")
    assert not faults_of(asker, spoken, 1280)
    asker.locator("[name=text]").fill(record)
    press(asker, says("Check it"))
    expect(asker.locator("main")).to_contain_text(says("This record is genuine."))
    assert not faults_of(asker, spoken, 1280)
    press(asker, says("Ask for a live proof"))
    expect(asker.get_by_label(says("QR code of the address below")).locator("svg")).to_be_visible()
    wallets = asker.get_by_label(says("QR code for a wallet")).locator("svg")
    expect(wallets).to_be_hidden()  # most people have none: it waits folded
    asker.locator("main summary").click()
    expect(wallets).to_be_visible()
    expect(asker.locator("main")).to_contain_text(says("Nobody has answered yet."))
    assert not faults_of(asker, spoken, 1280)
    address = asker.locator("#address").input_value()

    holder.goto(address)
    expect(holder.get_by_role("heading", level=1)).to_have_text(says("Say that this record is yours"))
    assert not faults_of(holder, spoken, 360)
    press(holder, says("Yes, it is mine"))
    expect(holder.get_by_role("heading", level=1)).to_have_text(says("You have answered"))
    assert not faults_of(holder, spoken, 360)

    answered = says("The person who holds this record answered just now")
    expect(asker.get_by_role("heading", level=1)).to_have_text(answered)  # of itself, without loading it again
    assert not faults_of(asker, spoken, 1280)
    holder.goto(address)
    expect(holder.get_by_role("heading", level=1)).to_have_text(says("This can no longer be answered"))
    assert not faults_of(holder, spoken, 360)
    asker.set_viewport_size({"width": 360, "height": 740})
    assert not faults_of(asker, spoken, 360)


@pytest.mark.parametrize("spoken", ["en", "es"])
def test_a_holder_is_shown_the_code_and_the_number_for_her_wallet(
    demonstration: Demonstration, new_page: Callable[..., Page], spoken: str
) -> None:
    def says(text: str) -> str:
        with translation.override(spoken):
            return translation.gettext(text)

    holder = new_page(**PHONE, locale=LOCALES[spoken])
    log_in(holder, demonstration, HOLDER.split("@")[0], then="/me/records/")
    place = holder.locator("main a[href^='/me/records/0']").first.get_attribute("href")
    holder.goto(f"{demonstration.address}{place}wallet/")
    assert not faults_of(holder, spoken, 360)
    press(holder, says("Show the code"))
    expect(holder.locator("main .slip__code svg")).to_be_visible()
    expect(holder.locator("main a[href^='openid-credential-offer:']")).to_be_visible()
    assert not faults_of(holder, spoken, 360)
