"""Marks by REST: given as on the page, and read no earlier than there."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema, Status

from skillmark.assessment import actions, queries, rules
from skillmark.assessment.api.router import refusals_told, router
from skillmark.assessment.models import Judgement, LayerKind
from skillmark.foundation.api import actor_of, operation
from skillmark.foundation.routes import about
from skillmark.foundation.sources import now


class ConfirmedIn(Schema):
    """What you confirm of what was shown; where one is false, `why_not` says why, and the attempt is not passed."""

    valid: bool
    authentic: bool
    current: bool
    sufficient: bool
    why_not: str = ""


class WatchedIn(Schema):
    """Of a behaviour: where and on which day you watched, and what you saw, by criterion."""

    setting: str
    seen_on: date
    seen: dict[str, str]


class MarksIn(Schema):
    """A level for every criterion of the rubric, by its position; `kind` is the way of checking, null for the first
    that waits for you; `observation` is what you saw, kept as evidence.
    """

    scores: dict[str, int]
    confirmed: ConfirmedIn
    kind: LayerKind | None = None
    observation: str = ""
    judgement: Judgement | None = None
    watched: WatchedIn | None = None


class MarksOut(Schema):
    """Marks that somebody gave; `own`: you did. Nobody is named."""

    id: UUID
    own: bool
    kind: str
    independent: bool
    scores: dict[str, int]
    recorded_at: datetime


@router.get(
    "/attempts/{uuid:sitting_id}/marks",
    response=list[MarksOut],
    summary="The marks you may see: your own, and those of others once all are in",
)
@operation("assessment.sitting.read")
def marks(request: HttpRequest, sitting_id: UUID) -> list[dict[str, Any]]:
    actor = actor_of(request)
    sitting = queries.sitting(actor, sitting_id)
    about(request, sitting.person_id)
    return [_out(actor.person_id, rating) for rating in queries.ratings_seen(actor, sitting)]


@router.post(
    "/attempts/{uuid:sitting_id}/marks", response={201: MarksOut}, summary="Mark an attempt; what you gave stands"
)
@operation("assessment.sitting.rate")
def mark(request: HttpRequest, sitting_id: UUID, given: MarksIn) -> Any:
    actor = actor_of(request)
    about(request, queries.sitting(actor, sitting_id).person_id)
    watched = given.watched
    with refusals_told():
        rating = actions.rate(
            actor,
            sitting_id=sitting_id,
            scores=given.scores,
            kind=given.kind,
            seen=given.observation,
            judgement=given.judgement,
            confirmed=rules.Confirmed(**given.confirmed.dict()),
            observed=rules.Observed(watched.setting, watched.seen_on, watched.seen) if watched else None,
            now=now(),
        )
    return Status(201, _out(actor.person_id, rating))


def _out(reader_id: UUID | None, rating: queries.Rating) -> dict[str, Any]:
    return {
        "id": rating.pk,
        "own": rating.assessor_id == reader_id,
        "kind": rating.kind,
        "independent": rating.independent,
        "scores": rating.scores,
        "recorded_at": rating.recorded_at,
    }
