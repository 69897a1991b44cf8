"""Every role at every address, in its own workspace and in another's; and that the walker sees what is taken away.

Once, on SQLite: who may do what is one table, and what it asks of the records is asked on both databases by the tests
of each context. On a second database its tens of thousands of requests would find nothing new.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.template.backends.django import Template
from pytest_django import DjangoDbBlocker
from tests.matrix import declared, filling, objects, routes, verbs, walker

from skillmark.foundation import access

pytestmark = pytest.mark.once
ROWS = walker.read_rows()
ROUTES = {route.name: route for route in routes.every()}
MAY, ABOUT = verbs.rows(), verbs.rows_about()
REFUSALS = {"404.html", "house/refused.html"}
LINES = [(name, number) for name, branches in access.installed().items() for number in range(len(branches))]


@pytest.fixture(scope="module", autouse=True)  # a permission may ask what the workspace demands
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database for all rows together, so that the house is filled once; nothing of it is kept."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(db: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[objects.World]:
    with filling.keys():
        yield objects.world(tmp_path_factory.mktemp("matrix"))


@pytest.fixture
def refusals_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of a refusal is drawn whole for the first who is refused at an address; of all others the status alone
    is asked, and drawing the same page for each would be a third of the work."""
    drawn: set[str] = set()
    render = Template.render

    def once(self: Template, *given: Any, **named: Any) -> str:
        name = str(self.template.name)
        if name in REFUSALS and name in drawn:
            return ""
        drawn.add(name)
        return render(self, *given, **named)

    monkeypatch.setattr(Template, "render", once)


@pytest.mark.usefixtures("refusals_drawn_once")
@pytest.mark.parametrize("name", sorted(ROUTES))
def test_a_route_answers_everybody_as_its_row_says(name: str, world: objects.World) -> None:
    told = walker.objections(ROUTES[name], ROWS, world)
    assert not told, "\n".join(told)


def test_every_row_has_a_route() -> None:
    named = {*ROWS.rows, *ROWS.posts, *ROWS.own}
    assert not named - set(ROUTES), "rows of addresses that are not there"


def test_the_description_of_the_api_leaves_no_operation_out() -> None:
    assert routes.undescribed() == []


def test_every_permission_that_is_asked_for_is_declared_and_every_declared_one_is_asked_for() -> None:
    assert declared.objections() == []


def test_who_may_ever_do_what_is_what_the_rows_say() -> None:
    assert verbs.objections(MAY, ABOUT) == []


def test_what_asks_for_a_second_step_is_what_the_rows_say() -> None:
    assert verbs.only_strongly() == verbs.rows_strong()


@pytest.mark.parametrize("permission", sorted(access.installed()))
def test_a_permission_taken_out_of_access_is_missed(permission: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(access.installed(), permission)  # type: ignore[arg-type]
    assert any(permission in told for told in declared.objections())
    assert verbs.of_one(permission, MAY, ABOUT)


@pytest.mark.parametrize(("permission", "number"), LINES)
def test_a_line_taken_out_of_a_permission_is_missed(
    permission: str, number: int, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """One alternative of the OR is gone: the rows of permissions see it, or else the rows of an address."""
    branches = list(access.installed()[permission])
    monkeypatch.setitem(access.installed(), permission, branches[:number] + branches[number + 1 :])  # type: ignore[index]
    if verbs.of_one(permission, MAY, ABOUT):
        return
    world = request.getfixturevalue("world")
    asking = [route for route in ROUTES.values() if route.permission == permission]
    assert any(walker.objections(route, ROWS, world) for route in asking), "nobody would notice"
