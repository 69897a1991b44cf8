"""What the foundation itself holds of a person, and how it lets go of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from skillmark.foundation.files.store import forget
from skillmark.foundation.models.doors import ApiToken, CapabilityLink, KeptAnswer
from skillmark.foundation.models.files import StoredFile
from skillmark.foundation.roles import Actor


def personal_data(actor: Actor, person_id: UUID) -> list[dict[str, Any]]:
    """Her files, and the tokens and links made for her (never their secrets)."""
    files = StoredFile.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    tokens = ApiToken.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    links = _links(actor, person_id).order_by("recorded_at", "id")
    return [
        *({"kind": "file", "name": row.name, "media_type": row.media_type, "size": row.size} for row in files),
        *({"kind": "token", "name": row.name, "expires_at": row.expires_at.isoformat()} for row in tokens),
        *({"kind": "link", "purpose": row.purpose, "expires_at": row.expires_at.isoformat()} for row in links),
    ]


def erase(actor: Actor, person_id: UUID, now: datetime) -> None:
    """Delete them. Answers kept for repeated requests may tell of her: their texts go, that they were given stays."""
    forget(list(StoredFile.objects.within(actor).filter(person_id=person_id)))
    ApiToken.objects.within(actor).filter(person_id=person_id).delete()
    _links(actor, person_id).delete()
    CapabilityLink.objects.within(actor).filter(opened_by_id=person_id).update(opened_by_id=None)
    KeptAnswer.objects.filter(token__workspace_id=actor.workspace_id).update(body=None)


def _links(actor: Actor, person_id: UUID) -> "QuerySet[CapabilityLink]":
    """Links about her, and links given to her."""
    found: QuerySet[CapabilityLink] = CapabilityLink.objects.within(actor)
    return found.filter(Q(person_id=person_id) | Q(holder_id=person_id))


ANSWERS = {"personal_data": personal_data, "erase": erase}
