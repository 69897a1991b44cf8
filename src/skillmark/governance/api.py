"""The REST face of governance: appeals, as far as the reader may see them on pages."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from skillmark.foundation import access
from skillmark.foundation.api import Page, operation, paged
from skillmark.foundation.roles import Actor
from skillmark.foundation.sources import now
from skillmark.governance import queries

router = Router(tags=["Appeals"])


class AppealOut(Schema):
    """Somebody asks for a second decision on what was judged of her. `subject_type` and `subject_id` say what, null
    with the title where results are not for discipline and you only lead; `own`: you asked. `decided_at` and `upheld`
    are null while it is open. Nobody is named, and no words of hers are told.
    """

    id: UUID
    title: str | None
    subject_type: str | None
    subject_id: UUID | None
    own: bool
    decide_by: date
    decided_at: datetime | None
    upheld: bool | None
    recorded_at: datetime


@router.get("/appeals", response=Page[AppealOut], summary="Your appeals, those you decide, and where you lead all")
@operation("governance.appeal.list")
def appeals(request: HttpRequest, cursor: str = "", limit: int = 50) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    page = paged(queries.appeals_seen(actor), cursor, limit)
    kept = queries.has_agent(actor, now())
    return {**page, "items": [_out(actor, one, kept=kept) for one in page["items"]]}


def _out(actor: Actor, found: queries.Appeal, *, kept: bool) -> dict[str, Any]:
    """`kept`: whoever only leads is not told what it is about."""
    answer = getattr(found, "answer", None)
    told = not kept or access.may(actor, "governance.appeal.open", found)
    return {
        "id": found.pk,
        "title": found.title if told else None,
        "subject_type": found.subject_type if told else None,
        "subject_id": found.subject_id if told else None,
        "own": found.person_id is not None and found.person_id == actor.person_id,
        "decide_by": found.decide_by,
        "decided_at": found.decided_at,
        "upheld": answer.upheld if answer else None,
        "recorded_at": found.recorded_at,
    }
