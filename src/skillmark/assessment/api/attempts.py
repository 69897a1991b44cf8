"""Attempts by REST: what can be tried, where attempts stand, and how they are checked."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema, Status

from skillmark.assessment import actions, queries, rules
from skillmark.assessment.api.router import refusals_told, router
from skillmark.assessment.queries.sittings import stale
from skillmark.foundation.api import Page, actor_of, operation, paged
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.sources import now
from skillmark.standards import queries as standards


class LayerAskedOut(Schema):
    """A way of checking: how many are needed, and of these independent; `months` is null where age does not count."""

    kind: str
    count: int
    independent: int
    months: int | None


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


class TaskOut(Schema):
    """What people can be asked to show: by which method, and the level of each competency that passing it proves."""

    id: UUID
    standard_id: UUID
    statement: str
    method: str
    conditions: str
    tools: str
    shows: dict[str, int]


class RequiredChecksOut(Schema):
    """How results on a standard are checked when an attempt is started now; `months`: for how long each counts."""

    standard_id: UUID
    version: int
    layers: list[LayerAskedOut]
    apart: list[list[str]]
    blind: bool


class AttemptIn(Schema):
    """Whom to let try which task."""

    task_id: UUID
    person_id: UUID


@router.get("/tasks", response=Page[TaskOut], summary="What people can be asked to show, oldest first")
@operation("assessment.task.read")
def tasks(request: HttpRequest, cursor: str = "", limit: int = 50) -> dict[str, Any]:
    page = paged(queries.tasks(actor_of(request)), cursor, limit)
    return {**page, "items": [_task(one) for one in page["items"]]}


@router.get(
    "/standards/{uuid:framework_id}/verification-policy",
    response=RequiredChecksOut,
    summary="How results on a standard are checked now; nothing there where nobody has said",
)
@operation("assessment.task.read")
def checked(request: HttpRequest, framework_id: UUID) -> dict[str, Any]:
    actor = actor_of(request)
    found = queries.policy(actor, standards.framework(actor, framework_id).pk)
    if found is None:
        raise NotFound("no policy")
    return {
        "standard_id": found.framework_id,
        "version": found.version,
        "layers": [
            {"kind": one.kind.value, "count": one.count, "independent": one.independent, "months": one.months}
            for one in rules.layers_of(found.layers)
        ],
        "apart": found.apart,
        "blind": found.blind,
    }


@router.post("/attempts", response={201: AttemptOut}, summary="Let somebody try a task")
@operation("assessment.sitting.open")
def start(request: HttpRequest, given: AttemptIn) -> Any:
    actor = actor_of(request)
    with refusals_told():
        opened = actions.open_sitting(actor, task_id=given.task_id, person_id=given.person_id, now=now())
    about(request, opened.person_id)
    return Status(201, _out(actor, queries.sitting(actor, opened.pk), False))


@router.get("/attempts", response=Page[AttemptOut])
@operation("assessment.sitting.list")
def attempts(request: HttpRequest, label: str = "", cursor: str = "", limit: int = 50) -> dict[str, Any]:
    """Attempts you may see, oldest first; with a `label`, those that are called so: one, or by rare chance two."""
    actor = actor_of(request)
    found = queries.sittings(actor)
    page = paged(queries.labelled(found, label) if label else found, cursor, limit)
    old = stale(actor, page["items"])
    return {**page, "items": [_out(actor, sitting, sitting.pk in old) for sitting in page["items"]]}


@router.get("/attempts/{uuid:sitting_id}", response=AttemptOut)
@operation("assessment.sitting.read")
def attempt(request: HttpRequest, sitting_id: UUID) -> dict[str, Any]:
    """One attempt."""
    actor = actor_of(request)
    sitting = queries.sitting(actor, sitting_id)
    about(request, sitting.person_id)
    return _out(actor, sitting, bool(stale(actor, [sitting])))


@router.get("/attempts/{uuid:sitting_id}/policy", response=PolicyOut)
@operation("assessment.sitting.read")
def policy(request: HttpRequest, sitting_id: UUID) -> dict[str, Any]:
    """How one attempt is checked, and what of it there is."""
    actor = actor_of(request)
    sitting = queries.sitting(actor, sitting_id)
    about(request, sitting.person_id)
    policy, states, observers = sitting.policy, queries.layers_on(actor, sitting), queries.result(sitting).observers
    in_force = queries.policy(actor, policy.framework_id)
    missing = [state.missing for state in states] + ([observers.missing] if observers else [])
    return {
        "standard_id": policy.framework_id,
        "version": policy.version,
        "in_force": in_force is not None and in_force.pk == policy.pk,
        "layers": [
            {**_layer(state), "missing": state.missing, "only_independent": state.only_independent} for state in states
        ],
        "observers": _observers(observers),
        "apart": policy.apart,
        "blind": policy.blind,
        "complete": not any(missing),
    }


def _task(task: queries.AssessmentTask) -> dict[str, Any]:
    return {
        "id": task.pk,
        "standard_id": task.framework_id,
        "statement": task.work_task.statement,
        "method": task.method,
        "conditions": task.conditions,
        "tools": task.tools,
        "shows": task.shows,
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
