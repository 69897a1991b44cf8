"""What standards do when a lower floor announces something."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from skillmark.foundation import jobs
from skillmark.foundation.roles import Actor
from skillmark.standards import actions
from skillmark.standards.queries import decided_draft


def publish_when_passed(actor: Actor, subject_id: UUID, payload: dict[str, Any], now: datetime) -> None:
    """A body has decided, or a side has signed. `subject_id` is the decision; one about something else, or against,
    changes nothing.
    """
    framework = decided_draft(actor, subject_id)
    if framework is None:
        return
    try:
        actions.publish_framework(actor, framework_id=framework.pk, now=now)
    except (actions.NoDecision, actions.NotADraft, actions.ReasonsMissing, actions.NotAsVoted):
        return  # not passed, not signed by all, a later one in force, a reason missing, or another text: the page says


def tell_carried(actor: Actor, subject_id: UUID, payload: dict[str, Any], now: datetime) -> None:
    """A review was concluded. `subject_id` is the review; one of something else, or that left nothing, tells nobody."""
    actions.tell_carried(actor, review_id=subject_id, now=now)


@jobs.outside  # reading a whole framework takes seconds, and no transaction may stay open so long
def carry_import(actor: Actor, payload: dict[str, Any], now: datetime) -> None:
    actions.carry_import(actor, import_id=UUID(payload["import"]), now=now)


CARRIERS: Mapping[str, jobs.Carrier] = {actions.IMPORTING: carry_import}
HANDLERS = {
    "governance.decided": [publish_when_passed],
    "governance.signed": [publish_when_passed],
    "governance.review.concluded": [tell_carried],
}
