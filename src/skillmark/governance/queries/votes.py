"""Reads of questions, votes and decisions."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.governance import rules
from skillmark.governance.models import Ballot, Decision, Outcome, Proposal, Seat, Voter
from skillmark.people import queries as people


def proposals(actor: Actor) -> "QuerySet[Proposal]":
    """Proposals, the one whose vote ends first on top."""
    access.require(actor, "governance.proposal.read")
    found: QuerySet[Proposal] = Proposal.objects.within(actor)
    return found.select_related("body", "decision", "workspace").order_by("deadline", "id")


def proposal(actor: Actor, proposal_id: UUID, *, lock: bool = False) -> Proposal:
    access.require(actor, "governance.proposal.read")
    found: QuerySet[Proposal] = Proposal.objects.within(actor)
    # a lock is on the rows that are read, and nobody else's work waits for the workspace's own
    return one(found.select_related("body", *([] if lock else ["workspace"])), proposal_id, lock=lock)


def seat_to_vote(actor: Actor, proposal: Proposal, now: datetime) -> Seat | None:
    """The actor's seat that still has a ballot to cast on this question; None where she has none."""
    if actor.person_id is None or now >= proposal.deadline or hasattr(proposal, "decision"):
        return None
    today = people.today(actor, now)
    seats: QuerySet[Seat] = Seat.objects.within(actor).filter(pk__in=proposal.voters.values("seat_id"))
    left = seats.exclude(pk__in=proposal.ballots.values("seat_id"))
    return next(
        (each for each in left.filter(person_id=actor.person_id) if rules.holds_seat(each.starts, each.ends, today)),
        None,
    )


def counted_ballots(proposal: Proposal) -> "QuerySet[Ballot]":
    """The ballots of the seats that had a vote when the question was put. The caller has read the proposal."""
    found: QuerySet[Ballot] = proposal.ballots.filter(seat__in=proposal.voters.values("seat_id"))
    return found


def standing_decision(actor: Actor, subject_id: UUID, question: str) -> Decision | None:
    """The last decision about this question and subject, if it passed."""
    found: QuerySet[Decision] = Decision.objects.within(actor)
    about = found.filter(proposal__subject_id=subject_id, proposal__question=question)
    last = about.order_by("recorded_at", "id").last()
    return last if last is not None and last.outcome == Outcome.PASSED else None


def unanswered(actor: Actor, now: datetime) -> list[Proposal]:
    """Open proposals that wait for the actor's ballot."""
    if actor.person_id is None:
        return []
    today = people.today(actor, now)
    voters: QuerySet[Voter] = Voter.objects.within(actor)
    hers = voters.filter(Q(seat__ends=None) | Q(seat__ends__gte=today), seat__person_id=actor.person_id)
    cast: QuerySet[Ballot] = Ballot.objects.within(actor)
    hers = hers.exclude(Exists(cast.filter(proposal=OuterRef("proposal"), seat=OuterRef("seat"))))
    found: QuerySet[Proposal] = Proposal.objects.within(actor)
    still_open = found.filter(pk__in=hers.values("proposal_id"), decision=None, deadline__gt=now)
    return list(still_open.select_related("workspace").order_by("deadline", "id"))
