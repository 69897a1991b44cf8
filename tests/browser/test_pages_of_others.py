"""Every page that each of the other roles can reach: recruiters, partners, evaluators, those who decide and who run."""

import pytest
from playwright.sync_api import Browser
from tests.browser import test_pages_of_the_house as house
from tests.browser.every_page import Seen, look_at_all
from tests.support.demonstration import SLUG, Demonstration

from skillmark.foundation.roles import Role

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]
ROLES = [role for role in Role if role not in house.ROLES]


@pytest.fixture(scope="module")
def seen() -> Seen:
    return set()


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.value)
def test_every_page_of_a_role(
    role: Role, browser: Browser, demonstration: Demonstration, language: str, width: int, seen: Seen, full_size: bool
) -> None:
    name, begin = role.value.replace("_", "-"), [f"/w/{SLUG}/", "/me/"]
    look_at_all(
        browser, demonstration, language, width, name=name, begin=begin, seen=seen, at_least=8, all_of_them=full_size
    )
