"""Programs that act for somebody: a key made on a page opens /api/v1, for what was chosen, until it is ended."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.people import factories as people

from skillmark.config.pages.abilities import ABILITIES, within_reach
from skillmark.foundation import access, tokens
from skillmark.foundation.roles import Role

pytestmark = pytest.mark.django_db
KEY = re.compile(r'value="(skm_[\w-]+)"')


@pytest.fixture
def lead() -> people.Member:
    return people.member(people.workspace(), Role.TALENT_LEAD)


def address(name: str, member: people.Member, **parts: Any) -> str:
    return reverse(f"house:{name}", kwargs={"workspace": member.slug, **parts})


def made(member: people.Member, **changed: Any) -> Any:
    asked = {"name": "Payroll", "days": "30", "may_0": ["people.profile.read"]} | changed
    return member.client(strong=True).post(address("add_program", member), asked)


def key_of(answer: Any) -> str:
    found = KEY.search(answer.content.decode())
    assert found is not None, answer.content.decode()
    return found[1]


def me(key: str, path: str = "me") -> int:
    return Client().get(f"/api/v1/{path}", headers={"authorization": f"Bearer {key}"}).status_code


def test_a_key_works_until_it_is_ended_and_for_nothing_that_was_not_chosen(lead: people.Member) -> None:
    key = key_of(made(lead))
    assert me(key) == 200
    assert me(key, "people") == 403
    (row,) = tokens.own_tokens(lead.actor)
    end = address("end_program", lead, token_id=row.pk)
    assert "Payroll" in lead.client().get(end).content.decode()
    assert lead.client().post(end).status_code == 302
    assert me(key) == 401
    assert lead.client().post(end).status_code == 404


def test_a_key_is_shown_once_and_no_browser_keeps_it(lead: people.Member) -> None:
    answer = made(lead)
    assert "no-store" in answer["Cache-Control"]
    listed = lead.client().get(address("programs", lead)).content.decode()
    assert key_of(answer) not in listed
    assert "Payroll" in listed
    assert "Tell who the program acts for" in listed


def test_a_password_alone_makes_no_key_in_a_real_workspace(lead: people.Member) -> None:
    asked = {"name": "Payroll", "days": "30", "may_0": ["people.profile.read"]}
    answer = lead.client().post(address("add_program", lead), asked)
    assert KEY.search(answer.content.decode()) is None
    assert tokens.own_tokens(lead.actor) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"may_0": []},
        {"may_0": ["people.role.grant"]},
        {"may_0": ["hiring.person.invite"]},
        {"days": "3650"},
        {"name": " "},
    ],
)
def test_what_was_not_offered_is_refused(lead: people.Member, changed: dict[str, Any]) -> None:
    assert made(lead, **changed).status_code == 400
    assert tokens.own_tokens(lead.actor) == []


def test_only_what_she_may_herself_is_offered() -> None:
    worker = people.member(people.workspace(), Role.WORKER)
    offered = {permission for choices in within_reach(worker.actor).values() for permission, _ in choices}
    assert "people.profile.read" in offered
    assert "people.person.add" not in offered


def test_nobody_sees_or_ends_a_key_of_somebody_else() -> None:
    where = people.workspace()
    lead, operator = people.member(where, Role.TALENT_LEAD), people.member(where, Role.OPERATOR)
    made(lead)
    (row,) = tokens.own_tokens(lead.actor)
    assert operator.client().post(address("end_program", lead, token_id=row.pk)).status_code == 404
    assert "Payroll" not in operator.client().get(address("programs", lead)).content.decode()


def test_every_permission_of_the_api_has_its_words() -> None:
    from tests.matrix import routes

    worded = {permission for group in ABILITIES.values() for permission in group}
    assert worded == {route.permission for route in routes.operations() if route.scope == "workspace"}
    assert worded <= set(access.installed())
