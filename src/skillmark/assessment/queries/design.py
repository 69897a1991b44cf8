"""Pools of tasks, and what was drawn from them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from skillmark.assessment import rules
from skillmark.assessment.models import AssessmentTask, PoolDraw, Sitting, TaskPool
from skillmark.assessment.queries import tasks
from skillmark.foundation import access
from skillmark.foundation.roles import Actor


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw as anybody may check it: every task of its pool, and whether it was drawn; `alike`: drawn again, the same
    comes out; `replaced`: the pool has another version since.
    """

    draw: PoolDraw
    tasks: list[tuple[AssessmentTask, bool]]
    alike: bool
    replaced: bool


def pools(actor: Actor) -> list[TaskPool]:
    """The pools as they stand now, by standard and name."""
    access.require(actor, "assessment.task.read")
    found: QuerySet[TaskPool] = TaskPool.objects.within(actor).select_related("framework")
    latest = {(one.framework_id, one.name): one for one in found.order_by("version")}
    return sorted(latest.values(), key=lambda one: (one.framework.title, one.framework.version, one.name, one.pk))


def pools_in_public(framework_id: UUID) -> list[TaskPool]:
    """Any scope: the pools of one version as they stand now, by name. The caller has read the version in its own."""
    found: QuerySet[TaskPool] = TaskPool.objects.across_workspaces().filter(framework_id=framework_id)
    latest = {one.name: one for one in found.order_by("version")}
    return [latest[name] for name in sorted(latest)]


def given_before(actor: Actor, pool: TaskPool, person_id: UUID) -> list[str]:
    """The tasks of a pool that this person has been given, however it came."""
    access.require_ever(actor, "assessment.sitting.open")
    found: QuerySet[Sitting] = Sitting.objects.within(actor)
    hers = found.filter(person_id=person_id, task_id__in=pool.tasks).order_by("task_id")
    return [str(task_id) for task_id in hers.values_list("task_id", flat=True).distinct()]


def drawn_for(actor: Actor, sitting: Sitting) -> Drawn | None:
    """How the task of an attempt the reader sees was drawn, drawn again just now; None where somebody chose it."""
    if sitting.draw_id is None:
        return None
    draw = PoolDraw.objects.within(actor).select_related("pool").get(pk=sitting.draw_id)
    pool = draw.pool
    later = TaskPool.objects.within(actor).filter(
        framework_id=pool.framework_id, name=pool.name, version__gt=pool.version
    )
    return Drawn(
        draw,
        [(one, str(one.pk) in draw.drawn) for one in tasks.tasks(actor).filter(pk__in=pool.tasks)],
        list(rules.drawn_from(pool.tasks, draw.given, pool.count, seed=draw.seed)) == draw.drawn,
        later.exists(),
    )
