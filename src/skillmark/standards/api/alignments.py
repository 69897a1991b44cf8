"""How statements of frameworks compare, and where what others read is not what is assessed any more."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from skillmark.foundation.api import Page, actor_of, operation, paged, sliced
from skillmark.standards import consistency, queries
from skillmark.standards.api.router import router


class ImportedOut(Schema):
    """A framework that somebody else published."""

    id: UUID
    document_identifier: str
    title: str
    source_version: str
    licence: str
    edition: int


class StatementOut(Schema):
    framework: str
    identifier: str
    code: str
    statement: str


class AlignmentOut(Schema):
    """What somebody found of two statements: how the destination compares with the origin. `reviewer` is empty for a
    program, or for somebody who was erased.
    """

    id: UUID
    origin: StatementOut
    destination: StatementOut
    relation: str
    reviewer: str
    reviewed_on: date


class LikelyOut(Schema):
    """`similarity`: of the words, from 0 to 1."""

    statement: StatementOut
    similarity: float


class SuggestedOut(Schema):
    """A statement that nobody has compared yet, with up to three likely ones of the other framework."""

    statement: StatementOut
    likely: list[LikelyOut]


class CompetencyAtOut(Schema):
    competency_id: str
    level: int


class FaultOut(Schema):
    """Something that is read by others and cites a version otherwise than people are assessed."""

    kind: str
    title: str
    url: str
    framework_id: UUID
    newer_id: UUID | None
    retired: bool
    unassessed: list[CompetencyAtOut]


@router.get("/standards/{framework_id}/alignments", response=Page[AlignmentOut], summary="What reviewers found alike")
@operation("standards.framework.read")
def own_alignments(request: HttpRequest, framework_id: UUID, cursor: str = "", limit: int = 50) -> object:
    actor = actor_of(request)
    return _alignments(paged(queries.own_alignments(actor, queries.framework(actor, framework_id)), cursor, limit))


@router.get("/imported-frameworks", response=Page[ImportedOut], summary="Frameworks from elsewhere, oldest first")
@operation("standards.framework.read")
def imported_frameworks(request: HttpRequest, cursor: str = "", limit: int = 50) -> object:
    return paged(queries.from_elsewhere(actor_of(request)), cursor, limit)


@router.get("/imported-frameworks/{imported_id}/alignments", response=Page[AlignmentOut], summary="The same of these")
@operation("standards.framework.read")
def alignments(request: HttpRequest, imported_id: UUID, cursor: str = "", limit: int = 50) -> object:
    return _alignments(paged(queries.alignments(actor_of(request), imported_id), cursor, limit))


@router.get(
    "/imported-frameworks/{imported_id}/suggestions/{with_id}",
    response=Page[SuggestedOut],
    summary="Statements that nobody compared with another framework yet, each with likely ones",
)
@operation("standards.alignment.review")
def suggested(request: HttpRequest, imported_id: UUID, with_id: UUID, cursor: str = "", limit: int = 50) -> object:
    actor = actor_of(request)
    page = paged(queries.waiting_statements(actor, imported_id, with_id).select_related("framework"), cursor, limit)
    likely = queries.suggestions(actor, page["items"], with_id)
    told = [
        {
            "statement": _statement(item),
            "likely": [{"statement": _statement(one.item), "similarity": one.score / 10_000} for one in several],
        }
        for item, several in zip(page["items"], likely, strict=True)
    ]
    return page | {"items": told}


@router.get("/consistency", response=Page[FaultOut], summary="What is read by others and does not hold any more")
@operation("standards.consistency.read")
def faults(request: HttpRequest, cursor: str = "", limit: int = 50) -> object:
    return sliced([_fault(each) for each in consistency.faults(actor_of(request))], cursor, limit)


def _alignments(page: Mapping[str, Any]) -> dict[str, Any]:
    found: Iterable[queries.ItemAlignment] = page["items"]
    told = [
        AlignmentOut(
            id=each.pk, origin=_statement(each.origin), destination=_statement(each.destination),
            relation=each.relation, reviewer=each.reviewer.name if each.reviewer else "", reviewed_on=each.reviewed_on,
        )
        for each in found
    ]  # fmt: skip
    return {**page, "items": told}


def _statement(item: queries.ImportedItem) -> StatementOut:
    return StatementOut(
        framework=item.framework.title, identifier=item.identifier, code=item.code, statement=item.statement
    )


def _fault(found: consistency.Fault) -> FaultOut:
    cited = found.citation
    return FaultOut(
        kind=cited.kind, title=cited.title, url=cited.url, framework_id=cited.framework_id,
        newer_id=found.newer.pk if found.newer else None, retired=found.retired,
        unassessed=[
            CompetencyAtOut(competency_id=row.competency.reference, level=row.level) for row in found.unassessed
        ],
    )  # fmt: skip
