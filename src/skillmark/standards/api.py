"""Standards over REST: find an occupation, draft from it, read a standard and its requirements."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from skillmark.foundation.api import Page, longest, operation, paged
from skillmark.foundation.roles import Actor
from skillmark.foundation.sources import now
from skillmark.kernel.skills import Refusal
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, queries

router = Router(tags=["Standards"])


class OccupationOut(Schema):
    """An occupation of the database loaded last. `also` is its other title that was found, if the main one was not."""

    code: str
    title: str
    description: str
    also: str


class StandardOut(Schema):
    """One version of a standard."""

    id: UUID
    title: str
    version: int
    status: str
    occupation_code: str
    source_note: str
    published_at: datetime | None
    replaces_id: UUID | None
    digest: str


class StandardIn(Schema):
    """The occupation to draft from."""

    occupation_code: str = Field(min_length=1, max_length=longest(queries.Framework, "occupation_code"))


class RequirementOut(Schema):
    """One competency the job needs: level 1–10, weight 1–1000."""

    job_id: str
    competency_id: str
    level: int
    weight: int
    essential: bool


@router.get("/occupations", response=list[OccupationOut], summary="Occupations by code or title, at most twelve")
@operation("standards.occupation.read")
def occupations(request: HttpRequest, text: str) -> object:
    return queries.occupations(_actor(request), text)


@router.get("/standards", response=Page[StandardOut], summary="Every version of every standard, oldest first")
@operation("standards.framework.read")
def standards(request: HttpRequest, cursor: str = "", limit: int = 50) -> object:
    return paged(queries.frameworks(_actor(request)), cursor, limit)


@router.post("/standards", response={201: StandardOut}, summary="Draft a standard from an occupation")
@operation("standards.framework.draft")
def draft(request: HttpRequest, given: StandardIn) -> object:
    drafted = actions.draft_standard(_actor(request), occupation_code=given.occupation_code, now=now())
    if isinstance(drafted, Refusal):
        raise BadInput.of(drafted.reason, file="occupation_code")
    return Status(201, drafted)


@router.get("/standards/{framework_id}", response=StandardOut, summary="One version")
@operation("standards.framework.read")
def standard(request: HttpRequest, framework_id: UUID) -> object:
    return queries.framework(_actor(request), framework_id)


@router.get(
    "/standards/{framework_id}/document", response=dict[str, object], summary="The standard whole: standard.json"
)
@operation("standards.framework.read")
def document(request: HttpRequest, framework_id: UUID) -> object:
    return queries.standard_document(_actor(request), framework_id)


@router.get(
    "/standards/{framework_id}/requirements", response=list[RequirementOut], summary="What a ranking is computed from"
)
@operation("standards.framework.read")
def requirements(request: HttpRequest, framework_id: UUID) -> object:
    return queries.requirements(_actor(request), framework_id)


@router.get(
    "/published-standards/{framework_id}", response=dict[str, object], summary="A published version, without a token"
)
@operation("standards.published.read", scope="public")
def published(request: HttpRequest, framework_id: UUID) -> object:
    return queries.published_document(framework_id)


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
