"""Who may not be both: pairs that a policy keeps apart, and who is refused for it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.assessment.factories import (
    NOW,
    TO_STANDARD,
    TWO_ONE_INDEPENDENT,
    Bench,
    bench,
    leads,
)
from tests.people import factories as people
from tests.people.factories import Member

from skillmark.assessment import actions, queries, rules
from skillmark.assessment.models import LayerKind
from skillmark.assessment.queries import Sitting
from skillmark.foundation.roles import Role
from skillmark.kernel.values import BadInput
from skillmark.people.actions import grant_role, set_manager

TEST, SUPERVISOR = LayerKind.PRACTICAL_TEST, LayerKind.SUPERVISOR_CONFIRMATION
pytestmark = pytest.mark.django_db
ONE, TWO = (UUID(int=number) for number in (1, 2))
BOTH_WAYS = [
    {"kind": "practical_test", "count": 1, "independent": 1},
    {"kind": "supervisor_confirmation", "count": 1, "independent": 0},
]
TWO_TESTS_AND_HER_SUPERVISOR = [*TWO_ONE_INDEPENDENT, *BOTH_WAYS[1:]]


@pytest.mark.parametrize(
    "pair",
    [
        ("practical_test", "practical_test"),  # nobody could give it
        ("leads", "coaches"),  # keeps nothing from anybody
        ("leads", "leads"),
        ("portfolio", "leads"),  # the policy asks for none
        ("practical_test", "portfolio"),
        ("leads", "supervisor_confirmation"),  # whoever supervises her leads her
        ("practical_test", "neighbour"),
        ("practical_test",),
        ("practical_test", "leads", "coaches"),
    ],
)
def test_a_pair_that_cannot_be_met_is_no_policy(pair: tuple[str, ...]) -> None:
    with pytest.raises(BadInput):
        rules.apart_of([pair], rules.layers_of(BOTH_WAYS))


def test_a_pair_is_the_same_whichever_way_round_it_is_said() -> None:
    layers = rules.layers_of(BOTH_WAYS)
    said = [("coaches", "practical test"), ("supervisor_confirmation", "practical_test")]
    told = rules.apart_of([*said, *(tuple(reversed(pair)) for pair in said)], layers)
    assert told == (("practical_test", "coaches"), ("practical_test", "supervisor_confirmation"))


def apart(*pairs: tuple[str, str], policy: list[dict[str, Any]] | None = None) -> Bench:
    where = bench()
    layers = policy or BOTH_WAYS
    actions.set_policy(where.program, framework_id=where.framework.pk, layers=layers, apart=pairs, now=NOW)
    return where


def refusal(member: Member, sitting: Sitting, kind: LayerKind | None = None) -> tuple[str, str]:
    with pytest.raises(actions.CannotRate) as refused:
        actions.rate(member.actor, sitting_id=sitting.pk, scores=TO_STANDARD, kind=kind, now=NOW)
    return refused.value.reason, refused.value.part


def test_whoever_confirmed_as_supervisor_gives_no_practical_test_of_her() -> None:
    where = apart(("practical_test", "supervisor_confirmation"), policy=TWO_TESTS_AND_HER_SUPERVISOR)
    leads(where, where.first)
    earlier, later = where.sitting(), where.sitting()
    actions.rate(where.first.actor, sitting_id=earlier.pk, scores=TO_STANDARD, kind=SUPERVISOR, now=NOW)
    assert refusal(where.first, later, TEST) == ("apart", "supervisor_confirmation")
    assert queries.open_to(where.first.actor, queries.sitting(where.first.actor, later.pk)) == (SUPERVISOR,)
    actions.rate(where.second.actor, sitting_id=later.pk, scores=TO_STANDARD, kind=TEST, now=NOW)
    assert refusal(where.second, earlier, SUPERVISOR)[0] == "not_waiting"  # one such confirmation is there already


def test_what_she_confirmed_of_somebody_else_keeps_her_from_nothing() -> None:
    where = apart(("practical_test", "supervisor_confirmation"))
    somebody = people.member(where.place, Role.WORKER, name="Nils Castell")
    set_manager(where.program, person_id=somebody.person_id, manager_id=where.first.person_id, now=NOW)
    other = actions.open_sitting(where.program, task_id=where.task.pk, person_id=somebody.person_id, now=NOW)
    actions.rate(where.first.actor, sitting_id=other.pk, scores=TO_STANDARD, kind=SUPERVISOR, now=NOW)
    actions.rate(where.first.actor, sitting_id=where.sitting().pk, scores=TO_STANDARD, kind=TEST, now=NOW)


def test_whoever_started_the_attempt_does_not_test_it() -> None:
    where = apart(("practical_test", "started"))
    sitting = actions.open_sitting(
        where.first.actor, task_id=where.task.pk, person_id=where.candidate.person_id, now=NOW
    )
    assert refusal(where.first, sitting, TEST) == ("apart", "started")
    actions.rate(where.second.actor, sitting_id=sitting.pk, scores=TO_STANDARD, kind=TEST, now=NOW)


def test_whoever_leads_her_does_not_test_her_where_it_is_kept_apart() -> None:
    where = apart(("practical_test", "leads"))
    boss = leads(where, people.member(where.place, Role.ASSESSOR, name="Bea Lund"))
    sitting = where.sitting()
    assert queries.open_to(boss.actor, queries.sitting(boss.actor, sitting.pk)) == (SUPERVISOR,)


def test_her_coach_does_not_test_her_on_the_days_she_is_it() -> None:
    where = apart(("practical_test", "coaches"), policy=TWO_TESTS_AND_HER_SUPERVISOR)
    coach = leads(where, people.member(where.place, Role.ASSESSOR, name="Bea Lund"))
    sitting = where.sitting()
    coaches = {"person_id": coach.person_id, "role": Role.CASE_MANAGER, "over": where.candidate.person_id}
    grant_role(where.program, starts=NOW.date() + timedelta(days=1), **coaches, now=NOW)
    assert queries.chance(coach.actor, queries.sitting(coach.actor, sitting.pk), day=NOW.date(), kind=TEST).kinds
    grant_role(where.program, starts=NOW.date(), **coaches, now=NOW)
    assert refusal(coach, sitting, TEST) == ("apart", "coaches")
    assert [one.sitting.pk for one in queries.waiting_for(coach.actor)] == [sitting.pk]  # the other way is open to her
    actions.rate(coach.actor, sitting_id=sitting.pk, scores=TO_STANDARD, kind=SUPERVISOR, now=NOW)


def test_who_may_not_mark_it_is_told_before_she_types_anything() -> None:
    where = apart(("practical_test", "started"), policy=TWO_ONE_INDEPENDENT)
    sitting = actions.open_sitting(
        where.first.actor, task_id=where.task.pk, person_id=where.candidate.person_id, now=NOW
    )
    address = f"/w/{where.place.slug}/attempts/{sitting.pk}/"
    page = where.first.client().get(address).content.decode()
    assert "You started this attempt. Whoever did may not confirm it in this way." in page
    assert f"{address}score/" not in page
    told = where.first.client().get(f"{address}score/", follow=True).content.decode()
    assert "You started this attempt. Whoever did may not confirm it in this way." in told
    assert "Mark it" in where.second.client().get(address).content.decode()
    assert queries.waiting_for(where.first.actor) == []


def test_the_same_pairs_again_are_no_new_version_and_others_are() -> None:
    where = apart(("practical_test", "started"))
    asked = {"framework_id": where.framework.pk, "layers": BOTH_WAYS, "now": NOW}
    same = actions.set_policy(where.program, apart=[("started", "practical_test")], **asked)
    assert same.version == 2
    assert actions.set_policy(where.program, apart=[], **asked).version == 3
