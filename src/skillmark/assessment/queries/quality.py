"""What is looked at again: the policy, the samples, what the assurer may see of each attempt, and the findings."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from skillmark.assessment import rules
from skillmark.assessment.models import (
    CorrectiveAction,
    Evidence,
    Finding,
    FindingClosing,
    Rating,
    SampledAttempt,
    SamplingPlan,
    SamplingPolicy,
    Sitting,
)
from skillmark.assessment.queries import sittings
from skillmark.assessment.queries.discipline import results_are_kept
from skillmark.assessment.queries.seen import earlier_marks_kept, earlier_marks_wait
from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.agreement import Unit, draw
from skillmark.people import queries as people


def sampling_policy(actor: Actor) -> SamplingPolicy | None:
    """How much is looked at again now; None where nobody has said."""
    access.require(actor, "assessment.sample.read")
    found: SamplingPolicy | None = SamplingPolicy.objects.within(actor).order_by("-version").first()
    return found


def sampling_of(policy: SamplingPolicy) -> rules.Sampling:
    return rules.Sampling(
        policy.assessors,
        policy.candidates,
        policy.methods,
        policy.new_marks,
        policy.new_weight,
        policy.difference_weight,
    )


def assurers(actor: Actor, day: date) -> list[tuple[UUID, str]]:
    """Who can be asked to look again: everybody who holds that role on a day, by name."""
    access.require(actor, "assessment.sample.draw")
    held = people.in_force(actor, day).filter(role=Role.QUALITY_ASSURER, over=None, person__erased_at=None)
    return list(dict.fromkeys(held.order_by("person__name", "person_id").values_list("person_id", "person__name")))


@dataclass(frozen=True, slots=True)
class Candidate:
    """An attempt that may be drawn, with what it shows something about and its risks."""

    sitting: Sitting
    belongs: dict[str, frozenset[str]]
    risks: tuple[rules.Risk, ...]


def to_draw_from(actor: Actor, assurer_id: UUID, starts: date, ends: date, policy: rules.Sampling) -> list[Candidate]:
    """Attempts settled in these days that no draw has taken yet and that this assurer may look at: not her own, not
    those she marked or settled, nor those of people she leads or who lead her.
    """
    zone = ZoneInfo(people.workspace(actor).time_zone)
    begins, over = (datetime.combine(day, time.min, zone) for day in (starts, ends + timedelta(days=1)))
    taken = SampledAttempt.objects.within(actor).filter(sitting=OuterRef("pk"), drawn=True)
    found = Sitting.objects.within(actor).filter(settled_at__gte=begins, settled_at__lt=over).exclude(Exists(taken))
    assurer = people.anyone(actor, assurer_id)
    marks = Rating.objects.within(actor).order_by("recorded_at", "id")
    earlier = rules.earlier_marks(marks.values_list("sitting_id", "assessor_id"))
    return [
        Candidate(sitting, belongs(sitting), _risks(sitting, earlier, policy))
        for sitting in sittings.with_raters(found).order_by("recorded_at", "id")
        if not had_part(assurer, sitting)
    ]


def had_part(assurer: Any, sitting: Sitting) -> bool:
    """Whether she was in it herself: took it, helped with the claim it came of, marked or settled it, or stands in one
    line of reporting with whoever took it.
    """
    hands = {rating.assessor_id for rating in sitting.ratings.all()} | {sitting.person_id} | sittings.helpers(sitting)
    settlement = getattr(sitting, "settlement", None)
    if settlement is not None:
        hands.add(settlement.moderator_id)
    free = rules.is_independent(assurer.pk, assurer.manager_id, sitting.person_id, sitting.person.manager_id)
    return assurer.pk in hands or not free


def belongs(sitting: Sitting) -> dict[str, frozenset[str]]:
    """Of whom and what an attempt shows something: its assessors, its candidate, the ways it was checked."""
    given = sitting.ratings.all()
    return {
        "assessors": frozenset(str(rating.assessor_id) for rating in given),
        "candidates": frozenset([str(sitting.person_id)]),
        "methods": frozenset(rating.kind for rating in given),
    }


def _risks(sitting: Sitting, earlier: dict[UUID, list[int]], policy: rules.Sampling) -> tuple[rules.Risk, ...]:
    compared = sittings.result(sitting).comparisons
    return rules.risks(earlier.get(sitting.pk, []), any(not one.settled for one in compared), policy)


def plans(actor: Actor) -> "QuerySet[Any]":
    """The samples, the latest first, each with how many attempts were drawn (`attempts`) and marked again (`again`)."""
    access.require(actor, "assessment.sample.read")
    found: QuerySet[SamplingPlan] = SamplingPlan.objects.within(actor).select_related("policy", "assurer")
    counted = found.annotate(
        attempts=Count("units", filter=Q(units__drawn=True), distinct=True),
        again=Count("units__remark", distinct=True),
    )
    return counted.order_by("-recorded_at", "-id")


def plan(actor: Actor, plan_id: UUID) -> SamplingPlan:
    found: SamplingPlan = one(plans(actor), plan_id)
    return found


def drawn_units(actor: Actor, found: SamplingPlan) -> list[SampledAttempt]:
    """What was drawn, by number. The attempts themselves stand beside it; who may see them, the caller asks."""
    access.require(actor, "assessment.sample.read")
    rows = SampledAttempt.objects.within(actor).filter(plan=found, drawn=True).order_by("number")
    return list(rows.select_related("remark", "sitting__task__work_task"))


def draws_alike(actor: Actor, found: SamplingPlan) -> bool:
    """Whether the seed and what went in give the sample that was kept. An attempt erased since is no longer in it."""
    access.require(actor, "assessment.sample.read")
    rows = list(SampledAttempt.objects.within(actor).filter(plan=found).prefetch_related("sitting__ratings"))
    units = [Unit(str(row.sitting_id), belongs(row.sitting), row.weight) for row in rows]
    sample = draw(units, sampling_of(found.policy).percent, seed=found.seed)
    kept = sorted((row for row in rows if row.drawn), key=lambda row: row.number or 0)
    return sample.drawn == tuple(str(row.sitting_id) for row in kept)


def to_mark_again(actor: Actor, unit_id: UUID) -> SampledAttempt:
    """An attempt this assurer is to mark again, or has. Raises NotFound for everybody else's."""
    access.require_ever(actor, "assessment.remark.give")
    found = SampledAttempt.objects.within(actor).filter(drawn=True, plan__assurer_id=actor.person_id)
    if actor.person_id is None:
        raise NotFound(str(unit_id))
    whole: SampledAttempt = one(
        found.select_related("plan", "remark", "sitting__task__work_task", "sitting__task__rubric__framework"), unit_id
    )
    access.require(actor, "assessment.remark.give", whole.sitting)
    return whole


def evidence_of(actor: Actor, unit: SampledAttempt) -> list[Evidence]:
    """What was seen and handed in, in the order it came: all that an assurer has. Nobody is named."""
    access.require(actor, "assessment.remark.give", unit.sitting)
    found: QuerySet[Evidence] = Evidence.objects.within(actor).filter(sitting_id=unit.sitting_id)
    return [row for row in found.order_by("recorded_at", "id") if row.counts]


def marked_again(actor: Actor, unit_id: UUID) -> tuple[SampledAttempt, rules.SecondLook]:
    """An attempt whose marks were given again, beside the result. Raises NotFound before they are, and for whoever may
    confirm it again and did not mark it again herself.
    """
    access.require(actor, "assessment.sample.read")
    rows = _compared(actor)
    unit: SampledAttempt = one(rows.select_related("plan", "remark"), unit_id)
    unit.sitting = sittings.sitting(actor, unit.sitting_id)
    if unit.plan.assurer_id != actor.person_id and earlier_marks_wait(actor, unit.sitting):
        raise NotFound(str(unit_id))
    return unit, _second_look(unit)


def second_looks(actor: Actor, found: SamplingPlan) -> list[tuple[SampledAttempt, rules.SecondLook]]:
    """Every attempt of a sample that was marked again and that the reader may see, beside its result."""
    access.require(actor, "assessment.sample.read")
    rows = _compared(actor).filter(plan=found)
    known = {row.sitting_id: row for row in rows.select_related("remark").order_by("number")}
    whole = list(sittings.with_raters(sittings.not_blind_to(actor).filter(pk__in=known)))
    for sitting in whole:
        known[sitting.pk].sitting = sitting
    seen = {sitting.pk for sitting in whole}
    if found.assurer_id != actor.person_id:  # whoever marked it again has the first marks beside hers
        seen -= earlier_marks_kept(actor, whole)
    return [(row, _second_look(row)) for row in known.values() if row.sitting_id in seen]


def _compared(actor: Actor) -> "QuerySet[SampledAttempt]":
    """What was marked again; where results are kept from the actor, only what she marked again herself."""
    rows: QuerySet[SampledAttempt] = SampledAttempt.objects.within(actor).filter(drawn=True, remark__isnull=False)
    return rows.filter(plan__assurer_id=actor.person_id) if results_are_kept(actor) else rows


def _second_look(unit: SampledAttempt) -> rules.SecondLook:
    task, found = unit.sitting.task, sittings.result(unit.sitting)
    return rules.second_look(
        sittings.rubric(unit.sitting),
        found.levels or {},
        unit.remark.scores,
        limit=task.limit,
        pass_mark=task.rubric.pass_mark,
    )


def findings(actor: Actor) -> "QuerySet[Finding]":
    """Findings, open ones first, then the latest; without those of attempts the reader is to mark again."""
    access.require(actor, "assessment.sample.read")
    found: QuerySet[Finding] = Finding.objects.within(actor)
    blind = found.filter(Q(sitting=None) | Q(sitting__in=sittings.not_blind_to(actor)))
    whole = blind.select_related("plan", "closing", "sitting__task__work_task").prefetch_related("actions__person")
    closed = Exists(FindingClosing.objects.within(actor).filter(finding=OuterRef("pk")))
    return whole.alias(closed=closed).order_by("closed", "-recorded_at", "-id")


def who_doubted(actor: Actor, sitting_ids: Collection[UUID]) -> frozenset[UUID]:
    """Who raised or closed a finding about one of these attempts."""
    access.require(actor, "assessment.sitting.count")
    rows = Finding.objects.within(actor).filter(sitting_id__in=sitting_ids)
    pairs = rows.values_list("raised_by_id", "closing__closed_by_id")
    return frozenset(hand for pair in pairs for hand in pair if hand is not None)


def finding(actor: Actor, finding_id: UUID) -> Finding:
    return one(findings(actor), finding_id)


def open_findings(actor: Actor) -> list[Finding]:
    """Findings that wait for whoever leads or assures: not closed, and nothing of what was to be done is left."""
    return [
        found
        for found in findings(actor).filter(closing=None)
        if all(action.done_on is not None for action in found.actions.all())
    ]


def number_of(found: Finding) -> int | None:
    """What the attempt is called in its sample."""
    if found.sitting_id is None:
        return None
    return found.plan.units.filter(sitting_id=found.sitting_id, drawn=True).values_list("number", flat=True).first()


def to_do(actor: Actor) -> "QuerySet[CorrectiveAction]":
    """What the actor is to do about findings, the earliest day first."""
    rows: QuerySet[CorrectiveAction] = CorrectiveAction.objects.within(actor).filter(done_on=None)
    hers = rows.filter(person_id=actor.person_id) if actor.person_id else rows.none()
    return hers.select_related("finding").order_by("due_on", "id")


def corrective_action(actor: Actor, action_id: UUID) -> CorrectiveAction:
    """What somebody is to do about a finding, for her. Raises NotFound."""
    rows: QuerySet[CorrectiveAction] = CorrectiveAction.objects.within(actor)
    found = one(rows.select_related("finding__plan", "person"), action_id)
    if not access.may(actor, "assessment.finding.act", found):
        raise NotFound(str(action_id))
    return found


def plans_to_mark(actor: Actor) -> list[Any]:
    """Samples in which the actor has attempts to mark again; `left` says how many. The earliest day first."""
    if actor.person_id is None or not access.may_ever(actor, "assessment.remark.give"):
        return []
    hers = SamplingPlan.objects.within(actor).filter(assurer_id=actor.person_id)
    waiting = hers.annotate(left=Count("units", filter=Q(units__drawn=True, units__remark=None)))
    return list(waiting.filter(left__gt=0).order_by("due_on", "id"))


def doubted(actor: Actor) -> dict[UUID, Finding]:
    """Attempts that prove nothing while a finding doubts them, or any more, by id, with the finding."""
    access.require(actor, "assessment.doubt.read")
    rows: QuerySet[Finding] = Finding.objects.within(actor).filter(doubts=True, sitting__isnull=False)
    standing = rows.exclude(closing__stands=True).select_related("closing", "sitting").order_by("recorded_at", "id")
    return {found.sitting_id: found for found in standing if found.sitting_id is not None}
