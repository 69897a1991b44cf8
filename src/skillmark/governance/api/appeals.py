"""Appeals: one's own, those one decides, and for whoever leads all of them with their days."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from skillmark.foundation import access, sources
from skillmark.foundation.api import Page, actor_of, operation, paged
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about
from skillmark.governance import queries, rules
from skillmark.governance.api.router import router
from skillmark.people import queries as people


class AppealOut(Schema):
    """Somebody asked for a second decision. `state`: waiting, overdue, upheld or not_upheld. Who appealed, on what and
    why it was decided so are kept (null, and `kept`) from whoever only leads where results are not for discipline.
    """

    id: UUID
    kept: bool
    person_id: UUID | None
    title: str | None
    filed_on: date
    decide_by: date
    decider: str
    state: str


class AppealAnswerOut(Schema):
    upheld: bool
    reason: str
    decided_on: date
    decided_by: str


class WholeAppealOut(AppealOut):
    """`text` is what whoever appealed wrote, for herself and whoever decides; null for others."""

    text: str | None
    answer: AppealAnswerOut | None


@router.get("/appeals", response=Page[AppealOut], summary="The appeals that the token's owner may see, oldest first")
@operation("governance.appeal.list")
def appeals(request: HttpRequest, cursor: str = "", limit: int = 50) -> object:
    actor, now = actor_of(request), sources.now()
    page = paged(queries.appeals_in_sight(actor), cursor, limit)
    today, agent = people.today(actor, now), queries.has_agent(actor, now)
    told = [_told(actor, each, today, kept=agent and not _opens(actor, each)) for each in page["items"]]
    return page | {"items": told}


@router.get("/appeals/{appeal_id}", response=WholeAppealOut, summary="One of them")
@operation("governance.appeal.read")
def appeal(request: HttpRequest, appeal_id: UUID) -> object:
    actor, now = actor_of(request), sources.now()
    found = queries.appeal(actor, appeal_id)
    kept = queries.is_kept_from(actor, found, now)
    if not kept:
        about(request, found.person_id)
    answer = getattr(found, "answer", None)
    return _told(actor, found, people.today(actor, now), kept=kept) | {
        "text": found.text if _opens(actor, found) else None,
        "answer": None
        if answer is None or kept
        else AppealAnswerOut(
            upheld=answer.upheld,
            reason=answer.reason,
            decided_on=answer.happened_on,
            decided_by=answer.decided_by.name if answer.decided_by else "",
        ),
    }


def _opens(actor: Actor, found: Any) -> bool:
    return access.may(actor, "governance.appeal.open", found)


def _told(actor: Actor, found: Any, today: date, *, kept: bool) -> dict[str, Any]:
    decider = queries.decider_of(found)
    return {
        "id": found.pk,
        "kept": kept,
        "person_id": None if kept else found.person_id,
        "title": None if kept else found.title,
        "filed_on": people.today(actor, found.recorded_at),
        "decide_by": found.decide_by,
        "decider": decider.name if decider else "",
        "state": _state(found, today),
    }


def _state(found: Any, today: date) -> str:
    """As its page has it, also where the rest is kept."""
    if found.decided_at is not None:
        return "upheld" if found.answer.upheld else "not_upheld"
    return "overdue" if rules.is_overdue(found.decide_by, decided=False, today=today) else "waiting"
