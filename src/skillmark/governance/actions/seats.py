"""Bodies are set up, seats are taken and end."""

from datetime import date, datetime
from uuid import UUID

from skillmark.foundation import access, audit
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import WorkspaceScope
from skillmark.foundation.work import action
from skillmark.governance import rules
from skillmark.governance.actions.refusals import AlreadySeated
from skillmark.governance.models import Alternate, Body, Constituency, Filling, Seat
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
    filled_by: Filling = Filling.APPOINTMENT,
    now: datetime,
) -> Seat:
    """Seat a person for this constituency, in a place nobody has taken yet or a new one, and tell her.

    She votes on what is proposed from then on. Who chairs takes over from whoever did. Raises AlreadySeated where she
    sits or stands in there already, NotFound for somebody who is not of this workspace, and BadInput for a term that
    ends before it starts.
    """
    body: Body = one(Body.objects.within(actor), body_id, lock=True)
    person = people.anyone(actor, person_id)
    access.require(actor, "governance.seat.give", Seat(workspace_id=body.workspace_id, body=body, person=person))
    if ends is not None and ends < starts:
        raise BadInput.of(told("the last day lies before the first"), file="seat", column="ends")
    _refuse_two_voices(body, person_id, starts, ends)
    if chairs:
        body.seats.filter(chairs=True).update(chairs=False)
    seat = body.seats.filter(constituency=constituency, person=None, ends=None).order_by("id").first()
    if seat is None:
        seat = Seat(workspace_id=body.workspace_id, recorded_at=now, body=body, constituency=constituency)
    seat.person, seat.starts, seat.ends, seat.chairs = person, starts, ends, chairs
    seat.filled_by = filled_by
    seat.save()
    audit.record(
        actor,
        "governance.seat.taken",
        seat,
        person=person_id,
        constituency=constituency,
        filled_by=filled_by,
        starts=starts,
        ends=ends,
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


@action
def name_alternate(
    actor: Actor,
    *,
    seat_id: UUID,
    person_id: UUID,
    starts: date,
    ends: date | None = None,
    filled_by: Filling = Filling.APPOINTMENT,
    now: datetime,
) -> Alternate:
    """Name who votes for a seat where whoever holds it has not, on questions put from then on; and tell her.

    Raises AlreadySeated where she sits or stands in there already, or the seat has an alternate on one of these days;
    NotFound for an empty place or somebody who is not of this workspace; BadInput for days outside the seat's.
    """
    seat: Seat = one(Seat.objects.within(actor).exclude(person=None), seat_id)
    body: Body = one(Body.objects.within(actor), seat.body_id, lock=True)
    person = people.anyone(actor, person_id)
    new = Alternate(workspace_id=seat.workspace_id, recorded_at=now, seat=seat, person=person, filled_by=filled_by)
    access.require(actor, "governance.seat.give", new)
    if ends is not None and ends < starts:
        raise BadInput.of(told("the last day lies before the first"), file="alternate", column="ends")
    if seat.ends is not None and starts > seat.ends:
        raise BadInput.of(told("the seat ends before that day"), file="alternate", column="starts")
    _refuse_two_voices(body, person_id, starts, ends)
    if any(rules.overlap(other.starts, other.ends, starts, ends) for other in seat.alternates.all()):
        raise AlreadySeated(str(seat_id))
    new.starts, new.ends = starts, ends
    new.save(force_insert=True)
    audit.record(
        actor, "governance.alternate.named", new, person=person_id, filled_by=filled_by, starts=starts, ends=ends
    )
    parameters = {"group": body.name, "constituency": seat.constituency, "starts": starts.isoformat()}
    messages.tell(
        actor,
        person_id=person_id,
        event="governance.alternate_named",
        parameters=parameters | ({"ends": ends.isoformat()} if ends else {}),
        now=now,
    )
    return new


@action
def end_alternate(actor: Actor, *, alternate_id: UUID, last_day: date, now: datetime) -> Alternate:
    """End with this day that somebody stands in for a seat, and tell her. Raises BadInput as `end_seat` does."""
    found = Alternate.objects.within(actor).exclude(person=None)
    alternate: Alternate = one(found, alternate_id, lock=True)
    access.require(actor, "governance.seat.end", alternate)
    if last_day < alternate.starts:
        raise BadInput.of(told("the last day lies before the first"), file="alternate", column="last_day")
    if alternate.ends is not None and last_day > alternate.ends:
        raise BadInput.of(told("the seat ends before that day"), file="alternate", column="last_day")
    alternate.ends = last_day
    alternate.save(update_fields=["ends"])
    audit.record(actor, "governance.alternate.ended", alternate, person=alternate.person_id, ends=last_day)
    assert alternate.person_id is not None  # said for the type checker
    messages.tell(
        actor,
        person_id=alternate.person_id,
        event="governance.alternate_ended",
        parameters={"group": alternate.body.name, "ends": last_day.isoformat()},
        now=now,
    )
    return alternate


def _refuse_two_voices(body: Body, person_id: UUID, starts: date, ends: date | None) -> None:
    """Nobody speaks for two seats of a body on one day, be it as an alternate. Raises AlreadySeated."""
    hers: list[Seat | Alternate] = [
        *body.seats.filter(person_id=person_id),
        *Alternate.objects.within(WorkspaceScope(body.workspace_id)).filter(seat__body=body, person_id=person_id),
    ]
    if any(rules.overlap(term.starts, term.ends, starts, ends) for term in hers):
        raise AlreadySeated(str(person_id))
