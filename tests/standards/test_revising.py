"""The next version: a copy of the one in force, edited by name, and the exact difference with who is affected."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.governance.factories import full_body
from tests.people import factories as people
from tests.standards.factories import NOON, ask, lead, load_small_database, net_menders, published, tideway, workspace

from skillmark.foundation import access
from skillmark.foundation.roles import Actor, Role
from skillmark.governance import queries as decisions
from skillmark.kernel.skills.changes import Part, Verb
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, answers, queries, stored
from skillmark.standards.models import EditedPart

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=20)
TRACED = actions.LineValues(
    "Isolates a pump",
    "",
    4,
    500,
    True,
    "Locks, tags and proves it dead.",
    tasks=("T-04",),
    source="Panel",
    rationale="It kills.",
)
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
        "tasks": [task for task, _score in changed.suggested_tasks],
    }  # fmt: skip
    client.post(reverse("standards:line", args=[member.slug, changed.pk]), form)
    client.post(reverse("standards:line", args=[member.slug, dropped.pk]), {"drop": "yes"})
    new = form | {"name": A_LINE.name, "reference": "TP-09", "source": "The panel", "rationale": "It kills."}
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
    before = queries.framework(actor, first.pk).rubrics.select_related("work_task", "framework")
    newer = queries.newer_rubrics(actor, before)
    found = {row.work_task.reference: newer.get(row.pk) for row in before}
    assert found.pop(other.work_task.reference) == other
    assert same.work_task.reference in found
    assert set(found.values()) == {None}
    assert queries.newer_rubrics(actor, [other]) == {}


def test_a_line_that_names_no_task_keeps_a_standard_from_the_vote_and_is_named_there() -> None:
    place = people.workspace()
    member, system = people.member(place, Role.TALENT_LEAD), people.system(place)
    draft = tideway(system)  # “Lift and move safely” shares no word with any of its tasks
    for body in full_body(system), None:
        with pytest.raises(actions.LinesUntraced):
            actions.ask_to_publish(
                system, framework_id=draft.pk, body_id=body.pk if body else draft.pk, title="t", what_changes="w",
                deadline=LATER, now=NOON,
            )  # fmt: skip
    client = member.client()
    (line,) = queries.untraced(member.actor, draft)
    page = client.get(reverse("standards:publish", args=[member.slug, draft.pk])).content.decode()
    assert reverse("standards:line", args=[member.slug, line.pk]) in page
    assert "Put the question" not in page
    tracing = reverse("standards:tracing", args=[member.slug, draft.pk])
    for chosen in ([], ["T-99"]):
        client.post(tracing, {line.pk.hex: chosen})
        assert [row.pk for row in queries.untraced(member.actor, draft)] == [line.pk]
    assert client.post(tracing, {line.pk.hex: ["T-04", "T-01"]}).status_code == 302
    assert queries.untraced(member.actor, draft) == []
    line.refresh_from_db()
    assert line.suggested_tasks == [["T-04", None], ["T-01", None]]
    (edit,) = queries.contributions(member.actor, draft, EditedPart.REQUIREMENT)["TP-04"]
    assert (edit.person_id, edit.fields) == (member.person_id, {"tasks": [[], ["T-04", "T-01"]]})
    assert "Put the question" in client.get(reverse("standards:publish", args=[member.slug, draft.pk])).content.decode()
    with pytest.raises(BadInput):
        actions.trace_lines(system, framework_id=draft.pk, tasks={line.pk: ["T-99"]}, now=NOON)
    for task in ("T-04", "T-01"):
        actions.drop_task(system, work_task_id=draft.work_tasks.get(reference=task).pk, now=NOON)
    assert [row.pk for row in queries.untraced(member.actor, draft)] == [line.pk]


def test_what_a_person_named_goes_before_what_the_words_suggest_and_keeps_no_figure(actor: Actor) -> None:
    draft = tideway(actor)
    row = draft.requirements.order_by("position")[0]
    first, *_others = before = row.suggested_tasks
    values = actions.LineValues(
        row.competency.name, row.competency.description, row.level, row.weight, row.essential, row.descriptor,
        tasks=(first[0], "T-08"),
    )  # fmt: skip
    actions.edit_line(actor, requirement_id=row.pk, values=replace(values, tasks=None), now=LATER)
    row.refresh_from_db()
    assert row.suggested_tasks == before
    actions.edit_line(actor, requirement_id=row.pk, values=values, now=LATER)
    row.refresh_from_db()
    assert row.suggested_tasks == [["T-08", None], first]
    told = queries.standard_document(actor, draft.pk)["first_pass_indicators"][0]["suggested_tasks"]  # type: ignore[index]
    assert told[0] == {"source_id": "T-08", "score": None}
    assert queries.package_of(draft).associations


def test_who_was_asked_about_a_version_reads_who_wrote_which_line_and_the_next_keeps_the_names() -> None:
    place = people.workspace()
    system = people.system(place)
    author, panelist, stranger = (
        people.member(place, role, name=name)
        for role, name in ((Role.TALENT_LEAD, "Rosa Lind"), (Role.WORKER, "Ana Ruiz"), (Role.WORKER, "Cy Oto"))
    )
    draft = tideway(system)
    actions.add_line(author.actor, framework_id=draft.pk, reference="TP-09", values=TRACED, now=NOON)
    actions.ask_panel(
        system, framework_id=draft.pk, capacities={panelist.person_id: queries.Capacity.INCUMBENT}, now=NOON
    )
    proposal = ask(system, draft)
    voter = next(one.seat.person_id for one in proposal.voters.all())
    assert voter is not None
    assert decisions.was_asked(replace(panelist.actor, person_id=voter), proposal.pk)
    lines = reverse("standards:lines", args=[place.slug, draft.pk])
    assert stranger.client().get(lines).status_code == 403
    assert "Who wrote which line" not in stranger.client().get(lines.removesuffix("lines/")).content.decode()
    read = panelist.client().get(lines).content.decode()
    assert "proposed by Rosa Lind" in read
    assert reverse("standards:line", args=[place.slug, draft.requirements.all()[0].pk]) not in read
    assert lines in panelist.client().get(lines.removesuffix("lines/")).content.decode()


def test_the_next_version_keeps_the_names_of_the_one_before() -> None:
    place = people.workspace()
    system, author = people.system(place), people.member(place, Role.TALENT_LEAD, name="Rosa Lind")
    draft = tideway(system)
    actions.add_line(author.actor, framework_id=draft.pk, reference="TP-09", values=TRACED, now=NOON)
    second = actions.revise(system, framework_id=published(system, draft).pk, now=LATER)
    lines = reverse("standards:lines", args=[place.slug, second.pk])
    read = " ".join(author.client().get(lines).content.decode().split())
    assert "proposed by Rosa Lind, March 2, 2026 (in version 1)" in read
    assert "from the source" in read


def test_where_a_line_comes_from_why_and_since_when_is_written_shown_and_told(actor: Actor) -> None:
    first = published(actor, tideway(actor))
    draft = actions.revise(actor, framework_id=first.pk, now=LATER)
    row = draft.requirements.select_related("competency").order_by("position")[0]
    held = actions.LineValues(
        row.competency.name, row.competency.description, row.level, row.weight, row.essential, row.descriptor
    )
    actions.edit_line(actor, requirement_id=row.pk, values=held, now=LATER)
    assert queries.differences(actor, first.pk, draft.pk) == ()
    said = replace(held, source="Accident report 12", rationale="A misread drawing burst a casing.")
    actions.edit_line(actor, requirement_id=row.pk, values=said, now=LATER)
    (change,) = queries.differences(actor, first.pk, draft.pk)
    assert {one.field: one.after for one in change.fields} == {
        "source": "Accident report 12", "rationale": "A misread drawing burst a casing.", "date": "2026-03-22",
    }  # fmt: skip
    published(actor, draft, now=LATER)
    page = Client().get(reverse("standards:published", args=[draft.pk])).content.decode()
    for text in ("Accident report 12", "A misread drawing burst a casing.", "March 22, 2026", "March 2, 2026"):
        assert text in page, text
    told = queries.published_document(draft.pk)["text"]["standard"]["first_pass_indicators"]
    assert told[0]["date"] == "2026-03-22"
    assert "date" not in told[1], "of a drafted line nobody wrote one down"
    (package,) = (item for item in queries.package_of(draft).items if item.code == row.competency.reference)
    assert package.other["extensions"]["rationale"] == said.rationale  # type: ignore[index]
