"""The API's description: the committed one is what the code says, and every operation declares what it asks for."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import Client
from ninja import Schema

from skillmark.config import api, openapi
from skillmark.foundation import access, problems


def test_the_committed_description_is_what_the_api_says(root: Path) -> None:
    committed = root / "docs" / "reference" / "openapi.json"
    again = "write it again: .venv/bin/python -m skillmark.config.openapi docs/reference/openapi.json"
    assert committed.read_text(encoding="utf-8") == openapi.text(), again


def test_every_operation_declares_a_permission_of_the_map() -> None:
    assert _undeclared() == []


def test_no_two_shapes_share_a_name() -> None:
    """In the description one would stand for both."""
    api.api()
    named = Counter(shape.__name__ for shape in _shapes(Schema) if shape.__module__.startswith("skillmark."))
    assert [name for name, count in named.items() if count > 1] == []


def _shapes(above: type[Schema]) -> Iterator[type[Schema]]:
    for shape in above.__subclasses__():
        if "[" not in shape.__name__:  # a page of something is named by what it is a page of
            yield shape
        yield from _shapes(shape)


def _undeclared() -> list[str]:
    return [
        f"{operation.methods} {path}"
        for _, router in api.api()._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        if getattr(operation, "permission", None) not in access.installed()
    ]


@pytest.mark.django_db
def test_the_description_is_served_and_everything_else_is_a_problem(client: Client) -> None:
    assert client.get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")
    response = client.get("/api/v1/no/such/thing")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["nothing", "campaigns/0/promises"])
def test_what_is_sent_to_an_address_that_is_not_there_is_told_so_without_a_cookie(address: str) -> None:
    response = Client(enforce_csrf_checks=True).post(f"/api/v1/{address}", "{}", content_type="application/json")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_each_get_asks_for_a_token_and_no_other_method_is_taken(client: Client) -> None:
    for path, operations in api.description()["paths"].items():
        if "{" in path or "security" not in operations.get("get", {}):
            continue
        response = client.get(path)
        assert (path, response.status_code, json.loads(response.content)["status"]) == (path, 401, 401)
        response = client.delete(path)
        assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")


@pytest.mark.django_db
def test_a_request_that_announces_too_much_is_refused_by_a_problem(client: Client) -> None:
    announced = str(51 * 2**20)
    response = client.post("/api/v1/people", b"", content_type="application/json", CONTENT_LENGTH=announced)
    assert (response.status_code, response["Content-Type"]) == (413, "application/problem+json")
    assert json.loads(response.content)["detail"] == "At most 5 MB are taken at once."


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api/v1/people", "/api/v1/records/verify"])
def test_a_body_of_six_megabytes_is_refused_by_a_problem(client: Client, path: str) -> None:
    response = client.post(path, b'{"record": "' + b"x" * (6 * 2**20) + b'"}', content_type="application/json")
    assert (response.status_code, response["Content-Type"]) == (413, "application/problem+json")


@pytest.mark.django_db
def test_a_body_that_grows_beyond_what_it_announced_is_refused_by_the_same_problem() -> None:
    told = problems.answer(RequestDataTooBig("more than it announced"))
    assert (told.status_code, json.loads(told.content)["type"]) == (413, "urn:skillmark:problem:too-large")
