import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.people import factories as make

from skillmark.foundation import sources, tokens
from skillmark.foundation.roles import Role
from skillmark.people import actions
from skillmark.people.models import Person

pytestmark = pytest.mark.django_db
ALL = ("people.person.list", "people.person.read", "people.person.add", "people.profile.read")


def token(member: make.Member, permissions: Sequence[str] = ALL) -> dict[str, str]:
    """The headers of a token with these permissions."""
    now = sources.now()
    _, text = tokens.open_token(
        member.strong, name="test", permissions=permissions, expires_at=now + timedelta(days=1), now=now
    )
    return {"authorization": f"Bearer {text}"}


def get(path: str, headers: dict[str, str]) -> Any:
    return Client().get(f"/api/v1{path}", headers=headers)


def test_people_come_in_pages_without_address_wage_or_answers() -> None:
    where = make.workspace()
    lead = make.member(where, Role.TALENT_LEAD, name="Lea Lead")
    brought = [make.applicant(f"A-{number}", f"Person {number}") for number in range(3)]
    actions.import_applicants(make.system(where), applicants=brought, now=sources.now())
    headers = token(lead)
    first = get("/people?limit=2", headers).json()
    rest = get(f"/people?limit=50&cursor={first['next']}", headers).json()
    people = [*first["items"], *rest["items"]]
    assert {one["name"] for one in people} == {"Lea Lead", "Person 0", "Person 1", "Person 2"}
    assert set(people[0]) == {"id", "name", "reference", "unit_id", "manager_id"}
    assert rest["next"] is None


def test_a_line_manager_s_token_sees_her_reports_alone() -> None:
    where = make.workspace()
    manager = make.member(where, Role.LINE_MANAGER, name="Mo Manager")
    other = make.person(where, "Bo Berg")
    headers = token(manager, ["people.person.list", "people.person.read"])
    assert [one["name"] for one in get("/people", headers).json()["items"]] == ["Mo Manager"]
    assert get(f"/people/{other.pk}", headers).status_code == 404


def test_a_person_is_added_once_however_often_it_is_asked() -> None:
    lead = make.member(make.workspace(), Role.TALENT_LEAD)
    headers = token(lead) | {"idempotency-key": "k1"}
    body = {"name": "Ana Ruiz", "reference": "77"}
    answers = [
        Client().post("/api/v1/people", body, content_type="application/json", headers=headers) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    again = Client().post(
        "/api/v1/people", body, content_type="application/json", headers=headers | {"idempotency-key": "k2"}
    )
    assert again.status_code == 422
    assert again["Content-Type"] == "application/problem+json"


def test_me_says_who_the_token_acts_as() -> None:
    ana = make.member(make.workspace("acme"), Role.WORKER, name="Ana Ruiz")
    told = get("/me", token(ana, ["people.profile.read"])).json()
    assert (told["name"], told["workspace"]) == ("Ana Ruiz", "acme")
    assert [role["role"] for role in told["roles"]] == ["worker"]


def test_without_a_token_nothing_is_told() -> None:
    assert get("/people", {}).status_code == 401
    assert get("/me", {}).status_code == 401


@pytest.mark.parametrize(
    "wrong, place",
    [
        ({"name": "x" * 201}, "name"),
        ({"name": ""}, "name"),
        ({"name": "Ana\x00"}, "name"),
        ({"name": "Ana\ud800"}, "name"),
        ({"reference": "7" * 101}, "reference"),
        ({"reference": "\x00"}, "reference"),
        ({"email": "a" * 400 + "@example.org"}, "email"),
        ({"email": "not an address"}, "email"),
        ({"email": "ana@example.org\x00"}, "email"),
    ],
)
def test_what_no_field_takes_is_refused_with_its_place(wrong: dict[str, str], place: str) -> None:
    lead = make.member(make.workspace(), Role.TALENT_LEAD)
    before = Person.objects.across_workspaces().count()
    headers = token(lead) | {"idempotency-key": "k1"}
    body = json.dumps({"name": "Ana Ruiz"} | wrong)
    answer = Client().post("/api/v1/people", body, content_type="application/json", headers=headers)
    assert answer.status_code == 422
    assert [problem["place"].split(".")[-1] for problem in answer.json()["problems"]] == [place]
    assert Person.objects.across_workspaces().count() == before


def test_a_search_for_what_no_text_holds_is_refused_by_a_problem() -> None:
    lead = make.member(make.workspace(), Role.TALENT_LEAD)
    for query in ("text=%00", "text=a&cursor=%00", "%00=a"):
        answer = get(f"/people?{query}", token(lead))
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
