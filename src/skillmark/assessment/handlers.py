"""What assessment does when a lower floor announces something."""

from datetime import datetime
from typing import Any
from uuid import UUID

from skillmark.assessment import actions, queries
from skillmark.foundation.roles import Actor
from skillmark.kernel.values import BadInput
from skillmark.standards import actions as standards


def carry_when_passed(actor: Actor, subject_id: UUID, payload: dict[str, Any], now: datetime) -> None:
    """A group has decided. `subject_id` is the decision; one about something else, or against, changes nothing."""
    panel = queries.decided_panel(actor, subject_id)
    if panel is None:
        return
    try:
        actions.carry_pass_mark(actor, panel_id=panel.pk, now=now)
    except (actions.NotDecided, standards.AlreadyAsked, BadInput):
        return  # against it, or the next version is being voted on or has no such task: the panel's page says which


def mark_anew(actor: Actor, subject_id: UUID, payload: dict[str, Any], now: datetime) -> None:
    """A second decision was taken. `subject_id` is the appeal; not upheld, or on another thing, it changes nothing."""
    if payload["upheld"]:
        actions.open_again(actor, appeal_id=subject_id, now=now)


HANDLERS = {"governance.decided": [carry_when_passed], "governance.appeal_decided": [mark_anew]}
