"""Those who do the work say of each line whether it is right."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema, Status
from ninja.errors import HttpError

from skillmark.foundation import access
from skillmark.foundation.api import actor_of, longest, operation
from skillmark.foundation.sources import now
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, queries
from skillmark.standards.api.router import router
from skillmark.standards.models import LineVote


class SayingIn(Schema):
    """A line of the version in force, and whether it is right; what is wrong with it where it is not."""

    competency_id: str = Field(min_length=1, max_length=longest(queries.Competency, "reference"))
    agrees: bool
    reason: str = Field(default="", max_length=LineVote.longest)


class SayingOut(Schema):
    """What the token's owner says of a line, and what was answered to it."""

    competency_id: str
    agrees: bool
    reason: str
    answer: str
    recorded_at: datetime


class SaidOut(Schema):
    """How many say that a line is right and how many that it is not; `own` is what the token's owner says."""

    competency_id: str
    name: str
    confirmed: int
    disputed: int
    own: SayingOut | None


@router.get(
    "/standards/{framework_id}/sayings", response=list[SaidOut], summary="Who says of each line that it is right"
)
@operation("standards.line.validate")
def sayings(request: HttpRequest, framework_id: UUID) -> object:
    actor = actor_of(request)
    found = queries.framework(actor, framework_id)
    own, counts = queries.own_votes(actor, found.pk), queries.confirmations(actor, found.pk)
    told = []
    for row in queries.competencies(actor, found.pk):
        confirmed, disputed = counts.get(row.pk, (0, 0))
        hers = own.get(row.pk)
        told.append(
            SaidOut(
                competency_id=row.reference, name=row.name, confirmed=confirmed, disputed=disputed,
                own=_saying(hers, row.reference) if hers else None,
            )
        )  # fmt: skip
    return told


@router.post(
    "/standards/{framework_id}/sayings",
    response={201: SayingOut},
    summary="Say that a line is right, or what is wrong with it",
)
@operation("standards.line.validate")
def say(request: HttpRequest, framework_id: UUID, given: SayingIn) -> object:
    actor = actor_of(request)
    queries.framework(actor, framework_id)
    rows = {row.reference: row.pk for row in queries.competencies(actor, framework_id)}
    if given.competency_id not in rows:
        raise BadInput.of("is no line of this version", file="competency_id")
    try:
        said = actions.say(
            actor, competency_id=rows[given.competency_id], agrees=given.agrees, reason=given.reason, now=now()
        )
    except actions.NotHerWork:
        raise access.Forbidden("standards.line.validate") from None
    except actions.NotInForce:
        raise HttpError(409, "Only lines of the version in force are confirmed or disputed.") from None
    return Status(201, _saying(said, given.competency_id))


def _saying(said: LineVote, reference: str) -> SayingOut:
    return SayingOut(
        competency_id=reference, agrees=said.agrees, reason=said.reason, answer=said.answer,
        recorded_at=said.recorded_at,
    )  # fmt: skip
