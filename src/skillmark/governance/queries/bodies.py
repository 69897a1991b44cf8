"""Reads of bodies and of who sits in them."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.governance import rules
from skillmark.governance.models import Alternate, Body, Constituency, Seat
from skillmark.governance.queries.fitting import speaking_for, unfitting
from skillmark.people import queries as people

NOTICE_DAYS = 30  # an election takes a month


@dataclass(frozen=True, slots=True)
class Group:
    """A body as it stands on a day: seats whose term is not over, and the constituencies nobody speaks for. Those that
    somebody spoke for until her term ran out are `overdue`, with the last day of it. `unfitting`: the seats and
    alternates whose holder cannot speak for the seat that day.
    """

    body: Body
    seats: list[Seat]
    missing: list[Constituency]
    overdue: dict[Constituency, date]
    quorum: int
    unfitting: set[UUID] = field(default_factory=set)


def bodies(actor: Actor) -> "QuerySet[Body]":
    """Bodies by name, their seats and people with them."""
    access.require(actor, "governance.body.read")
    found: QuerySet[Body] = Body.objects.within(actor)
    return found.prefetch_related("seats__person", "seats__alternates__person").order_by("name", "id")


def body(actor: Actor, body_id: UUID) -> Body:
    access.require(actor, "governance.body.read")
    return one(Body.objects.within(actor), body_id)


def groups(actor: Actor, day: date) -> list[Group]:
    """Every body as it stands on this day, seats in the order of constituencies, then as they begin."""
    order = list(Constituency)
    found, every = [], list(bodies(actor))
    seats = [seat for each in every for seat in each.seats.all()]
    terms: list[Seat | Alternate] = [*seats, *(one for seat in seats for one in seat.alternates.all())]
    unfit = unfitting(actor, (term for term in terms if _is_not_over(term, day)), day)
    for each in every:
        taken = [seat for seat in each.seats.all() if seat.person_id and _is_not_over(seat, day)]
        taken.sort(key=lambda seat: (order.index(Constituency(seat.constituency)), seat.starts, seat.pk))
        voices = {seat.constituency for seat in taken}
        since = rules.overdue(_terms(each), day)
        wanted = {Constituency(seat.constituency) for seat in each.seats.all() if not seat.person_id} | {*since}
        missing = [one for one in order if one not in voices and (one in wanted or one is not Constituency.ALUMNI)]
        found.append(Group(each, taken, missing, since, quorum(each, day), unfit))
    return found


def to_be_filled(actor: Actor, now: datetime) -> list[tuple[Body, Constituency, date]]:
    """Seats of groups that the actor gives seats in, whose last term ran out or soon does, with the last day of it."""
    day = people.today(actor, now)
    found = []
    for each in bodies(actor):
        if not access.may(actor, "governance.seat.give", Seat(workspace_id=each.workspace_id, body=each)):
            continue
        soon = rules.overdue(_terms(each), day + timedelta(days=NOTICE_DAYS))
        found += [(each, constituency, last_day) for constituency, last_day in soon.items()]
    return found


def held_on(body: Body, day: date) -> list[Seat]:
    """The seats somebody holds on this day. The caller has read the body in its own scope."""
    return [seat for seat in body.seats.all() if seat.person_id and rules.holds_seat(seat.starts, seat.ends, day)]


def quorum(body: Body, day: date) -> int:
    """How many seats of the body must vote for a decision to count; places nobody has taken yet are seats too."""
    return rules.quorum_of(sum(_is_not_over(seat, day) for seat in body.seats.all()))


def whom_to_seat(
    actor: Actor, body: Body, day: date, constituency: Constituency | None = None
) -> list[tuple[UUID, str]]:
    """Who may be given a seat: everybody but the actor who has a role on this day, by name; of these, whoever can speak
    for this constituency.

    A chair meets nobody but them on a list: people who only applied for something are none of a group's business.
    """
    access.require(actor, "governance.seat.give", Seat(workspace_id=body.workspace_id, body=body))
    held = people.in_force(actor, day).filter(person__erased_at=None)
    named = {grant.person_id: grant.person.name for grant in held if grant.person_id != actor.person_id}
    if constituency is not None:
        can = speaking_for(actor, named, day)
        named = {person_id: name for person_id, name in named.items() if constituency in can[person_id]}
    return sorted(named.items(), key=lambda found: (found[1].casefold(), str(found[0])))


def seat(actor: Actor, seat_id: UUID) -> Seat:
    """A seat somebody holds or held, with her and its body. Raises NotFound for a place nobody has taken."""
    access.require(actor, "governance.body.read")
    found: QuerySet[Seat] = Seat.objects.within(actor).exclude(person=None)
    return one(found.select_related("person", "body"), seat_id)


def alternate(actor: Actor, alternate_id: UUID) -> Alternate:
    """Somebody who stands in or stood in for a seat, with her, the seat and its body. Raises NotFound."""
    access.require(actor, "governance.body.read")
    found: QuerySet[Alternate] = Alternate.objects.within(actor).exclude(person=None)
    return one(found.select_related("person", "seat__body", "seat__person"), alternate_id)


def _terms(body: Body) -> list[tuple[Constituency, date | None]]:
    """Whom each seat that was ever taken speaks for, and its last day."""
    return [(Constituency(seat.constituency), seat.ends) for seat in body.seats.all() if seat.person_id or seat.ends]


def _is_not_over(seat: Seat | Alternate, day: date) -> bool:
    return seat.ends is None or day <= seat.ends
