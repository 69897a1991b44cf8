"""Groups with their seats, what each leads on, and what was written of their meetings."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from skillmark.foundation import sources
from skillmark.foundation.api import Page, actor_of, operation, paged, sliced
from skillmark.governance import queries
from skillmark.governance.api.router import router
from skillmark.people import queries as people


class TermOut(Schema):
    """Who speaks in a seat, from when until when; `filled_by` is empty where nobody said how she came to it."""

    name: str
    filled_by: str
    starts: date
    ends: date | None


class SeatOut(TermOut):
    id: UUID
    constituency: str
    chairs: bool
    alternates: list[TermOut]


class MissingOut(Schema):
    """A constituency for which nobody speaks; `since` is the last day on which somebody did, if anybody ever did."""

    constituency: str
    since: date | None


class BodyOut(Schema):
    """A group as it stands today. `quorum`: how many seats must vote. `secret`: of questions put from now on, only the
    count can ever be read.
    """

    id: UUID
    name: str
    secret: bool
    quorum: int
    seats: list[SeatOut]
    missing: list[MissingOut]


class PartOut(Schema):
    """A group, or those a constituency names."""

    body_id: UUID | None
    body: str
    constituency: str


class AskedOut(Schema):
    """A question that is not decided: how many seats of a group still vote, until when."""

    id: UUID
    title: str
    body: str
    last_day: date
    left: int


class RightsOut(Schema):
    """One kind of decision (`item`) or one of the workspace's own areas of work (`workstream_id`, with its name and who
    sees to it): which group leads (null where any may be asked), who carries it out, who is heard, and what is asked.
    """

    item: str
    workstream_id: UUID | None
    name: str
    owner: str
    lead: PartOut | None
    support: list[PartOut]
    advisory: list[PartOut]
    asked: list[AskedOut]


class MeetingOut(Schema):
    id: UUID
    body_id: UUID
    begins_at: datetime
    minutes_long: int
    place: str


class MinutesOut(Schema):
    """What was written of a meeting. The first of several stands; the others stood before it."""

    id: UUID
    text: str
    final: bool
    corrects_id: UUID | None
    recorded_at: datetime


@router.get("/decision-groups", response=Page[BodyOut], summary="Groups that decide, with their seats and terms")
@operation("governance.body.read")
def bodies(request: HttpRequest, cursor: str = "", limit: int = 50) -> object:
    actor = actor_of(request)
    today = people.today(actor, sources.now())
    return sliced([_body(group, today) for group in queries.groups(actor, today)], cursor, limit)


@router.get("/decision-rights", response=list[RightsOut], summary="Who leads, supports and is heard on what")
@operation("governance.body.read")
def rights(request: HttpRequest) -> object:
    now = sources.now()
    return [_rights(each, now) for each in queries.rights(actor_of(request))]


@router.get("/meetings", response=Page[MeetingOut], summary="Meetings that were not called off, as they were called")
@operation("governance.body.read")
def meetings(request: HttpRequest, cursor: str = "", limit: int = 50) -> object:
    return paged(queries.meetings(actor_of(request)), cursor, limit)


@router.get("/meetings/{meeting_id}/minutes", response=list[MinutesOut], summary="The minutes, the latest first")
@operation("governance.body.read")
def minutes(request: HttpRequest, meeting_id: UUID) -> object:
    actor = actor_of(request)
    return list(queries.written(actor, queries.meeting(actor, meeting_id)))


def _body(group: queries.Group, today: date) -> BodyOut:
    body = group.body
    return BodyOut(
        id=body.pk, name=body.name, secret=body.secret, quorum=group.quorum,
        seats=[_seat(each, today) for each in group.seats],
        missing=[MissingOut(constituency=each, since=group.overdue.get(each)) for each in group.missing],
    )  # fmt: skip


def _seat(seat: queries.Seat, today: date) -> SeatOut:
    """With whoever stands in for it now or later, as the page has it."""
    standing_in = [one for one in seat.alternates.all() if one.person_id and (one.ends is None or today <= one.ends)]
    return SeatOut(
        id=seat.pk, constituency=seat.constituency, chairs=seat.chairs, **_term(seat).dict(),
        alternates=[_term(one) for one in standing_in],
    )  # fmt: skip


def _term(held: queries.Seat | queries.Alternate) -> TermOut:
    name = held.person.name if held.person else ""
    return TermOut(name=name, filled_by=held.filled_by, starts=held.starts, ends=held.ends)


def _rights(held: queries.Rights, now: datetime) -> RightsOut:
    own = held.workstream
    return RightsOut(
        item=held.item or "", workstream_id=own.pk if own else None, name=own.name if own else "",
        owner=own.owner.name if own and own.owner else "", lead=_part(held.lead) if held.lead else None,
        support=[_part(one) for one in held.support], advisory=[_part(one) for one in held.advisory],
        asked=[_asked(one, now) for one in held.asked],
    )  # fmt: skip


def _asked(found: queries.Proposal, now: datetime) -> AskedOut:
    stands = queries.standing(found, now)
    return AskedOut(
        id=found.pk, title=found.title, body=found.body.name, last_day=found.last_day, left=stands.seats - stands.voted
    )


def _part(right: queries.DecisionRight) -> PartOut:
    return PartOut(body_id=right.body_id, body=right.body.name if right.body else "", constituency=right.constituency)
