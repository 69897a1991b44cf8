"""Reads of governance, each in one scope."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.governance import rules
from skillmark.governance.models import Ballot, Body, Choice, Constituency, Decision, Outcome, Proposal, Seat, Voter
from skillmark.people import queries as people

__all__ = ["Ballot", "Body", "Choice", "Constituency", "Decision", "Group", "Outcome", "Proposal", "Seat", "Voter"]


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


def _is_not_over(seat: Seat, day: date) -> bool:
    return seat.ends is None or day <= seat.ends
