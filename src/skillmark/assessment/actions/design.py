"""What people are asked to show: which task, in what way, under what conditions and with what tools."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from skillmark.assessment import queries, rules
from skillmark.assessment.models import AssessmentTask, Method
from skillmark.foundation import access, audit
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told
from skillmark.standards import queries as standards

LONGEST_SETTING = 500  # letters: conditions and tools are read standing, before somebody starts


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
    NotPublished for a draft of a real workspace, BadInput where it would prove nothing, what is not asked for, or for
    conditions or tools that are too long.
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
    """Say otherwise in what way a task is shown. Raises AlreadyTried once anybody has tried it, BadInput."""
    access.require(actor, "assessment.task.set")
    # whoever opens an attempt meanwhile waits, and is told the corrected task
    task: AssessmentTask = one(AssessmentTask.objects.within(actor), task_id, lock=True)
    if queries.tried(actor, [task_id]):
        raise AlreadyTried(str(task_id))
    task.method = method
    task.conditions = _fitting(conditions, "conditions")
    task.tools = _fitting(tools, "tools")
    task.save(update_fields=["method", "conditions", "tools"])
    audit.record(actor, "assessment.task.corrected", task, method=method.value)
    return task


def _fitting(text: str, column: str) -> str:
    said = text.strip()
    if len(said) > LONGEST_SETTING:
        raise BadInput.of(told("is longer than %(most)s letters", most=LONGEST_SETTING), file="task", column=column)
    return said
