"""What groups look at again, by when, and what each review came to."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from skillmark.foundation import sources
from skillmark.foundation.api import Page, actor_of, operation, sliced
from skillmark.governance import queries
from skillmark.governance.api.router import router


class ReviewOut(Schema):
    """What a group reviews every `months` months. `timing`: overdue, soon or later; `days` are left until `due_on`, or
    have gone by since. `title` and `url` are empty for what the token's owner may not see; `follow_up` is what the last
    review came to where nobody has begun it.
    """

    id: UUID
    body_id: UUID
    body: str
    subject_type: str
    title: str
    url: str
    months: int
    due_on: date
    timing: str
    days: int
    responsible: str
    last_held_on: date | None
    follow_up: str


class HeldOut(Schema):
    """A review that was held, what it came to, and why."""

    id: UUID
    body: str
    happened_on: date
    conclusion: str
    reason: str
    meeting_id: UUID | None
    carried: int


class WholeReviewOut(ReviewOut):
    held: list[HeldOut]


@router.get("/reviews", response=Page[ReviewOut], summary="Reviews, what is longest overdue on top, then by due day")
@operation("governance.body.read")
def reviews(request: HttpRequest, cursor: str = "", limit: int = 50) -> object:
    due = queries.reviews(actor_of(request), sources.now())
    return sliced([_told(each) for each in due], cursor, limit)


@router.get("/reviews/{cycle_id}", response=WholeReviewOut, summary="One of them, with those that were held")
@operation("governance.body.read")
def review(request: HttpRequest, cycle_id: UUID) -> object:
    actor = actor_of(request)
    due = queries.review(actor, cycle_id, sources.now())
    return _told(due) | {"held": [_held(each) for each in queries.held_reviews(actor, due.cycle)]}


def _told(due: queries.ReviewDue) -> dict[str, Any]:
    cycle = due.cycle
    return {
        "id": cycle.pk,
        "body_id": cycle.body_id,
        "body": cycle.body.name,
        "subject_type": cycle.subject_type,
        "title": due.subject.title if due.subject else "",
        "url": due.subject.url if due.subject else "",
        "months": cycle.months,
        "due_on": due.due_on,
        "timing": due.timing.value,
        "days": due.days,
        "responsible": cycle.responsible.name if cycle.responsible else "",
        "last_held_on": due.last and due.last.happened_on,
        "follow_up": due.follow_up or "",
    }


def _held(found: queries.Review) -> HeldOut:
    return HeldOut(
        id=found.pk, body=found.cycle.body.name, happened_on=found.happened_on, conclusion=found.conclusion,
        reason=found.reason.text, meeting_id=found.meeting_id, carried=len(found.carried),
    )  # fmt: skip
