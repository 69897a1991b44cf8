"""Needs are assessed, and what is to be done about each is planned and done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from skillmark.foundation import audit, sources
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import told
from skillmark.people import queries as people
from skillmark.support import queries, rules, sealing
from skillmark.support.actions.shared import refused, said, worked_on
from skillmark.support.models import Assessment, Case, Need, PlanStep
from skillmark.support.rules import Domain, Urgency


@dataclass(frozen=True, slots=True)
class Answer:
    """How urgent help is, and in which words it was said."""

    urgency: Urgency
    words: str = ""


@action
def assess(
    actor: Actor,
    *,
    case_id: UUID,
    answers: Mapping[Domain, Answer],
    again_on: date | None = None,
    now: datetime,
) -> Assessment:
    """Keep what she answered. A need she has is opened or changed; one she has no more ends.

    Raises BadInput for a domain that must not be asked here, without an answer, and for a next time that has passed.
    """
    found = worked_on(actor, case_id)
    today = people.today(actor, now)
    held_by = queries.ties(actor, found)
    if not answers:
        raise refused("answers", told("is missing"))
    if not all(rules.may_be_asked(domain, held_by) for domain in answers):
        raise refused("answers", told("holds what only a case team outside this organisation may ask"))
    next_on = again_on or rules.assess_by(today, rules.ASSESS_AGAIN_DAYS)
    if next_on <= today:
        raise refused("again_on", told("has to be a day to come"))
    kept = {
        domain.value: [answer.urgency.value, said(answer.words, domain.value)] for domain, answer in answers.items()
    }
    assessment_id = sources.new_id()
    assessment: Assessment = Assessment.objects.record(
        actor,
        now=now,
        id=assessment_id,
        case=found,
        sealed=sealing.seal(found, assessment_id, kept),
        assessed_by_id=actor.person_id,
        happened_on=today,
    )
    _settle_needs(actor, found, answers, today, now)
    found.assess_by = next_on
    found.save(update_fields=["assess_by"])
    audit.record(actor, "support.needs.assessed", assessment, case=case_id)
    return assessment


@action
def plan_step(actor: Actor, *, case_id: UUID, need_id: UUID, words: str, due_on: date, now: datetime) -> PlanStep:
    """Plan what is to be done about a need, by when. Raises BadInput without words and for a day that has passed."""
    found = worked_on(actor, case_id)
    about = queries.need(actor, found, need_id)
    text = said(words, "words", told("say what is to be done"))
    if due_on < people.today(actor, now):
        raise refused("due_on", told("has to be a day to come"))
    step_id = sources.new_id()
    step: PlanStep = PlanStep.objects.record(
        actor,
        now=now,
        id=step_id,
        case=found,
        need=about.need,
        sealed=sealing.seal(found, step_id, {"words": text}),
        due_on=due_on,
    )
    audit.record(actor, "support.step.planned", step, case=case_id, due_on=due_on)
    return step


@action
def finish_step(actor: Actor, *, case_id: UUID, step_id: UUID, now: datetime) -> PlanStep:
    """It is done. Raises NotFound where it is another case's, or was done."""
    found = worked_on(actor, case_id)
    step: PlanStep = one(PlanStep.objects.within(actor).filter(case=found, done_on=None), step_id, lock=True)
    step.done_on = people.today(actor, now)
    step.save(update_fields=["done_on"])
    audit.record(actor, "support.step.done", step, case=case_id)
    return step


def _settle_needs(actor: Actor, found: Case, answers: Mapping[Domain, Answer], today: date, now: datetime) -> None:
    opened = sealing.Opened(found)
    open_needs = Need.objects.within(actor).filter(case=found, ended_on=None)
    there = {Domain(opened.content(row.pk, row.sealed)["domain"]): row for row in open_needs}
    for domain, answer in answers.items():
        row: Need | None = there.get(domain)
        content = {"domain": domain.value, "urgency": answer.urgency.value, "words": answer.words.strip()}
        if answer.urgency is Urgency.NONE:
            if row is not None:
                row.ended_on = today
                row.save(update_fields=["ended_on"])
        elif row is None:
            need_id = sources.new_id()
            sealed = sealing.seal(found, need_id, content)
            Need.objects.record(actor, now=now, id=need_id, case=found, sealed=sealed, since=today)
        else:
            row.sealed = sealing.seal(found, row.pk, content)
            row.save(update_fields=["sealed"])
