"""Records of a workspace, and checking one for anybody."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from skillmark.credentials import checking, queries
from skillmark.credentials.api.router import router
from skillmark.credentials.forms import LARGEST_RECORD
from skillmark.foundation import sources
from skillmark.foundation.api import Page, operation, paged
from skillmark.foundation.routes import about


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
    return checking.check(body.record.encode(), sources.now()).as_dict("record")
