"""A behaviour that is described already, added to a draft with its task and its rubric at one press."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max

from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told
from skillmark.people import queries as people
from skillmark.standards import behaviours, stored
from skillmark.standards.actions.revising import note_edit, open_draft
from skillmark.standards.models import (
    Competency,
    CompetencyKind,
    EditedPart,
    LineVerb,
    Requirement,
    Rubric,
    WorkTask,
)

WEIGHT = 100  # as the lowest that the drafting rule gives: what the group thinks it weighs, it says


@action
def add_behaviour(actor: Actor, *, framework_id: UUID, key: str, language: str, now: datetime) -> Requirement:
    """Propose a behaviour, last in the standard: the requirement, nice to have at first, and the task it is watched by.

    Raises NotADraft, AlreadyAsked, and BadInput for one that is there already, or that is none.
    """
    framework = open_draft(actor, framework_id)
    found = behaviours.in_language(language).get(key)
    if found is None:
        raise BadInput.of(told("there is no such behaviour"), file="behaviour")
    taken = framework.competencies.filter(reference=found.code).exists()
    if taken or framework.work_tasks.filter(reference=found.code).exists():
        raise BadInput.of(told("“%(code)s” is a line of this standard already", code=found.code), file="behaviour")
    last_task = framework.work_tasks.aggregate(last=Max("position"))["last"] or 0
    task: WorkTask = WorkTask.objects.record(
        actor, now=now, framework=framework, reference=found.code, statement=found.task, original=found.task,
        sample_task=found.sample, position=last_task + 1,
    )  # fmt: skip
    Rubric.objects.record(
        actor, now=now, framework=framework, work_task=task, criteria=stored.criteria_json(found.rubric),
        pass_mark=behaviours.TO_STANDARD,
    )  # fmt: skip
    last = framework.competencies.aggregate(last=Max("position"))["last"] or 0
    competency = Competency.objects.record(
        actor, now=now, framework=framework, reference=found.code, name=found.name, description=found.description,
        kind=CompetencyKind.BEHAVIOURAL, descriptors=found.descriptors, position=last + 1,
    )  # fmt: skip
    requirement: Requirement = Requirement.objects.record(
        actor, now=now, framework=framework, competency=competency, level=behaviours.REQUIRED, weight=WEIGHT,
        essential=False, descriptor=found.descriptor, suggested_tasks=[[found.code, None]], source=found.source,
        dated=people.today(actor, now), position=last + 1,
    )  # fmt: skip
    for part, name in ((EditedPart.TASK, found.task), (EditedPart.REQUIREMENT, found.name)):
        note_edit(
            actor, framework, part=part, reference=found.code, name=name, verb=LineVerb.PROPOSED, fields={}, now=now
        )
    return requirement
