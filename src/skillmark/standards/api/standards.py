"""Standards over REST: find an occupation, draft from it, read a standard and its requirements."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema, Status

from skillmark.foundation.api import Page, actor_of, longest, operation, paged
from skillmark.foundation.sources import now
from skillmark.kernel.skills import Refusal
from skillmark.kernel.values import BadInput, told
from skillmark.standards import actions, described, queries
from skillmark.standards.api.router import router

LONGEST_TITLE = 200


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
    """What to draft from: an O*NET occupation (`occupation_code`), one of ESCO (`esco_code`), or else the `title` of a
    job, with a `description` of it whose competencies are proposed, or with none, for a blank page. Exactly one of the
    first three is given. `language` is that of the description.
    """

    occupation_code: str = Field("", max_length=longest(queries.Framework, "occupation_code"))
    esco_code: str = Field("", max_length=longest(queries.Framework, "occupation_code"))
    title: str = Field("", max_length=LONGEST_TITLE)
    description: str = Field("", max_length=described.LONGEST)
    language: Literal["en", "es"] = "en"


class ProposedLineOut(Schema):
    """A competency that a description or an occupation of ESCO names, not a line yet; `sentence` is what the
    description says, in its language.
    """

    reference: str
    name: str
    description: str
    sentence: str
    language: str
    source: str
    rationale: str
    essential: bool


class RequirementOut(Schema):
    """One competency the job needs: level 1–10, weight 1–1000."""

    job_id: str
    competency_id: str
    level: int
    weight: int
    essential: bool


class LineOut(Schema):
    """One requirement of a version with what it is, what its level looks like, the tasks (codes) it shows in, and where
    it comes from, why, as of which day, and the sentence of a description it was found by; null where there is none.
    """

    competency_id: str
    name: str
    kind: str
    level: int
    weight: int
    essential: bool
    descriptor: str
    tasks: list[str]
    review_item: str | None
    ladder_step: str | None
    source: str | None
    rationale: str | None
    date: date | None
    sentence: str | None


@router.get("/occupations", response=list[OccupationOut], summary="Occupations by code or title, at most twelve")
@operation("standards.occupation.read")
def occupations(request: HttpRequest, text: str) -> object:
    return queries.occupations(actor_of(request), text)


@router.get("/standards", response=Page[StandardOut], summary="Every version of every standard, oldest first")
@operation("standards.framework.read")
def standards(request: HttpRequest, cursor: str = "", limit: int = 50) -> object:
    return paged(queries.frameworks(actor_of(request)), cursor, limit)


@router.post(
    "/standards", response={201: StandardOut}, summary="Draft a standard from an occupation, a description or a title"
)
@operation("standards.framework.draft")
def draft(request: HttpRequest, given: StandardIn) -> object:
    actor = actor_of(request)
    if [bool(given.occupation_code), bool(given.esco_code), bool(given.title)].count(True) != 1:
        raise BadInput.of(told("give one of occupation_code, esco_code and title"), file="occupation_code")
    if given.occupation_code:
        drafted = actions.draft_standard(actor, occupation_code=given.occupation_code, now=now())
        if isinstance(drafted, Refusal):
            raise BadInput.of(drafted.reason, file="occupation_code")
    elif given.esco_code:
        drafted = actions.draft_from_esco(actor, code=given.esco_code, now=now())
    elif given.description:
        drafted = actions.draft_from_description(
            actor, title=given.title, text=given.description, language=given.language, now=now()
        )
    else:
        drafted = actions.draft_blank(actor, title=given.title, now=now())
    return Status(201, drafted)


@router.get(
    "/standards/{framework_id}/proposals",
    response=list[ProposedLineOut],
    summary="What is proposed for a draft, undecided",
)
@operation("standards.framework.read")
def proposals(request: HttpRequest, framework_id: UUID) -> object:
    return described.read(queries.framework(actor_of(request), framework_id).proposed)


@router.get("/standards/{framework_id}", response=StandardOut, summary="One version")
@operation("standards.framework.read")
def standard(request: HttpRequest, framework_id: UUID) -> object:
    return queries.framework(actor_of(request), framework_id)


@router.get(
    "/standards/{framework_id}/document", response=dict[str, object], summary="The standard whole: standard.json"
)
@operation("standards.framework.read")
def document(request: HttpRequest, framework_id: UUID) -> object:
    return queries.standard_document(actor_of(request), framework_id)


@router.get(
    "/standards/{framework_id}/requirements", response=list[RequirementOut], summary="What a ranking is computed from"
)
@operation("standards.framework.read")
def requirements(request: HttpRequest, framework_id: UUID) -> object:
    return queries.requirements(actor_of(request), framework_id)


@router.get("/standards/{framework_id}/lines", response=list[LineOut], summary="The requirements, each with its tasks")
@operation("standards.framework.read")
def lines(request: HttpRequest, framework_id: UUID) -> object:
    return [_line(row) for row in queries.requirement_lines(actor_of(request), framework_id)]


@router.get(
    "/published-standards/{framework_id}", response=dict[str, object], summary="A published version, without a token"
)
@operation("standards.published.read", scope="public")
def published(request: HttpRequest, framework_id: UUID) -> object:
    return queries.published_document(framework_id)


def _line(row: queries.Requirement) -> LineOut:
    about = row.competency
    return LineOut(
        competency_id=about.reference, name=about.name, kind=about.kind, level=row.level, weight=row.weight,
        essential=row.essential, descriptor=row.descriptor, tasks=[task for task, _score in row.suggested_tasks],
        review_item=about.review_item, ladder_step=about.ladder_step, source=row.source, rationale=row.rationale,
        date=row.dated, sentence=row.sentence,
    )  # fmt: skip
