"""Drafts open to public comment, what was said of them, and what was answered."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from skillmark.foundation import sources
from skillmark.foundation.api import Page, actor_of, operation, paged
from skillmark.governance import queries, rules
from skillmark.governance.api.router import router


class ConsultationOut(Schema):
    """A draft that everybody may comment on until `last_day`. `stage`: open, answering or concluded; `digest` is the
    SHA-256 of its text in UTF-8.
    """

    id: UUID
    body_id: UUID
    body: str
    title: str
    what_changes: str
    for_whom: str
    asked: str
    digest: str
    last_day: date
    stage: str
    concluded_at: datetime | None

    @staticmethod
    def resolve_body(found: queries.Consultation) -> str:
        return str(found.body.name)

    @staticmethod
    def resolve_stage(found: queries.Consultation) -> str:
        return rules.stage(found.closes_at, found.concluded_at, sources.now()).value


class WholeConsultationOut(ConsultationOut):
    """With the draft as it stood when it was opened, and how many comments wait for a response."""

    text: str
    waiting: int

    @staticmethod
    def resolve_waiting(found: queries.Consultation) -> int:
        return queries.unanswered_comments(found)


class ResponseOut(Schema):
    verdict: str
    reason: str


class CommentOut(Schema):
    """What somebody says of a line of the draft, counted from 1, or of the whole (null). Where the words are hidden,
    `text` is empty and `hidden_because` says why; `name` is there only where she wants it shown.
    """

    id: UUID
    line: int | None
    text: str
    hidden_because: str
    organisation: str
    constituency: str
    name: str
    language: str
    response: ResponseOut | None

    @staticmethod
    def resolve_text(found: queries.Comment) -> str:
        return "" if found.hidden_because else str(found.text)


@router.get("/consultations", response=Page[ConsultationOut], summary="Drafts and public comments, oldest first")
@operation("governance.body.read")
def consultations(request: HttpRequest, cursor: str = "", limit: int = 50) -> object:
    return paged(queries.consultations(actor_of(request)), cursor, limit)


@router.get("/consultations/{consultation_id}", response=WholeConsultationOut, summary="One of them, with its text")
@operation("governance.body.read")
def consultation(request: HttpRequest, consultation_id: UUID) -> object:
    return queries.consultation(actor_of(request), consultation_id)


@router.get(
    "/consultations/{consultation_id}/comments",
    response=Page[CommentOut],
    summary="What was said, oldest first, with the responses",
)
@operation("governance.body.read")
def comments(request: HttpRequest, consultation_id: UUID, cursor: str = "", limit: int = 50) -> object:
    found = queries.consultation(actor_of(request), consultation_id)
    return paged(queries.said_of(found), cursor, limit)
