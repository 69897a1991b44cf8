"""Changes of the foundation's own records: signing keys, anchors of the audit chain."""

from datetime import datetime
from uuid import UUID

from skillmark.foundation import access, anchors, audit, outbox, signing
from skillmark.foundation.models.audit import AuditAnchor
from skillmark.foundation.models.keys import SigningKey
from skillmark.foundation.models.workspace import Workspace
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action


@action
def rotate_signing_key(actor: Actor, *, now: datetime) -> SigningKey:
    """From now on a new key signs; what the old ones signed stays checkable. Raises SignerUnavailable."""
    access.require(actor, "foundation.signing_key.rotate")
    return _replace_key(actor, now)


@action
def mark_compromised(actor: Actor, *, number: int, since: datetime, now: datetime) -> SigningKey:
    """Say that a key was in other hands since an instant: nothing it signed from then on counts, and another key signs.

    Whoever signed records with it is told (`foundation.signing_key.compromised`) and signs them again.
    Raises NotFound for a number this workspace has no key of.
    """
    access.require(actor, "foundation.signing_key.mark_compromised")
    key = SigningKey.objects.select_for_update().filter(workspace_id=actor.workspace_id, number=number).first()
    if key is None:
        raise NotFound(f"key {number}")
    earliest = since if key.compromised_from is None else min(since, key.compromised_from)
    key.compromised_from = earliest
    key.save(update_fields=["compromised_from"])
    audit.record(actor, "foundation.signing_key.compromised", key, number=number, since=earliest)
    outbox.announce("foundation.signing_key.compromised", key, number=number, since=earliest.isoformat())
    if key.valid_until is None:
        _replace_key(actor, now, key.owner)
    return key


@action
def anchor_chain(actor: Actor, *, now: datetime) -> AuditAnchor | None:
    """Sign the head of the workspace's chain as it stands. None while the chain is empty. Raises SignerUnavailable."""
    access.require(actor, "foundation.audit.anchor")
    return anchors.sign_head(actor.workspace_id, now)


def _replace_key(actor: Actor, now: datetime, owner: UUID | None = None) -> SigningKey:
    one(Workspace.objects.all(), actor.workspace_id, lock=True)
    for key in signing.keys(actor.workspace_id, owner):
        if key.valid_until is None:
            key.valid_until = now
            key.save(update_fields=["valid_until"])
    fresh = signing.new_key(actor.workspace_id, signing.next_number(actor.workspace_id), now, owner)
    audit.record(actor, "foundation.signing_key.rotated", fresh, number=fresh.number)
    return fresh
