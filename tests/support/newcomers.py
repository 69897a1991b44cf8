"""People who come for the first time: what they are sent, and how many pages and fields it takes them."""

import base64
import hashlib
import hmac
import json
import re
import struct
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.core import mail
from playwright.sync_api import Page, TimeoutError
from tests.support.visits import leave_by

from skillmark.foundation import jobs

STEP_SECONDS = 30  # of an authenticator app
STICKS_OUT = """!document.body ? ["the page: it has not come yet"] :
    document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
    [...document.querySelectorAll("main *")]
    .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth)
    .map(one => one.outerHTML.slice(0, 200)).slice(0, 5).concat("the page")"""
LINK = re.compile(r"http\S+(/t/\S+)")


@dataclass
class Newcomer:
    """A visitor who counts. `site` is where she is, `sms` the folder text messages go to."""

    page: Page
    site: str
    sms: Path
    pages: int = 0
    fields: int = 0

    def __post_init__(self) -> None:
        self.page.on("load", lambda _: self._came())

    def _came(self) -> None:
        self.pages += 1

    def goes_to(self, path: str) -> None:
        self.page.goto(f"{self.site}{path}")

    def types(self, name: str, value: str) -> None:
        self.page.locator(f"main [name={name}]").fill(value)
        self.fields += 1

    def chooses(self, name: str, label: str) -> None:
        self.page.locator(f"main [name={name}]").select_option(label=label)
        self.fields += 1

    def presses(self, label: str) -> None:
        leave_by(self.page.get_by_role("main").get_by_role("button", name=label, exact=True).first)
        self.fits()

    def follows(self, label: str) -> None:
        leave_by(self.page.get_by_role("main").get_by_role("link", name=label, exact=True).first)
        self.fits()

    def fits(self) -> None:
        """Nothing has to be pushed aside on her screen."""
        with suppress(TimeoutError):  # what is said below is better than what a timeout says
            self.page.wait_for_function(f"() => !({STICKS_OUT}).length", timeout=2000)
        self.page.wait_for_load_state()  # some pages go on by themselves while work is done
        outside = self.page.evaluate(STICKS_OUT)
        assert not outside, f"{self.page.url}: too wide: {outside}"

    def reads(self, text: str) -> None:
        assert text in self.page.locator("main").inner_text(), self.page.locator("main").inner_text()

    def comes_by_letter(self, address: str, password: str) -> None:
        """She opens the letter, and the link in it."""
        carry_out()
        letters = [str(one.body) for one in mail.outbox if one.to == [address]]
        found = [match for text in letters if (match := LINK.search(text))]
        assert found, f"no link was sent to {address}"
        self.goes_to(found[-1][1])
        self.types("password", password)
        self.presses("Come in")

    def comes_by_sms(self, number: str) -> None:
        carry_out()
        found = [match for text in texts(self.sms, number) if (match := LINK.search(text))]
        assert found, f"no link was sent to {number}"
        self.goes_to(found[-1][1])
        self.presses("Come in")

    def types_the_code(self, number: str) -> None:
        codes = [match[0] for text in texts(self.sms, number) if (match := re.search(r"\b\d{6}\b", text))]
        self.types("code", codes[-1])
        self.presses("Go on")

    def took(self, who: str) -> str:
        return f"{who}: {self.pages} pages, {self.fields} fields"


def carry_out() -> None:
    """What the worker does meanwhile."""
    jobs.run_all(datetime.now(UTC))


def texts(folder: Path, number: str) -> list[str]:
    found = [json.loads(file.read_text(encoding="utf-8")) for file in folder.glob("*.json")]
    return [sms["text"] for sms in sorted(found, key=lambda sms: sms["id"]) if sms["to"] == number]


def code_of(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = struct.pack(">Q", int(time.time() // STEP_SECONDS))
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"
