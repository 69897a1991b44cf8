"""Signed heads of the audit chains: what proves later that a chain's end was not cut off.

An anchor file is kept outside the installation: whoever can alter the database can alter what it says of itself.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection

from skillmark.foundation import audit, signing
from skillmark.foundation.models.audit import AuditAnchor, AuditHead, AuditRow
from skillmark.foundation.models.keys import SigningKey
from skillmark.foundation.models.workspace import Workspace
from skillmark.kernel.values import BadInput

FORMAT = "skillmark-audit-anchors-1"


@dataclass(frozen=True, slots=True)
class Anchor:
    """One signed head. `public_key` and `signature` are lower-case hex, `signed_at` an instant in UTC."""

    workspace: str
    number: int
    hash: str
    signed_at: str
    public_key: str
    signature: str


def statement(workspace_id: str, number: int, row_hash: str, signed_at: str) -> bytes:
    """What is signed: RFC 8785 form, so that it can be nothing but an anchor."""
    members: dict[str, Any] = {
        "format": FORMAT,
        "workspace": workspace_id,
        "number": number,
        "hash": row_hash,
        "signed_at": signed_at,
    }
    return rfc8785.dumps(members)


def sign_head(workspace_id: UUID, now: datetime) -> AuditAnchor | None:
    """Sign the head as it stands and keep the signature. None while the chain is empty."""
    head = AuditHead.objects.filter(workspace_id=workspace_id, number__gt=0).first()
    if head is None:
        return None
    signed = signing.sign(workspace_id, statement(str(workspace_id), head.number, head.hash, _instant(now)), now)
    return AuditAnchor.objects.create(
        workspace_id=workspace_id,
        recorded_at=now,
        number=head.number,
        hash=head.hash,
        key=bytes(signed.key.public).hex(),
        signature=signed.value.hex(),
    )


def as_anchor(row: AuditAnchor) -> Anchor:
    return Anchor(str(row.workspace_id), row.number, row.hash, _instant(row.recorded_at), row.key, row.signature)


def as_file(anchors: Iterable[Anchor]) -> str:
    return json.dumps({"format": FORMAT, "anchors": [asdict(anchor) for anchor in anchors]}, indent=1) + "\n"


def read_file(text: str, *, name: str) -> list[Anchor]:
    """The anchors of a file. Raises BadInput for a file that is none."""
    try:
        content = json.loads(text)
        if content["format"] != FORMAT:
            raise BadInput.of(f"is of the format “{content['format']}”, not {FORMAT}", file=name)
        return [_read(entry) for entry in content["anchors"]]
    except (ValueError, KeyError, TypeError):
        raise BadInput.of("is not a file written by `skillmark audit anchor`", file=name) from None


def check(workspace_id: UUID, given: Sequence[Anchor] = ()) -> audit.Break | None:
    """Walk a chain with the signatures kept beside it and those given from outside; its first break, None when
    whole.
    """
    known = {bytes(key.public).hex(): key for key in signing.keys(workspace_id)}
    kept = [as_anchor(row) for row in AuditAnchor.objects.filter(workspace_id=workspace_id).order_by("number", "id")]
    signed: list[tuple[int, str]] = []
    for anchor in (*kept, *given):
        fault = _fault(anchor, known)
        if fault:
            return audit.Break(workspace_id, anchor.number, fault)
        if _stood(anchor, known):
            signed.append((anchor.number, anchor.hash))
        elif anchor in given:
            return audit.Break(
                workspace_id, anchor.number, f"row {anchor.number} was signed by a key in other hands by then"
            )
    return audit.check(workspace_id, signed)


def chains() -> list[UUID]:
    """Every workspace with a chain, or a part of one: also where a row of another table was taken away."""
    if Workspace._meta.db_table not in connection.introspection.table_names():
        return []  # nothing was ever set up here
    found = set(Workspace.objects.values_list("id", flat=True))
    found |= set(AuditHead.objects.values_list("workspace_id", flat=True))
    found |= set(AuditRow.objects.order_by().values_list("workspace_id", flat=True).distinct())
    return sorted(found)


def _fault(anchor: Anchor, known: dict[str, SigningKey]) -> str:
    """What is wrong with an anchor; empty when its signature is by a key of this workspace."""
    key = known.get(anchor.public_key)
    if key is None:
        return f"row {anchor.number} was signed by a key that is not among this workspace's keys"
    said = statement(anchor.workspace, anchor.number, anchor.hash, anchor.signed_at)
    try:
        Ed25519PublicKey.from_public_bytes(bytes(key.public)).verify(bytes.fromhex(anchor.signature), said)
    except (InvalidSignature, ValueError):
        return f"the signature over row {anchor.number} is not valid"
    return ""


def _stood(anchor: Anchor, known: dict[str, SigningKey]) -> bool:
    at = datetime.fromisoformat(anchor.signed_at)
    return signing.standing(known[anchor.public_key], at) is not signing.Standing.COMPROMISED


def _read(entry: dict[str, Any]) -> Anchor:
    anchor = Anchor(**entry)
    if str(UUID(anchor.workspace)) != anchor.workspace:
        raise ValueError(anchor.workspace)
    if datetime.fromisoformat(anchor.signed_at).tzinfo is None:
        raise ValueError(anchor.signed_at)
    if not (isinstance(anchor.number, int) and anchor.number > 0):
        raise ValueError(anchor.number)
    if not all(isinstance(text, str) for text in (anchor.hash, anchor.public_key, anchor.signature)):
        raise TypeError(anchor)
    return anchor


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
