"""Standards over REST."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.people import factories as people
from tests.standards.factories import load_small_database, net_menders, published

from skillmark.foundation import sources, tokens
from skillmark.foundation.roles import Role
from skillmark.standards import queries

pytestmark = pytest.mark.django_db
ALL = ("standards.occupation.read", "standards.framework.read", "standards.framework.draft")


@pytest.fixture
def lead() -> people.Member:
    member = people.member(people.workspace(), Role.TALENT_LEAD)
    load_small_database(member.actor)
    return member


def headers(member: people.Member) -> dict[str, str]:
    now = sources.now()
    _, text = tokens.open_token(
        member.strong, name="test", permissions=ALL, expires_at=now + timedelta(days=1), now=now
    )
    return {"authorization": f"Bearer {text}", "idempotency-key": "once"}


def get(path: str, member: people.Member) -> Any:
    return Client().get(f"/api/v1{path}", headers=headers(member))


def draft(member: people.Member, code: str) -> Any:
    body = {"occupation_code": code}
    return Client().post("/api/v1/standards", body, content_type="application/json", headers=headers(member))


def test_an_occupation_is_found_and_its_standard_drafted_and_read(lead: people.Member) -> None:
    assert [found["code"] for found in get("/occupations?text=menders", lead).json()] == ["51-0001.00", "51-0002.00"]
    made = draft(lead, "51-0001.00")
    assert made.status_code == 201
    number = made.json()["id"]
    assert get(f"/standards/{number}", lead).json()["status"] == "draft"
    assert [one["id"] for one in get("/standards", lead).json()["items"]] == [number]
    framework = queries.frameworks(lead.actor).get()
    assert get(f"/standards/{number}/document", lead).json()["job_id"] == framework.occupation_code
    first = get(f"/standards/{number}/requirements", lead).json()[0]
    assert first == {
        "job_id": "51-0001.00",
        "competency_id": "2.C.7.a",
        "level": 3,
        "weight": 450,
        "essential": False,
    }


def test_a_refusal_is_a_problem_with_its_reason(lead: people.Member) -> None:
    answer = draft(lead, "51-0003.00")
    assert answer.status_code == 422
    assert "fewer than the 3 that a draft needs" in answer.content.decode()


def test_a_published_version_needs_no_token_and_a_draft_is_hidden(lead: people.Member) -> None:
    framework = net_menders(lead.actor)
    path = f"/api/v1/published-standards/{framework.pk}"
    assert Client().get(path).status_code == 404
    published(people.system(framework.workspace), framework)
    assert Client().get(path).json()["text"]["standard"]["title"] == "Net Menders"


def test_a_stranger_s_token_finds_nothing(lead: people.Member) -> None:
    framework = net_menders(lead.actor)
    other = people.member(people.workspace(), Role.TALENT_LEAD)
    assert get(f"/standards/{framework.pk}", other).status_code == 404
