"""Questions are put, voted on and closed."""

from datetime import datetime
from uuid import UUID

from skillmark.foundation import access, audit, outbox
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.sources import new_id
from skillmark.foundation.work import action
from skillmark.governance import queries, rules, tallies
from skillmark.governance.actions.refusals import (
    CannotSign,
    CannotVote,
    CommentsWait,
    NobodyToSign,
    NotBlocked,
    StillOpen,
    TooFewSeats,
)
from skillmark.governance.models import (
    Ballot,
    Body,
    Choice,
    Constituency,
    Decision,
    Elsewhere,
    Extension,
    Outcome,
    Proposal,
    Seat,
    Signature,
    Tally,
    Voter,
)
from skillmark.kernel.values import BadInput, told
from skillmark.people import actions as messages
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
    for_whom: str = "",
    asked: str = "",
    deadline: datetime,
    now: datetime,
) -> Proposal:
    """Put a question about a subject to a body. The seats held today vote on it, and no other.

    `what_changes`, `for_whom` and `asked` are what those who vote read first. Raises BadInput where the deadline is not
    ahead, another group leads on the question, or it is agreed elsewhere; CommentsWait until public comments on the
    subject are answered and concluded; TooFewSeats where no vote could pass; NobodyToSign where a side that would have
    to sign has no seat.
    """
    access.require(actor, "governance.proposal.make")
    if deadline <= now:
        raise BadInput.of(told("the vote must end in the future"), file="proposal", column="deadline")
    _refuse_what_others_decide(actor, question, body_id, (subject_type, subject_id), now)
    if queries.is_consulted(actor, subject_type, subject_id):
        raise CommentsWait(title)
    body: Body = one(Body.objects.within(actor), body_id, lock=True)  # nobody is seated meanwhile
    today = people.today(actor, now)
    voters, quorum = queries.held_on(body, today), queries.quorum(body, today)
    unfit = queries.unfitting(actor, voters, today)
    speaking = [Constituency(seat.constituency) for seat in voters if seat.pk not in unfit]
    if not rules.can_decide(len(voters), speaking, quorum):
        raise TooFewSeats(body.name)
    if question in rules.SIGNED and rules.unsigned(speaking):
        raise NobodyToSign(body.name)
    proposal: Proposal = Proposal.objects.record(
        actor,
        now=now,
        body=body,
        question=question,
        subject_type=subject_type,
        subject_id=subject_id,
        title=title,
        what_changes=what_changes,
        for_whom=for_whom,
        asked=asked,
        proposed_by_id=actor.person_id,
        deadline=deadline,
        seats=len(voters),
        quorum=quorum,
        secret=body.secret,
        wants_signatures=question in rules.SIGNED,
    )
    if body.secret:
        tally = Tally(id=new_id(), workspace_id=body.workspace_id, recorded_at=now, proposal=proposal)
        tallies.begun(tally).save(force_insert=True)
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
    the deadline, the decision or the end of the term; where too few are left to decide, or the seat has a conflict of
    interest; and for whoever has voted, be it for another seat. How a secret vote was cast is kept nowhere; of an open
    one the audit chain holds a keyed digest. The vote of somebody who cannot speak for the seat counts, and is nobody's
    voice.
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
    if proposal.conflicts.filter(seat=seat, asked=False).exists():
        raise CannotVote("this seat has a conflict of interest")
    if queries.is_lost(proposal, now):
        raise CannotVote("too few seats are left to decide")
    if proposal.ballots.filter(seat=seat).exists():
        raise CannotVote("this seat has voted")
    if proposal.ballots.filter(queries.cast_by(actor)).exists():
        raise CannotVote("she has voted for another seat")
    written = "" if proposal.secret else choice
    assert actor.person_id is not None  # said for the type checker: a seat speaks by a person
    fitted = queries.can_speak(actor, actor.person_id, seat.constituency, today)
    ballot: Ballot = Ballot.objects.record(
        actor, now=now, proposal=proposal, seat=seat, alternate=alternate, choice=written, fitted=fitted
    )
    if proposal.secret:
        tallies.add(proposal, rules.Vote(Constituency(seat.constituency), choice, fitted))
    audit.record(
        actor, "governance.ballot.cast", proposal, seat=seat.pk, alternate=alternate and alternate.pk, fitted=fitted,
        **({} if proposal.secret else {"vote": queries.spelled_out(ballot)}),
    )  # fmt: skip
    return ballot


@action
def close_proposal(actor: Actor, *, proposal_id: UUID, now: datetime) -> Decision:
    """Close voting and announce what the proposal came to; who voted openly for what is to be signed has signed it.

    Raises StillOpen before the deadline.
    """
    proposal = queries.proposal(actor, proposal_id, lock=True)
    access.require(actor, "governance.proposal.close", proposal)
    if hasattr(proposal, "decision"):
        return proposal.decision
    stands = queries.standing(proposal, now)
    outcome = stands.outcome
    if outcome is Outcome.OPEN:
        raise StillOpen(proposal.deadline)
    decision: Decision = Decision.objects.record(
        actor,
        now=now,
        proposal=proposal,
        outcome=outcome,
        happened_on=people.today(actor, now),
        in_favour=stands.count and stands.count.in_favour,
        against=stands.count and stands.count.against,
        abstained=stands.count and stands.count.abstained,
    )
    Tally.objects.within(actor).filter(proposal=proposal).delete()  # the decision has the count
    for seat_id in queries.signed_by_vote(proposal) if outcome is Outcome.PASSED else ():
        Signature.objects.record(actor, now=now, happened_on=decision.happened_on, decision=decision, seat_id=seat_id)
    audit.record(actor, "governance.proposal.closed", proposal, outcome=outcome)
    outbox.announce("governance.decided", decision)
    return decision


@action
def sign(actor: Actor, *, proposal_id: UUID, now: datetime) -> Signature:
    """Stand by a decision that passed, for the side of the seat she held when it was put and holds today.

    Raises CannotSign where there is nothing for her to sign.
    """
    proposal = queries.proposal(actor, proposal_id, lock=True)
    seat = queries.seat_to_sign(actor, proposal, now)
    if seat is None:
        raise CannotSign(str(proposal_id))
    access.require(actor, "governance.decision.sign", seat)
    signature: Signature = Signature.objects.record(
        actor, now=now, happened_on=people.today(actor, now), decision=proposal.decision, seat=seat
    )
    audit.record(actor, "governance.decision.signed", proposal, seat=seat.pk)
    outbox.announce("governance.signed", proposal.decision)
    return signature


@action
def extend_deadline(actor: Actor, *, proposal_id: UUID, deadline: datetime, now: datetime) -> Proposal:
    """Give a question that is blocked for want of a frontline voice a new deadline, and ask those who have it.

    Raises NotBlocked for any other, BadInput for a deadline that is not ahead, TooFewSeats where nobody who does the
    work could still vote on it.
    """
    proposal = queries.proposal(actor, proposal_id, lock=True)
    access.require(actor, "governance.proposal.extend", proposal)
    blocked = queries.standing(proposal, now).outcome is Outcome.NO_FRONTLINE_VOICE
    if hasattr(proposal, "decision") or not blocked:
        raise NotBlocked(str(proposal_id))
    if deadline <= now:
        raise BadInput.of(told("the vote must end in the future"), file="proposal", column="deadline")
    if not queries.can_still_be_heard(proposal, now):
        raise TooFewSeats(proposal.title)
    Extension.objects.record(actor, now=now, proposal=proposal, before=proposal.deadline, deadline=deadline)
    audit.record(actor, "governance.proposal.extended", proposal, before=proposal.deadline, deadline=deadline)
    proposal.deadline = deadline
    proposal.save(update_fields=["deadline"])
    today = people.today(actor, now)
    asked = proposal.voters.filter(seat__constituency=Constituency.FRONTLINE).select_related("seat").order_by("pk")
    for seat in (voter.seat for voter in asked):
        if seat.person_id is not None and rules.holds_seat(seat.starts, seat.ends, today):
            parameters = {"group": proposal.body.name, "ends": proposal.last_day.isoformat()}
            messages.tell(
                actor, person_id=seat.person_id, event="governance.asked_again", parameters=parameters, now=now
            )
    return proposal


def _refuse_what_others_decide(
    actor: Actor, question: str, body_id: UUID, about: tuple[str, UUID], now: datetime
) -> None:
    """Raises BadInput for a question on which another group leads, or which is agreed with a bargaining agent."""
    lead = queries.leading_on(actor, question, *about)
    if lead is not None and lead.body_id != body_id:
        raise BadInput.of(told("another group leads on this"), file="proposal", column="body_id")
    if question in Elsewhere.values and queries.has_agent(actor, now):
        raise BadInput.of(told("this is agreed elsewhere, and not put to a group here"), file="proposal")
