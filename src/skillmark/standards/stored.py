"""A standard between the kernel's values and the rows that hold it; neither way loses a character."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from skillmark.foundation.records import WorkspaceRecord
from skillmark.kernel import skills
from skillmark.standards import carrying, rules
from skillmark.standards.models import (
    Competency,
    Framework,
    LegalRequirement,
    ReferenceElement,
    ReferenceJob,
    ReferenceOccupation,
    ReferenceSource,
    Requirement,
    Rubric,
    WorkTask,
)

Row = TypeVar("Row", bound=WorkspaceRecord)


def reference_occupation(row: ReferenceOccupation) -> skills.Occupation:
    """The occupation as the kernel reads it, figures as published."""
    ratings = {
        element: skills.Rating(element, Decimal(importance), Decimal(level), relevant, low_confidence)
        for element, importance, level, relevant, low_confidence in row.ratings
    }
    tasks = tuple(skills.Task(identifier, statement, core) for identifier, statement, core in row.tasks)
    return skills.Occupation(row.code, row.title, row.description, tasks, ratings)


def reference_element(row: ReferenceElement) -> skills.Element:
    anchors = tuple(skills.Anchor(level, description) for level, description in row.anchors)
    return skills.Element(row.identifier, row.name, row.description, anchors)


def reference_source(row: ReferenceSource) -> skills.Source:
    return skills.Source(row.title, row.version, row.licence, row.attribution)


def occupation_row(
    source: ReferenceSource, occupation: skills.Occupation, other_titles: Sequence[str], position: int, now: datetime
) -> ReferenceOccupation:
    ratings = (occupation.ratings or {}).values()
    return ReferenceOccupation(
        recorded_at=now,
        source=source,
        code=occupation.code,
        title=occupation.title,
        description=occupation.description,
        other_titles="\n".join(("", *other_titles, "")),
        rated=occupation.rated,
        ratings=[
            [rating.element_id, str(rating.importance), str(rating.level), rating.relevant, rating.low_confidence]
            for rating in ratings
        ],
        tasks=[[task.identifier, task.statement, task.core] for task in occupation.tasks],
        position=position,
    )


def element_row(source: ReferenceSource, element: skills.Element, now: datetime) -> ReferenceElement:
    return ReferenceElement(
        recorded_at=now,
        source=source,
        identifier=element.identifier,
        name=element.name,
        description=element.description,
        anchors=[[anchor.level, anchor.description] for anchor in element.anchors],
    )


def store_parts(framework: Framework, standard: skills.DraftStandard, now: datetime, today: date) -> None:
    """Write everything a drafted standard is made of under its framework, in the standard's order."""
    own = {"workspace_id": framework.workspace_id, "framework": framework, "recorded_at": now}
    _add(
        LegalRequirement(
            **own,
            kind=line.kind.value,
            text=line.text,
            place=line.place,
            source=line.source,
            date=line.date,
            known=line.known,
            position=position,
        )
        for position, line in enumerate(standard.legal, start=1)
    )
    tasks = _add(
        WorkTask(
            **own,
            reference=task.task_id,
            statement=task.statement,
            original=task.source_statement,
            core=task.core,
            below_core=task.below_core,
            standard_assumed=task.standard_assumed,
            sample_task=task.sample_task,
            position=position,
        )
        for position, task in enumerate(standard.tasks, start=1)
    )
    _add(
        Rubric(**own, work_task=row, criteria=criteria_json(task.rubric), pass_mark=rules.first_pass_mark(task.rubric))
        for row, task in zip(tasks, standard.tasks, strict=True)
    )
    competencies = _add(
        Competency(
            **own,
            reference=indicator.competency_id,
            name=indicator.name,
            description=indicator.description,
            kind=indicator.kind.value,
            descriptors=[{"level": anchor.level, "description": anchor.description} for anchor in indicator.anchors],
            position=position,
        )
        for position, indicator in enumerate(standard.indicators, start=1)
    )
    _add(
        Requirement(
            **own,
            competency=row,
            level=indicator.level,
            weight=indicator.weight,
            essential=indicator.essential,
            importance=_text(indicator.importance),
            published_level=_text(indicator.published_level),
            low_confidence=indicator.low_confidence,
            below_cut=indicator.below_cut,
            descriptor=indicator.descriptor,
            dated=today,
            suggested_tasks=[[task.task_id, task.score] for task in indicator.suggested_tasks],
            position=position,
        )
        for position, (row, indicator) in enumerate(zip(competencies, standard.indicators, strict=True), start=1)
    )


def store_jobs(framework: Framework, titles: Sequence[tuple[str, str]], levels: skills.Levels, now: datetime) -> None:
    """Write the source document's jobs, (code, title) in its order, with the levels each requires."""
    _add(
        ReferenceJob(
            workspace_id=framework.workspace_id,
            framework=framework,
            recorded_at=now,
            code=code,
            title=title,
            levels=dict(levels[code]),
            position=position,
        )
        for position, (code, title) in enumerate(titles, start=1)
    )


def standard(framework: Framework) -> skills.DraftStandard:
    """The standard as it was drafted."""
    return with_pass_marks(framework)[0]


def with_pass_marks(framework: Framework) -> tuple[skills.DraftStandard, dict[str, int]]:
    """The standard as it was drafted, and the pass mark of each task's rubric by task reference, in its order. Three
    reads, whatever its size.
    """
    rubrics = list(framework.rubrics.select_related("work_task").order_by("work_task__position"))
    drafted = skills.DraftStandard(
        framework.occupation_code,
        framework.title,
        framework.description,
        tuple(
            skills.LegalRequirement(
                skills.LegalKind(line.kind), line.text, line.place, line.source, line.date, line.known
            )
            for line in framework.legal_requirements.order_by("position")
        ),
        tuple(_benchmark(rubric) for rubric in rubrics),
        tuple(_indicator(line) for line in framework.requirements.select_related("competency").order_by("position")),
        _rule(framework.rule["figures"]),
        tuple(framework.rule["sentences"]),
        skills.Source(framework.source, framework.source_version, framework.source_licence, framework.source_note),
    )
    return drafted, {rubric.work_task.reference: rubric.pass_mark for rubric in rubrics}


def basis(found: Framework) -> dict[str, Any] | None:
    """What the requirements rest on: the closed panel's figures, what panels of earlier versions said of lines that
    stand as they were (`carried`, only where there is any), and the written reasons; None where there is nothing.

    The caller has read the framework in its own scope; a posting shows the same.
    """
    panels = carrying.figures(found)
    figures, carried = panels.own, panels.standing
    rows = found.requirements.exclude(kept_reason=None).order_by("position")
    reasons = dict(rows.values_list("competency__reference", "kept_reason__text"))
    if figures is None and carried is None and not reasons:
        return None
    told: dict[str, Any] = {"panel": figures, "reasons": reasons}
    return told if carried is None else told | {"carried": carried}


def criteria(rubric: Rubric) -> tuple[skills.RubricCriterion, ...]:
    return tuple(
        skills.RubricCriterion(
            criterion["category"],
            criterion["position"],
            criterion["weight"],
            tuple(
                skills.RubricCriterionLevel(level["quality"], level["score"], level["description"])
                for level in criterion["levels"]
            ),
        )
        for criterion in rubric.criteria
    )


def _benchmark(rubric: Rubric) -> skills.Benchmark:
    task = rubric.work_task
    return skills.Benchmark(
        task.reference,
        task.original,
        task.core,
        task.below_core,
        task.statement,
        task.standard_assumed,
        task.sample_task,
        criteria(rubric),
    )


def _indicator(line: Requirement) -> skills.Indicator:
    competency = line.competency
    return skills.Indicator(
        competency.reference,
        competency.name,
        competency.description,
        line.level,
        line.weight,
        line.essential,
        line.below_cut,
        line.low_confidence,
        None if line.importance is None else Decimal(line.importance),
        None if line.published_level is None else Decimal(line.published_level),
        tuple(skills.Anchor(point["level"], point["description"]) for point in competency.descriptors),
        line.descriptor,
        tuple(skills.SuggestedTask(task, score) for task, score in line.suggested_tasks),
        competency.review_item or "",
        competency.ladder_step or "",
        kind=skills.Kind(competency.kind),
        source=line.source or "",
        rationale=line.rationale or "",
        dated=line.dated,
        sentence=line.sentence or "",
    )


def _rule(figures: dict[str, Any] | None) -> skills.DraftingRule | None:
    """The rule that was used, figure by figure: the default of a later release may be another."""
    if figures is None:
        return None
    read = dict(figures)
    for name in ("cut", "essential_from"):
        read[name] = Decimal(read[name])
    read["never_essential"] = tuple(read["never_essential"])
    return skills.DraftingRule(**read)


def criteria_json(rubric: Iterable[skills.RubricCriterion]) -> list[dict[str, object]]:
    """A rubric as its row holds it."""
    return [
        {
            "category": criterion.category,
            "position": criterion.position,
            "weight": criterion.weight,
            "levels": [
                {"quality": level.quality, "score": level.score, "description": level.description}
                for level in criterion.levels
            ],
        }
        for criterion in rubric
    ]


def _add(rows: Iterable[Row]) -> list[Row]:
    """Store new rows of one kind in one statement."""
    made = list(rows)
    if made:
        type(made[0]).objects.across_workspaces().bulk_create(made)
    return made


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
