"""The directory of services and the reader's own caseload by REST. What is in a case is on its pages alone: a token
would carry it where its person does not look.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from skillmark.foundation import sources
from skillmark.foundation.api import Page, actor_of, operation, paged
from skillmark.people import queries as people
from skillmark.support import queries

router = Router(tags=["Support"])


class OfferOut(Schema):
    """`cost_minor` in whole minor units of `currency`, for one person; `left`: places nobody has."""

    id: UUID
    provider: str
    title: str
    domain: str
    area: str
    contact: str
    capacity: int
    left: int
    cost_minor: int
    currency: str


class CaseOut(Schema):
    """An open case whose team the token's owner is on. `next_on`: when the next thing after today is due."""

    case_id: UUID
    person_id: UUID
    overdue: int
    due_today: int
    next_on: date | None
    needs: int
    referrals: int


@router.get("/services", response=Page[OfferOut])
@operation("support.directory.read")
def list_services(request: HttpRequest, cursor: str = "", limit: int = 50) -> dict[str, Any]:
    actor = actor_of(request)
    found = paged(queries.offers(actor), cursor, limit)
    places = queries.places(actor, found["items"])
    return found | {"items": [_offer(place) for place in places]}


@router.get("/caseload", response=list[CaseOut])
@operation("support.caseload.read")
def list_caseload(request: HttpRequest) -> list[CaseOut]:
    actor = actor_of(request)
    return [
        CaseOut(
            case_id=line.case.pk,
            person_id=line.case.person_id,
            overdue=line.load.overdue,
            due_today=line.load.today,
            next_on=line.load.next_on,
            needs=line.needs,
            referrals=line.referrals,
        )
        for line in queries.caseload(actor, people.today(actor, sources.now()))
    ]


def _offer(place: queries.Place) -> OfferOut:
    offer = place.offer
    same = {name: getattr(offer, name) for name in OfferOut.model_fields if name != "left"}
    return OfferOut(left=place.left, **same)
