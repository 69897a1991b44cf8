"""The foundation's own work for the queue, and what of it is wanted every day in each workspace."""

from datetime import datetime
from typing import Any
from uuid import UUID

from skillmark.foundation import actions, audit, clearing, files, idempotency, retention, webhooks
from skillmark.foundation.imports import actions as bringing
from skillmark.foundation.imports import running
from skillmark.foundation.roles import Actor


def note_in_chain(actor: Actor, payload: dict[str, Any], now: datetime) -> None:
    """A moment came that was to be noted: a term ended, a promise fell due."""
    audit.note(actor, payload["action"], payload["subject_type"], UUID(payload["subject"]))


def anchor_chain(actor: Actor, payload: dict[str, Any], now: datetime) -> None:
    actions.anchor_chain(actor, now=now)


def sweep(actor: Actor, payload: dict[str, Any], now: datetime) -> None:
    """Let go of what nobody needs any more: bytes without a row, answers kept long enough, sealed files that wait."""
    bringing.let_go(actor, now=now)
    files.sweep(actor.workspace_id, now)
    idempotency.forget_old(actor.workspace_id, now)


CARRIERS = {
    "foundation.note": note_in_chain,
    "foundation.anchor": anchor_chain,
    "foundation.sweep": sweep,
    "foundation.webhook": webhooks.deliver,
    retention.DAILY: retention.begin,
    retention.PIECE: retention.carry_piece,
    clearing.KIND: clearing.clear,
    running.KIND: running.go_on,
}
DAILY = ("foundation.anchor", "foundation.sweep", retention.DAILY)
