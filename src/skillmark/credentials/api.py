"""The REST face of credentials: records of a workspace, and checking one for anybody."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from skillmark.credentials import queries
from skillmark.credentials.forms import LARGEST_RECORD
from skillmark.foundation import sources
from skillmark.foundation.api import Page, operation, paged
from skillmark.foundation.routes import about
from skillmark.kernel import vc

router = Router(tags=["Records"])


class RecordOut(Schema):
    """A signed record; `document` is the signed data as its holder has it, only where one record is asked for."""

    id: UUID
    person_id: UUID
    valid_from: datetime
    valid_until: datetime | None
    revoked_at: datetime | None
    recorded_at: datetime


class WholeRecordOut(RecordOut):
    document: str


class EndorsementOut(Schema):
    """An endorsement that a record carries, judged by itself; `stands` is what to rely on."""

    issuer: str | None
    name: str
    about: str
    verdict: str
    code: str
    whole: bool | None
    stands: bool


class VerdictOut(Schema):
    """A verdict as `skillmark verify --json` prints it."""

    source: str
    verdict: str
    checks: list[dict[str, str]]
    issuer: str | None
    subject: str | None
    achievement: str | None
    competencies: list[str]
    valid_from: str | None
    valid_until: str | None
    endorsements: list[EndorsementOut] = []


class ToVerify(Schema):
    """The record's text, to the byte: a parsed document could no longer show duplicate members."""

    record: str = Field(max_length=LARGEST_RECORD)


@router.get("/records", response=Page[RecordOut])
@operation("credentials.record.list")
def records(request: HttpRequest, cursor: str = "", limit: int = 50) -> dict[str, Any]:
    """Signed records you may see, oldest first."""
    return paged(queries.records(request.actor), cursor, limit)  # type: ignore[attr-defined]


@router.get("/records/{uuid:record_id}", response=WholeRecordOut)
@operation("credentials.record.read")
def record(request: HttpRequest, record_id: UUID) -> Any:
    """One signed record with its document."""
    found = queries.record(request.actor, record_id)  # type: ignore[attr-defined]
    about(request, found.person_id)
    return found


@router.post("/records/verify", response=VerdictOut)
@operation("credentials.published.read", scope="public")
def verify(request: HttpRequest, body: ToVerify) -> dict[str, Any]:
    """Check a record. Nothing of it is kept."""
    status = vc.StatusLists(queries.published_loader())
    return vc.verify(body.record.encode(), at=sources.now(), status=status).as_dict("record")
