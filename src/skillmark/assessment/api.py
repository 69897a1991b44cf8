"""The REST face of assessment: attempts and where they stand. Marks and observations stay on the pages."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from skillmark.assessment import queries
from skillmark.foundation.api import Page, operation, paged
from skillmark.foundation.routes import about

router = Router(tags=["Attempts"])


class LayerOut(Schema):
    """A way of checking: how many are needed, of these independent, and how many there are."""

    kind: str
    count: int
    independent: int
    given: int


class ObserversOut(Schema):
    """How many people are to watch a behaviour, and how many have."""

    wanted: int
    given: int


class AttemptOut(Schema):
    """An attempt; `stage` is waits_for_assessors, needs_moderation, passed or not_passed. `observers` is null where no
    behaviour is rated.
    """

    id: UUID
    person_id: UUID
    task: str
    stage: str
    layers: list[LayerOut]
    observers: ObserversOut | None
    recorded_at: datetime


@router.get("/attempts", response=Page[AttemptOut])
@operation("assessment.sitting.list")
def attempts(request: HttpRequest, cursor: str = "", limit: int = 50) -> dict[str, Any]:
    """Attempts you may see, oldest first."""
    page = paged(queries.sittings(request.actor), cursor, limit)  # type: ignore[attr-defined]
    return {**page, "items": [_out(sitting) for sitting in page["items"]]}


@router.get("/attempts/{uuid:sitting_id}", response=AttemptOut)
@operation("assessment.sitting.read")
def attempt(request: HttpRequest, sitting_id: UUID) -> dict[str, Any]:
    """One attempt."""
    sitting = queries.sitting(request.actor, sitting_id)  # type: ignore[attr-defined]
    about(request, sitting.person_id)
    return _out(sitting)


def _out(sitting: queries.Sitting) -> dict[str, Any]:
    result = queries.result(sitting)
    return {
        "id": sitting.pk,
        "person_id": sitting.person_id,
        "task": sitting.task.work_task.statement,
        "stage": result.stage.value,
        "layers": [
            {
                "kind": state.layer.kind.value,
                "count": state.layer.count,
                "independent": state.layer.independent,
                "given": state.given,
            }
            for state in result.layers
        ],
        "observers": result.observers and {"wanted": result.observers.wanted, "given": result.observers.given},
        "recorded_at": sitting.recorded_at,
    }
