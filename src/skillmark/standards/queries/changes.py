"""Reads of versions: what differs between two, who edited which line, which rubric marks a task today."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.kernel.skills.changes import LineChange, changes
from skillmark.standards import comparing
from skillmark.standards.models import (
    OUT_OF_USE,
    EditedPart,
    Framework,
    LineEdit,
    LineVerb,
    Requirement,
    Rubric,
    Status,
    WorkTask,
)
from skillmark.standards.queries.frameworks import framework, versions


def requirement(actor: Actor, requirement_id: UUID) -> Requirement:
    """One requirement of a standard. Raises NotFound."""
    access.require(actor, "standards.framework.read")
    found: QuerySet[Requirement] = Requirement.objects.within(actor)
    return one(found.select_related("competency", "framework"), requirement_id)


def before(actor: Actor, found: Framework) -> Framework | None:
    """The version to compare with: the one it replaced, for a draft the one in force. None for a first one."""
    access.require(actor, "standards.framework.read")
    if found.status != Status.DRAFT:
        return found.replaces
    others: QuerySet[Framework] = Framework.objects.within(actor).filter(lineage=found.lineage)
    return others.filter(status=Status.PUBLISHED).exclude(pk=found.pk).first()


def differences(actor: Actor, before_id: UUID, after_id: UUID) -> tuple[LineChange, ...]:
    """The exact difference between two versions: everything in their published texts, who set each pass mark, and, of
    two that were published, how tasks are shown and results checked. Raises NotFound.
    """
    both = framework(actor, before_id), framework(actor, after_id)
    as_shown = all(found.status != Status.DRAFT for found in both)
    old, new = (comparing.compared(found, pass_marks_set_by(found), as_shown=as_shown) for found in both)
    return changes(old, new)


def pass_marks_set_by(found: Framework) -> dict[str, dict[str, Any]]:
    """For each task (reference) whose pass mark a panel found: how, and who decided (see `actions.set_pass_mark`).

    The caller has read the framework in its own scope. A pass mark changed by hand since is no panel's any more.
    """
    edits: QuerySet[LineEdit] = LineEdit.objects.across_workspaces().filter(
        Q(framework=found) | ~Q(framework__status=Status.DRAFT),
        framework__workspace_id=found.workspace_id,
        framework__lineage=found.lineage,
        framework__version__lte=found.version,
        part=EditedPart.TASK,
    )
    last: dict[str, dict[str, Any]] = {}
    for edit in edits.order_by("framework__version", "recorded_at", "id"):
        if "pass_mark" in edit.fields:
            last[edit.reference] = edit.fields
    return {reference: fields["set_by"][1] for reference, fields in last.items() if "set_by" in fields}


def requirements_of(actor: Actor, framework_ids: Collection[UUID]) -> dict[UUID, list[Requirement]]:
    """The requirements of some versions, in each one's order."""
    access.require(actor, "standards.framework.read")
    rows: QuerySet[Requirement] = Requirement.objects.within(actor).filter(framework_id__in=framework_ids)
    found: dict[UUID, list[Requirement]] = {framework_id: [] for framework_id in framework_ids}
    for row in rows.select_related("competency").order_by("position"):
        found[row.framework_id].append(row)
    return found


def requirement_lines(actor: Actor, framework_id: UUID) -> list[Requirement]:
    """The requirements of a version, in its order, with their competencies. Raises NotFound."""
    rows = framework(actor, framework_id).requirements.select_related("competency")
    return list(rows.order_by("position"))


def untraced(actor: Actor, found: Framework) -> list[Requirement]:
    """The requirements of a version that name no task they show in, which keep it from being put to a vote. None of a
    demonstration, whose draft is put to the vote at once, as a sample. The caller has read the version in its scope.
    """
    if actor.demonstration:
        return []
    rows = found.requirements.select_related("competency").order_by("position")
    return [row for row in rows if not row.suggested_tasks]


def work_task(actor: Actor, work_task_id: UUID) -> WorkTask:
    """One task of a standard, with its rubric. Raises NotFound."""
    access.require(actor, "standards.framework.read")
    found: QuerySet[WorkTask] = WorkTask.objects.within(actor)
    return one(found.select_related("rubric", "framework"), work_task_id)


def contributions(actor: Actor, found: Framework, part: EditedPart) -> dict[str, list[LineEdit]]:
    """Who proposed and who changed each line of a part, by the line's code, in this version and in those in force
    before it, the earliest first.
    """
    access.require(actor, "standards.contributor.read", found)
    rows: QuerySet[LineEdit] = LineEdit.objects.within(actor).filter(
        Q(framework=found) | ~Q(framework__status=Status.DRAFT) & Q(framework__version__lt=found.version),
        framework__lineage=found.lineage,
        part=part,
    )
    told: dict[str, list[LineEdit]] = {}
    for row in rows.select_related("person", "framework").order_by("framework__version", "recorded_at", "id"):
        told.setdefault(row.reference, []).append(row)
    return told


def versions_with_set_back(actor: Actor, lineage: str) -> "QuerySet[Framework]":
    """The versions of one standard, the newest first, each with when (`set_back_at`) it was last set back to work after
    a group had agreed to it, and why (`set_back_fields`); null where it never was.
    """
    edits: QuerySet[LineEdit] = LineEdit.objects.within(actor).filter(
        framework=OuterRef("pk"), part=EditedPart.WHOLE, verb=LineVerb.SET_BACK
    )
    last = edits.order_by("-recorded_at", "-id")
    return versions(actor, lineage).annotate(
        set_back_at=Subquery(last.values("recorded_at")[:1]), set_back_fields=Subquery(last.values("fields")[:1])
    )


def newer_rubrics(actor: Actor, found: Iterable[Rubric]) -> dict[UUID, Rubric]:
    """The rubrics that mark the same tasks otherwise today, by the older one's id: what was marked by that is stale.
    Absent is what is in force, and where the version in force has dropped the task or marks it just so. The caller has
    read `found` in its scope, each with its version at hand; nothing is read where every version is in force.
    """
    old = {one.pk: one for one in found if one.framework.status in OUT_OF_USE}
    if not old:
        return {}
    references = dict(Rubric.objects.within(actor).filter(pk__in=old).values_list("pk", "work_task__reference"))
    rows: QuerySet[Rubric] = Rubric.objects.within(actor).filter(
        framework__lineage__in={one.framework.lineage for one in old.values()},
        framework__status=Status.PUBLISHED,
        work_task__reference__in=set(references.values()),
    )
    current = {
        (row.framework.lineage, row.work_task.reference): row for row in rows.select_related("framework", "work_task")
    }
    newer = {pk: current.get((one.framework.lineage, references.get(pk, ""))) for pk, one in old.items()}
    return {
        pk: now
        for pk, now in newer.items()
        if now is not None and (now.criteria, now.pass_mark) != (old[pk].criteria, old[pk].pass_mark)
    }
