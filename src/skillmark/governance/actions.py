"""Changes of state in governance."""

from datetime import date, datetime
from uuid import UUID

from skillmark.foundation import access, audit, outbox
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.governance import queries, rules
from skillmark.governance.models import Ballot, Body, Choice, Constituency, Decision, Outcome, Proposal, Seat
from skillmark.kernel.values import BadInput

READY_SEATS = (Constituency.HR, Constituency.OPERATIONS, Constituency.FRONTLINE, Constituency.EXTERNAL)


class StillOpen(Exception):
    """Votes are missing and the deadline has not passed."""


class CannotVote(Exception):
    """The vote does not count: the term is over, the vote is closed, or it was cast already."""


@action
def set_up_body(actor: Actor, *, name: str, now: datetime) -> Body:
    """A ready body: four seats, one a constituency, none taken yet."""
    access.require(actor, "governance.body.set_up")
    body: Body = Body.objects.record(actor, now=now, name=name, quorum=rules.quorum_of(len(READY_SEATS)))
    for constituency in READY_SEATS:
        Seat.objects.record(actor, now=now, body=body, constituency=constituency, starts=now.date())
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
    chairs: bool = False,
    now: datetime,
) -> Seat:
    """Seat a person for this constituency: the first free seat, or a new one."""
    access.require(actor, "governance.body.set_up")
    body = one(Body.objects.within(actor), body_id, lock=True)
    seat = body.seats.filter(constituency=constituency, person=None).order_by("id").first()
    if seat is None:
        seat = Seat(workspace_id=body.workspace_id, recorded_at=now, body=body, constituency=constituency)
        body.quorum = rules.quorum_of(body.seats.count() + 1)
        body.save(update_fields=["quorum"])
    seat.person_id, seat.starts, seat.chairs = person_id, starts, chairs
    seat.save()
    audit.record(actor, "governance.seat.taken", seat, person=person_id, constituency=constituency)
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
    """Put a question about a subject to a body. Raises BadInput where the deadline is not ahead."""
    access.require(actor, "governance.proposal.make")
    if deadline <= now:
        raise BadInput.of("the vote must end in the future", file="proposal", column="deadline")
    body = one(Body.objects.within(actor), body_id)
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
        seats=body.seats.exclude(person=None).count(),
        quorum=body.quorum,
    )
    audit.record(actor, "governance.proposal.made", proposal, about=subject_id)
    outbox.announce("governance.proposed", proposal)
    return proposal


@action
def vote(actor: Actor, *, proposal_id: UUID, seat_id: UUID, choice: Choice, now: datetime) -> Ballot:
    """Cast a seat's ballot, once. Raises CannotVote after the deadline, the decision, or the end of the term."""
    proposal = queries.proposal(actor, proposal_id, lock=True)
    seat = one(Seat.objects.within(actor), seat_id)
    access.require(actor, "governance.proposal.vote", seat)
    if seat.body_id != proposal.body_id or not rules.holds_seat(seat.starts, seat.ends, now.date()):
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
        for seat, choice in proposal.ballots.values_list("seat__constituency", "choice")
    ]
    rule = rules.DecisionRule(seats=proposal.seats, quorum=proposal.quorum)
    outcome = rules.outcome(votes, rule, proposal.deadline, now)
    if outcome is Outcome.OPEN:
        raise StillOpen(proposal.deadline)
    decision: Decision = Decision.objects.record(
        actor, now=now, proposal=proposal, outcome=outcome, happened_on=now.date()
    )
    audit.record(actor, "governance.proposal.closed", proposal, outcome=outcome)
    outbox.announce("governance.decided", decision)
    return decision
