"""Tokens of the API: a person's own, for some of what she may do, in one workspace, for a while. Only the digest is
kept.
"""

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation import access, audit, sources
from skillmark.foundation.models.doors import ApiToken
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput

PREFIX = "skm_"  # lets scanners of published code find a token that slipped out
SECRET_BYTES = 32
LONGEST = timedelta(days=366)


@action
def open_token(
    actor: Actor, *, name: str, permissions: Sequence[str], expires_at: datetime, now: datetime
) -> tuple[ApiToken, str]:
    """Make a token for the actor herself; gives it and its text, which is shown once and not kept.

    Raises Forbidden for a permission she has not herself, LogInTooWeak for one that asks for a stronger log-in than
    hers now; BadInput for a name or a time that will not do.
    """
    access.require(actor, "foundation.token.open")
    if actor.account_id is None or not permissions:
        raise access.Forbidden("foundation.token.open")
    if not name.strip():
        raise BadInput.of("give the token a name", file="name")
    if not now < expires_at <= now + LONGEST:
        raise BadInput.of(f"a token lasts at most {LONGEST.days} days", file="expires_at")
    for permission in permissions:
        if permission not in access.installed():
            raise access.Forbidden(permission)
        access.require_ever(actor, permission)
    text = PREFIX + base64.urlsafe_b64encode(sources.random_bytes(SECRET_BYTES)).rstrip(b"=").decode()
    made: ApiToken = ApiToken.objects.record(
        actor,
        now=now,
        digest=digest(text),
        account_id=actor.account_id,
        person_id=actor.person_id,
        name=name.strip()[:100],
        permissions=sorted(set(permissions)),
        strong=actor.strong_login,
        expires_at=expires_at,
    )
    audit.record(actor, "foundation.token.opened", made, expires_at=expires_at, permissions=len(made.permissions))
    return made, text


@action
def end_token(actor: Actor, *, token_id: UUID, now: datetime) -> None:
    """End one of the actor's own tokens. Raises NotFound for one that is no token of hers, or was ended."""
    access.require(actor, "foundation.token.keep")
    row = one(_own(actor).filter(ended_at=None), token_id, lock=True)
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    audit.record(actor, "foundation.token.ended", row)


def own_tokens(actor: Actor) -> list[ApiToken]:
    """The actor's own tokens in this workspace, those that were ended too, newest first."""
    access.require(actor, "foundation.token.keep")
    return list(_own(actor).order_by("-recorded_at", "-id"))


def own_token(actor: Actor, token_id: UUID) -> ApiToken:
    """One of the actor's own tokens that was not ended. Raises NotFound."""
    access.require(actor, "foundation.token.keep")
    return one(_own(actor).filter(ended_at=None), token_id)


def recognised(text: str, now: datetime) -> ApiToken | None:
    """The token with this text if it is in force."""
    if not text.startswith(PREFIX):
        return None
    rows = ApiToken.objects.across_workspaces().select_related("workspace")
    return rows.filter(digest=digest(text), ended_at=None, expires_at__gt=now).first()


def _own(actor: Actor) -> "QuerySet[ApiToken]":
    if actor.account_id is None:
        raise NotFound("nobody's tokens")
    rows: QuerySet[ApiToken] = ApiToken.objects.within(actor).filter(account_id=actor.account_id)
    return rows


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
