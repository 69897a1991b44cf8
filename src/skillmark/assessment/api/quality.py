"""How good the marking is, by REST: how far assessors agree, what was looked at again, and who is qualified."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from skillmark.assessment import queries, rules
from skillmark.assessment.api.router import router
from skillmark.foundation.api import Page, actor_of, operation, paged
from skillmark.foundation.sources import now
from skillmark.kernel.agreement import Interval
from skillmark.people import queries as people


class EstimateOut(Schema):
    """A figure and its interval: in `level` of all samples like this one the true value lies from `low` to `high`. The
    figure is null where all marks were one and the same, the interval where there was too little to resample.
    """

    value: float | None
    low: float | None
    high: float | None
    level: float | None


class FiguresOut(Schema):
    """Agreement over `attempts` that two or more have marked: `equal` of them with the same first two marks. Every
    figure is null where there are fewer than `fewest`.
    """

    attempts: int
    fewest: int
    equal: int | None
    weighted_kappa: EstimateOut | None
    alpha: EstimateOut | None
    icc: EstimateOut | None


class CriterionOut(FiguresOut):
    """Of one line of the rubric, by its position."""

    position: str
    category: str


class RaterOut(FiguresOut):
    """Of one assessor, compared with the first other one."""

    person_id: UUID
    name: str


class AgreementOut(Schema):
    """Of one task: on the whole attempt, by criterion, and by assessor."""

    task_id: UUID
    task: str
    as_of: date
    whole: FiguresOut
    criteria: list[CriterionOut]
    raters: list[RaterOut]


class SampleOut(Schema):
    """Attempts settled in some days and drawn to be looked at again; `again`: how many of them were marked again."""

    id: UUID
    starts: date
    ends: date
    due_on: date
    seed: str
    external: bool
    organisation: str
    attempts: int
    again: int


class ActionOut(Schema):
    """What somebody does about a finding until a day; `done_on` is null until it is done."""

    person_id: UUID | None
    text: str
    due_on: date
    done_on: date | None
    outcome: str


class FindingOut(Schema):
    """What was found, of the whole sample or of one attempt (`number` in it). `doubts`: the attempt proves nothing
    until this is closed. `stands`: it counts again; null while it is open.
    """

    id: UUID
    sample_id: UUID
    number: int | None
    text: str
    doubts: bool
    closed_on: date | None
    stands: bool | None
    reason: str
    actions: list[ActionOut]
    recorded_at: datetime


class QualifiedOut(Schema):
    """How somebody stands who marks (`assessing`, by a standard) or reads records (`reading`); `standing` is qualified,
    lapsed, never or untrained; `until` her last day.
    """

    person_id: UUID
    name: str
    kind: str
    standard_id: UUID | None
    standing: str
    until: date | None
    demanded: bool


@router.get(
    "/tasks/{uuid:task_id}/agreement",
    response=AgreementOut,
    summary="How far those who mark a task agree",
    tags=["Quality"],
)
@operation("assessment.agreement.read")
def agreement(request: HttpRequest, task_id: UUID) -> dict[str, Any]:
    actor = actor_of(request)
    found = queries.agreement(actor, task_id)
    return {
        "task_id": found.task.pk,
        "task": found.task.work_task.statement,
        "as_of": people.today(actor, now()),
        "whole": _figures(found.whole),
        "criteria": [
            {"position": place, "category": name, **_figures(figures)} for place, name, figures in found.criteria
        ],
        "raters": [{"person_id": person, "name": name, **_figures(figures)} for person, name, figures in found.raters],
    }


@router.get("/samples", response=Page[SampleOut], summary="What was drawn to be looked at again", tags=["Quality"])
@operation("assessment.sample.read")
def samples(request: HttpRequest, cursor: str = "", limit: int = 50) -> dict[str, Any]:
    return paged(queries.plans(actor_of(request)), cursor, limit)


@router.get(
    "/samples/{uuid:plan_id}/findings",
    response=list[FindingOut],
    summary="What was found in a sample, and what is done about it until when",
    tags=["Quality"],
)
@operation("assessment.sample.read")
def findings(request: HttpRequest, plan_id: UUID) -> list[dict[str, Any]]:
    actor = actor_of(request)
    plan = queries.plan(actor, plan_id)
    numbers = {unit.sitting_id: unit.number for unit in queries.drawn_units(actor, plan)}
    return [_finding(found, numbers) for found in queries.findings(actor).filter(plan=plan)]


@router.get(
    "/qualifications",
    response=list[QualifiedOut],
    summary="Who is qualified to mark and to read records",
    tags=["Quality"],
)
@operation("assessment.qualification.read")
def qualifications(request: HttpRequest) -> list[dict[str, Any]]:
    actor = actor_of(request)
    return [
        {
            "person_id": one.person_id,
            "name": one.name,
            "kind": one.rule.kind,
            "standard_id": one.rule.framework_id,
            "standing": one.standing.value,
            "until": one.until,
            "demanded": one.rule.demanded,
        }
        for one in queries.standings(actor, people.today(actor, now()))
    ]


def _figures(found: rules.Figures) -> dict[str, Any]:
    kappa, alpha, icc = found.kappa, found.alpha, found.icc
    return {
        "attempts": found.attempts,
        "fewest": rules.FEWEST_ATTEMPTS,
        "equal": kappa.agreed if kappa else None,
        "weighted_kappa": _estimate(kappa.kappa, kappa.interval) if kappa else None,
        "alpha": _estimate(alpha.alpha, alpha.interval) if alpha else None,
        "icc": _estimate(icc.icc, icc.interval) if icc else None,
    }


def _estimate(value: Any, between: Interval | None) -> dict[str, float | None]:
    return {
        "value": None if value is None else float(value),
        "low": between.low if between else None,
        "high": between.high if between else None,
        "level": between.level if between else None,
    }


def _finding(found: queries.Finding, numbers: dict[UUID, int | None]) -> dict[str, Any]:
    closing = getattr(found, "closing", None)
    return {
        "id": found.pk,
        "sample_id": found.plan_id,
        "number": numbers.get(found.sitting_id) if found.sitting_id else None,
        "text": found.text,
        "doubts": found.doubts,
        "closed_on": closing.happened_on if closing else None,
        "stands": closing.stands if closing else None,
        "reason": closing.reason if closing else "",
        "actions": list(found.actions.all()),
        "recorded_at": found.recorded_at,
    }
