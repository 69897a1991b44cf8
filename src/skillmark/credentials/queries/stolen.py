"""Keys of this installation that were in other hands, and what they still vouch for: what was kept before that."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from skillmark.credentials.models import CapabilityStatement, Endorsement, SignedRecord
from skillmark.foundation import signing
from skillmark.foundation.models import SigningKey
from skillmark.kernel.vc.multibase import did_key

BY_THEIR_ID = (CapabilityStatement, Endorsement)  # what they are called in the signed data is their own id


def stolen_from(issuer: str | None, now: datetime) -> datetime | None:
    """Public scope: since when an issuer of ours, by its did:key, was in other hands at an instant; None where not."""
    return _stolen(now).get(issuer or "")


def stolen_issuers(signed_at: datetime) -> frozenset[str]:
    """Public scope: the issuers whose keys of this installation were in other hands at an instant."""
    return frozenset(_stolen(signed_at))


def _stolen(at: datetime) -> dict[str, datetime | None]:
    return {did_key(bytes(key.public)): key.compromised_from for key in signing.stolen_by(at)}


def kept_before(document: Mapping[str, Any], instant: datetime) -> bool:
    """Public scope: whether this is, to its signature, what was signed here before an instant."""
    named = str(document.get("id"))
    records = SignedRecord.objects.across_workspaces().filter(identifier=named)
    held = [records, *(model.objects.across_workspaces().filter(pk__in=_own_id(named)) for model in BY_THEIR_ID)]
    texts = [rows.filter(recorded_at__lt=instant).values_list("document", flat=True) for rows in held]
    return any(json.loads(text) == dict(document) for found in texts for text in found)


def _own_id(named: str) -> list[UUID]:
    try:
        return [UUID(named)]
    except ValueError:
        return []


def signed_since(key: SigningKey, since: datetime) -> "list[SignedRecord]":
    """Records in force that a key of the workspace signed from an instant on, the oldest first."""
    rows = SignedRecord.objects.across_workspaces().filter(
        workspace_id=key.workspace_id, award__key_number=key.number, recorded_at__gte=since, revoked_at=None
    )
    return list(rows.order_by("recorded_at", "id"))
