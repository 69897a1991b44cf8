"""A panel's pass mark binds: what those on the border show beside it, the group that sets it, and the next version."""

from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse
from tests.assessment.factories import NOW, TO_STANDARD, Bench, bench
from tests.assessment.looking import where_lead
from tests.assessment.test_cuts import answer, asked, read
from tests.governance import factories as governance
from tests.people import factories as people
from tests.standards import factories

from skillmark.assessment import actions, handlers, queries, showing
from skillmark.assessment.models import Judgement
from skillmark.assessment.queries import CutPanel
from skillmark.foundation.roles import Role
from skillmark.governance import queries as decisions
from skillmark.standards import actions as standard_actions
from skillmark.standards import queries as standards
from skillmark.standards import stored
from skillmark.standards.actions import TaskValues

pytestmark = pytest.mark.django_db


def judged(where: Bench, name: str, said: list[Judgement], levels: dict[str, int]) -> None:
    """Somebody's attempt, marked alike by both, each with what she thinks of it as a whole."""
    person = people.member(where.place, Role.WORKER, name=name)
    sitting = actions.open_sitting(where.program, task_id=where.task.pk, person_id=person.person_id, now=NOW)
    for member, judgement in zip((where.first, where.second), said, strict=True):
        actions.rate(member.actor, sitting_id=sitting.pk, scores=levels, judgement=judgement, now=NOW)


def closed(where: Bench, pass_mark: int = 3) -> CutPanel:
    panel, members = asked(where)
    answer(panel, members, TO_STANDARD, TO_STANDARD, TO_STANDARD)
    reason = "A guard is never left."
    return actions.close_cut_panel(where.program, panel_id=panel.pk, pass_mark=pass_mark, reason=reason, now=NOW)


def test_those_on_the_border_say_nothing_before_there_are_ten_of_them() -> None:
    where = bench()
    panel, _members = asked(where)
    assert queries.border_of(where.program, panel) is None
    border = [Judgement.BORDER, Judgement.BORDER]
    for number in range(9):
        judged(where, f"Person {number}", border, TO_STANDARD)
    judged(where, "Sure one", [Judgement.GOOD_ENOUGH, Judgement.GOOD_ENOUGH], {"1": 3, "2": 3, "3": 3, "4": 3})
    judged(where, "Split one", [Judgement.BORDER, Judgement.GOOD_ENOUGH], {"1": 3, "2": 3, "3": 3, "4": 3})
    found = queries.border_of(where.program, panel)
    assert found is not None
    assert (found.judged, found.assessors, found.people, found.levels) == (11, 2, 9, {})
    judged(where, "The tenth", border, {"1": 1, "2": 1, "3": 1, "4": 3})
    found = queries.border_of(where.program, panel)
    assert found is not None
    assert found.people == 10
    assert {place: one.cut for place, one in found.levels.items()} == dict.fromkeys("1234", Fraction(2))


def test_what_those_on_the_border_reached_is_kept_as_it_was_when_the_panel_closed() -> None:
    where = bench()
    judged(where, "The first", [Judgement.BORDER, Judgement.BORDER], TO_STANDARD)
    for number in range(9):
        judged(where, f"Person {number}", [Judgement.BORDER, Judgement.BORDER], {"1": 1, "2": 2, "3": 3, "4": 2})
    panel = closed(where)
    before = queries.border_of(where.program, read(where, panel))
    judged(where, "A later one", [Judgement.BORDER, Judgement.BORDER], TO_STANDARD)
    after = queries.border_of(where.program, read(where, panel))
    assert before == after
    assert before is not None
    assert [before.levels[place].cut for place in "1234"] == [1, 2, 3, 2]
    page = where_lead(where).client().get(reverse("assessment:cut_panel", args=[where.place.slug, panel.pk])).content
    assert "On the border: 10" in page.decode()


def test_a_judgement_of_the_whole_changes_no_result() -> None:
    where = bench()
    sitting = where.sitting()
    for member in (where.first, where.second):
        actions.rate(member.actor, sitting_id=sitting.pk, scores=TO_STANDARD, judgement=Judgement.NOT_YET, now=NOW)
    assert queries.result(queries.sitting(where.program, sitting.pk)).stage is queries.Stage.PASSED


def test_no_pass_mark_is_set_without_a_groups_decision_about_this_panel() -> None:
    where = bench(demonstration=False)
    panel = closed(where)
    with pytest.raises(actions.NotDecided):
        actions.carry_pass_mark(where.program, panel_id=panel.pk, now=NOW)
    governance.decided(where.program, where.framework, "cut_score", now=NOW)  # about something else
    with pytest.raises(actions.NotDecided):
        actions.carry_pass_mark(where.program, panel_id=panel.pk, now=NOW)
    assert standards.versions(where.program, where.framework.lineage).count() == 1


def test_a_decided_pass_mark_stands_in_the_next_version_and_says_where_it_comes_from() -> None:
    where = bench(demonstration=False)
    panel = closed(where)
    decision = governance.decided(where.program, panel, "cut_score", now=NOW)
    handlers.carry_when_passed(where.program, decision.pk, {}, NOW)
    handlers.carry_when_passed(where.program, decision.pk, {}, NOW)  # told twice, written once
    where.task.rubric.refresh_from_db()
    assert where.task.rubric.pass_mark == 2  # in force until the next version is
    version = read(where, panel).carried_into
    assert version is not None
    assert (version.status, version.version) == ("draft", 2)
    assert version.work_tasks.get(reference="T-02").rubric.pass_mark == 3
    (change,) = standards.differences(where.program, where.framework.pk, version.pk)
    mark, *set_by = (field.field for field in change.fields)
    assert mark == "pass_mark"
    assert {name.split(".")[0] for name in set_by} == {"pass_mark_by"}, "and who found it"
    factories.published(where.program, version, now=NOW)
    page = Client().get(reverse("standards:published", args=[version.pk])).content.decode()
    assert page.count("Found by a panel of 3 (modified Angoff); set by") == 1
    assert decision.proposal.body.name in page
    assert "Ida Berg" not in page
    assert (
        "Found by a panel"
        not in Client().get(reverse("standards:published", args=[where.framework.pk])).content.decode()
    )


def test_a_pass_mark_changed_by_hand_afterwards_is_no_panels_any_more() -> None:
    where = bench()
    panel = closed(where)
    governance.decided(where.program, panel, "cut_score", now=NOW)
    version = actions.carry_pass_mark(where.program, panel_id=panel.pk, now=NOW).carried_into
    assert version == where.framework  # a draft is written into as it is
    assert standards.pass_marks_set_by(version)["T-02"]["seats"] == 3
    task = version.work_tasks.select_related("rubric").get(reference="T-02")
    values = TaskValues(task.statement, task.sample_task, stored.criteria(task.rubric), 2)
    standard_actions.edit_task(where.program, work_task_id=task.pk, values=values, now=NOW)
    assert standards.pass_marks_set_by(version) == {}


def test_a_group_is_asked_with_the_half_page_written_from_the_panels_record() -> None:
    where = bench(demonstration=False)
    panel = closed(where)
    governance.full_body(where.program, now=NOW)
    lead = where_lead(where).client()
    page = lead.get(reverse("assessment:cut_panel", args=[where.place.slug, panel.pk])).content.decode()
    assert "Ask a group to set it" in page
    address = decisions.address_to_ask(
        where.place.slug, decisions.Question.CUT_SCORE, panel, **showing.half_page(read(where, panel))
    )
    asking = lead.get(address).content.decode()
    assert "A guard is never left." in asking
    assert "Yes or no to this pass mark." in asking
