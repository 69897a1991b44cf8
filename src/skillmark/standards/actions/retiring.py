"""A standard is no longer used, as a group decided."""

from datetime import datetime
from uuid import UUID

from skillmark.foundation import access, audit, outbox
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.governance import queries as decisions
from skillmark.kernel.values import BadInput, told
from skillmark.people import queries as people
from skillmark.standards import queries
from skillmark.standards.actions.refusals import NoDecision, NotInForce
from skillmark.standards.models import Retirement, Status


@action
def retire_framework(
    actor: Actor, *, framework_id: UUID, successor_id: UUID | None = None, now: datetime
) -> Retirement:
    """Nothing new is started on the version in force from now on, as its body decided; what was earned stays, and what
    began goes on. Retired before, nothing changes. `successor_id`: another standard in force that replaces it.

    Raises NoDecision without a standing decision to retire this very version, NotInForce for a draft or one that was
    replaced, BadInput for a successor that is itself or not in force.
    """
    framework = queries.framework(actor, framework_id, lock=True)
    access.require(actor, "standards.framework.retire", framework)
    before = queries.retirement(framework)
    if before is not None:
        return before
    if framework.status != Status.PUBLISHED:
        raise NotInForce(framework.title)
    question = decisions.Question.RETIRE_STANDARD
    decision = decisions.standing_decision(actor, framework._meta.label_lower, framework.pk, question)
    if decision is None:
        raise NoDecision(framework.title)
    successor = queries.framework(actor, successor_id, lock=True) if successor_id else None
    if successor is not None and (successor.pk == framework.pk or successor.status != Status.PUBLISHED):
        raise BadInput.of(told("names a standard that is not in force itself"), file="standard", column="successor")
    framework.status = Status.RETIRED
    framework.save(update_fields=["status"])
    retirement: Retirement = Retirement.objects.record(
        actor,
        now=now,
        framework=framework,
        decision=decision,
        successor=successor,
        retired_on=people.today(actor, now),
    )
    audit.record(
        actor, "standards.framework.retired", framework, decision=decision.pk,
        successor=str(successor.pk) if successor else "",
    )  # fmt: skip
    outbox.announce("standards.framework.retired", framework)
    return retirement
