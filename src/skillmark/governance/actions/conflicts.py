"""Interests of their own that seats have in a question, and whether a group votes in secret."""

from datetime import datetime
from uuid import UUID

from skillmark.foundation import access, audit
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.governance import queries
from skillmark.governance.actions.refusals import CannotDeclare
from skillmark.governance.models import Body, Conflict, Seat
from skillmark.kernel.values import BadInput, told
from skillmark.people import actions as messages


@action
def declare_conflict(actor: Actor, *, proposal_id: UUID, seat_id: UUID, reason: str, now: datetime) -> Conflict:
    """Say that a seat has an interest of its own in a question: by whoever holds it, or by whoever chairs, who then
    has the other told. It does not vote, a vote it cast does not count, and the quorum is reached without it.

    Raises NotFound for a seat without a vote on it, BadInput without a reason, CannotDeclare once the vote is over,
    where it was declared, and where the seat voted in secret: nobody can find that vote again to leave it out.
    """
    proposal = queries.proposal(actor, proposal_id, lock=True)
    voters = proposal.voters.values("seat_id")
    seat: Seat = one(Seat.objects.within(actor).exclude(person=None).filter(pk__in=voters), seat_id)
    access.require(actor, "governance.conflict.declare", seat)
    if not reason.strip():
        raise BadInput.of(told("a conflict of interest has a reason"), file="conflict", column="reason")
    if len(reason) > Conflict.longest:
        raise BadInput.of(told("is longer than %(most)s letters", most=Conflict.longest), file="reason")
    if now >= proposal.deadline or hasattr(proposal, "decision"):
        raise CannotDeclare("the vote is over")
    if proposal.conflicts.filter(seat=seat).exists():
        raise CannotDeclare("it is declared")
    if proposal.secret and proposal.ballots.filter(seat=seat).exists():
        raise CannotDeclare("the seat has voted, in secret")
    conflict: Conflict = Conflict.objects.record(
        actor, now=now, proposal=proposal, seat=seat, declared_by_id=actor.person_id, reason=reason.strip()
    )
    audit.record(actor, "governance.conflict.declared", proposal, seat=seat.pk, own=seat.person_id == actor.person_id)
    if seat.person_id is not None and seat.person_id != actor.person_id:
        parameters = {"group": seat.body.name, "title": proposal.title}
        messages.tell(
            actor, person_id=seat.person_id, event="governance.conflict_declared", parameters=parameters, now=now
        )
    return conflict


@action
def choose_secrecy(actor: Actor, *, body_id: UUID, secret: bool, now: datetime) -> Body:
    """Whether a group votes in secret on questions put from now on; what is open goes on as it began."""
    body: Body = one(Body.objects.within(actor), body_id, lock=True)
    access.require(actor, "governance.body.change", Seat(workspace_id=body.workspace_id, body=body))
    if body.secret != secret:
        body.secret = secret
        body.save(update_fields=["secret"])
        audit.record(actor, "governance.body.changed", body, secret=secret)
    return body
