"""Reads of meetings: when, what is on the agenda, and what was written."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation import access
from skillmark.foundation.answers import Hit
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.governance import agenda, rules
from skillmark.governance.models import Decision, Meeting, Minutes, Proposal
from skillmark.governance.queries.bodies import groups
from skillmark.governance.queries.reviews import ReviewDue, reviews
from skillmark.governance.rules import Timing
from skillmark.people import queries as people


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a body has before it: open questions, reviews that are due by then or soon after, seats to fill, and what
    other contexts want looked at; and what it decided since it last met.
    """

    proposals: list[Proposal]
    reviews: list[ReviewDue]
    overdue: dict[str, object]
    others: list[Hit]
    decided: list[Decision]


def meetings(actor: Actor, *, after: datetime | None = None) -> "QuerySet[Meeting]":
    """Meetings that were not called off, the next one first. `after`: those that begin from then on."""
    access.require(actor, "governance.body.read")
    found: QuerySet[Meeting] = Meeting.objects.within(actor).filter(called_off_at=None)
    if after is not None:
        found = found.filter(begins_at__gte=after)
    return found.select_related("body", "workspace").order_by("begins_at", "id")


def meeting(actor: Actor, meeting_id: UUID) -> Meeting:
    """Raises NotFound, also for one that was called off."""
    return one(meetings(actor), meeting_id)


def agenda_of(actor: Actor, meeting: Meeting, now: datetime) -> Agenda:
    """The agenda of a meeting as it stands now."""
    found: QuerySet[Proposal] = Proposal.objects.within(actor).filter(body_id=meeting.body_id, decision=None)
    before = Meeting.objects.within(actor).filter(
        body_id=meeting.body_id, begins_at__lt=meeting.begins_at, called_off_at=None
    )
    since = before.order_by("begins_at").values_list("begins_at", flat=True).last()
    decided: QuerySet[Decision] = Decision.objects.within(actor).filter(proposal__body_id=meeting.body_id)
    if since is not None:
        decided = decided.filter(recorded_at__gte=since)
    today = people.today(actor, now)
    by = max(today, people.today(actor, meeting.begins_at))
    due = reviews(actor, now, body_id=meeting.body_id)
    group = next(one for one in groups(actor, today) if one.body.pk == meeting.body_id)
    return Agenda(
        proposals=list(found.select_related("workspace", "body").order_by("deadline", "id")),
        reviews=[each for each in due if rules.timing(each.due_on, by) is not Timing.LATER],
        overdue={str(constituency): day for constituency, day in group.overdue.items()},
        others=agenda.others(actor, now, meeting.body_id),
        decided=list(decided.select_related("proposal").order_by("recorded_at", "id")),
    )


def written(actor: Actor, meeting: Meeting) -> "QuerySet[Minutes]":
    """All that was written of a meeting, the latest first: what stands, and under it what it took the place of."""
    access.require(actor, "governance.body.read")
    found: QuerySet[Minutes] = Minutes.objects.within(actor).filter(meeting=meeting)
    return found.order_by("-recorded_at", "-id")


def unwritten(actor: Actor, now: datetime) -> list[Meeting]:
    """Meetings of the bodies the actor chairs that are over and whose minutes are not final."""
    if actor.person_id is None:
        return []
    day = people.today(actor, now)
    held = meetings(actor).filter(begins_at__lte=now - timedelta(hours=1), body__seats__person_id=actor.person_id)
    final = Minutes.objects.within(actor).filter(final=True).values("meeting_id")
    found = held.filter(body__seats__chairs=True).exclude(pk__in=final).distinct().prefetch_related("body__seats")
    return [
        each
        for each in found
        if any(
            seat.chairs and seat.person_id == actor.person_id and rules.holds_seat(seat.starts, seat.ends, day)
            for seat in each.body.seats.all()
        )
    ]
