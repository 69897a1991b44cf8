"""Some attempts are marked again by somebody who sees neither marks nor names, and a finding has consequences."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.assessment.factories import NOW, TO_STANDARD, bench, mark, observe, proven
from tests.assessment.looking import EVERYTHING, again, assurer_of, drawn, only_unit, tried, where_lead
from tests.people import factories as people

from skillmark.assessment import actions, queries, rules
from skillmark.assessment.actions import CannotRate
from skillmark.assessment.models import NeverChanged
from skillmark.assessment.queries import SampledAttempt
from skillmark.foundation import access
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people_actions
from skillmark.people import queries as people_queries

pytestmark = pytest.mark.django_db


# How much, and the draw


@pytest.mark.parametrize(
    "wrong",
    [
        {"assessors": 101}, {"candidates": -1}, {"new_weight": 0}, {"difference_weight": 11}, {"new_marks": 201},
        {"assessors": 0, "candidates": 0, "methods": 0},
    ],
)  # fmt: skip
def test_a_policy_that_makes_no_sense_is_refused(wrong: dict[str, int]) -> None:
    values = {name: getattr(EVERYTHING, name) for name in EVERYTHING.__dataclass_fields__} | wrong
    with pytest.raises(BadInput):
        rules.checked_sampling(rules.Sampling(**values))


def test_the_same_policy_again_is_no_new_version_and_another_is() -> None:
    where = bench()
    first = actions.set_sampling(where.program, wanted=EVERYTHING, now=NOW)
    assert actions.set_sampling(where.program, wanted=EVERYTHING, now=NOW).pk == first.pk
    assert actions.set_sampling(where.program, wanted=rules.READY, now=NOW).version == 2


def test_an_assessor_is_new_for_her_first_marks_and_risks_multiply() -> None:
    assert rules.risks([12, 3], False, EVERYTHING) == (rules.Risk.NEW,)
    assert rules.risks([10, 11], True, EVERYTHING) == (rules.Risk.DIFFERENCE,)
    assert rules.weight(rules.risks([0, 0], True, EVERYTHING), EVERYTHING) == 9
    assert rules.weight(rules.risks([10, 11], False, EVERYTHING), EVERYTHING) == 1


def test_the_same_seed_draws_the_same_sample_and_the_record_proves_it() -> None:
    where = bench()
    for name in ("Ana Ruiz", "Bo Lind", "Cai Wu", "Dee Fox"):
        for rater, sitting in [(where.first, tried(where, name))]:
            mark(rater, sitting)
            mark(where.second, sitting)
    plan = drawn(where, assurer_of(where), seed="a seed")
    units = list(plan.units.all())
    assert len(units) == 4
    assert queries.draws_alike(where_lead(where).actor, plan)
    again_ids = rules_draw(units, "a seed")
    assert [str(unit.sitting_id) for unit in sorted(units, key=lambda one: one.number or 99) if unit.drawn] == again_ids
    SampledAttempt.objects.within(where.program).filter(plan=plan, number=1).update(weight=100)
    SampledAttempt.objects.within(where.program).filter(plan=plan, number=4).update(number=None, drawn=False)
    assert not queries.draws_alike(where_lead(where).actor, plan)


def rules_draw(units: list[SampledAttempt], seed: str) -> list[str]:
    from skillmark.kernel.agreement import Unit, draw

    made = [Unit(str(unit.sitting_id), queries.belongs(unit.sitting), unit.weight) for unit in units]
    return list(draw(made, EVERYTHING.percent, seed=seed).drawn)


def test_a_seed_that_nobody_gave_is_drawn_and_kept() -> None:
    where = bench()
    proven(where)
    plan = drawn(where, assurer_of(where))
    assert len(plan.seed) == 32
    assert plan.covers == [
        {"kind": "assessors", "known": 2, "wanted": 2, "reached": 2},
        {"kind": "candidates", "known": 1, "wanted": 1, "reached": 1},
        {"kind": "methods", "known": 1, "wanted": 1, "reached": 1},
    ]


def test_what_the_assurer_had_a_part_in_stays_out() -> None:
    where = bench()
    proven(where)
    people_actions.grant_role(where.program, person_id=where.first.person_id, role=Role.QUALITY_ASSURER, now=NOW)
    with pytest.raises(BadInput):
        drawn(where, where.first)
    boss = assurer_of(where)
    people_actions.set_manager(where.program, person_id=where.candidate.person_id, manager_id=boss.person_id, now=NOW)
    with pytest.raises(BadInput):
        drawn(where, boss)


def test_an_attempt_is_drawn_once() -> None:
    where = bench()
    proven(where)
    drawn(where, assurer_of(where))
    with pytest.raises(BadInput):
        drawn(where, people.member(where.place, Role.QUALITY_ASSURER, name="Noa Adler"))


def test_only_attempts_settled_in_the_days_are_drawn() -> None:
    where = bench()
    proven(where)
    assurer, today = assurer_of(where), people_queries.today(where.program, NOW)
    actions.set_sampling(where.program, wanted=EVERYTHING, now=NOW)
    before = {"starts": today - timedelta(days=9), "ends": today - timedelta(days=1), "due_on": today}
    with pytest.raises(BadInput):
        actions.draw_sample(assurer.actor, assurer_id=assurer.person_id, **before, now=NOW)
    for wrong in (
        {"ends": today + timedelta(days=1)},
        {"due_on": today - timedelta(days=1)},
        {"starts": today, "ends": before["ends"]},
    ):
        days: dict[str, Any] = {"starts": today, "ends": today, "due_on": today} | wrong
        with pytest.raises(BadInput):
            actions.draw_sample(assurer.actor, assurer_id=assurer.person_id, **days, now=NOW)


def test_nobody_but_an_assurer_is_asked_to_look_again() -> None:
    where = bench()
    proven(where)
    actions.set_sampling(where.program, wanted=EVERYTHING, now=NOW)
    today = people_queries.today(where.program, NOW)
    days = {"starts": today, "ends": today, "due_on": today}
    with pytest.raises(BadInput):
        actions.draw_sample(where_lead(where).actor, assurer_id=where.candidate.person_id, **days, now=NOW)


# Marking again, blind


def test_until_her_marks_are_in_the_assurer_sees_nothing_of_it_by_any_way() -> None:
    where = bench()
    sitting, assurer = proven(where), assurer_of(where)
    assert queries.sitting(assurer.actor, sitting.pk)
    plan = drawn(where, assurer)
    lead = where_lead(where)
    people_actions.grant_role(where.program, person_id=assurer.person_id, role=Role.TALENT_LEAD, now=NOW)
    with pytest.raises(NotFound):
        queries.sitting(assurer.actor, sitting.pk)
    assert list(queries.sittings(assurer.actor)) == []
    assert queries.sittings_of(assurer.actor, where.candidate.person_id) == []
    assert queries.agreement(assurer.actor, where.task.pk).compared == ()
    assert queries.second_looks(assurer.actor, plan) == []
    assert queries.agreement(lead.actor, where.task.pk).compared != ()
    client, slug = assurer.client(), where.place.slug
    unit = only_unit(plan)
    for name, of in (("attempt", sitting.pk), ("marked_again", unit.pk)):
        assert client.get(reverse(f"assessment:{name}", args=[slug, of])).status_code == 404
    page = client.get(reverse("assessment:mark_again", args=[slug, unit.pk])).content.decode()
    assert "Mounted the seal on a cleaned shaft" in page
    for hidden in ("Rosa Castell", "Ida Berg", "Owen Pratt", "Passed"):
        assert hidden not in page
        assert hidden not in client.get(reverse("assessment:sample", args=[slug, plan.pk])).content.decode()
    sent = client.post(reverse("assessment:mark_again", args=[slug, unit.pk]), {f"mark_{n}": "2" for n in range(1, 5)})
    assert sent.status_code == 302
    beside = client.get(sent["Location"]).content.decode()
    assert "Ida Berg" in beside
    assert "Owen Pratt" in beside
    assert queries.sitting(assurer.actor, sitting.pk)


def test_what_an_assurer_gave_stands() -> None:
    where = bench()
    proven(where)
    assurer = assurer_of(where)
    plan = drawn(where, assurer)
    unit = again(assurer, plan)
    with pytest.raises(CannotRate) as refused:
        actions.mark_again(assurer.actor, unit_id=unit.pk, scores=TO_STANDARD, now=NOW)
    assert refused.value.reason == CannotRate.ALREADY
    remark = SampledAttempt.objects.within(where.program).get(pk=unit.pk).remark
    remark.scores = {}
    with pytest.raises(NeverChanged):
        remark.save()


def test_nobody_else_marks_for_the_assurer_and_another_workspace_finds_nothing() -> None:
    where, other = bench(), bench()
    proven(where)
    unit = only_unit(drawn(where, assurer_of(where)))
    colleague = people.member(where.place, Role.QUALITY_ASSURER, name="Noa Adler")
    for somebody in (colleague, assurer_of(other)):
        with pytest.raises(NotFound):
            actions.mark_again(somebody.actor, unit_id=unit.pk, scores=TO_STANDARD, now=NOW)
    with pytest.raises(Forbidden):
        actions.mark_again(where.first.actor, unit_id=unit.pk, scores=TO_STANDARD, now=NOW)


def test_marks_that_do_not_fit_the_rubric_are_refused() -> None:
    where = bench()
    proven(where)
    assurer = assurer_of(where)
    unit = only_unit(drawn(where, assurer))
    for scores in ({"1": 2}, TO_STANDARD | {"4": 9}):
        with pytest.raises(BadInput):
            actions.mark_again(assurer.actor, unit_id=unit.pk, scores=scores, now=NOW)


def test_another_result_and_marks_too_far_apart_are_told_apart() -> None:
    where = bench()
    rubric = queries.rubric(proven(where))
    same = rules.second_look(rubric, TO_STANDARD, TO_STANDARD | {"1": 3}, limit=1, pass_mark=2)
    assert (same.same_verdict, same.beyond) == (True, ())
    other = rules.second_look(rubric, TO_STANDARD, TO_STANDARD | {"1": 1}, limit=1, pass_mark=2)
    assert (other.same_verdict, other.beyond) == (False, ())
    apart = rules.second_look(rubric, TO_STANDARD | {"1": 3}, TO_STANDARD, limit=0, pass_mark=2)
    assert (apart.same_verdict, apart.beyond) == (True, ("1",))


def test_marking_again_is_not_about_oneself() -> None:
    where = bench()
    sitting = proven(where)
    people_actions.grant_role(where.program, person_id=where.candidate.person_id, role=Role.QUALITY_ASSURER, now=NOW)
    assert not access.may(where.candidate.actor, "assessment.remark.give", sitting)


def test_the_page_of_a_sample_asks_as_often_for_many_as_for_one() -> None:
    where, asked = bench(), []
    assurer, lead = assurer_of(where), where_lead(where)
    for names in (["Ana Ruiz"], ["Bo Lind", "Cai Wu", "Dee Fox"]):
        for name in names:
            sitting = tried(where, name)
            observe(where.first, sitting)
            mark(where.first, sitting)
            mark(where.second, sitting)
        plan = drawn(where, assurer)
        for unit in plan.units.filter(drawn=True):
            actions.mark_again(assurer.actor, unit_id=unit.pk, scores=TO_STANDARD, now=NOW)
        client = lead.client()
        with CaptureQueriesContext(connection) as counted:
            assert client.get(reverse("assessment:sample", args=[where.place.slug, plan.pk])).status_code == 200
        asked.append(len(counted))
    assert asked[0] == asked[1]
