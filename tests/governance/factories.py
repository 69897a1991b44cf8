"""Groups to test with: four people, one a constituency, who vote as themselves."""

from datetime import date, datetime, timedelta

from django.db.models import Model
from tests.people import factories as people

from skillmark.foundation import sources
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Actor
from skillmark.governance import actions, queries
from skillmark.governance.queries import Alternate, Ballot, Body, Choice, Constituency, Decision, Proposal, Seat
from skillmark.people import actions as persons
from skillmark.people.queries import Person

NOW = people.NOW
LONG_AGO = date(2026, 1, 1)


def seat(
    actor: Actor,
    body: Body,
    constituency: Constituency,
    *,
    name: str = "",
    starts: date = LONG_AGO,
    ends: date | None = None,
    chairs: bool = False,
    now: datetime = NOW,
) -> Seat:
    """A new person in a seat of this constituency."""
    person = persons.add_person(actor, name=name or f"Voice of {constituency}", now=now)
    if constituency is Constituency.EXTERNAL:
        comes_from_elsewhere(person, now=now)
    return actions.take_seat(
        actor,
        body_id=body.pk,
        constituency=constituency,
        person_id=person.pk,
        starts=starts,
        ends=ends,
        chairs=chairs,
        now=now,
    )


def comes_from_elsewhere(person: Person, *, now: datetime = NOW) -> None:
    """A job at another organisation is recorded of her."""
    persons.record_employment(
        people.system(person.workspace), person_id=person.pk, organisation="Harbour College", title="Teacher",
        started=LONG_AGO, now=now,
    )  # fmt: skip


def alternate(
    actor: Actor,
    seat: Seat,
    *,
    name: str = "Alternate",
    starts: date = LONG_AGO,
    ends: date | None = None,
    now: datetime = NOW,
) -> Alternate:
    """A new person who stands in for the seat."""
    person = persons.add_person(actor, name=name, now=now)
    if seat.constituency == Constituency.EXTERNAL:
        comes_from_elsewhere(person, now=now)
    return actions.name_alternate(actor, seat_id=seat.pk, person_id=person.pk, starts=starts, ends=ends, now=now)


def full_body(actor: Actor, *, name: str = "Standards group", now: datetime = NOW) -> Body:
    """A group whose four seats are taken, the first of them chairing."""
    body = actions.set_up_body(actor, name=name, now=now)
    for constituency in actions.READY_SEATS:
        seat(actor, body, constituency, chairs=constituency is Constituency.HR, now=now)
    return body


def held(actor: Actor, body: Body) -> list[Seat]:
    """The seats somebody holds, in the order in which constituencies are named."""
    order = list(Constituency)
    taken = [seat for seat in queries.body(actor, body.pk).seats.all() if seat.person_id]
    return sorted(taken, key=lambda seat: order.index(Constituency(seat.constituency)))


def question(
    actor: Actor, body: Body, *, deadline: datetime | None = None, now: datetime = NOW, title: str = "A question"
) -> Proposal:
    return actions.propose(
        actor,
        body_id=body.pk,
        question="ask",
        subject_type="test.thing",
        subject_id=sources.new_id(),
        title=title,
        what_changes="Nothing.",
        deadline=deadline or now + timedelta(days=7),
        now=now,
    )


def holder_of(seat: Seat | Alternate) -> Actor:
    """Whoever holds the seat, acting in her workspace without any role, logged in with a second step."""
    return Actor(scope=people.system(seat.workspace).scope, person_id=seat.person_id, strong_login=True)


def cast(seat: Seat, proposal: Proposal, choice: Choice = Choice.YES, *, now: datetime = NOW) -> Ballot:
    return actions.vote(holder_of(seat), proposal_id=proposal.pk, seat_id=seat.pk, choice=choice, now=now)


def decided(actor: Actor, subject: Model, question: str, *, now: datetime = NOW) -> Decision:
    """A group has said yes to this question about the record."""
    body = full_body(actor, name=f"Group for {subject.pk}", now=now)
    proposal = actions.propose(
        actor,
        body_id=body.pk,
        question=question,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        title="May we?",
        what_changes="Something.",
        deadline=now + timedelta(days=7),
        now=now,
    )
    for taken in held(actor, body):
        cast(taken, proposal, now=now)
    return actions.close_proposal(actor, proposal_id=proposal.pk, now=now)


def program(where: Workspace) -> Actor:
    return people.system(where)
