"""Whatever refers to a person is told to her and forgotten with her."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker
from tests.matrix import filling

from skillmark.config import tables
from skillmark.foundation import personal
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
# What goes on naming a person by her id alone, whose row is blank by then. The list is closed; each has its reason.
STAYS = {
    "assessment.Rating": "the marks she gave are part of somebody else's proof",
    "assessment.Settlement": "how she settled a difference is part of somebody else's proof",
    "people.RoleGrant": "who held which role when is history; nobody can use it without a log-in",
}
# What she is told of through another record. Closed likewise.
TOLD_ELSEWHERE = {
    "credentials.Award": "the record that came of it is told, whole",
    "credentials.AcceptedIssuer": "whose records count is the workspace's decision, not hers",
    "credentials.CapabilityStatement": "what is published of a group names nobody, and is the workspace's decision",
    "credentials.Equivalence": "what counts for what is the workspace's decision, not hers",
    "governance.Proposal": "what she put to a vote is the body's business; the seat from which she did is told",
}
# Her key, which `erasure.erase` itself destroys; it is nothing that one tells.
KEY = "foundation.PersonKey"
Answer = Callable[..., Any]


def refers_to_a_person(model: type[models.Model]) -> bool:
    """Append-only rows are left out: they hold ids and keyed digests, and the whole house is searched elsewhere."""
    if getattr(model, "append_only", False) or model._meta.label == KEY:
        return False
    return any(names_a_person(field) for field in model._meta.concrete_fields)


def names_a_person(field: "models.Field[Any, Any]") -> bool:
    target = field.related_model
    return field.name == "person_id" or (isinstance(target, type) and target._meta.label == "people.Person")


MODELS = {model._meta.label: model for model in apps.get_models() if refers_to_a_person(model)}


def answers(question: str) -> dict[str, Answer]:
    return {**tables.answers().get(question, {}), "foundation": getattr(personal, question)}


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def house(db: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Actor, UUID]]:
    """A workspace after the main job, and somebody of whom it knows much."""
    with filling.keys():
        done = filling.fill("harbor", 1, tmp_path_factory.mktemp("house"))
        yield done.actor, done.proof.standing.award.person_id


def somebody_in(model: type[models.Model], actor: Actor, otherwise: UUID) -> UUID:
    """A person to whom a row of this table refers; where the main job leaves none, the person of the proof."""
    manager: Any = model._default_manager
    for field in (field for field in model._meta.concrete_fields if names_a_person(field)):
        found = manager.within(actor).exclude(**{field.attname: None}).values_list(field.attname, flat=True).first()
        if found is not None:
            return UUID(str(found))
    return otherwise


@pytest.mark.parametrize("label", sorted(MODELS))
@pytest.mark.parametrize("question", ["personal_data", "erase"])
def test_what_refers_to_a_person_is_in_the_answers_of_its_context(
    label: str, question: str, house: tuple[Actor, UUID]
) -> None:
    """The answer must at least look into the table."""
    actor, known = house
    model, context = MODELS[label], label.split(".")[0]
    assert context in answers(question), f"{label} refers to a person, and {context} has no `{question}`"
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        person_id = somebody_in(model, actor, known)
        asked.initial_queries = len(connection.queries_log)
        if question == "erase":
            action(answers(question)[context])(actor, person_id, NOW)
        else:
            answers(question)[context](actor, person_id)
        transaction.set_rollback(True)
    looked = any(model._meta.db_table in query["sql"] for query in asked.captured_queries)
    excused = STAYS if question == "erase" else TOLD_ELSEWHERE
    assert looked or label in excused, f"`{question}` of {context} never looks into {label}"


def test_there_is_something_to_hold() -> None:
    assert len(MODELS) > 12
    assert set(STAYS) | set(TOLD_ELSEWHERE) <= set(MODELS)
