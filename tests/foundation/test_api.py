"""The REST face: who gets in, what a POST does once, and how refusals are told."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from ninja import Router, Schema, Status
from tests.foundation.factories import NOON, actor, worker, workspace

from skillmark.foundation import access, api, audit, idempotency, personal, routes, sources, tokens
from skillmark.foundation.models import AuditRow, CapabilityLink, KeptAnswer, Workspace
from skillmark.foundation.rates import Buckets, Rate
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput

pytestmark = pytest.mark.django_db
READ, WRITE = "test.thing.read", "test.thing.write"


class Thing(Schema):
    id: str
    purpose: str


class NewThing(Schema):
    purpose: str


router = Router(tags=["Things"])


def told(row: CapabilityLink) -> dict[str, str]:
    return {"id": str(row.pk), "purpose": row.purpose}


@router.get("/things", response=api.Page[Thing])
@api.operation(READ)
def things(request: Any, cursor: str = "", limit: int = 2) -> Any:
    page = api.paged(CapabilityLink.objects.within(request.actor), cursor, limit)
    return {**page, "items": [told(row) for row in page["items"]]}


@router.post("/things", response={201: Thing})
@api.operation(WRITE)
def add_thing(request: Any, new: NewThing) -> Any:
    row = make(request.actor, new.purpose)
    if new.purpose == "bad":
        raise BadInput.of("is not a purpose", file="purpose", row=3)
    if new.purpose == "broken":
        raise RuntimeError("Maria Lopez")
    return Status(201, told(row))


@router.get("/things/{thing_id}", response=Thing)
@api.operation(READ)
def thing(request: Any, thing_id: str) -> Any:
    raise NotFound(thing_id)


@router.get("/published")
@api.operation("test.published.read", scope="public")
def published(request: Any) -> Any:
    return {"actor": request.actor.account_id}


@action
def make(owner: Actor, purpose: str) -> CapabilityLink:
    row: CapabilityLink = CapabilityLink.objects.record(
        owner,
        now=sources.now(),
        digest=sources.new_id().hex,
        purpose=purpose,
        subject_type="test.thing",
        subject_id=sources.new_id(),
        single_use=False,
        expires_at=NOON,
    )
    audit.record(owner, "test.thing.made", row)
    return row


def built() -> dict[str, Any]:
    made = api.make("Test", "1", "")
    made.add_router("", router)
    return {pattern.name: pattern.callback for pattern in made.urls[0]} | {
        "schema": made.get_openapi_schema(path_prefix="/")
    }


VIEWS = built()


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    here = workspace()
    owners: dict[Any, Actor] = {}

    def actor_for(account_id: Any, slug: str, *, strong_login: bool) -> Actor:
        if slug != here.slug or account_id not in owners:
            raise NotFound(slug)
        return owners[account_id]

    access.install({READ: [[access.is_member]], WRITE: [[access.role(Role.TALENT_LEAD)]]})
    monkeypatch.setattr(routes, "_source", [actor_for])
    monkeypatch.setattr(api, "buckets", Buckets())
    here.owners = owners  # type: ignore[attr-defined]
    yield here
    from skillmark.config import tables

    tables.install()


def token(place: Workspace, *roles: Role, permissions: tuple[str, ...] = (READ, WRITE)) -> str:
    owner = actor(place, *roles)
    place.owners[owner.account_id] = owner  # type: ignore[attr-defined]
    allowed = [permission for permission in permissions if access.may_ever(owner, permission)]
    later = sources.now() + timedelta(days=1)
    return tokens.open_token(owner, name="test", permissions=allowed, expires_at=later, now=sources.now())[1]


def asked(view: str, method: str = "GET", text: str = "", body: Any = None, key: str = "", **query: Any) -> Any:
    headers = {"Authorization": f"Bearer {text}"} if text else {}
    if key:
        headers["Idempotency-Key"] = key
    address = query.pop("address", {})
    factory = RequestFactory(headers=headers)
    if method == "POST":
        request: HttpRequest = factory.post("/things", json.dumps(body), content_type="application/json")
    else:
        request = factory.get("/things", query)
    return VIEWS[view](request, **address)


def problem(response: Any) -> dict[str, Any]:
    assert response["Content-Type"] == "application/problem+json"
    found: dict[str, Any] = json.loads(response.content)
    assert found["status"] == response.status_code
    assert {"type", "title", "status", "detail"} <= set(found)
    return found


def test_without_a_token_in_force_nobody_gets_in(place: Workspace) -> None:
    for text in ("", "skm_wrong", "wrong"):
        response = asked("things", text=text)
        assert response.status_code == 401
        assert response["WWW-Authenticate"] == "Bearer"
        problem(response)


def test_a_token_acts_as_its_owner_in_her_workspace(place: Workspace) -> None:
    text = token(place, Role.WORKER)
    make(worker(place), "mine")
    make(worker(workspace("other")), "theirs")
    [item] = json.loads(asked("things", text=text).content)["items"]
    assert item["purpose"] == "mine"


def test_a_token_may_do_no_more_than_it_names_and_no_more_than_its_owner(place: Workspace) -> None:
    narrow = token(place, Role.TALENT_LEAD, permissions=(READ,))
    response = asked("add_thing", "POST", narrow, {"purpose": "x"}, key="k")
    assert (response.status_code, problem(response)["type"]) == (403, "urn:skillmark:problem:forbidden")
    lead = token(place, Role.TALENT_LEAD)
    account, owner = next(reversed(place.owners.items()))  # type: ignore[attr-defined]
    place.owners[account] = actor(place, Role.WORKER)  # type: ignore[attr-defined]  her role ended
    assert asked("add_thing", "POST", lead, {"purpose": "x"}, key="k").status_code == 403
    del place.owners[account]  # type: ignore[attr-defined]  she left
    assert asked("things", text=lead).status_code == 404
    assert owner.roles == {Role.TALENT_LEAD}


def test_a_post_has_one_effect_however_often_it_is_sent(place: Workspace) -> None:
    text = token(place, Role.TALENT_LEAD)
    first, again = (asked("add_thing", "POST", text, {"purpose": "x"}, key="k") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert again["Idempotency-Replayed"] == "true"
    assert CapabilityLink.objects.within(worker(place)).count() == 1
    assert AuditRow.objects.filter(action="test.thing.made").count() == 1
    other = asked("add_thing", "POST", text, {"purpose": "x"}, key="other")
    assert json.loads(other.content) != json.loads(first.content)


def test_a_key_is_for_one_request_and_one_token(place: Workspace) -> None:
    text = token(place, Role.TALENT_LEAD)
    asked("add_thing", "POST", text, {"purpose": "x"}, key="k")
    response = asked("add_thing", "POST", text, {"purpose": "y"}, key="k")
    assert (response.status_code, problem(response)["type"]) == (422, "urn:skillmark:problem:idempotency-key-used")
    assert asked("add_thing", "POST", token(place, Role.TALENT_LEAD), {"purpose": "y"}, key="k").status_code == 201


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_a_post_without_a_usable_key_is_refused(place: Workspace, key: str) -> None:
    response = asked("add_thing", "POST", token(place, Role.TALENT_LEAD), {"purpose": "x"}, key=key)
    assert (response.status_code, problem(response)["type"]) == (400, "urn:skillmark:problem:idempotency-key-missing")


@pytest.mark.parametrize("purpose, status", [("bad", 422), ("broken", 500)])
def test_a_refused_post_leaves_nothing_and_may_be_sent_again(
    place: Workspace, purpose: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    text = token(place, Role.TALENT_LEAD)
    for _ in range(2):
        response = asked("add_thing", "POST", text, {"purpose": purpose}, key="k")
        assert response.status_code == status
        assert "Maria" not in json.dumps(problem(response))
    assert not CapabilityLink.objects.within(worker(place)).exists()
    assert not AuditRow.objects.filter(action="test.thing.made").exists()
    assert not KeptAnswer.objects.exists()
    assert audit.check(place.pk) is None


def test_bad_input_names_each_place(place: Workspace) -> None:
    text = token(place, Role.TALENT_LEAD)
    found = problem(asked("add_thing", "POST", text, {"purpose": "bad"}, key="k"))
    assert found["problems"] == [{"place": "purpose, row 3", "message": "is not a purpose", "row": 3, "column": None}]
    found = problem(asked("add_thing", "POST", text, {"purpose": 5}, key="k"))
    assert found["status"] == 422
    assert "purpose" in found["problems"][0]["place"]


def test_after_an_erasure_a_kept_answer_is_not_given_again(place: Workspace) -> None:
    text = token(place, Role.TALENT_LEAD)
    asked("add_thing", "POST", text, {"purpose": "x"}, key="k")
    personal.erase(worker(place), sources.new_id(), NOON)
    response = asked("add_thing", "POST", text, {"purpose": "x"}, key="k")
    assert (response.status_code, problem(response)["type"]) == (410, "urn:skillmark:problem:answer-gone")
    assert CapabilityLink.objects.within(worker(place)).count() == 1


def test_kept_answers_are_forgotten_after_a_day(place: Workspace) -> None:
    asked("add_thing", "POST", token(place, Role.TALENT_LEAD), {"purpose": "x"}, key="k")
    assert idempotency.forget_old(place.pk, sources.now()) == 0
    assert idempotency.forget_old(place.pk, sources.now() + timedelta(days=1, seconds=1)) == 1


def test_pages_follow_their_cursor_to_the_end(place: Workspace) -> None:
    text = token(place, Role.WORKER)
    made = [str(make(worker(place), str(number)).pk) for number in range(5)]
    found: list[str] = []
    cursor = ""
    while cursor is not None:
        page = json.loads(asked("things", text=text, cursor=cursor, limit=2).content)
        assert len(page["items"]) <= 2
        found += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert found == made


@pytest.mark.parametrize("query", [{"cursor": "x"}, {"limit": 0}, {"limit": 201}, {"limit": "many"}])
def test_a_page_that_cannot_be_is_bad_input(place: Workspace, query: dict[str, Any]) -> None:
    response = asked("things", text=token(place, Role.WORKER), **query)
    assert response.status_code == 422
    problem(response)


def test_what_is_not_there_is_told_as_a_problem(place: Workspace) -> None:
    response = asked("thing", text=token(place, Role.WORKER), address={"thing_id": "x"})
    assert (response.status_code, problem(response)["type"]) == (404, "urn:skillmark:problem:not-found")


def test_asking_too_often_is_told_with_the_time_to_wait(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "RATE", Rate(burst=2, each_second=0.01))
    text = token(place, Role.WORKER)
    statuses = [asked("things", text=text).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    response = asked("things", text=text)
    assert int(response["Retry-After"]) > 0
    assert asked("things", text=token(place, Role.WORKER)).status_code == 200


def test_what_is_published_needs_no_token(place: Workspace) -> None:
    response = asked("published")
    assert (response.status_code, json.loads(response.content)) == (200, {"actor": None})


def test_each_operation_says_its_permission_and_its_key_in_the_description() -> None:
    assert things.permission == READ
    paths = VIEWS["schema"]["paths"]
    post = next(operations["post"] for operations in paths.values() if "post" in operations)
    assert [parameter["name"] for parameter in post["parameters"]] == ["Idempotency-Key"]
    assert post["security"]
    assert "security" not in next(
        operations["get"] for path, operations in paths.items() if path.endswith("/published")
    )
