"""Changes of state in governance."""

from datetime import date, datetime
from uuid import UUID

from skillmark.foundation import access, audit, outbox
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.sources import new_id
from skillmark.foundation.work import action
from skillmark.governance import queries, rules
from skillmark.governance.models import Ballot, Body, Choice, Constituency, Decision, Outcome, Proposal, Seat, Voter
from skillmark.kernel.values import BadInput, told
from skillmark.people import actions as messages
from skillmark.people import queries as people

READY_SEATS = (Constituency.HR, Constituency.OPERATIONS, Constituency.FRONTLINE, Constituency.EXTERNAL)


class StillOpen(Exception):
    """Votes are missing and the deadline has not passed."""


class CannotVote(Exception):
    """The vote does not count: none on this question, the term is over, the vote is closed, or it was cast already."""


class TooFewSeats(Exception):
    """Too few people hold a seat, or none of those who do the work, so no vote could pass."""


class AlreadySeated(Exception):
    """She holds a seat in this body on one of these days."""


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


@action
def propose(
    actor: Actor,
    *,
    body_id: UUID,
    question: str,
    subject_type: str,
    subject_id: UUID,
    title: str,
    what_changes: str,
    deadline: datetime,
    now: datetime,
) -> Proposal:
    """Put a question about a subject to a body. The seats held today vote on it, and no other.

    Raises BadInput where the deadline is not ahead, TooFewSeats where no vote could pass.
    """
    access.require(actor, "governance.proposal.make")
    if deadline <= now:
        raise BadInput.of(told("the vote must end in the future"), file="proposal", column="deadline")
    body: Body = one(Body.objects.within(actor), body_id, lock=True)  # nobody is seated meanwhile
    today = people.today(actor, now)
    voters, quorum = queries.held_on(body, today), queries.quorum(body, today)
    if not rules.can_decide([Constituency(seat.constituency) for seat in voters], quorum):
        raise TooFewSeats(body.name)
    proposal: Proposal = Proposal.objects.record(
        actor,
        now=now,
        body=body,
        question=question,
        subject_type=subject_type,
        subject_id=subject_id,
        title=title,
        what_changes=what_changes,
        proposed_by_id=actor.person_id,
        deadline=deadline,
        seats=len(voters),
        quorum=quorum,
    )
    Voter.objects.across_workspaces().bulk_create(
        Voter(id=new_id(), workspace_id=body.workspace_id, recorded_at=now, proposal=proposal, seat=seat)
        for seat in voters
    )
    audit.record(actor, "governance.proposal.made", proposal, about=subject_id, voters=[seat.pk for seat in voters])
    outbox.announce("governance.proposed", proposal)
    return proposal


@action
def vote(actor: Actor, *, proposal_id: UUID, seat_id: UUID, choice: Choice, now: datetime) -> Ballot:
    """Cast a seat's ballot, once. Raises CannotVote for a seat that was not held when the question was put, after the
    deadline, the decision, or the end of the term.
    """
    proposal = queries.proposal(actor, proposal_id, lock=True)
    seat: Seat = one(Seat.objects.within(actor), seat_id)
    access.require(actor, "governance.proposal.vote", seat)
    if not proposal.voters.filter(seat=seat).exists():
        raise CannotVote("this seat has no vote on this question")
    if not rules.holds_seat(seat.starts, seat.ends, people.today(actor, now)):
        raise CannotVote("this seat has no vote here today")
    if now >= proposal.deadline or hasattr(proposal, "decision"):
        raise CannotVote("the vote is closed")
    if proposal.ballots.filter(seat=seat).exists():
        raise CannotVote("this seat has voted")
    ballot: Ballot = Ballot.objects.record(actor, now=now, proposal=proposal, seat=seat, choice=choice)
    audit.record(actor, "governance.ballot.cast", proposal, seat=seat.pk)
    return ballot


@action
def close_proposal(actor: Actor, *, proposal_id: UUID, now: datetime) -> Decision:
    """Close voting and announce what the proposal came to. Raises StillOpen before the deadline."""
    proposal = queries.proposal(actor, proposal_id, lock=True)
    access.require(actor, "governance.proposal.close", proposal)
    if hasattr(proposal, "decision"):
        return proposal.decision
    votes = [
        rules.Vote(Constituency(seat), Choice(choice))
        for seat, choice in queries.counted_ballots(proposal).values_list("seat__constituency", "choice")
    ]
    rule = rules.DecisionRule(seats=proposal.seats, quorum=proposal.quorum)
    outcome = rules.outcome(votes, rule, proposal.deadline, now)
    if outcome is Outcome.OPEN:
        raise StillOpen(proposal.deadline)
    decision: Decision = Decision.objects.record(
        actor, now=now, proposal=proposal, outcome=outcome, happened_on=people.today(actor, now)
    )
    audit.record(actor, "governance.proposal.closed", proposal, outcome=outcome)
    outbox.announce("governance.decided", decision)
    return decision
