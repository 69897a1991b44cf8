"""Links that open one thing, for one purpose, for a while, to whoever has them. Only their digest is kept."""

import base64
import hashlib
from datetime import datetime
from uuid import UUID

from django.db import models

from skillmark.foundation import audit, exposure, sources
from skillmark.foundation.models.doors import CapabilityLink
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action

SHOWING = ".read"  # a link for reading shows its subject; any other lets somebody do one thing
SECRET_BYTES = 32  # as hard to guess as a key


@action
def open_link(
    actor: Actor,
    *,
    purpose: str,
    subject: models.Model,
    person_id: UUID | None,
    expires_at: datetime,
    single_use: bool,
    now: datetime,
) -> tuple[CapabilityLink, str]:
    """Make a link to a subject for a purpose ("hiring.slate.read"); gives it and its secret, which is not kept.

    `person_id` names whom it is about, so that it goes when she is erased. Raises UnderAge for a link that shows
    somebody under 18 to whoever has it.
    """
    if purpose.endswith(SHOWING):
        exposure.require_may_be_shown(actor.workspace_id, person_id, now)
    secret = base64.urlsafe_b64encode(sources.random_bytes(SECRET_BYTES)).rstrip(b"=").decode()
    made: CapabilityLink = CapabilityLink.objects.record(
        actor,
        now=now,
        digest=digest(secret),
        purpose=purpose,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        person_id=person_id,
        single_use=single_use,
        expires_at=expires_at,
    )
    audit.record(actor, "foundation.link.opened", made, subject_id=subject.pk, expires_at=expires_at)
    return made, secret


@action
def end_link(actor: Actor, *, link_id: UUID, now: datetime) -> None:
    """Close it before its time. Raises NotFound."""
    row = one(CapabilityLink.objects.within(actor).filter(ended_at=None), link_id, lock=True)
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    audit.record(actor, "foundation.link.ended", row)


def follow(secret: str, *, purpose: str, now: datetime) -> CapabilityLink:
    """The link behind a secret, if it still opens for this purpose. Raises NotFound, whatever the reason."""
    row = _open(secret, purpose, now).first()
    if row is not None and purpose.endswith(SHOWING):  # she may be known to be under 18 since
        row = row if exposure.may_be_shown(row.workspace_id, row.person_id, now) else None
    if row is None:
        raise NotFound("link")
    return row


def use(secret: str, *, purpose: str, now: datetime) -> CapabilityLink:
    """Follow a link and, if it is for one use, spend it: of two who come at once, one is told NotFound."""
    row = follow(secret, purpose=purpose, now=now)
    spent = _open(secret, purpose, now).update(used_at=now)
    if not spent:
        raise NotFound("link")
    return row


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _open(secret: str, purpose: str, now: datetime) -> "models.QuerySet[CapabilityLink]":
    rows = CapabilityLink.objects.across_workspaces().filter(digest=digest(secret), purpose=purpose)
    return rows.filter(ended_at=None, expires_at__gt=now).exclude(single_use=True, used_at__isnull=False)
