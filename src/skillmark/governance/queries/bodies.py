"""Reads of bodies and of who sits in them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.governance import rules
from skillmark.governance.models import Body, Constituency, Seat
from skillmark.people import queries as people


@dataclass(frozen=True, slots=True)
class Group:
    """A body as it stands on a day: seats whose term is not over, and the constituencies nobody speaks for."""

    body: Body
    seats: list[Seat]
    missing: list[Constituency]
    quorum: int


def bodies(actor: Actor) -> "QuerySet[Body]":
    """Bodies by name, their seats and people with them."""
    access.require(actor, "governance.body.read")
    found: QuerySet[Body] = Body.objects.within(actor)
    return found.prefetch_related("seats__person").order_by("name", "id")


def body(actor: Actor, body_id: UUID) -> Body:
    access.require(actor, "governance.body.read")
    return one(Body.objects.within(actor), body_id)


def groups(actor: Actor, day: date) -> list[Group]:
    """Every body as it stands on this day, seats in the order of constituencies, then as they begin."""
    order = list(Constituency)
    found = []
    for each in bodies(actor):
        taken = [seat for seat in each.seats.all() if seat.person_id and _is_not_over(seat, day)]
        taken.sort(key=lambda seat: (order.index(Constituency(seat.constituency)), seat.starts, seat.pk))
        voices = {seat.constituency for seat in taken}
        missing = [constituency for constituency in order if constituency not in voices]
        found.append(Group(each, taken, missing, quorum(each, day)))
    return found


def held_on(body: Body, day: date) -> list[Seat]:
    """The seats somebody holds on this day. The caller has read the body in its own scope."""
    return [seat for seat in body.seats.all() if seat.person_id and rules.holds_seat(seat.starts, seat.ends, day)]


def quorum(body: Body, day: date) -> int:
    """How many seats of the body must vote for a decision to count; places nobody has taken yet are seats too."""
    return rules.quorum_of(sum(_is_not_over(seat, day) for seat in body.seats.all()))


def whom_to_seat(actor: Actor, body: Body, day: date) -> list[tuple[UUID, str]]:
    """Who may be given a seat: everybody but the actor who has a role on this day, by name.

    A chair meets nobody but them on a list: people who only applied for something are none of a group's business.
    """
    access.require(actor, "governance.seat.give", Seat(workspace_id=body.workspace_id, body=body))
    held = people.in_force(actor, day).filter(person__erased_at=None)
    named = {grant.person_id: grant.person.name for grant in held if grant.person_id != actor.person_id}
    return sorted(named.items(), key=lambda found: (found[1].casefold(), str(found[0])))


def seat(actor: Actor, seat_id: UUID) -> Seat:
    """A seat somebody holds or held, with her and its body. Raises NotFound for a place nobody has taken."""
    access.require(actor, "governance.body.read")
    found: QuerySet[Seat] = Seat.objects.within(actor).exclude(person=None)
    return one(found.select_related("person", "body"), seat_id)


def _is_not_over(seat: Seat, day: date) -> bool:
    return seat.ends is None or day <= seat.ends
