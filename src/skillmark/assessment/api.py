"""The REST face of assessment: attempts and where they stand. Marks and observations stay on the pages."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from skillmark.assessment import queries, rules
from skillmark.assessment.queries.sittings import stale
from skillmark.foundation.api import Page, operation, paged
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about

router = Router(tags=["Attempts"])


class LayerOut(Schema):
    """A way of checking: how many are needed, of these independent, and how many there are that count today; `months`
    is for how long each counts, null where that is not limited, `too_old` how many do not count any more.
    """

    kind: str
    count: int
    independent: int
    given: int
    months: int | None
    too_old: int


class ObserversOut(Schema):
    """How many people are to watch a behaviour, and how many have."""

    wanted: int
    given: int


class AttemptOut(Schema):
    """An attempt; `stage` is waits_for_assessors, needs_moderation, passed, not_passed, in_doubt or does_not_count.

    `person_id` is null while the name is hidden from you; `label` is what the attempt is called then. `apart`: pairs of
    parts that nobody has both. `blind`: assessors learn whose attempt it is once their marks are in. `observers` is
    null where no behaviour is rated. `stale`: the task is marked otherwise by now, so these marks are out of date.
    """

    id: UUID
    label: str
    person_id: UUID | None
    task: str
    stage: str
    layers: list[LayerOut]
    observers: ObserversOut | None
    apart: list[list[str]]
    blind: bool
    stale: bool
    recorded_at: datetime


@router.get("/attempts", response=Page[AttemptOut])
@operation("assessment.sitting.list")
def attempts(request: HttpRequest, cursor: str = "", limit: int = 50) -> dict[str, Any]:
    """Attempts you may see, oldest first."""
    actor = request.actor  # type: ignore[attr-defined]
    page = paged(queries.sittings(actor), cursor, limit)
    old = stale(actor, page["items"])
    return {**page, "items": [_out(actor, sitting, sitting.pk in old) for sitting in page["items"]]}


@router.get("/attempts/{uuid:sitting_id}", response=AttemptOut)
@operation("assessment.sitting.read")
def attempt(request: HttpRequest, sitting_id: UUID) -> dict[str, Any]:
    """One attempt."""
    actor = request.actor  # type: ignore[attr-defined]
    sitting = queries.sitting(actor, sitting_id)
    about(request, sitting.person_id)
    return _out(actor, sitting, bool(stale(actor, [sitting])))


def _out(actor: Actor, sitting: queries.Sitting, out_of_date: bool) -> dict[str, Any]:
    result = queries.result(sitting)
    return {
        "id": sitting.pk,
        "label": rules.label(sitting.pk),
        "person_id": None if queries.name_is_hidden(actor, sitting) else sitting.person_id,
        "task": sitting.task.work_task.statement,
        "stage": result.stage.value,
        "layers": [
            {
                "kind": state.layer.kind.value,
                "count": state.layer.count,
                "independent": state.layer.independent,
                "given": state.given,
                "months": state.layer.months,
                "too_old": len(state.too_old),
            }
            for state in queries.layers_on(actor, sitting)
        ],
        "observers": result.observers and {"wanted": result.observers.wanted, "given": result.observers.given},
        "apart": sitting.policy.apart,
        "blind": sitting.policy.blind,
        "stale": out_of_date,
        "recorded_at": sitting.recorded_at,
    }
