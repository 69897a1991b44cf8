"""The tasks of a draft, proposed, changed and dropped by name; what is published stays."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.people import factories as people
from tests.standards.factories import NOON, ask, lead, published, tideway

from skillmark.foundation import access
from skillmark.foundation.roles import Actor, Role
from skillmark.kernel.skills.changes import Part, Verb
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, queries, stored
from skillmark.standards.models import EditedPart
from skillmark.standards.queries import Framework, WorkTask

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=20)


@pytest.fixture
def actor() -> Actor:
    return lead(people.workspace())


@pytest.fixture
def draft(actor: Actor) -> Framework:
    return actions.revise(actor, framework_id=published(actor, tideway(actor)).pk, now=LATER)


def first(actor: Actor, framework: Framework) -> WorkTask:
    return queries.work_tasks(actor, framework.pk)[0]


def as_it_is(task: WorkTask) -> actions.TaskValues:
    return actions.TaskValues(task.statement, task.sample_task, stored.criteria(task.rubric), task.rubric.pass_mark)


def test_a_proposed_task_can_be_shown_and_marked_at_once(actor: Actor, draft: Framework) -> None:
    made = actions.add_task(
        actor,
        framework_id=draft.pk,
        reference="T-99",
        statement="Isolate a pump from its power to prevent injury.",
        now=LATER,
    )
    last = queries.standard(actor, draft.pk).tasks[-1]
    assert (last.task_id, last.statement) == ("T-99", "can isolate a pump from its power to prevent injury")
    assert last.source_statement == "Isolate a pump from its power to prevent injury."
    assert "Isolate a pump" in last.sample_task
    assert stored.with_pass_marks(draft)[1]["T-99"] == 2
    (edit,) = queries.contributions(actor, draft, EditedPart.TASK)["T-99"]
    assert (edit.verb, edit.name) == ("proposed", made.statement)
    assert "T-99" not in queries.contributions(actor, draft, EditedPart.REQUIREMENT)


def test_what_is_changed_is_told_to_the_field_and_what_stays_is_no_edit(actor: Actor, draft: Framework) -> None:
    task = first(actor, draft)
    before = draft.replaces or queries.before(actor, draft)
    assert before is not None
    actions.edit_task(actor, work_task_id=task.pk, values=as_it_is(task), now=LATER)
    assert queries.contributions(actor, draft, EditedPart.TASK) == {}
    values = replace(as_it_is(task), sample_task="Align a shaft within 0.05 mm.", pass_mark=3)
    actions.edit_task(actor, work_task_id=task.pk, values=values, now=LATER)
    (edit,) = queries.contributions(actor, draft, EditedPart.TASK)[task.reference]
    assert edit.fields == {"sample_task": [task.sample_task, "Align a shaft within 0.05 mm."], "pass_mark": [2, 3]}
    (change,) = queries.differences(actor, before.pk, draft.pk)
    assert (change.part, change.verb, {one.field for one in change.fields}) == (
        Part.TASK, Verb.CHANGED, {"sample_task", "pass_mark"},
    )  # fmt: skip
    assert first(actor, before).sample_task == task.sample_task


def test_the_sources_own_statement_stays_whatever_is_changed(actor: Actor, draft: Framework) -> None:
    task = first(actor, draft)
    actions.edit_task(
        actor, work_task_id=task.pk, values=replace(as_it_is(task), statement="can align shafts"), now=LATER
    )
    (changed, *_) = queries.standard(actor, draft.pk).tasks
    assert (changed.statement, changed.source_statement) == ("can align shafts", task.original)


def test_a_dropped_task_is_no_suggestion_any_more(actor: Actor, draft: Framework) -> None:
    suggested = {pair[0] for line in draft.requirements.all() for pair in line.suggested_tasks}
    task = next(one for one in queries.work_tasks(actor, draft.pk) if one.reference in suggested)
    actions.drop_task(actor, work_task_id=task.pk, now=LATER)
    standard = queries.standard(actor, draft.pk)
    assert task.reference not in {one.task_id for one in standard.tasks}
    assert task.reference not in {one.task_id for line in standard.indicators for one in line.suggested_tasks}
    member = people.member(draft.workspace, Role.TALENT_LEAD)
    address = reverse("standards:framework", args=[draft.workspace.slug, draft.pk])
    assert member.client().get(address).status_code == 200
    (edit,) = queries.contributions(actor, draft, EditedPart.TASK)[task.reference]
    assert edit.verb == "dropped"


def test_what_could_be_neither_shown_nor_marked_is_refused(actor: Actor, draft: Framework) -> None:
    fine = as_it_is(first(actor, draft))
    (criterion, *others) = fine.rubric
    silent = replace(criterion, levels=(replace(criterion.levels[0], description=" "), *criterion.levels[1:]))
    for values in (
        replace(fine, statement=" "),
        replace(fine, sample_task=""),
        replace(fine, rubric=()),
        replace(fine, rubric=(silent, *others)),
        replace(fine, pass_mark=9),
    ):
        with pytest.raises(BadInput):
            actions.edit_task(actor, work_task_id=first(actor, draft).pk, values=values, now=LATER)
    for reference, statement in (("", "Do it."), ("x" * 201, "Do it."), ("T-99", " "), ("T-01", "Do it.")):
        with pytest.raises(BadInput):
            actions.add_task(actor, framework_id=draft.pk, reference=reference, statement=statement, now=LATER)


def test_no_task_is_changed_once_published_while_a_group_reads_it_or_by_anybody_else(
    actor: Actor, draft: Framework
) -> None:
    in_force = queries.before(actor, draft)
    assert in_force is not None
    task = first(actor, in_force)
    for refused in (
        lambda: actions.add_task(actor, framework_id=in_force.pk, reference="T", statement="Do it.", now=LATER),
        lambda: actions.edit_task(actor, work_task_id=task.pk, values=as_it_is(task), now=LATER),
        lambda: actions.drop_task(actor, work_task_id=task.pk, now=LATER),
    ):
        with pytest.raises(actions.NotADraft):
            refused()
    worker = people.member(draft.workspace, Role.WORKER)
    with pytest.raises(access.Forbidden):
        actions.drop_task(worker.actor, work_task_id=first(actor, draft).pk, now=LATER)
    ask(actor, draft, now=LATER)
    with pytest.raises(actions.AlreadyAsked):
        actions.drop_task(actor, work_task_id=first(actor, draft).pk, now=LATER)


def test_the_page_adds_and_takes_away_what_is_looked_at_and_names_who_did(actor: Actor, draft: Framework) -> None:
    member = people.member(draft.workspace, Role.TALENT_LEAD, name="Rosa Lind")
    client, slug = member.client(), draft.workspace.slug
    task = first(actor, draft)
    address = reverse("standards:work_task", args=[slug, task.pk])
    page = client.get(address).content.decode()
    assert task.original in page
    form = {"statement": task.statement, "sample_task": task.sample_task, "pass_mark": "2"}
    for criterion in stored.criteria(task.rubric):
        form[f"criterion-{criterion.position}"] = criterion.category
        for level in criterion.levels:
            form[f"level-{criterion.position}-{level.score}"] = level.description
    form["criterion-1"] = ""
    form["criterion-5"] = "Leak test"
    refused = client.post(address, form)
    assert "Say for each thing that is looked at what every level looks like" in refused.content.decode()
    form |= {f"level-5-{score}": f"Leaks after {score * 5} minutes" for score in range(4)}
    assert client.post(address, form).status_code == 302
    rubric = stored.criteria(first(actor, draft).rubric)
    assert [one.category for one in rubric] == ["Method", "Result", "Record and hand-over", "Leak test"]
    assert [one.position for one in rubric] == [1, 2, 3, 4]
    lines = client.get(reverse("standards:lines", args=[slug, draft.pk])).content.decode()
    assert "changed by Rosa Lind" in lines
    assert address in lines
    new = reverse("standards:add_task", args=[slug, draft.pk])
    taken = client.post(new, {"reference": task.reference, "statement": "Do it."})
    assert "is a task of this standard already" in taken.content.decode()
    made = client.post(new, {"reference": "T-99", "statement": "Test a pump to find leaks."})
    assert made.status_code == 302
    assert client.post(made.headers["location"], {"drop": "yes"}, follow=True).status_code == 200
    assert "T-99" not in queries.contributions(actor, draft, EditedPart.REQUIREMENT)
    assert [one.verb for one in queries.contributions(actor, draft, EditedPart.TASK)["T-99"]] == ["proposed", "dropped"]


def test_weights_are_set_on_the_form_and_shown_and_levels_may_be_more_or_fewer(actor: Actor, draft: Framework) -> None:
    member = people.member(draft.workspace, Role.TALENT_LEAD)
    client, task = member.client(), first(actor, draft)
    address = reverse("standards:work_task", args=[draft.workspace.slug, task.pk])
    form = {"statement": task.statement, "sample_task": task.sample_task, "pass_mark": "2", "weight-1": "3"}
    for criterion in stored.criteria(task.rubric):
        form[f"criterion-{criterion.position}"] = criterion.category
        form |= {f"level-{criterion.position}-{level.score}": level.description for level in criterion.levels}
    assert client.post(f"{address}?levels=3", form).status_code == 302
    rubric = stored.criteria(first(actor, draft).rubric)
    assert [one.weight for one in rubric] == [3, 1, 1, 1]
    assert {len(one.levels) for one in rubric} == {3}
    assert 'name="level-1-4"' in client.get(f"{address}?levels=5").content.decode()
    unnamed = client.post(f"{address}?levels=5", form | {f"level-{place}-4": "Teaches it." for place in range(1, 5)})
    assert unnamed.status_code == 200, "a level without a name"
    called = {"quality-3": "Alone", "quality-4": "Teaches"} | {
        f"level-{place}-4": "Teaches it." for place in range(1, 5)
    }
    assert client.post(f"{address}?levels=5", form | called).status_code == 302
    rubric = stored.criteria(first(actor, draft).rubric)
    assert [level.quality for level in rubric[0].levels][2:] == ["To standard", "Alone", "Teaches"]
    page = client.get(reverse("standards:framework", args=[draft.workspace.slug, draft.pk])).content.decode()
    assert "weight 3" in page
    fine = as_it_is(first(actor, draft))
    light, *others = fine.rubric
    for odd in (
        (replace(light, weight=0), *others),
        (replace(light, weight=101), *others),
        (replace(light, levels=light.levels[:3]), *others),
        tuple(replace(one, levels=one.levels[:1]) for one in fine.rubric),
        tuple(replace(one, levels=one.levels[1:]) for one in fine.rubric),
    ):
        with pytest.raises(BadInput):
            actions.edit_task(actor, work_task_id=task.pk, values=replace(fine, rubric=odd), now=LATER)
