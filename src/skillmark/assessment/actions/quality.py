"""Attempts are looked at again: how much is said, a sample is drawn, marked blind, and findings are followed up."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from skillmark.assessment import queries, rules
from skillmark.assessment.actions.marking import CannotRate
from skillmark.assessment.models import (
    CorrectiveAction,
    Finding,
    FindingClosing,
    Remark,
    SampledAttempt,
    SamplingPlan,
    SamplingPolicy,
)
from skillmark.foundation import access, audit, outbox, sources
from skillmark.foundation.records import add, one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.agreement import Sample, Unit, draw
from skillmark.kernel.values import BadInput, told, written
from skillmark.people import queries as people

LONGEST_FINDING = 2000  # letters; what needs more is a report, and a report is evidence
SEED_BYTES = 16  # nobody tries seeds until a sample suits


@action
def set_sampling(actor: Actor, *, wanted: rules.Sampling, now: datetime) -> SamplingPolicy:
    """Say how much is looked at again, as a new version. The same again changes nothing. Raises BadInput."""
    access.require(actor, "assessment.sampling.set")
    rules.checked_sampling(wanted)
    before: SamplingPolicy | None = SamplingPolicy.objects.within(actor).order_by("-version").first()
    if before is not None and queries.sampling_of(before) == wanted:
        return before
    policy: SamplingPolicy = SamplingPolicy.objects.record(
        actor,
        now=now,
        version=before.version + 1 if before else 1,
        assessors=wanted.assessors,
        candidates=wanted.candidates,
        methods=wanted.methods,
        new_marks=wanted.new_marks,
        new_weight=wanted.new_weight,
        difference_weight=wanted.difference_weight,
    )
    audit.record(actor, "assessment.sampling.set", policy, version=policy.version)
    return policy


@action
def draw_sample(
    actor: Actor,
    *,
    assurer_id: UUID,
    starts: date,
    ends: date,
    due_on: date,
    external: bool = False,
    seed: str = "",
    now: datetime,
) -> SamplingPlan:
    """Draw what this assurer looks at again until `due_on`, of attempts settled from `starts` to `ends`.

    The seed is drawn here; one is given only where a draw is to be repeated. `external`: the assurer comes from another
    organisation, which is recorded of her and kept with the sample. Raises BadInput for days that do not fit, for
    somebody who is no assurer, or is not from outside where that is asked, where there is no policy yet, or nothing to
    draw from.
    """
    access.require(actor, "assessment.sample.draw")
    policy = SamplingPolicy.objects.within(actor).order_by("-version").first()
    today = people.today(actor, now)
    if policy is None:
        raise BadInput.of(told("say first how much is looked at again"), file="sample")
    if starts > ends or ends > today:
        raise BadInput.of(told("the days run from the first to the last, today at the latest"), file="sample")
    if due_on < today:
        raise BadInput.of(told("the day until which it is done has passed"), file="sample", column="due_on")
    if assurer_id not in [person_id for person_id, _name in queries.assurers(actor, today)]:
        raise BadInput.of(told("is no quality assurer today"), file="sample", column="assurer")
    where = people.belonging(actor, [assurer_id], today)[assurer_id]
    if external:
        rules.checked_external(where.here, where.organisation)
    sampling = queries.sampling_of(policy)
    found = queries.to_draw_from(actor, assurer_id, starts, ends, sampling)
    if not found:
        raise BadInput.of(told("no attempt of these days is left that this person could look at"), file="sample")
    weights = {str(one.sitting.pk): rules.weight(one.risks, sampling) for one in found}
    units = [Unit(str(one.sitting.pk), one.belongs, weights[str(one.sitting.pk)]) for one in found]
    sown = seed or sources.random_bytes(SEED_BYTES).hex()
    sample = draw(units, sampling.percent, seed=sown)
    plan: SamplingPlan = SamplingPlan.objects.record(
        actor,
        now=now,
        happened_on=today,
        policy=policy,
        seed=sown,
        starts=starts,
        ends=ends,
        due_on=due_on,
        external=external,
        organisation=where.organisation if external else "",
        covers=_covers(sample),
        assurer_id=assurer_id,
        drawn_by_id=actor.person_id,
    )
    numbers = {unit_id: number for number, unit_id in enumerate(sample.drawn, start=1)}
    rows = [
        SampledAttempt(
            workspace_id=actor.workspace_id,
            recorded_at=now,
            plan=plan,
            sitting=one.sitting,
            weight=weights[str(one.sitting.pk)],
            risks=[risk.value for risk in one.risks],
            drawn=str(one.sitting.pk) in numbers,
            number=numbers.get(str(one.sitting.pk)),
        )
        for one in found
    ]
    add(SampledAttempt.objects.within(actor), rows)
    audit.record(actor, "assessment.sample.drawn", plan, attempts=len(sample.drawn), of=len(found))
    return plan


@action
def mark_again(actor: Actor, *, unit_id: UUID, scores: Mapping[str, int], note: str = "", now: datetime) -> Remark:
    """Mark a drawn attempt without having seen a mark or a name. Given once, it stands.

    Raises NotFound for whoever was not asked, CannotRate for a second time, BadInput for marks that do not fit.
    """
    unit = queries.to_mark_again(actor, unit_id)
    one(SampledAttempt.objects.within(actor), unit_id, lock=True)
    if Remark.objects.within(actor).filter(unit=unit).exists():
        raise CannotRate(CannotRate.ALREADY)
    remark: Remark = Remark.objects.record(
        actor,
        now=now,
        happened_on=people.today(actor, now),
        unit=unit,
        assurer_id=actor.person_id,
        scores=rules.fitting(scores, rules.tops_of(unit.sitting.task.rubric.criteria)),
        note=_short(note, "note"),
    )
    audit.record(actor, "assessment.attempt.marked_again", unit.sitting)
    return remark


@action
def raise_finding(
    actor: Actor, *, plan_id: UUID, unit_id: UUID | None = None, text: str, doubts: bool = False, now: datetime
) -> Finding:
    """Say what was found, of a whole sample or of one attempt in it. One that `doubts` an attempt lets it prove nothing
    until it is closed. Raises NotFound before she has marked that attempt again, BadInput without words.
    """
    access.require(actor, "assessment.finding.raise")
    plan = queries.plan(actor, plan_id)
    if not text.strip():
        raise BadInput.of(told("say what you found"), file="finding", column="text")
    if doubts and unit_id is None:
        raise BadInput.of(told("only one attempt can be doubted, not all of them"), file="finding", column="attempt")
    unit = None
    if unit_id is not None:
        unit, _look = queries.marked_again(actor, unit_id)
        one(SampledAttempt.objects.within(actor).filter(plan=plan), unit_id)
    finding: Finding = Finding.objects.record(
        actor,
        now=now,
        happened_on=people.today(actor, now),
        plan=plan,
        sitting=unit.sitting if unit else None,
        text=_short(text, "text"),
        doubts=doubts,
        raised_by_id=actor.person_id,
    )
    audit.record(actor, "assessment.finding.raised", finding, doubts=doubts)
    outbox.announce("assessment.finding.raised", finding)
    return finding


@action
def ask_action(
    actor: Actor, *, finding_id: UUID, person_id: UUID, text: str, due_on: date, now: datetime
) -> CorrectiveAction:
    """Ask somebody to do something about a finding until a day. Raises BadInput."""
    finding = _open(actor, finding_id)
    access.require(actor, "assessment.finding.follow")
    if not text.strip():
        raise BadInput.of(told("say what is to be done"), file="finding", column="text")
    if due_on < people.today(actor, now):
        raise BadInput.of(told("the day until which it is done has passed"), file="finding", column="due_on")
    asked: CorrectiveAction = CorrectiveAction.objects.record(
        actor,
        now=now,
        finding=finding,
        person=people.anyone(actor, person_id),
        text=_short(text, "text"),
        due_on=due_on,
    )
    audit.record(actor, "assessment.finding.action_asked", asked, person=person_id)
    return asked


@action
def note_done(actor: Actor, *, action_id: UUID, outcome: str, now: datetime) -> CorrectiveAction:
    """Say that it was done, and how; whoever was asked says it. Raises BadInput without words or a second time."""
    asked = queries.corrective_action(actor, action_id)
    access.require(actor, "assessment.finding.act", asked)
    if asked.done_on is not None:
        raise BadInput.of(told("was done already"), file="action")
    if not outcome.strip():
        raise BadInput.of(told("say how it was done"), file="action", column="outcome")
    asked.done_on, asked.outcome = people.today(actor, now), _short(outcome, "outcome")
    asked.save(update_fields=["done_on", "outcome"])
    audit.record(actor, "assessment.finding.action_done", asked)
    return asked


@action
def close_finding(actor: Actor, *, finding_id: UUID, stands: bool, reason: str, now: datetime) -> FindingClosing:
    """Say what a finding came to. `stands` False: the doubted attempt proves nothing any more, and whoever leads is
    told of the records that rest on it; none is withdrawn by that.

    Raises CannotRate for whoever took, marked or settled the attempt, BadInput while something is left to do.
    """
    finding = _open(actor, finding_id)
    access.require(actor, "assessment.finding.close")
    if finding.sitting_id is not None and actor.person_id is not None:
        sitting = queries.sitting(actor, finding.sitting_id)
        if queries.had_part(people.anyone(actor, actor.person_id), sitting):
            raise CannotRate(CannotRate.HAD_PART)
    if finding.actions.filter(done_on=None).exists():
        raise BadInput.of(told("something is left to do before it is closed"), file="finding")
    if not reason.strip():
        raise BadInput.of(told("say why"), file="finding", column="reason")
    closing: FindingClosing = FindingClosing.objects.record(
        actor,
        now=now,
        happened_on=people.today(actor, now),
        finding=finding,
        stands=stands or not finding.doubts,
        reason=_short(reason, "reason"),
        closed_by_id=actor.person_id,
    )
    audit.record(actor, "assessment.finding.closed", finding, stands=closing.stands)
    outbox.announce("assessment.finding.closed", finding)
    return closing


def _open(actor: Actor, finding_id: UUID) -> Finding:
    """The finding, held to the end, while it is open. Raises BadInput."""
    one(Finding.objects.within(actor), finding_id, lock=True)
    finding = queries.finding(actor, finding_id)
    if hasattr(finding, "closing"):
        raise BadInput.of(told("is closed already"), file="finding")
    return finding


def _covers(sample: Sample) -> list[dict[str, Any]]:
    return [
        {"kind": cover.kind, "known": cover.known, "wanted": cover.wanted, "reached": cover.reached}
        for cover in sample.covers
    ]


def _short(text: str, column: str) -> str:
    return written(text, most=LONGEST_FINDING, file="quality", column=column, missing=None)
