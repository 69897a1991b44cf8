"""What a version rests on, what differs from another, who uses it, and who wrote which line."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from skillmark.foundation.api import Page, actor_of, operation, sliced
from skillmark.kernel.values import BadInput
from skillmark.standards import affected, carrying, queries
from skillmark.standards.api.router import router
from skillmark.standards.models import EditedPart, LineEdit


class PanelOut(Schema):
    """A closed panel whose word stands for lines of a version: `version` is the one it was asked about. `cut` in
    hundredths of the scale; `icc`: how far it agrees as a whole, null where that cannot be told.
    """

    version: int
    closed_on: date
    raters: int
    supervisors: int
    cut: int
    icc: dict[str, str | int] | None


class GroundsOut(Schema):
    """What one line rests on: the figures of the panel of `version` (all null where fewer than three rated it) and the
    written reason why it stays, empty where none was given. `below_cut` is the flag that asks for one.
    """

    part: str
    reference: str
    name: str
    version: int | None = None
    raters: int | None = None
    mean: str | None = None
    spread: str | None = None
    r_wg: str | None = None
    content_validity_ratio: str | None = None
    critical_ratio: str | None = None
    frequency: str | None = None
    needed_at_entry: int | None = None
    below_cut: bool | None = None
    reason: str


class BasisOut(Schema):
    """What a version rests on: its panels, then its requirements and its tasks in the standard's order."""

    panels: list[PanelOut]
    lines: list[GroundsOut]


class FieldChangeOut(Schema):
    field: str
    before: str
    after: str


class LineChangeOut(Schema):
    """One line that is not as it was; `fields` is empty for one that came or went."""

    part: str
    reference: str
    name: str
    verb: str
    fields: list[FieldChangeOut]


class DifferencesOut(Schema):
    """`before_id` is null for a first version, which differs from nothing."""

    before_id: UUID | None
    changes: list[LineChangeOut]


class UseOut(Schema):
    """Somebody or something that uses a version, as far as the token's owner may see it; `url` is its page."""

    kind: str
    title: str
    url: str


class EditOut(Schema):
    """One edit of a line, in this version or in one in force before it. `by` is empty for the program, or for somebody
    who was erased.
    """

    part: str
    reference: str
    name: str
    verb: str
    by: str
    version: int
    recorded_at: datetime


@router.get("/standards/{framework_id}/basis", response=BasisOut, summary="What the panels said, and the reasons")
@operation("standards.framework.read")
def basis(request: HttpRequest, framework_id: UUID) -> object:
    found = queries.framework(actor_of(request), framework_id)
    said, rests_on = carrying.said(found), queries.basis(found)
    reasons = rests_on["reasons"] if rests_on else {}
    asked = found.requirements.select_related("competency").order_by("position")
    named = [("requirement", row.competency.reference, row.competency.name) for row in asked]
    named += [("task", task.reference, task.statement) for task in found.work_tasks.order_by("position")]
    return {
        "panels": [{"version": version, **panel} for version, panel in said["panels"].items()],
        "lines": [
            {
                "part": part,
                "reference": reference,
                "name": name,
                "reason": reasons.get(reference, "") if part == "requirement" else "",
            }
            | said[f"{part}s"].get(reference, {})
            for part, reference, name in named
        ],
    }


@router.get(
    "/standards/{framework_id}/differences",
    response=DifferencesOut,
    summary="The exact difference from the version before, or from another one of the same standard",
)
@operation("standards.framework.read")
def differences(request: HttpRequest, framework_id: UUID, before_id: UUID | None = None) -> object:
    actor = actor_of(request)
    found = queries.framework(actor, framework_id)
    before = queries.framework(actor, before_id) if before_id else queries.before(actor, found)
    if before is not None and before.lineage != found.lineage:
        raise BadInput.of("is of another standard", file="before_id")
    return {
        "before_id": before and before.pk,
        "changes": queries.differences(actor, before.pk, found.pk) if before else [],
    }


@router.get("/standards/{framework_id}/uses", response=Page[UseOut], summary="Who and what uses this very version")
@operation("standards.framework.read")
def uses(request: HttpRequest, framework_id: UUID, cursor: str = "", limit: int = 50) -> object:
    actor = actor_of(request)
    found = affected.by(actor, queries.framework(actor, framework_id).pk)
    return sliced([hit for several in found.values() for hit in several], cursor, limit)


@router.get("/standards/{framework_id}/edits", response=Page[EditOut], summary="Who wrote which line")
@operation("standards.contributor.read")
def edits(request: HttpRequest, framework_id: UUID, cursor: str = "", limit: int = 50) -> object:
    actor = actor_of(request)
    found = queries.framework(actor, framework_id)
    told = [
        _edit(each)
        for part in (EditedPart.REQUIREMENT, EditedPart.TASK)
        for several in queries.contributions(actor, found, part).values()
        for each in several
    ]
    return sliced(told, cursor, limit)


def _edit(each: LineEdit) -> EditOut:
    return EditOut(
        part=each.part, reference=each.reference, name=each.name, verb=each.verb,
        by=each.person.name if each.person else "", version=each.framework.version, recorded_at=each.recorded_at,
    )  # fmt: skip
