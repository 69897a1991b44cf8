"""Reads of standards, each in one scope."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext

from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.samples import IN_EARNEST
from skillmark.foundation.scopes import NotFound
from skillmark.governance import queries as decisions
from skillmark.kernel import skills
from skillmark.kernel.values import BadInput, told
from skillmark.standards import rules, stored
from skillmark.standards import settings as settings_of_tasks
from skillmark.standards.models import (
    OUT_OF_USE,
    Competency,
    Framework,
    ReferenceOccupation,
    Retirement,
    Rubric,
    SourceInUse,
    Status,
    WorkTask,
)
from skillmark.standards.rules import NotInUse, NotPublished

MOST_FOUND = 12  # what a person looks through on a phone; a narrower search serves her better than a longer list


@dataclass(frozen=True, slots=True)
class FoundOccupation:
    """One occupation that a search found. `also` is its other title that was found, where the main one was not."""

    code: str
    title: str
    description: str
    also: str


def occupation_source(actor: Actor) -> SourceInUse | None:
    """The occupation database this workspace drafts from: the one it loaded last itself. None where it loaded none."""
    access.require(actor, "standards.occupation.read")
    found: SourceInUse | None = SourceInUse.objects.within(actor).select_related("source").first()
    return found


def occupations(actor: Actor, text: str) -> list[FoundOccupation]:
    """Occupations whose code begins with the text, or whose title or other titles hold it; at most twelve.

    Codes and main titles before other titles, then by title. Nothing for an empty text.
    """
    in_use, wanted = occupation_source(actor), text.strip()
    if in_use is None or not wanted:
        return []
    folded = wanted.casefold()
    rank = Case(
        When(Q(code__startswith=wanted) | Q(title__iexact=wanted), then=Value(0)),
        When(Q(title__icontains=wanted), then=Value(1)),
        When(Q(other_titles__contains=f"\n{folded}\n"), then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    found = in_use.source.occupations.filter(
        Q(code__startswith=wanted) | Q(title__icontains=wanted) | Q(other_titles__contains=folded)
    )
    rows = found.annotate(rank=rank).order_by("rank", "title", "id")
    return [
        FoundOccupation(code, title, description, _other_title(others, folded) if rank > 1 else "")
        for code, title, description, others, rank in rows.values_list(
            "code", "title", "description", "other_titles", "rank"
        )[:MOST_FOUND]
    ]


def occupation(actor: Actor, code: str) -> ReferenceOccupation:
    """The occupation with this code in the database loaded last here. Raises BadInput where there is none."""
    in_use = occupation_source(actor)
    if in_use is None:
        raise BadInput.of(told("no occupation database is loaded"), file="occupations")
    source = in_use.source
    found = source.occupations.select_related("source").filter(code=code).first()
    if found is None:
        raise BadInput.of(
            told("there is no occupation “%(code)s” (a code looks like 31-1131.00)", code=code),
            file=skills.OCCUPATIONS,
            column=skills.OCCUPATION_CODE,
        )
    return found


def frameworks(actor: Actor) -> "QuerySet[Framework]":
    """Every version of every standard, by title, the newest version first."""
    access.require(actor, "standards.framework.read")
    found: QuerySet[Framework] = Framework.objects.within(actor)
    return found.order_by("title", "lineage", "-version")


def framework(actor: Actor, framework_id: UUID, *, lock: bool = False) -> Framework:
    """One version. Raises NotFound."""
    access.require(actor, "standards.framework.read")
    found: QuerySet[Framework] = Framework.objects.within(actor)
    return one(found, framework_id, lock=lock)


def named(found: Framework) -> str:
    """What a version is called where several can be chosen, in the reader's language."""
    return gettext("%(title)s, version %(version)s") % {"title": found.title, "version": found.version}


def decided_draft(actor: Actor, decision_id: UUID) -> Framework | None:
    """The draft whose publication this decision is about; None where it is about something else."""
    found: QuerySet[Framework] = Framework.objects.within(actor)
    return found.filter(proposal__decision=decision_id, status=Status.DRAFT).first()


def vote_is_open(found: Framework) -> bool:
    """Whether a group is deciding on this version now. The caller has read the framework in its own scope."""
    return found.proposal is not None and not hasattr(found.proposal, "decision")


def is_agreed(found: Framework) -> bool:
    """Whether the group that was asked about this version has said yes. The caller has read it in its own scope."""
    decision = getattr(found.proposal, "decision", None)
    return decision is not None and decision.outcome == decisions.Outcome.PASSED


def is_changeable(found: Framework) -> bool:
    """Whether a draft may be changed: nobody reads it to decide, nor has agreed to it. The caller has read it."""
    return found.status == Status.DRAFT and not vote_is_open(found) and not is_agreed(found)


def is_as_voted(found: Framework) -> bool:
    """Whether a version that a group agreed to is the text that it read; true of any other. The caller has read it."""
    if not found.asked_digest or not is_agreed(found):
        return True
    return found.asked_digest == rules.digest(published_text(found))


def framework_to_use(actor: Actor, framework_id: UUID) -> Framework:
    """A version that people may be measured by. Raises NotPublished for a draft outside a demonstration, and for one
    that asks for nothing yet, NotInUse for one that was replaced or retired.
    """
    found = _usable(actor, framework(actor, framework_id))
    if found.status == Status.DRAFT and not found.requirements.exists():
        raise NotPublished(found.title)
    return found


def framework_applied_under(actor: Actor, framework_id: UUID) -> Framework:
    """A version that people may be measured by, also one that was replaced since they were told of it. Raises
    NotPublished for a draft outside a demonstration, NotInUse for one that was retired.
    """
    found = framework(actor, framework_id)
    return found if found.status == Status.SUPERSEDED else _usable(actor, found)


def _usable(actor: Actor, found: Framework) -> Framework:
    if not rules.usable(found.status, demonstration=actor.demonstration):
        raise (NotInUse if found.status in OUT_OF_USE else NotPublished)(found.title)
    return found


def retirement(found: Framework) -> Retirement | None:
    """Since when a version is not used any more, and what replaces it; None for another. The caller has read it in its
    own scope.
    """
    if found.status != Status.RETIRED:
        return None
    row: Retirement = Retirement.objects.across_workspaces().select_related("successor").get(framework=found)
    return row


def is_usable(actor: Actor, found: Framework) -> bool:
    """Whether people may be measured by a version the caller has read."""
    return rules.usable(found.status, demonstration=actor.demonstration)


def versions(actor: Actor, lineage: str) -> "QuerySet[Framework]":
    """The versions of one standard, the newest first."""
    return frameworks(actor).filter(lineage=lineage).order_by("-version")


def standard(actor: Actor, framework_id: UUID) -> skills.DraftStandard:
    """The standard as the kernel's values."""
    return stored.standard(framework(actor, framework_id))


def standard_document(actor: Actor, framework_id: UUID) -> dict[str, object]:
    """`standard.json`: the same data, to the byte, as drafting from the source files gives."""
    return skills.standard_json(standard(actor, framework_id))


def requirements(actor: Actor, framework_id: UUID) -> list[skills.Requirement]:
    """The requirements as matching reads them, in the standard's order: what `requirements.csv` holds."""
    found = framework(actor, framework_id)
    return [
        skills.Requirement(found.occupation_code, line.competency.reference, line.level, line.weight, line.essential)
        for line in found.requirements.select_related("competency").order_by("position")
    ]


def competencies(actor: Actor, framework_id: UUID) -> list[Competency]:
    """The competencies in the standard's order."""
    return list(framework(actor, framework_id).competencies.order_by("position"))


def work_tasks(actor: Actor, framework_id: UUID) -> list[WorkTask]:
    """The tasks in the standard's order, each with its rubric."""
    return list(framework(actor, framework_id).work_tasks.select_related("rubric").order_by("position"))


def rubric(actor: Actor, work_task_id: UUID) -> Rubric:
    """The rubric of a task. Raises NotFound."""
    access.require(actor, "standards.framework.read")
    found = Rubric.objects.within(actor).filter(work_task_id=work_task_id).select_related("work_task").first()
    if found is None:
        raise NotFound(str(work_task_id))
    return found


def identifiers(actor: Actor, framework_id: UUID) -> dict[str, str]:
    """Every name a competency goes by in the source document → the id used in every table of this standard."""
    found = framework(actor, framework_id)
    own = {reference: reference for reference in found.competencies.values_list("reference", flat=True)}
    return own | dict(found.identifiers)


def self_rating_identifiers(actor: Actor, framework_id: UUID) -> dict[str, str]:
    """Every id a self-rating in an applicants table may use → the id of this standard's tables.

    People rate themselves on the whole occupation database, not only on what this standard asks.
    """
    found = framework(actor, framework_id)
    if found.reference_source is None:
        return identifiers(actor, framework_id)
    return {name: name for name in found.reference_source.elements.values_list("identifier", flat=True)}


def past_job_levels(actor: Actor, framework_id: UUID, given: Collection[str]) -> tuple[skills.PastJobs, skills.Levels]:
    """What these past jobs (codes or titles, as people wrote them) may stand for, and the levels each suggests.

    Holds only what was asked for, so that `resolve` answers as it would on the whole database.
    """
    found = framework(actor, framework_id)
    if found.reference_source_id is not None:
        return _past_occupations(found.reference_source_id, given)
    jobs = list(found.reference_jobs.order_by("position"))
    return skills.named_past_jobs({job.code: job.title for job in jobs}), {job.code: job.levels for job in jobs}


def published_framework(framework_id: UUID) -> Framework:
    """Public scope: a version that is or was in force, or a draft of a demonstration. Raises NotFound."""
    visible = ~Q(status=Status.DRAFT) | Q(workspace__demonstration=True)
    found: QuerySet[Framework] = Framework.objects.across_workspaces().filter(visible, IN_EARNEST)
    return one(found.select_related("workspace"), framework_id)


def published_frameworks(workspace_id: UUID) -> list[Framework]:
    """Public scope: the versions of a workspace in force, by title."""
    found: QuerySet[Framework] = Framework.objects.across_workspaces()
    return list(found.filter(IN_EARNEST, workspace_id=workspace_id, status=Status.PUBLISHED).order_by("title", "id"))


def in_public() -> "QuerySet[Framework]":
    """Public scope: every version in force, and the drafts of demonstrations, by title."""
    found: QuerySet[Framework] = Framework.objects.across_workspaces()
    shown = Q(status=Status.PUBLISHED) | Q(status=Status.DRAFT, workspace__demonstration=True)
    return found.filter(shown, IN_EARNEST).select_related("workspace").order_by("title", "-version", "id")


def published_standard(framework_id: UUID) -> skills.DraftStandard:
    """Public scope: the standard of `published_framework`. Raises NotFound."""
    return stored.standard(published_framework(framework_id))


def published_text(found: Framework) -> dict[str, Any]:
    """What publishing fixes and `digest` covers. The caller has read the framework in its own scope."""
    standard, pass_marks = stored.with_pass_marks(found)
    return rules.published_text(skills.standard_json(standard), pass_marks, stored.basis(found))


def published_document(framework_id: UUID) -> dict[str, Any]:
    """Public scope: the version as JSON, what `digest` covers and what it is. Raises NotFound."""
    found = published_framework(framework_id)
    ended = retirement(found)
    successor_id = ended.successor_id if ended else getattr(getattr(found, "replaced_by", None), "pk", None)
    return {
        "id": str(found.pk),
        "version": found.version,
        "status": found.status,
        "published_at": found.published_at.isoformat() if found.published_at else None,
        "replaces": str(found.replaces_id) if found.replaces_id else None,
        "retired_on": ended.retired_on.isoformat() if ended else None,
        "replaced_by": str(successor_id) if successor_id else None,
        "sample": found.workspace.demonstration,
        "digest": found.digest or None,
        "text": published_text(found),
        "kinds": dict(found.competencies.order_by("position").values_list("reference", "kind")),
        "sample_tasks": [{"task_id": reference} | setting for reference, setting in settings_in(found).items()],
    }


def settings_in(found: Framework) -> dict[str, dict[str, str]]:
    """How each task is shown, by its reference. The caller has read the version in its own scope."""
    return {
        reference: {"method": one.method, "conditions": one.conditions, "tools": one.tools}
        for reference, one in settings_of_tasks.of(found.pk).items()
    }


def newer_version(found: Framework) -> Framework | None:
    """Public scope: the version in force where this one is no longer."""
    if found.status not in OUT_OF_USE:
        return None
    others: QuerySet[Framework] = Framework.objects.across_workspaces().filter(workspace_id=found.workspace_id)
    return others.filter(lineage=found.lineage, status=Status.PUBLISHED).first()


def _past_occupations(source_id: UUID, given: Collection[str]) -> tuple[skills.PastJobs, skills.Levels]:
    wanted = {text.strip() for text in given} - {""}
    folded = {text.casefold() for text in wanted}
    codes: list[str] = []
    titles: dict[str, tuple[str, ...]] = {}
    alternates: dict[str, tuple[str, ...]] = {}
    rows = ReferenceOccupation.objects.filter(source_id=source_id).order_by("position")
    for code, title, others in rows.values_list("code", "title", "other_titles"):
        if code in wanted:
            codes.append(code)
        if title.casefold() in folded:
            titles[title.casefold()] = (*titles.get(title.casefold(), ()), code)
        for other in folded.intersection(others.split("\n")):
            alternates[other] = (*alternates.get(other, ()), code)
    past_jobs = skills.PastJobs(frozenset(codes), titles, alternates)
    reached = {found.code for text in wanted if (found := past_jobs.find(text)).code is not None}
    matched = rows.filter(code__in=sorted(code for code in reached if code))
    return past_jobs, skills.occupation_levels(stored.reference_occupation(row) for row in matched)


def _other_title(others: str, folded: str) -> str:
    """The other title that holds the text: the text itself where there is one, else the shortest."""
    named = [other for other in others.split("\n") if folded in other]
    return min(named, key=lambda other: (other != folded, len(other), other), default="")
