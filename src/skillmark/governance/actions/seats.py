"""Bodies are set up, seats are taken and end."""

from datetime import date, datetime
from uuid import UUID

from skillmark.foundation import access, audit
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import WorkspaceScope
from skillmark.foundation.work import action
from skillmark.governance import queries, rules
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
    ends before it starts or somebody who cannot speak for this constituency (`rules.speaks_for`).
    """
    body: Body = one(Body.objects.within(actor), body_id, lock=True)
    person = people.anyone(actor, person_id)
    access.require(actor, "governance.seat.give", Seat(workspace_id=body.workspace_id, body=body, person=person))
    if ends is not None and ends < starts:
        raise BadInput.of(told("the last day lies before the first"), file="seat", column="ends")
    _refuse_another_voice(actor, person_id, constituency, "seat", now)
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
    _tell_of_term(actor, seat, body, constituency, "governance.seat_given", now)
    return seat


@action
def end_seat(actor: Actor, *, seat_id: UUID, last_day: date, now: datetime) -> Seat:
    """End a person's term with this day, and tell her. What she voted stands; what she has not, she votes until then.

    Raises NotFound where nobody holds the seat, BadInput for a day before the term or after its end.
    """
    seat: Seat = one(Seat.objects.within(actor).exclude(person=None), seat_id, lock=True)
    access.require(actor, "governance.seat.end", seat)
    _end(actor, seat, seat.body, last_day, "seat", now)
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
    NotFound for an empty place or somebody who is not of this workspace; BadInput for days outside the seat's
    and for somebody who cannot speak for whom the seat does.
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
    _refuse_another_voice(actor, person_id, Constituency(seat.constituency), "alternate", now)
    _refuse_two_voices(body, person_id, starts, ends)
    if any(rules.overlap(other.starts, other.ends, starts, ends) for other in seat.alternates.all()):
        raise AlreadySeated(str(seat_id))
    new.starts, new.ends = starts, ends
    new.save(force_insert=True)
    audit.record(
        actor, "governance.alternate.named", new, person=person_id, filled_by=filled_by, starts=starts, ends=ends
    )
    _tell_of_term(actor, new, body, Constituency(seat.constituency), "governance.alternate_named", now)
    return new


@action
def end_alternate(actor: Actor, *, alternate_id: UUID, last_day: date, now: datetime) -> Alternate:
    """End with this day that somebody stands in for a seat, and tell her. Raises BadInput as `end_seat` does."""
    found = Alternate.objects.within(actor).exclude(person=None)
    alternate: Alternate = one(found, alternate_id, lock=True)
    access.require(actor, "governance.seat.end", alternate)
    _end(actor, alternate, alternate.body, last_day, "alternate", now)
    return alternate


def _end(actor: Actor, term: Seat | Alternate, body: Body, last_day: date, kind: str, now: datetime) -> None:
    """End a term, note it and tell her. Raises BadInput for a day before it or after its end."""
    if last_day < term.starts:
        raise BadInput.of(told("the last day lies before the first"), file=kind, column="last_day")
    if term.ends is not None and last_day > term.ends:
        raise BadInput.of(told("the seat ends before that day"), file=kind, column="last_day")
    term.ends = last_day
    term.save(update_fields=["ends"])
    audit.record(actor, f"governance.{kind}.ended", term, person=term.person_id, ends=last_day)
    assert term.person_id is not None  # said for the type checker
    parameters = {"group": body.name, "ends": last_day.isoformat()}
    messages.tell(actor, person_id=term.person_id, event=f"governance.{kind}_ended", parameters=parameters, now=now)


def _tell_of_term(
    actor: Actor, term: Seat | Alternate, body: Body, constituency: Constituency, event: str, now: datetime
) -> None:
    assert term.person_id is not None  # said for the type checker
    parameters = {"group": body.name, "constituency": constituency.value, "starts": term.starts.isoformat()}
    if term.ends is not None:
        parameters["ends"] = term.ends.isoformat()
    messages.tell(actor, person_id=term.person_id, event=event, parameters=parameters, now=now)


def _refuse_another_voice(actor: Actor, person_id: UUID, constituency: Constituency, kind: str, now: datetime) -> None:
    """Nobody speaks for those she is not of, by what is recorded today. Raises BadInput."""
    if queries.can_speak(actor, person_id, constituency, people.today(actor, now)):
        return
    if constituency is Constituency.FRONTLINE:
        said = told("leads others, hires or belongs elsewhere, so does not speak for the people who do the work here")
    elif constituency is Constituency.EXTERNAL:
        said = told("does not come from outside, as far as is recorded: add the job elsewhere on the person’s page")
    else:
        said = told("belongs to another organization alone, so does not speak for this one")
    raise BadInput.of(said, file=kind, column="person")


def _refuse_two_voices(body: Body, person_id: UUID, starts: date, ends: date | None) -> None:
    """Nobody speaks for two seats of a body on one day, be it as an alternate. Raises AlreadySeated."""
    hers: list[Seat | Alternate] = [
        *body.seats.filter(person_id=person_id),
        *Alternate.objects.within(WorkspaceScope(body.workspace_id)).filter(seat__body=body, person_id=person_id),
    ]
    if any(rules.overlap(term.starts, term.ends, starts, ends) for term in hers):
        raise AlreadySeated(str(person_id))
