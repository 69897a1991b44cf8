"""Reads of questions, votes and decisions."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.governance import rules
from skillmark.governance.models import Alternate, Ballot, Conflict, Decision, Outcome, Proposal, Seat, Voter
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
    """The seat that the actor still has a ballot to cast for on this question: her own, or one she stands in for. None
    where she has none.
    """
    if actor.person_id is None or now >= proposal.deadline or hasattr(proposal, "decision"):
        return None
    today = people.today(actor, now)
    seats: QuerySet[Seat] = Seat.objects.within(actor).filter(pk__in=proposal.voters.values("seat_id"))
    left = seats.exclude(pk__in=proposal.ballots.values("seat_id"))
    left = left.exclude(pk__in=proposal.conflicts.filter(asked=False).values("seat_id")).order_by("pk")
    hers = left.filter(Q(person_id=actor.person_id) | Q(alternates__person_id=actor.person_id)).distinct()
    may = (
        each
        for each in hers
        if rules.holds_seat(each.starts, each.ends, today)
        and (each.person_id == actor.person_id or standing_in(actor, each, proposal, today))
    )
    if proposal.ballots.filter(cast_by(actor)).exists():
        return None
    return next(may, None)


def standing_in(actor: Actor, seat: Seat, proposal: Proposal, day: date) -> Alternate | None:
    """The actor as the alternate of this seat on this day, named before the question was put; None where she is not."""
    if actor.person_id is None:
        return None
    found: QuerySet[Alternate] = Alternate.objects.within(actor)
    hers = found.filter(seat=seat, person_id=actor.person_id, recorded_at__lte=proposal.recorded_at).order_by("pk")
    return next((each for each in hers if rules.holds_seat(each.starts, each.ends, day)), None)


def was_asked(actor: Actor, proposal_id: UUID) -> bool:
    """Whether a seat that votes on this question is hers, or she was named to stand in for it."""
    if actor.person_id is None:
        return False
    asked: QuerySet[Voter] = Voter.objects.within(actor).filter(proposal_id=proposal_id)
    hers = Q(seat__person_id=actor.person_id) | Q(seat__alternates__person_id=actor.person_id)
    return asked.filter(hers).exists()


def cast_by(actor: Actor) -> Q:
    """Ballots that the actor cast, whether the seat is hers or she stood in."""
    return Q(alternate=None, seat__person_id=actor.person_id) | Q(alternate__person_id=actor.person_id)


def standing_decision(actor: Actor, subject_type: str, subject_id: UUID, question: str) -> Decision | None:
    """The last decision about this question and subject, if it passed. Publishing, setting a pass mark, retiring an
    achievement, widening a pilot and changing a policy need it (`Question`): each context asks before it does so.

    `subject_type` is the subject's label in lower case ("standards.framework").
    """
    return standing_decisions(actor, subject_type, [subject_id], question).get(subject_id)


def standing_decisions(
    actor: Actor, subject_type: str, subject_ids: Collection[UUID], question: str
) -> dict[UUID, Decision]:
    """The same about several subjects of one kind, by subject; one without a standing decision is absent."""
    found: QuerySet[Decision] = Decision.objects.within(actor)
    about = found.filter(
        proposal__subject_type=subject_type, proposal__subject_id__in=subject_ids, proposal__question=question
    )
    last = {one.proposal.subject_id: one for one in about.select_related("proposal").order_by("recorded_at", "id")}
    return {subject: one for subject, one in last.items() if one.outcome == Outcome.PASSED}


def last_outcome(actor: Actor, subject_type: str, question: str) -> Subquery:
    """What the last decision about this question came to, for each row of a query on subjects of this kind; null where
    there is none.
    """
    found: QuerySet[Decision] = Decision.objects.within(actor)
    about = found.filter(
        proposal__subject_type=subject_type, proposal__question=question, proposal__subject_id=OuterRef("pk")
    )
    return Subquery(about.order_by("-recorded_at", "-id").values("outcome")[:1])


def subject_of(actor: Actor, decision_id: UUID, subject_type: str) -> UUID | None:
    """The record of this kind that a decision is about; None where it is about something else."""
    found: QuerySet[Decision] = Decision.objects.within(actor)
    about = found.filter(pk=decision_id, proposal__subject_type=subject_type)
    return about.values_list("proposal__subject_id", flat=True).first()


def open_question(actor: Actor, subject_type: str, subject_id: UUID, question: str) -> Proposal | None:
    """The same question about the same subject that a group is asked just now, None where none is."""
    asked = proposals(actor).filter(subject_type=subject_type, subject_id=subject_id, question=question)
    return asked.filter(decision=None).last()


def unanswered(actor: Actor, now: datetime) -> list[Proposal]:
    """Open proposals that wait for the ballot of a seat the actor holds, or stands in for."""
    if actor.person_id is None:
        return []
    today = people.today(actor, now)
    in_term = Q(seat__ends=None) | Q(seat__ends__gte=today)
    stands_in: QuerySet[Alternate] = Alternate.objects.within(actor).filter(
        Q(ends=None) | Q(ends__gte=today),
        seat=OuterRef("seat"),
        person_id=actor.person_id,
        starts__lte=today,
        recorded_at__lte=OuterRef("proposal__recorded_at"),
    )
    voters: QuerySet[Voter] = Voter.objects.within(actor)
    hers = voters.filter(in_term).filter(Q(seat__person_id=actor.person_id) | Exists(stands_in))
    cast: QuerySet[Ballot] = Ballot.objects.within(actor)
    hers = hers.exclude(Exists(cast.filter(proposal=OuterRef("proposal"), seat=OuterRef("seat"))))
    hers = hers.exclude(Exists(cast.filter(cast_by(actor), proposal=OuterRef("proposal"))))
    conflicts: QuerySet[Conflict] = Conflict.objects.within(actor).filter(asked=False)
    hers = hers.exclude(Exists(conflicts.filter(proposal=OuterRef("proposal"), seat=OuterRef("seat"))))
    found: QuerySet[Proposal] = Proposal.objects.within(actor)
    still_open = found.filter(pk__in=hers.values("proposal_id"), decision=None, deadline__gt=now)
    return list(still_open.select_related("workspace").order_by("deadline", "id"))
