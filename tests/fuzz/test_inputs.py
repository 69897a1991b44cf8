"""Whatever is put where an address, a form or a body takes a value, no page and no operation breaks."""

import pytest
from django.test import Client
from tests.fuzz import inputs
from tests.matrix import objects, routes, walker

ROWS = walker.read_rows().rows
PAGES = {route.name: route for route in routes.pages()}
OPERATIONS = {route.name: route for route in routes.operations()}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_answers_whatever_it_is_sent(name: str, world: objects.World, full_size: bool) -> None:
    sender = inputs.Sender(PAGES[name], ROWS[name], world)
    broken = [
        f"{answer.status}: {answer.sent}" for answer in inputs.to_a_page(sender, full=full_size) if answer.status >= 500
    ]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_operation_answers_whatever_it_is_sent(name: str, world: objects.World) -> None:
    sender = inputs.Sender(OPERATIONS[name], ROWS[name], world)
    broken = [f"{answer.status}: {answer.sent}" for answer in inputs.to_an_operation(sender) if answer.status >= 500]
    assert not broken, "\n".join(broken)


@pytest.mark.django_db
def test_a_form_with_text_that_no_store_keeps_is_refused_in_a_sentence() -> None:
    response = Client().post("/accounts/login/", {"login": "ana\x00@example.org", "password": "x"})
    assert response.status_code == 400
    assert "holds a sign that no text has" in response.content.decode()


@pytest.mark.django_db
def test_a_cookie_that_no_store_keeps_counts_as_not_sent() -> None:
    client = Client()
    client.cookies["sessionid"] = ""
    client.cookies["sessionid"].set("sessionid", "x", '"\\000aaaaaaaaaaaa"')
    assert client.get("/").status_code == 200
