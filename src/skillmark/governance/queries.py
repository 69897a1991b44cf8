"""Reads of governance, each in one scope."""

from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.governance.models import Ballot, Body, Choice, Constituency, Decision, Outcome, Proposal, Seat

__all__ = ["Ballot", "Body", "Choice", "Constituency", "Decision", "Outcome", "Proposal", "Seat"]


def bodies(actor: Actor) -> "QuerySet[Body]":
    """Bodies by name, their seats and people with them."""
    access.require(actor, "governance.body.read")
    found: QuerySet[Body] = Body.objects.within(actor)
    return found.prefetch_related("seats__person").order_by("name", "id")


def body(actor: Actor, body_id: UUID) -> Body:
    access.require(actor, "governance.body.read")
    return one(Body.objects.within(actor), body_id)


def proposals(actor: Actor) -> "QuerySet[Proposal]":
    """Proposals, the one whose vote ends first on top."""
    access.require(actor, "governance.proposal.read")
    found: QuerySet[Proposal] = Proposal.objects.within(actor)
    return found.select_related("body", "decision").order_by("deadline", "id")


def proposal(actor: Actor, proposal_id: UUID, *, lock: bool = False) -> Proposal:
    access.require(actor, "governance.proposal.read")
    found: QuerySet[Proposal] = Proposal.objects.within(actor)
    return one(found.select_related("body"), proposal_id, lock=lock)


def own_seat(actor: Actor, body_id: UUID) -> Seat:
    """The seat the actor holds in this body. Raises NotFound where she holds none."""
    if actor.person_id is None:
        raise NotFound("no seat in this body")
    seat: Seat | None = Seat.objects.within(actor).filter(body_id=body_id, person_id=actor.person_id).first()
    if seat is None:
        raise NotFound("no seat in this body")
    return seat


def standing_decision(actor: Actor, subject_id: UUID, question: str) -> Decision | None:
    """The last decision about this question and subject, if it passed."""
    found: QuerySet[Decision] = Decision.objects.within(actor)
    about = found.filter(proposal__subject_id=subject_id, proposal__question=question)
    last = about.order_by("recorded_at", "id").last()
    return last if last is not None and last.outcome == Outcome.PASSED else None


def unanswered(actor: Actor) -> list[Proposal]:
    """Open proposals that wait for the actor's ballot."""
    if actor.person_id is None:
        return []
    found: QuerySet[Proposal] = Proposal.objects.within(actor)
    me: UUID = actor.person_id
    waiting = found.filter(decision=None, body__seats__person_id=me)
    return list(waiting.exclude(ballots__seat__person_id=me).order_by("deadline", "id"))
