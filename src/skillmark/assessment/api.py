"""The REST face of assessment: attempts, where they stand and how they are checked. Marks and observations stay on the
pages.
"""

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


class LayerStateOut(LayerOut):
    """Beside it how many are still missing, and whether each of these must come from somebody independent."""

    missing: int
    only_independent: bool


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


class PolicyOut(Schema):
    """How one attempt is checked, and how far that is: the `version` it was started under, and whether attempts that
    are started now are checked so (`in_force`). `complete`: all it asks is there today. A record needs that, and that
    the attempt was passed.
    """

    standard_id: UUID
    version: int
    in_force: bool
    layers: list[LayerStateOut]
    observers: ObserversOut | None
    apart: list[list[str]]
    blind: bool
    complete: bool


@router.get("/attempts", response=Page[AttemptOut])
@operation("assessment.sitting.list")
def attempts(request: HttpRequest, label: str = "", cursor: str = "", limit: int = 50) -> dict[str, Any]:
    """Attempts you may see, oldest first; with a `label`, those that are called so: one, or by rare chance two."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.sittings(actor)
    page = paged(queries.labelled(found, label) if label else found, cursor, limit)
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


@router.get("/attempts/{uuid:sitting_id}/policy", response=PolicyOut)
@operation("assessment.sitting.read")
def policy(request: HttpRequest, sitting_id: UUID) -> dict[str, Any]:
    """How one attempt is checked, and what of it there is."""
    actor = request.actor  # type: ignore[attr-defined]
    sitting = queries.sitting(actor, sitting_id)
    about(request, sitting.person_id)
    policy, states, observers = sitting.policy, queries.layers_on(actor, sitting), queries.result(sitting).observers
    now = queries.policy(actor, policy.framework_id)
    missing = [state.missing for state in states] + ([observers.missing] if observers else [])
    return {
        "standard_id": policy.framework_id,
        "version": policy.version,
        "in_force": now is not None and now.pk == policy.pk,
        "layers": [
            {**_layer(state), "missing": state.missing, "only_independent": state.only_independent} for state in states
        ],
        "observers": _observers(observers),
        "apart": policy.apart,
        "blind": policy.blind,
        "complete": not any(missing),
    }


def _out(actor: Actor, sitting: queries.Sitting, out_of_date: bool) -> dict[str, Any]:
    result = queries.result(sitting)
    return {
        "id": sitting.pk,
        "label": rules.label(sitting.pk),
        "person_id": None if queries.name_is_hidden(actor, sitting) else sitting.person_id,
        "task": sitting.task.work_task.statement,
        "stage": result.stage.value,
        "layers": [_layer(state) for state in queries.layers_on(actor, sitting)],
        "observers": _observers(result.observers),
        "apart": sitting.policy.apart,
        "blind": sitting.policy.blind,
        "stale": out_of_date,
        "recorded_at": sitting.recorded_at,
    }


def _layer(state: queries.LayerState) -> dict[str, Any]:
    return {
        "kind": state.layer.kind.value,
        "count": state.layer.count,
        "independent": state.layer.independent,
        "given": state.given,
        "months": state.layer.months,
        "too_old": len(state.too_old),
    }


def _observers(found: rules.Observers | None) -> dict[str, int] | None:
    return {"wanted": found.wanted, "given": found.given} if found else None
