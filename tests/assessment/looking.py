"""Looking again, to test with: an assurer, a sample, marks given again, a finding."""

from datetime import timedelta

from tests.assessment.factories import NOW, TO_STANDARD, Bench, proven
from tests.people import factories as people
from tests.people.factories import Member

from skillmark.assessment import actions, queries, rules
from skillmark.assessment.queries import Finding, SampledAttempt, SamplingPlan, Sitting, Stage
from skillmark.foundation.roles import Role
from skillmark.people import queries as people_queries

EVERYTHING = rules.Sampling(assessors=100, candidates=100, methods=100, new_marks=10, new_weight=3, difference_weight=3)


def assurer_of(where: Bench) -> Member:
    return people.member(where.place, Role.QUALITY_ASSURER, name="Hana Sato")


def drawn(where: Bench, assurer: Member, *, seed: str = "", sampling: rules.Sampling = EVERYTHING) -> SamplingPlan:
    actions.set_sampling(where.program, wanted=sampling, now=NOW)
    today = people_queries.today(where.program, NOW)
    return actions.draw_sample(
        assurer.actor, assurer_id=assurer.person_id, starts=today, ends=today, due_on=today + timedelta(days=14),
        seed=seed, now=NOW,
    )  # fmt: skip


def only_unit(plan: SamplingPlan) -> SampledAttempt:
    return plan.units.get(drawn=True)


def again(assurer: Member, plan: SamplingPlan, scores: dict[str, int] | None = None) -> SampledAttempt:
    unit = only_unit(plan)
    actions.mark_again(assurer.actor, unit_id=unit.pk, scores=scores or TO_STANDARD, now=NOW)
    return unit


def doubted(where: Bench) -> tuple[Member, Sitting, Finding]:
    """A passed attempt, marked again as not passed, and a finding that doubts it."""
    sitting, assurer = proven(where), assurer_of(where)
    plan = drawn(where, assurer)
    unit = again(assurer, plan, TO_STANDARD | {"1": 0})
    finding = actions.raise_finding(
        assurer.actor, plan_id=plan.pk, unit_id=unit.pk, text="No guard.", doubts=True, now=NOW
    )
    return assurer, sitting, finding


def stage_of(where: Bench, sitting: Sitting) -> Stage:
    return queries.result(queries.sitting(where.program, sitting.pk)).stage


def where_lead(where: Bench) -> Member:
    return people.member(where.place, Role.TALENT_LEAD, name="Tess Hale")


def tried(where: Bench, name: str) -> Sitting:
    somebody = people.person(where.place, name)
    return actions.open_sitting(where.program, task_id=where.task.pk, person_id=somebody.pk, now=NOW)


def drawn_on_day_of(where: Bench, assurer: Member, sitting: Sitting) -> SamplingPlan:
    actions.set_sampling(where.program, wanted=EVERYTHING, now=NOW)
    day = people_queries.today(where.program, sitting.settled_at or NOW)
    return actions.draw_sample(
        assurer.actor, assurer_id=assurer.person_id, starts=day, ends=day, due_on=day + timedelta(days=400), now=NOW
    )
