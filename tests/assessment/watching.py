"""A task that is watched, and what observers say of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from tests.assessment.factories import NOW, TO_STANDARD, Bench, bench, leads, works_beside
from tests.people import factories as people
from tests.people.factories import Member

from skillmark.assessment import actions
from skillmark.assessment.models import Rating, Sitting
from skillmark.assessment.queries import LayerKind, Method
from skillmark.assessment.rules import Given, Observed
from skillmark.foundation.roles import Role

PEER, SUPERVISOR, AUDIT = LayerKind.PEER, LayerKind.SUPERVISOR_CONFIRMATION, LayerKind.AUDIT
PORTFOLIO, THIRD = LayerKind.PORTFOLIO, LayerKind.THIRD_PARTY
ON_PAPER = [{"kind": "portfolio", "count": 1}, {"kind": "audit", "count": 1, "independent": 1}]
BESIDE_HER = [{"kind": "supervisor_confirmation", "count": 1}, {"kind": "peer", "count": 1, "independent": 1}]
SAID = "Had the next shift read the gauge back to her."
DAY = NOW.date()
FIRST, SECOND = UUID(int=1), UUID(int=2)


def watched(*, line: str = SAID, setting: str = "Handover, line 2", seen_on: date = DAY) -> Observed:
    return Observed(setting, seen_on, {"1": line})


def behaviour(policy: list[dict[str, object]] | None = None, **options: Any) -> Bench:
    """The bench whose task is a behaviour that people watch; the first assessor leads the candidate, and the second
    works beside her.
    """
    where = bench(policy=policy or BESIDE_HER, described=True, **options)
    leads(where, where.first)
    works_beside(where, where.second)
    actions.correct_task(
        where.program, task_id=where.task.pk, method=Method.BEHAVIOURAL_OBSERVATION, conditions="", tools="", now=NOW
    )
    return where


def rate(
    member: Member,
    sitting: Sitting,
    kind: LayerKind | None = None,
    observed: Observed | None = None,
    scores: Mapping[str, int] = TO_STANDARD,
) -> Rating:
    seen = observed or (None if kind in (AUDIT, PORTFOLIO) else watched())
    return actions.rate(member.actor, sitting_id=sitting.pk, scores=scores, kind=kind, observed=seen, now=NOW)


def another(where: Bench, name: str = "Hana Sato") -> Member:
    """One more assessor, who works beside the candidate."""
    return works_beside(where, people.member(where.place, Role.ASSESSOR, name=name))


def gave(who: UUID, kind: LayerKind, watched_by: UUID | None) -> Given:
    return Given(who, kind, "assessor", True, {}, watched_by=watched_by)
