"""The way out for a draft that a group agreed to and nobody will publish: a signature that never comes, a mistake found
late.
"""

from datetime import datetime
from uuid import UUID

from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told
from skillmark.standards import queries
from skillmark.standards.actions.refusals import NotAgreed
from skillmark.standards.actions.revising import note_edit
from skillmark.standards.models import EditedPart, Framework, LineVerb, Status


@action
def set_back(actor: Actor, *, framework_id: UUID, reason: str, now: datetime) -> Framework:
    """Set a draft that a group agreed to, and that is not published, back to work, for a reason that is kept with it.

    The group's yes holds it no more and publishes nothing: the question has to be put anew. Raises NotAgreed, BadInput.
    """
    framework = queries.framework(actor, framework_id, lock=True)
    access.require(actor, "standards.framework.publish", framework)
    if framework.status != Status.DRAFT or not queries.is_agreed(framework):
        raise NotAgreed(framework.title)
    why = reason.strip()
    if not why:
        raise BadInput.of(told("Say why it is set back to work"), file="standard", column="reason")
    framework.proposal, framework.asked_digest = None, ""
    framework.save(update_fields=["proposal", "asked_digest"])
    note_edit(
        actor, framework, part=EditedPart.WHOLE, reference=framework.occupation_code, name=framework.title,
        verb=LineVerb.SET_BACK, fields={"reason": ["", why]}, now=now,
    )  # fmt: skip
    return framework
