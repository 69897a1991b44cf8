"""The next version: a copy of the one in force, edited by name, and the exact difference with who is affected."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.people import factories as people
from tests.standards.factories import NOON, ask, lead, load_small_database, net_menders, published, tideway, workspace

from skillmark.foundation import access
from skillmark.foundation.roles import Actor, Role
from skillmark.kernel.skills.changes import Part, Verb
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, answers, queries, stored

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=20)
A_LINE = actions.LineValues("Isolates a pump", "", 4, 500, True, "Locks, tags and proves it dead.")


@pytest.fixture
def actor() -> Actor:
    actor = lead(workspace())
    load_small_database(actor)
    return actor


def test_a_copy_of_the_version_in_force_differs_in_nothing(actor: Actor) -> None:
    for first in (published(actor, tideway(actor)), published(actor, net_menders(actor))):
        second = actions.revise(actor, framework_id=first.pk, now=LATER)
        assert (second.version, second.status, second.lineage) == (2, "draft", first.lineage)
        assert queries.differences(actor, first.pk, second.pk) == ()
        assert stored.with_pass_marks(second) == stored.with_pass_marks(first)
        assert [row.levels for row in second.reference_jobs.order_by("position")] == [
            row.levels for row in first.reference_jobs.order_by("position")
        ]
        assert [line.reason for line in queries.to_argue(second)] == [line.reason for line in queries.to_argue(first)]
        assert queries.published_text(second) == queries.published_text(first)


def test_only_the_version_in_force_has_a_next_one_and_only_one(actor: Actor) -> None:
    draft = net_menders(actor)
    with pytest.raises(actions.NotInForce):
        actions.revise(actor, framework_id=draft.pk, now=LATER)
    first = published(actor, draft)
    actions.revise(actor, framework_id=first.pk, now=LATER)
    with pytest.raises(actions.AlreadyDrafted):
        actions.revise(actor, framework_id=first.pk, now=LATER)


def test_no_line_is_changed_once_published_or_while_a_group_reads_it(actor: Actor) -> None:
    framework = published(actor, tideway(actor))
    row = framework.requirements.first()
    assert row is not None
    for refused in (
        lambda: actions.add_line(actor, framework_id=framework.pk, reference="TP-09", values=A_LINE, now=LATER),
        lambda: actions.edit_line(actor, requirement_id=row.pk, values=A_LINE, now=LATER),
        lambda: actions.drop_line(actor, requirement_id=row.pk, now=LATER),
    ):
        with pytest.raises(actions.NotADraft):
            refused()
    draft = actions.revise(actor, framework_id=framework.pk, now=LATER)
    ask(actor, draft, now=LATER)
    with pytest.raises(actions.AlreadyAsked):
        actions.add_line(actor, framework_id=draft.pk, reference="TP-09", values=A_LINE, now=LATER)
    worker = people.member(framework.workspace, Role.WORKER)
    with pytest.raises(access.Forbidden):
        actions.add_line(worker.actor, framework_id=draft.pk, reference="TP-09", values=A_LINE, now=LATER)


@pytest.mark.parametrize(
    "values",
    [replace(A_LINE, level=11), replace(A_LINE, weight=0), replace(A_LINE, descriptor=" "), replace(A_LINE, name="")],
)
def test_a_line_that_could_not_be_matched_or_watched_is_refused(actor: Actor, values: actions.LineValues) -> None:
    draft = tideway(actor)
    with pytest.raises(BadInput):
        actions.add_line(actor, framework_id=draft.pk, reference="TP-09", values=values, now=LATER)
    taken = draft.competencies.values_list("reference", flat=True)[0]
    with pytest.raises(BadInput):
        actions.add_line(actor, framework_id=draft.pk, reference=taken, values=A_LINE, now=LATER)


def test_the_difference_names_each_field_and_the_page_who_made_it_and_who_is_affected() -> None:
    member = people.member(people.workspace(), Role.TALENT_LEAD)
    system = people.system(people.queries.workspace(member.actor))
    first = published(system, tideway(system))
    client = member.client()
    client.post(reverse("standards:revise", args=[member.slug, first.pk]))
    second = queries.framework(member.actor, queries.versions(member.actor, first.lineage)[0].pk)
    changed, dropped, *_rest = second.requirements.select_related("competency").order_by("position")
    form = {
        "name": changed.competency.name, "description": changed.competency.description, "level": changed.level + 1,
        "weight": changed.weight, "descriptor": changed.descriptor, "essential": "on" if changed.essential else "",
    }  # fmt: skip
    client.post(reverse("standards:line", args=[member.slug, changed.pk]), form)
    client.post(reverse("standards:line", args=[member.slug, dropped.pk]), {"drop": "yes"})
    new = form | {"name": A_LINE.name, "reference": "TP-09"}
    client.post(reverse("standards:add_line", args=[member.slug, second.pk]), new)
    found = queries.differences(member.actor, first.pk, second.pk)
    assert [(one.part, one.verb, one.name) for one in found] == [
        (Part.REQUIREMENT, Verb.CHANGED, changed.competency.name),
        (Part.REQUIREMENT, Verb.ADDED, A_LINE.name),
        (Part.REQUIREMENT, Verb.DROPPED, dropped.competency.name),
    ]
    (level,) = found[0].fields
    assert (level.field, level.before, level.after) == ("level", str(changed.level), str(changed.level + 1))
    lines = client.get(reverse("standards:lines", args=[member.slug, second.pk])).content.decode()
    assert "changed by Ana Ruiz" in lines
    assert "proposed by Ana Ruiz" in lines
    page = client.get(reverse("standards:differences", args=[member.slug, second.pk])).content.decode()
    assert f"</span>{changed.level}</del>" in page
    assert "Nobody that you may see." in page
    assert {row["kind"] for row in answers.personal_data(member.actor, member.person_id)} == {
        "drafted", "changed a line", "dropped a line", "proposed a line",
    }  # fmt: skip
    answers.erase(system, member.person_id, LATER)
    assert answers.personal_data(member.actor, member.person_id) == []


def test_scores_by_a_rubric_that_was_replaced_are_stale_and_others_are_not(actor: Actor) -> None:
    first = published(actor, tideway(actor))
    second = actions.revise(actor, framework_id=first.pk, now=LATER)
    same, other, *_rest = second.rubrics.order_by("work_task__position")
    other.pass_mark = 3
    other.save()
    published(actor, second, now=LATER)
    before = queries.framework(actor, first.pk).rubrics.select_related("work_task")
    found = {row.work_task.reference: queries.newer_rubric(actor, row) for row in before}
    assert found.pop(other.work_task.reference) == other
    assert same.work_task.reference in found
    assert set(found.values()) == {None}
    assert queries.newer_rubric(actor, other) is None
