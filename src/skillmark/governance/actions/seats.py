"""Bodies are set up, seats are taken and end."""

from datetime import date, datetime
from uuid import UUID

from skillmark.foundation import access, audit
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.governance import rules
from skillmark.governance.actions.refusals import AlreadySeated
from skillmark.governance.models import Body, Constituency, Seat
from skillmark.kernel.values import BadInput, told
from skillmark.people import actions as messages
from skillmark.people import queries as people

READY_SEATS = (Constituency.HR, Constituency.OPERATIONS, Constituency.FRONTLINE, Constituency.EXTERNAL)


@action
def set_up_body(actor: Actor, *, name: str, now: datetime) -> Body:
    """A ready body: four seats, one a constituency, none taken yet."""
    access.require(actor, "governance.body.set_up")
    body: Body = Body.objects.record(actor, now=now, name=name)
    today = people.today(actor, now)
    for constituency in READY_SEATS:
        Seat.objects.record(actor, now=now, body=body, constituency=constituency, starts=today)
    audit.record(actor, "governance.body.set_up", body, seats=len(READY_SEATS))
    return body


@action
def take_seat(
    actor: Actor,
    *,
    body_id: UUID,
    constituency: Constituency,
    person_id: UUID,
    starts: date,
    ends: date | None = None,
    chairs: bool = False,
    now: datetime,
) -> Seat:
    """Seat a person for this constituency, in a place nobody has taken yet or a new one, and tell her.

    She votes on what is proposed from then on. Who chairs takes over from whoever did. Raises AlreadySeated, NotFound
    for somebody who is not of this workspace, and BadInput for a term that ends before it starts.
    """
    body: Body = one(Body.objects.within(actor), body_id, lock=True)
    person = people.anyone(actor, person_id)
    access.require(actor, "governance.seat.give", Seat(workspace_id=body.workspace_id, body=body, person=person))
    if ends is not None and ends < starts:
        raise BadInput.of(told("the last day lies before the first"), file="seat", column="ends")
    held = body.seats.filter(person=person)
    if any(rules.overlap(seat.starts, seat.ends, starts, ends) for seat in held):
        raise AlreadySeated(str(person_id))
    if chairs:
        body.seats.filter(chairs=True).update(chairs=False)
    seat = body.seats.filter(constituency=constituency, person=None, ends=None).order_by("id").first()
    if seat is None:
        seat = Seat(workspace_id=body.workspace_id, recorded_at=now, body=body, constituency=constituency)
    seat.person, seat.starts, seat.ends, seat.chairs = person, starts, ends, chairs
    seat.save()
    audit.record(
        actor, "governance.seat.taken", seat, person=person_id, constituency=constituency, starts=starts, ends=ends
    )
    parameters = {"group": body.name, "constituency": constituency.value, "starts": starts.isoformat()}
    messages.tell(
        actor,
        person_id=person_id,
        event="governance.seat_given",
        parameters=parameters | ({"ends": ends.isoformat()} if ends else {}),
        now=now,
    )
    return seat


@action
def end_seat(actor: Actor, *, seat_id: UUID, last_day: date, now: datetime) -> Seat:
    """End a person's term with this day, and tell her. What she voted stands; what she has not, she votes until then.

    Raises NotFound where nobody holds the seat, BadInput for a day before the term or after its end.
    """
    seat: Seat = one(Seat.objects.within(actor).exclude(person=None), seat_id, lock=True)
    access.require(actor, "governance.seat.end", seat)
    if last_day < seat.starts:
        raise BadInput.of(told("the last day lies before the first"), file="seat", column="last_day")
    if seat.ends is not None and last_day > seat.ends:
        raise BadInput.of(told("the seat ends before that day"), file="seat", column="last_day")
    seat.ends = last_day
    seat.save(update_fields=["ends"])
    audit.record(actor, "governance.seat.ended", seat, person=seat.person_id, ends=last_day)
    assert seat.person_id is not None  # said for the type checker
    messages.tell(
        actor,
        person_id=seat.person_id,
        event="governance.seat_ended",
        parameters={"group": seat.body.name, "ends": last_day.isoformat()},
        now=now,
    )
    return seat
