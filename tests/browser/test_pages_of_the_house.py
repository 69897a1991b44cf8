"""Every page that anybody, and that each role of the employer itself, can reach."""

import pytest
from playwright.sync_api import Browser
from tests.browser.every_page import Seen, look_at_all
from tests.support.demonstration import SLUG, Demonstration

from skillmark.foundation.roles import Role

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]
ROLES = [Role.TALENT_LEAD, Role.LINE_MANAGER, Role.ASSESSOR, Role.WORKER]


@pytest.fixture(scope="module")
def seen() -> Seen:
    return set()


def test_every_page_open_to_anybody(
    browser: Browser, demonstration: Demonstration, language: str, width: int, seen: Seen, full_size: bool
) -> None:
    look_at_all(browser, demonstration, language, width, begin=["/"], seen=seen, at_least=6, all_of_them=full_size)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.value)
def test_every_page_of_a_role(
    role: Role, browser: Browser, demonstration: Demonstration, language: str, width: int, seen: Seen, full_size: bool
) -> None:
    name, begin = role.value.replace("_", "-"), [f"/w/{SLUG}/", "/me/"]
    look_at_all(
        browser, demonstration, language, width, name=name, begin=begin, seen=seen, at_least=8, all_of_them=full_size
    )
