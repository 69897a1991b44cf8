"""Questions are put, voted on and closed."""

from datetime import datetime
from uuid import UUID

from skillmark.foundation import access, audit, outbox
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.sources import new_id
from skillmark.foundation.work import action
from skillmark.governance import queries, rules
from skillmark.governance.actions.refusals import CannotVote, StillOpen, TooFewSeats
from skillmark.governance.models import Ballot, Body, Choice, Constituency, Decision, Outcome, Proposal, Seat, Voter
from skillmark.kernel.values import BadInput, told
from skillmark.people import queries as people


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
    """Cast a seat's ballot, once: whoever holds it, or its alternate while the other has not voted.

    Raises CannotVote for a seat that was not held, or an alternate who was not named, when the question was put; after
    the deadline, the decision or the end of the term; and for whoever has voted, be it for another seat.
    """
    proposal = queries.proposal(actor, proposal_id, lock=True)
    seat: Seat = one(Seat.objects.within(actor), seat_id)
    access.require(actor, "governance.proposal.vote", seat)
    if not proposal.voters.filter(seat=seat).exists():
        raise CannotVote("this seat has no vote on this question")
    today = people.today(actor, now)
    alternate = None if seat.person_id == actor.person_id else queries.standing_in(actor, seat, proposal, today)
    if not rules.holds_seat(seat.starts, seat.ends, today) or (seat.person_id != actor.person_id and not alternate):
        raise CannotVote("this seat has no vote here today")
    if now >= proposal.deadline or hasattr(proposal, "decision"):
        raise CannotVote("the vote is closed")
    if proposal.ballots.filter(seat=seat).exists():
        raise CannotVote("this seat has voted")
    if proposal.ballots.filter(queries.cast_by(actor)).exists():
        raise CannotVote("she has voted for another seat")
    ballot: Ballot = Ballot.objects.record(
        actor, now=now, proposal=proposal, seat=seat, alternate=alternate, choice=choice
    )
    audit.record(actor, "governance.ballot.cast", proposal, seat=seat.pk, alternate=alternate and alternate.pk)
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
