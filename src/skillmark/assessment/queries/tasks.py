"""What people can be asked to show, and how it is checked."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from skillmark.assessment import rules
from skillmark.assessment.models import AssessmentTask, Method, Sitting, VerificationPolicy
from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.governance import queries as decisions
from skillmark.standards import queries as standards

BEHAVIOURS = (standards.CompetencyKind.BEHAVIOURAL, standards.CompetencyKind.EMPLOYABILITY)


def policy(actor: Actor, framework_id: UUID) -> VerificationPolicy | None:
    """How results on this standard are checked now; None where nobody has said."""
    access.require(actor, "assessment.task.read")
    found: VerificationPolicy | None = (
        VerificationPolicy.objects.within(actor).filter(framework_id=framework_id).order_by("-version").first()
    )
    return found


def may_change_policy(actor: Actor, framework: standards.Framework, policy: VerificationPolicy | None) -> bool:
    """Whether it may be said now how results on a standard are checked: for the first time, for a draft, or where a
    group has decided so since it was said last.
    """
    if policy is None or framework.published_at is None:
        return True
    change = decisions.Question.CHANGE_POLICY
    decision = decisions.standing_decision(actor, framework._meta.label_lower, framework.pk, change)
    return decision is not None and decision.recorded_at > policy.recorded_at


def policies(actor: Actor) -> dict[UUID, VerificationPolicy]:
    """How results are checked now, by standard; a standard of which nobody has said is absent."""
    access.require(actor, "assessment.task.read")
    found: QuerySet[VerificationPolicy] = VerificationPolicy.objects.within(actor).order_by("version")
    return {one.framework_id: one for one in found}


def task(actor: Actor, task_id: UUID) -> AssessmentTask:
    access.require(actor, "assessment.task.read")
    found: QuerySet[AssessmentTask] = AssessmentTask.objects.within(actor)
    return one(found.select_related("framework", "work_task", "rubric"), task_id)


def tasks(actor: Actor, framework_id: UUID | None = None) -> "QuerySet[AssessmentTask]":
    """Tasks people can be asked to show, by standard, in the standard's order."""
    access.require(actor, "assessment.task.read")
    found: QuerySet[AssessmentTask] = AssessmentTask.objects.within(actor)
    if framework_id is not None:
        found = found.filter(framework_id=framework_id)
    return found.select_related("framework", "work_task", "rubric").order_by(
        "framework__title", "framework__version", "work_task__position", "id"
    )


def tasks_in_public(framework_id: UUID) -> "QuerySet[AssessmentTask]":
    """Any scope: the tasks of one version that people are asked to show. The caller has read the version in its own."""
    found: QuerySet[AssessmentTask] = AssessmentTask.objects.across_workspaces().filter(framework_id=framework_id)
    return found.select_related("work_task").order_by("work_task__position", "id")


def policy_in_public(framework_id: UUID) -> VerificationPolicy | None:
    """Any scope: how results on one version are checked now. The caller has read the version in its own."""
    found: QuerySet[VerificationPolicy] = VerificationPolicy.objects.across_workspaces()
    return found.filter(framework_id=framework_id).order_by("-version").first()


def tasks_by_framework(actor: Actor) -> dict[UUID, list[AssessmentTask]]:
    """Tasks people can be asked to show, by standard, each in the standard's order."""
    found: dict[UUID, list[AssessmentTask]] = {}
    for one_task in tasks(actor):
        found.setdefault(one_task.framework_id, []).append(one_task)
    return found


def work_task(framework: standards.Framework, work_task_id: UUID) -> Any:
    """A task of this standard. Raises NotFound for another's."""
    return one(framework.work_tasks.select_related("rubric"), work_task_id)


def required(framework: standards.Framework) -> dict[str, int]:
    """Required level by competency id, in the standard's order."""
    rows = framework.requirements.order_by("position").values_list("competency__reference", "level")
    return dict(rows)


def tried(actor: Actor, task_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these tasks that anybody has tried; who, it does not say."""
    access.require(actor, "assessment.task.read")
    found: QuerySet[Sitting] = Sitting.objects.within(actor)
    return frozenset(found.filter(task_id__in=task_ids).order_by().values_list("task_id", flat=True))


def not_performed(actor: Actor, framework: standards.Framework, competencies: Collection[str]) -> dict[str, str]:
    """Those of these competencies that no task of the standard shows by the work itself, in the standard's order, each
    with the statement of the task that would show it (S0-09): the nearest that nobody is asked to show yet, else the
    nearest; an empty one where the standard names none.

    A knowledge test or an interview shows none by itself, and being watched a behaviour alone.
    """
    return not_performed_of(actor, {framework.pk: framework}, {framework.pk: competencies})[framework.pk]


def not_performed_of(
    actor: Actor, frameworks: Mapping[UUID, standards.Framework], competencies: Mapping[UUID, Collection[str]]
) -> dict[UUID, dict[str, str]]:
    """As `not_performed`, of several standards read together."""
    set_tasks = tasks_by_framework(actor)
    found = {}
    for framework_id, framework in frameworks.items():
        of_it, wanted = set_tasks.get(framework_id, []), set(competencies[framework_id])
        certain = {one for task in of_it if Method(task.method).performs for one in task.shows}
        # only of what nothing else shows is it asked whether it is a behaviour
        watched = {one for task in of_it if rules.shows_work(Method(task.method), behaviour=True) for one in task.shows}
        doubtful = wanted & watched - certain
        lacking = wanted - certain - (doubtful & behaviours(framework) if doubtful else set())
        found[framework_id] = _nearest(framework, lacking, {task.work_task.reference for task in of_it})
    return found


def _nearest(framework: standards.Framework, competencies: Collection[str], is_set: Collection[str]) -> dict[str, str]:
    if not competencies:
        return {}
    statements = dict(framework.work_tasks.values_list("reference", "statement"))
    rows = framework.requirements.filter(competency__reference__in=competencies).order_by("position")
    told = {}
    for competency, near in rows.values_list("competency__reference", "suggested_tasks"):
        references = [reference for reference, _score in near or () if reference in statements]
        free = [reference for reference in references if reference not in is_set]
        told[competency] = statements[(free or references)[0]] if references else ""
    return told


def behaviours(framework: standards.Framework) -> frozenset[str]:
    """The competencies of a standard that are how somebody goes about her work."""
    return frozenset(framework.competencies.filter(kind__in=BEHAVIOURS).values_list("reference", flat=True))


def suggested(framework: standards.Framework, work_task: Any) -> list[str]:
    """The competencies of which this task is the most similar one, in the standard's order."""
    rows = framework.requirements.order_by("position").values_list("competency__reference", "suggested_tasks")
    return [competency for competency, near in rows if near and near[0][0] == work_task.reference]


def task_to_begin(actor: Actor, framework_id: UUID) -> tuple[Any, list[str]]:
    """The task a demonstration shows, and what it is taken to prove; in earnest a panel chooses.

    The first task that is the most similar one of some competency; else the first of all, and the first requirement.
    Raises NotFound where the standard has no task.
    """
    framework = standards.framework_to_use(actor, framework_id)
    found = list(framework.work_tasks.select_related("rubric").order_by("position"))
    for one_task in found:
        if shows := suggested(framework, one_task):
            return one_task, shows
    if not found:
        raise NotFound("the standard has no task")
    return found[0], list(required(framework))[:1]
