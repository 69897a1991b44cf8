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
from skillmark.foundation.api import Page, actor_of, operation, paged
from skillmark.foundation.routes import about


class RecordOut(Schema):
    """A signed record; `document` is the signed data as its holder has it, only where one record is asked for.

    `stale`: a task it rests on is marked otherwise by now; it counts as it was signed.
    """

    id: UUID
    person_id: UUID
    valid_from: datetime
    valid_until: datetime | None
    revoked_at: datetime | None
    stale: bool
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


class CompetencyLineOut(Schema):
    """A competency that a record names; `level` is null where none could be read."""

    address: str
    code: str
    name: str
    level: int | None


class ClaimOut(Schema):
    """What a file says without a signature of its own; `by`: its owner, or the issuer of the collection."""

    kind: str
    name: str
    detail: str
    by: str


class OutsideRecordOut(Schema):
    """A record from elsewhere. `word`: valid, invalid, undetermined, or claimed where nobody signed it as a whole."""

    id: UUID
    name: str
    format: str
    word: str
    person_id: UUID | None
    issuer: str
    issuer_name: str
    achievement: str
    enclosed_in_id: UUID | None
    valid_from: datetime | None
    valid_until: datetime | None
    checked_at: datetime


class OutsidePartOut(OutsideRecordOut):
    """A signed record within another, or a record by itself, with the competencies it names."""

    competencies: list[CompetencyLineOut]


class WholeOutsideRecordOut(OutsidePartOut):
    """`verified`: the signed records in it that are genuine; `refused`: those that are not, or could not be checked;
    `claimed`: what is only said. `competencies` are what it states itself, proven only where its word is valid.
    """

    verified: list[OutsidePartOut]
    refused: list[OutsidePartOut]
    claimed: list[ClaimOut]


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
    actor = actor_of(request)
    page = paged(queries.records(actor), cursor, limit)
    stale = queries.stale(actor, page["items"])
    return {**page, "items": [_told(record, RecordOut, record.pk in stale) for record in page["items"]]}


@router.get("/records/{uuid:record_id}", response=WholeRecordOut)
@operation("credentials.record.read")
def record(request: HttpRequest, record_id: UUID) -> dict[str, Any]:
    """One signed record with its document."""
    actor = actor_of(request)
    found = queries.record(actor, record_id)
    about(request, found.person_id)
    return _told(found, WholeRecordOut, bool(queries.stale(actor, [found])))


def _told(record: queries.SignedRecord, schema: type[RecordOut], stale: bool) -> dict[str, Any]:
    return {name: stale if name == "stale" else getattr(record, name) for name in schema.model_fields}


@router.get("/outside-records", response=Page[OutsideRecordOut])
@operation("credentials.outside.read")
def outside_records(request: HttpRequest, cursor: str = "", limit: int = 50) -> dict[str, Any]:
    """Records that others signed and somebody brought here, oldest first; those within another too."""
    return paged(queries.outside_records(actor_of(request)), cursor, limit)


@router.get("/outside-records/{uuid:record_id}", response=WholeOutsideRecordOut)
@operation("credentials.outside.read")
def outside_record(request: HttpRequest, record_id: UUID) -> dict[str, Any]:
    """One of them, what was checked and what is only said apart."""
    actor = actor_of(request)
    found = queries.outside_record(actor, record_id)
    about(request, found.person_id)
    parts = list(queries.parts_of(actor, found))
    return _outside(found) | {
        "verified": [_outside(part) for part in parts if part.word == "valid"],
        "refused": [_outside(part) for part in parts if part.word != "valid"],
        "claimed": found.claims,
    }


def _outside(record: queries.OutsideRecord) -> dict[str, Any]:
    members = ("address", "code", "name", "level")
    told = {name: getattr(record, name) for name in OutsideRecordOut.model_fields}
    return told | {"competencies": [dict(zip(members, line, strict=True)) for line in record.levels]}


@router.post("/records/verify", response=VerdictOut)
@operation("credentials.published.read", scope="public")
def verify(request: HttpRequest, body: ToVerify) -> dict[str, Any]:
    """Check a record. Nothing of it is kept."""
    return checking.check(body.record.encode(), sources.now()).as_dict("record")
