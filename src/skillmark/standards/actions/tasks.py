"""The tasks of a draft, edited one by one as its requirements are; each edit keeps who made it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel import skills
from skillmark.kernel.values import BadInput, told
from skillmark.standards import queries, rules, stored
from skillmark.standards.actions.revising import next_draft, note_edit, open_draft
from skillmark.standards.models import EditedPart, Framework, LineVerb, Rubric, WorkTask

FEWEST_LEVELS, MOST_LEVELS = 2, 10  # of two, one passes; more than ten no format of frameworks takes
HEAVIEST = 100  # a rubric is read by people: a line counts up to a hundred times as much as another


@dataclass(frozen=True, slots=True)
class TaskValues:
    """A task as it is edited: what a person can do, how she shows it, what is looked at, and the least that passes."""

    statement: str
    sample_task: str
    rubric: tuple[skills.RubricCriterion, ...]
    pass_mark: int

    def check(self) -> None:
        """Raise BadInput for what could be neither shown nor marked."""
        if not self.statement.strip() or not self.sample_task.strip():
            raise BadInput.of(told("A task needs a statement, and a sample task to show it by"), file="task")
        if not self.rubric:
            raise BadInput.of(told("A task needs one thing at least that is looked at"), file="task")
        scales = {tuple((level.score, level.quality) for level in criterion.levels) for criterion in self.rubric}
        if len(scales) != 1 or not _is_scale(next(iter(scales))):
            raise BadInput.of(
                told(
                    "Every line has the same %(least)s to %(most)s levels from 0 up, each with a name",
                    least=FEWEST_LEVELS,
                    most=MOST_LEVELS,
                ),
                file="task",
            )
        for criterion in self.rubric:
            if not 1 <= criterion.weight <= HEAVIEST:
                raise BadInput.of(told("A weight lies between 1 and %(most)s", most=HEAVIEST), file="task")
            if not criterion.category.strip() or not all(level.description.strip() for level in criterion.levels):
                raise BadInput.of(told("Say for each thing that is looked at what every level looks like"), file="task")
            if self.pass_mark not in {level.score for level in criterion.levels}:
                raise BadInput.of(told("The pass mark is one of the levels"), file="task")


def _is_scale(levels: Sequence[tuple[int, str]]) -> bool:
    return (
        FEWEST_LEVELS <= len(levels) <= MOST_LEVELS
        and [score for score, _quality in levels] == list(range(len(levels)))
        and all(quality.strip() for _score, quality in levels)
    )


@action
def add_task(actor: Actor, *, framework_id: UUID, reference: str, statement: str, now: datetime) -> WorkTask:
    """Propose a task, last in the standard, with a sample task and a rubric to be worked out from there.

    Raises NotADraft, AlreadyAsked, and BadInput.
    """
    framework = open_draft(actor, framework_id)
    wanted, said = reference.strip(), statement.strip()
    if not wanted or len(wanted) > rules.LONGEST_NAME:
        raise BadInput.of(
            told("A task needs a code of at most %(most)s characters", most=rules.LONGEST_NAME), file="task"
        )
    if not said:
        raise BadInput.of(told("A task needs a statement, and a sample task to show it by"), file="task")
    if framework.work_tasks.filter(reference=wanted).exists():
        raise BadInput.of(told("“%(code)s” is a task of this standard already", code=wanted), file="task")
    made = skills.benchmark(skills.Task(wanted, said, None))
    last = framework.work_tasks.aggregate(last=Max("position"))["last"] or 0
    task: WorkTask = WorkTask.objects.record(
        actor,
        now=now,
        framework=framework,
        reference=wanted,
        statement=made.statement,
        original=said,
        standard_assumed=made.standard_assumed,
        sample_task=made.sample_task,
        position=last + 1,
    )
    Rubric.objects.record(
        actor, now=now, framework=framework, work_task=task, criteria=stored.criteria_json(made.rubric),
        pass_mark=rules.first_pass_mark(made.rubric),
    )  # fmt: skip
    _note(actor, framework, task, LineVerb.PROPOSED, {}, now)
    return task


@action
def edit_task(actor: Actor, *, work_task_id: UUID, values: TaskValues, now: datetime) -> WorkTask:
    """Change a task of a draft; what stays as it was is no edit. The source's own statement is never changed.

    Raises NotFound, NotADraft, AlreadyAsked, BadInput.
    """
    task = queries.work_task(actor, work_task_id)
    framework = open_draft(actor, task.framework_id)
    values.check()
    rubric = task.rubric
    wanted = (
        (task, "statement", values.statement.strip()),
        (task, "sample_task", values.sample_task.strip()),
        (rubric, "criteria", stored.criteria_json(values.rubric)),
        (rubric, "pass_mark", values.pass_mark),
    )
    differing: dict[str, list[Any]] = {}
    for row, field, given in wanted:
        if getattr(row, field) != given:
            differing[field] = [getattr(row, field), given]
            setattr(row, field, given)
    if differing:
        task.save(update_fields=["statement", "sample_task"])
        rubric.save(update_fields=["criteria", "pass_mark"])
        _note(actor, framework, task, LineVerb.CHANGED, differing, now)
    return task


@action
def set_pass_mark(
    actor: Actor, *, framework_id: UUID, reference: str, pass_mark: int, set_by: Mapping[str, Any], now: datetime
) -> Framework:
    """Write a decided pass mark into the draft that follows a version, made where none waits. `set_by` is kept with the
    line: {"method", "seats", "body", "on"}, how it was found, by how many, who decided and on which day (ISO).

    Raises AlreadyAsked while a group is voting on that draft, BadInput where it has no such task or level.
    """
    framework = open_draft(actor, next_draft(actor, framework_id, now).pk)
    task = framework.work_tasks.select_related("rubric").filter(reference=reference).first()
    if task is None:
        raise BadInput.of(told("The next version has no such task any more"), file="task")
    rubric = task.rubric
    if any(pass_mark not in {level["score"] for level in row["levels"]} for row in rubric.criteria):
        raise BadInput.of(told("The pass mark is one of the levels"), file="task")
    before, rubric.pass_mark = rubric.pass_mark, pass_mark
    rubric.save(update_fields=["pass_mark"])
    fields = {"pass_mark": [before, pass_mark], "set_by": [None, dict(set_by)]}
    _note(actor, framework, task, LineVerb.CHANGED, fields, now)
    return framework


@action
def drop_task(actor: Actor, *, work_task_id: UUID, now: datetime) -> Framework:
    """Take a task out of a draft, and out of what its competencies may be shown by.

    Raises NotFound, NotADraft, AlreadyAsked.
    """
    task = queries.work_task(actor, work_task_id)
    framework = open_draft(actor, task.framework_id)
    for line in framework.requirements.all():
        left = [pair for pair in line.suggested_tasks if pair[0] != task.reference]
        if left != line.suggested_tasks:
            line.suggested_tasks = left
            line.save(update_fields=["suggested_tasks"])
    _note(actor, framework, task, LineVerb.DROPPED, {}, now)
    task.rubric.delete()
    task.delete()
    return framework


def _note(
    actor: Actor, framework: Framework, task: WorkTask, verb: LineVerb, fields: Mapping[str, Any], now: datetime
) -> None:
    note_edit(
        actor, framework, part=EditedPart.TASK, reference=task.reference, name=task.statement, verb=verb,
        fields=fields, now=now,
    )  # fmt: skip
