"""A standard is published by its body alone, and then never changes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from tests.standards.factories import (
    NOON,
    argued,
    ask,
    decide,
    lead,
    load_small_database,
    net_menders,
    published,
    tideway,
    workspace,
)

from skillmark.foundation import jobs, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.governance.queries import Choice
from skillmark.standards import actions, half_page, queries, rules, stored

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=9)


@pytest.fixture
def actor() -> Actor:
    actor = lead(workspace())
    load_small_database(actor)
    return actor


def raw(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            sql, [getattr(value, "hex", value) if connection.vendor == "sqlite" else value for value in values]
        )


def test_without_a_standing_decision_nothing_is_published(actor: Actor) -> None:
    framework = net_menders(actor)
    with pytest.raises(actions.NoDecision):
        actions.publish_framework(actor, framework_id=framework.pk, now=LATER)


def test_a_body_that_said_no_publishes_nothing(actor: Actor) -> None:
    framework = net_menders(actor)
    decide(actor, framework, choice=Choice.NO)
    jobs.run_all(sources.now())
    with pytest.raises(actions.NoDecision):
        actions.publish_framework(actor, framework_id=framework.pk, now=LATER)
    assert queries.framework(actor, framework.pk).status == queries.Status.DRAFT


def test_a_decision_that_passed_publishes_by_itself(actor: Actor) -> None:
    framework = net_menders(actor)
    decision = decide(actor, framework)
    jobs.run_all(sources.now())
    found = queries.framework(actor, framework.pk)
    assert (found.status, found.decision_id) == (queries.Status.PUBLISHED, decision.pk)
    assert found.digest == rules.digest(queries.published_text(found))


def test_a_new_version_supersedes_the_one_in_force(actor: Actor) -> None:
    first, second = published(actor, net_menders(actor)), net_menders(actor)
    second = published(actor, second)
    assert queries.framework(actor, first.pk).status == queries.Status.SUPERSEDED
    assert second.replaces_id == first.pk


def test_the_vote_names_each_pass_mark_it_sets_or_changes_whoever_asks(actor: Actor) -> None:
    first = tideway(actor)
    asked = ask(actor, first)
    assert "one pass mark for all its 8 tasks: “To standard” (2) on every line" in asked.what_changes
    assert first.title in asked.for_whom
    assert "version 1" in asked.asked
    second = actions.revise(actor, framework_id=published(actor, tideway(actor)).pk, now=LATER)
    assert half_page.pass_marks(actor, second) == "No pass mark changes."
    task = queries.work_tasks(actor, second.pk)[0]
    values = actions.TaskValues(task.statement, task.sample_task, stored.criteria(task.rubric), 3)
    actions.edit_task(actor, work_task_id=task.pk, values=values, now=LATER)
    actions.add_task(actor, framework_id=second.pk, reference="T-99", statement="Test a pump.", now=LATER)
    said = ask(actor, second, now=LATER).what_changes
    assert f"The pass mark of “{task.statement}” changes from “To standard” (2) to “Beyond standard” (3)." in said
    assert "which is new: “To standard” (2)." in said
    assert said.count("pass mark of") == 2


def test_a_version_overtaken_by_a_later_one_stays_a_draft(actor: Actor) -> None:
    first, second = net_menders(actor), net_menders(actor)
    decide(actor, first)
    published(actor, second)
    with pytest.raises(actions.NotADraft):
        actions.publish_framework(actor, framework_id=first.pk, now=LATER)


def test_a_published_version_is_not_put_to_the_vote_again(actor: Actor) -> None:
    framework = published(actor, net_menders(actor))
    with pytest.raises(actions.NotADraft):
        decide(actor, framework)


def test_a_version_is_put_to_one_vote_at_a_time_and_again_after_it_failed(actor: Actor) -> None:
    framework = net_menders(actor)
    decide(actor, framework, choice=Choice.NO)
    proposal = ask(actor, framework)
    with pytest.raises(actions.AlreadyAsked):
        ask(actor, framework)
    assert queries.framework(actor, framework.pk).proposal_id == proposal.pk


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE standards_framework SET title = 'Another' WHERE id = %s",
        "UPDATE standards_framework SET status = 'draft', published_at = NULL WHERE id = %s",
        "UPDATE standards_requirement SET level = 1 WHERE framework_id = %s",
        "UPDATE standards_competency SET name = 'Another' WHERE framework_id = %s",
        "UPDATE standards_worktask SET statement = 'can do less' WHERE framework_id = %s",
        "UPDATE standards_rubric SET pass_mark = 0 WHERE framework_id = %s",
        "UPDATE standards_legalrequirement SET known = TRUE WHERE framework_id = %s",
        "UPDATE standards_referencejob SET title = 'Another' WHERE framework_id = %s",
    ],
)
def test_the_database_refuses_to_change_a_published_version(actor: Actor, change: str) -> None:
    framework = published(actor, tideway(actor))
    with pytest.raises(DatabaseError, match="a published standard never changes"):
        raw(change, framework.pk)


@pytest.mark.parametrize("put", [ask, published], ids=["while a group decides", "published"])
def test_the_database_refuses_to_change_what_a_group_reads_to_decide(
    actor: Actor, put: Callable[[Actor, queries.Framework], object]
) -> None:
    framework = argued(actor, net_menders(actor))
    actions.ask_panel(actor, framework_id=framework.pk, capacities={}, now=NOON)
    put(actor, framework)
    of_a_line = "WHERE requirement_id IN (SELECT id FROM standards_requirement WHERE framework_id = %s)"
    for change in (
        f"UPDATE standards_keptreason SET text = 'Another' {of_a_line}",
        "UPDATE standards_jobanalysis SET cut = 100 WHERE framework_id = %s",
        "UPDATE standards_requirement SET level = 1 WHERE framework_id = %s",
        "UPDATE standards_rubric SET pass_mark = 0 WHERE framework_id = %s",
        "UPDATE standards_framework SET title = 'Another' WHERE id = %s",
    ):
        with pytest.raises(DatabaseError, match="nor does one that a group is asked about"):
            raw(change, framework.pk)
    with pytest.raises(DatabaseError, match="nor does one"), transaction.atomic():
        framework.competencies.create(workspace_id=framework.workspace_id, recorded_at=NOON, reference="x", position=99)


def test_the_database_refuses_to_change_the_figures_of_a_closed_panel(actor: Actor) -> None:
    framework = net_menders(actor)
    held = actions.ask_panel(actor, framework_id=framework.pk, capacities={}, now=NOON)
    held.closed_at, held.basis = NOON, {}
    held.save()
    with pytest.raises(DatabaseError, match="the figures of a closed panel never change"):
        raw("UPDATE standards_jobanalysis SET cut = 100 WHERE framework_id = %s", framework.pk)


def test_the_database_refuses_to_add_to_a_published_version(actor: Actor) -> None:
    framework = published(actor, net_menders(actor))
    with pytest.raises(DatabaseError, match="a published standard never changes"), transaction.atomic():
        framework.competencies.create(workspace_id=framework.workspace_id, recorded_at=NOON, reference="x", position=99)


def test_a_draft_may_still_change(actor: Actor) -> None:
    framework = net_menders(actor)
    raw("UPDATE standards_requirement SET level = 1 WHERE framework_id = %s", framework.pk)
    assert {line.level for line in queries.requirements(actor, framework.pk)} == {1}


def test_published_without_a_decision_cannot_be_stored(actor: Actor) -> None:
    framework = net_menders(actor)
    with pytest.raises(DatabaseError):
        raw(
            "UPDATE standards_framework SET status = 'published', published_at = recorded_at WHERE id = %s",
            framework.pk,
        )


@pytest.fixture(params=[False, True], ids=["real", "demonstration"])
def drafted(request: pytest.FixtureRequest) -> queries.Framework:
    actor = lead(workspace("quarry", demonstration=request.param))
    load_small_database(actor)
    return net_menders(actor)


def test_only_a_demonstration_uses_and_shows_a_draft(drafted: queries.Framework) -> None:
    demonstration = drafted.workspace.demonstration
    reads: list[Callable[[], queries.Framework]] = [
        lambda: queries.framework_to_use(lead(drafted.workspace), drafted.pk),
        lambda: queries.published_framework(drafted.pk),
    ]
    for read in reads:
        if demonstration:
            assert read().pk == drafted.pk
        else:
            with pytest.raises((NotFound, queries.NotPublished)):
                read()
