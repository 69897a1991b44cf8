"""What people are asked to show: which task, in what way, under what conditions and with what tools."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from skillmark.assessment import queries, rules
from skillmark.assessment.actions.marking import open_sitting, require_told
from skillmark.assessment.models import AssessmentTask, Method, PoolDraw, Sitting, TaskPool
from skillmark.foundation import access, audit, sources
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told, written
from skillmark.people import queries as people
from skillmark.standards import queries as standards

LONGEST_SETTING = 500  # letters: conditions and tools are read standing, before somebody starts

SEED_BYTES = 16  # nobody tries seeds until a task suits


class AlreadyTried(Exception):
    """Somebody has tried this task, and was told how it is done: it stays as it was told."""


@action
def set_task(
    actor: Actor,
    *,
    framework_id: UUID,
    work_task_id: UUID,
    shows: Collection[str] | None = None,
    limit: int = 1,
    method: Method = Method.WORK_SAMPLE,
    conditions: str = "",
    tools: str = "",
    now: datetime,
) -> AssessmentTask:
    """Let people be asked to show a task of a standard; `shows` names the competencies it proves, as required.

    Without `shows`: those whose requirement suggests this task. Set before, it stays as it is. Raises standards'
    NotPublished for a draft of a real workspace, BadInput where it would prove nothing, what is not asked for, for
    conditions or tools that are too long, and for a behaviour of which a line of the rubric says nothing to see.
    """
    access.require(actor, "assessment.task.set")
    framework = standards.framework_to_use(actor, framework_id)
    work_task = queries.work_task(framework, work_task_id)
    before: AssessmentTask | None = AssessmentTask.objects.within(actor).filter(work_task=work_task).first()
    if before is not None:
        return before
    required = queries.required(framework)
    named = queries.suggested(framework, work_task) if shows is None else sorted(shows)
    if not named:
        raise BadInput.of(told("say which competencies this task shows"), file="task", column="shows")
    strange = [competency for competency in named if competency not in required]
    if strange:
        said = told("the standard does not ask for %(competencies)s", competencies=", ".join(strange)[:200])
        raise BadInput.of(said, file="task", column="shows")
    if not 0 <= limit <= rules.LARGEST_LIMIT:
        said = told("assessors may differ by 0 to %(most)s levels", most=rules.LARGEST_LIMIT)
        raise BadInput.of(said, file="task", column="limit")
    _require_described(method, work_task.rubric)
    task: AssessmentTask = AssessmentTask.objects.record(
        actor,
        now=now,
        framework=framework,
        work_task=work_task,
        rubric=work_task.rubric,
        shows={competency: required[competency] for competency in named},
        limit=limit,
        method=method,
        conditions=_fitting(conditions, "conditions"),
        tools=_fitting(tools, "tools"),
    )
    audit.record(actor, "assessment.task.set", task, framework=framework_id, method=method.value)
    return task


@action
def correct_task(
    actor: Actor, *, task_id: UUID, method: Method, conditions: str, tools: str, now: datetime
) -> AssessmentTask:
    """Say otherwise in what way a task is shown. Raises AlreadyTried once anybody has tried it, BadInput as for
    `set_task`.
    """
    access.require(actor, "assessment.task.set")
    # whoever opens an attempt meanwhile waits, and is told the corrected task
    task: AssessmentTask = one(AssessmentTask.objects.within(actor), task_id, lock=True)
    if queries.tried(actor, [task_id]):
        raise AlreadyTried(str(task_id))
    _require_described(method, task.rubric)
    task.method = method
    task.conditions = _fitting(conditions, "conditions")
    task.tools = _fitting(tools, "tools")
    task.save(update_fields=["method", "conditions", "tools"])
    audit.record(actor, "assessment.task.corrected", task, method=method.value)
    return task


@action
def set_pool(
    actor: Actor, *, framework_id: UUID, name: str, task_ids: Collection[UUID], count: int, now: datetime
) -> TaskPool:
    """Put tasks of a standard together, of which `count` are drawn for whoever tries; where its name is there already,
    as the next version. The same again changes nothing. Raises BadInput for tasks that show nothing in common, or for
    too few.
    """
    access.require(actor, "assessment.task.set")
    called = name.strip()
    if not called:
        raise BadInput.of(told("needs a name"), file="pool", column="name")
    of_it = {task.pk: task for task in queries.tasks(actor, framework_id)}
    chosen = {str(task_id): of_it[task_id].shows for task_id in set(task_ids) if task_id in of_it}
    rules.checked_pool(chosen, count)
    versions = TaskPool.objects.within(actor).filter(framework_id=framework_id, name=called)
    before: TaskPool | None = versions.order_by("version").last()
    if before is not None and (before.tasks, before.count) == (sorted(chosen), count):
        return before
    pool: TaskPool = TaskPool.objects.record(
        actor,
        now=now,
        framework_id=framework_id,
        name=called,
        version=before.version + 1 if before else 1,
        tasks=sorted(chosen),
        count=count,
    )
    audit.record(actor, "assessment.pool.set", pool, framework=framework_id, tasks=len(chosen), count=count)
    return pool


@action
def draw_tasks(actor: Actor, *, pool_id: UUID, person_id: UUID, now: datetime) -> list[Sitting]:
    """Draw what a person tries from a pool, and open these attempts. Nobody chooses the seed: it is made here, after
    she was named, and kept. What she was given before is drawn only when nothing else is left.

    Raises NoPolicy, and NotTold where she did not pass one of its tasks the last time and was not told what to show.
    """
    # two draws at a time for one person would give her the same task twice
    pool: TaskPool = one(TaskPool.objects.within(actor), pool_id, lock=True)
    access.require(actor, "assessment.sitting.open", people.anyone(actor, person_id))
    require_told(actor, person_id, [UUID(task_id) for task_id in pool.tasks])
    given = queries.given_before(actor, pool, person_id)
    seed = sources.random_bytes(SEED_BYTES).hex()
    drawn = rules.drawn_from(pool.tasks, given, pool.count, seed=seed)
    draw: PoolDraw = PoolDraw.objects.record(actor, now=now, pool=pool, seed=seed, given=given, drawn=list(drawn))
    audit.record(actor, "assessment.pool.drawn", draw, pool=pool_id, tasks=len(drawn))
    return [open_sitting(actor, task_id=UUID(task_id), person_id=person_id, draw=draw, now=now) for task_id in drawn]


def _require_described(method: Method, rubric: standards.Rubric) -> None:
    """Raises BadInput naming the lines of which a level is a mere number: no behaviour is rated on these (S0-10)."""
    bare = rules.not_described(rubric.criteria) if method.observers else []
    if bare:
        said = told("says nothing to see for: %(lines)s. Describe each level of it first", lines=", ".join(bare)[:200])
        raise BadInput.of(said, file="task", column="method")


def _fitting(text: str, column: str) -> str:
    return written(text, most=LONGEST_SETTING, file="task", column=column, missing=None)
