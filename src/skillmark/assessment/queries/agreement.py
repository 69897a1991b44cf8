"""How far assessors agree on a task: on the whole, by criterion and by assessor, down to the ratings beneath."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from skillmark.assessment import rules
from skillmark.assessment.models import AssessmentTask, Sitting
from skillmark.assessment.queries import sittings, tasks
from skillmark.assessment.queries.seen import earlier_marks_kept
from skillmark.foundation import access
from skillmark.foundation.roles import Actor

MOST_STATED = 200  # attempts a record's figures rest on, the latest: of more, resampling holds up whoever signs


@dataclass(frozen=True, slots=True)
class Compared:
    """An attempt all marks of which are in: per criterion (position) the marks of `raters`, in the order they came."""

    sitting: Sitting
    raters: tuple[UUID, ...]
    marks: Mapping[str, tuple[int, ...]]
    points: tuple[int, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class TaskAgreement:
    """Figures of a task; `criteria` by position, `raters` by person (id and name), and the attempts beneath."""

    task: AssessmentTask
    whole: rules.Figures
    criteria: tuple[tuple[str, str, rules.Figures], ...]
    raters: tuple[tuple[UUID, str, rules.Figures], ...]
    compared: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """How far assessors agree on a task, as a record states it: of the latest `most` attempts, on a day; without a
    figure for fewer than `fewest`.
    """

    figures: rules.Figures
    as_of: date
    most: int = MOST_STATED
    fewest: int = rules.FEWEST_ATTEMPTS


def marked_by_several(actor: Actor) -> "QuerySet[Any]":
    """Tasks with how many attempts each has (`tried`), in the standard's order."""
    access.require(actor, "assessment.agreement.read")
    return tasks.tasks(actor).annotate(tried=Count("sittings"))


def agreement(actor: Actor, task_id: UUID) -> TaskAgreement:
    """How far those who marked attempts at this task agree. Attempts that still wait for marks stay out: blind; so do
    those that the reader may confirm again, until she has.

    On the whole, what is compared is the weighted sum of an attempt's marks; a criterion its marks; an assessor's
    sums are compared with those of the first other one. Raises NotFound.
    """
    access.require(actor, "assessment.agreement.read")
    task = tasks.task(actor, task_id)
    found = sittings.not_blind_to(actor).filter(task=task).order_by("recorded_at", "id")
    known: dict[UUID, str] = {}
    compared, whole = [], list(sittings.with_raters(found))
    kept = earlier_marks_kept(actor, whole)
    for sitting in whole:
        if rules.may_see_others(sittings.result(sitting).stage) and sitting.pk not in kept:
            compared.append(_compared(sitting))
            known |= {rating.assessor_id: rating.assessor.name for rating in sitting.ratings.all()}
    criteria = [(str(row["position"]), row["category"]) for row in task.rubric.criteria]
    return TaskAgreement(
        task,
        rules.figures([one.points for one in compared]),
        tuple((place, name, rules.figures([one.marks[place] for one in compared])) for place, name in criteria),
        tuple((person, known[person], _of(person, compared)) for person in sorted(known, key=lambda one: known[one])),
        tuple(compared),
    )


def stated(actor: Actor, task_ids: Collection[UUID], day: date) -> dict[UUID, Stated]:
    """How far those who mark agree on each of these tasks, for a record that is signed on a day: numbers, and nobody.
    Attempts that still wait for marks stay out, as where the figures are read.
    """
    access.require(actor, "assessment.proof.read")
    found = {}
    for task_id in set(task_ids):
        latest: QuerySet[Sitting] = Sitting.objects.within(actor).filter(task_id=task_id)
        rows = sittings.with_raters(latest).order_by("-recorded_at", "-id")[:MOST_STATED]
        points = [_compared(one).points for one in rows if rules.may_see_others(sittings.result(one).stage)]
        found[task_id] = Stated(rules.figures(points), day)
    return found


def _compared(sitting: Sitting) -> Compared:
    given, rubric = sittings.given(sitting), sittings.rubric(sitting)
    marks = {one.criterion_id: tuple(rated.scores[one.criterion_id] for rated in given) for one in rubric}
    points = tuple(sum(one.weight * rated.scores[one.criterion_id] for one in rubric) for rated in given)
    differs = any(max(row) - min(row) > sitting.task.limit for row in marks.values())
    return Compared(sitting, tuple(rated.assessor_id for rated in given), marks, points, differs)


def _of(person: UUID, compared: list[Compared]) -> rules.Figures:
    hers = [one for one in compared if person in one.raters]
    return rules.figures([rules.against_others(one.raters.index(person), one.points) for one in hers])
