"""Interests of their own that seats have in a question, and whether a group votes in secret."""

from datetime import datetime
from uuid import UUID

from skillmark.foundation import access, audit
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.governance import queries, rules
from skillmark.governance.actions.refusals import CannotDeclare
from skillmark.governance.models import Body, Conflict, Seat
from skillmark.kernel.values import BadInput, told
from skillmark.people import actions as messages


@action
def declare_conflict(actor: Actor, *, proposal_id: UUID, seat_id: UUID, reason: str, now: datetime) -> Conflict:
    """Say that a seat has an interest of its own in a question: whoever holds it says so, and it does not vote, a vote
    it cast does not count, and the quorum is reached without it. Whoever chairs can ask whether it has: the other is
    told, and votes unless she says so herself (`rules.may_say_of_a_conflict`).

    Raises NotFound for a seat without a vote on it, BadInput without a reason, CannotDeclare once the vote is over,
    where it was declared or asked, once another's seat has voted, and where her own has in secret.
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
    own = seat.person_id == actor.person_id
    if proposal.conflicts.filter(seat=seat, asked__in={False, not own}).exists():
        raise CannotDeclare("it is declared, or asked")
    if not rules.may_say_of_a_conflict(own, proposal.ballots.filter(seat=seat).exists(), proposal.secret):
        raise CannotDeclare("the seat has voted")
    conflict: Conflict = Conflict.objects.record(
        actor, now=now, proposal=proposal, seat=seat, declared_by_id=actor.person_id, reason=reason.strip(),
        asked=not own,
    )  # fmt: skip
    audit.record(actor, "governance.conflict.declared", proposal, seat=seat.pk, own=own)
    if seat.person_id is not None and not own:
        parameters = {"group": seat.body.name, "title": proposal.title}
        messages.tell(
            actor, person_id=seat.person_id, event="governance.conflict_asked", parameters=parameters, now=now
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
