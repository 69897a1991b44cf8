"""What differs between two versions of a standard, to the field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from skillmark.kernel.skills.draft import DraftStandard
from skillmark.kernel.skills.phrasing import RubricCriterion


class Verb(StrEnum):
    """What became of a line."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


class Part(StrEnum):
    """Which part of a standard a line belongs to."""

    STANDARD = "standard"
    TASK = "task"
    REQUIREMENT = "requirement"
    LEGAL = "legal"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field as it was and as it is, as texts; empty for what was not there."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line that is not as it was. `fields` is empty for a line that came or went."""

    part: Part
    reference: str
    name: str
    verb: Verb
    fields: tuple[FieldChange, ...] = ()


Lines = Mapping[str, tuple[str, Mapping[str, str]]]


def changes(
    before: DraftStandard, after: DraftStandard, pass_marks: tuple[Mapping[str, int], Mapping[str, int]] = ({}, {})
) -> tuple[LineChange, ...]:
    """Every line that came, went or changed, part by part, in the later version's order, what went last.

    Two versions without a change in their published text give none. `pass_marks`: by task, before and after.
    """
    return (
        *_of_part(Part.STANDARD, _head(before), _head(after)),
        *_of_part(Part.TASK, _tasks(before, pass_marks[0]), _tasks(after, pass_marks[1])),
        *_of_part(Part.REQUIREMENT, _requirements(before), _requirements(after)),
        *_of_part(Part.LEGAL, _legal(before), _legal(after)),
    )


def _of_part(part: Part, before: Lines, after: Lines) -> list[LineChange]:
    found = []
    for reference, (name, fields) in after.items():
        if reference not in before:
            found.append(LineChange(part, reference, name, Verb.ADDED))
            continue
        was = before[reference][1]
        differing = tuple(
            FieldChange(field, was.get(field, ""), value) for field, value in fields.items() if was.get(field) != value
        )
        if differing:
            found.append(LineChange(part, reference, name, Verb.CHANGED, differing))
    gone = [reference for reference in before if reference not in after]
    return [*found, *(LineChange(part, reference, before[reference][0], Verb.DROPPED) for reference in gone)]


def _head(standard: DraftStandard) -> Lines:
    fields = {
        "title": standard.title, "description": standard.description, "rule": " ".join(standard.rule_sentences),
        "source": " ".join(filter(None, (standard.source.title, standard.source.version, standard.source.licence,
                                         standard.source.attribution))),
    }  # fmt: skip
    return {"": (standard.title, fields)}


def _tasks(standard: DraftStandard, pass_marks: Mapping[str, int]) -> Lines:
    return {
        task.task_id: (
            task.statement,
            {
                "statement": task.statement,
                "source_statement": task.source_statement,
                "sample_task": task.sample_task,
                "core": str(task.core),
                "rubric": _in_one_line(task.rubric),
                "pass_mark": str(pass_marks.get(task.task_id, "")),
            },
        )
        for task in standard.tasks
    }


def _requirements(standard: DraftStandard) -> Lines:
    return {
        line.competency_id: (
            line.name,
            {
                "name": line.name,
                "description": line.description,
                "level": str(line.level),
                "weight": str(line.weight),
                "essential": str(line.essential).lower(),
                "descriptor": line.descriptor,
                "review_item": line.review_item,
                "ladder_step": line.ladder_step,
                "kind": line.kind.value,
                "source": line.source,
                "rationale": line.rationale,
                "dated": str(line.said_on or ""),
                "tasks": ", ".join(each.task_id for each in line.suggested_tasks),
                "examples": "; ".join(f"{anchor.level}: {anchor.description}" for anchor in line.anchors),
            },
        )
        for line in standard.indicators
    }


def _legal(standard: DraftStandard) -> Lines:
    counted: dict[str, int] = {}
    lines: dict[str, tuple[str, Mapping[str, str]]] = {}
    for line in standard.legal:
        number = counted[line.kind] = counted.get(line.kind, 0) + 1
        fields = {"text": line.text, "place": line.place, "source": line.source, "date": str(line.date or "")}
        lines[f"{line.kind.value} {number}"] = (line.text, fields | {"known": str(line.known).lower()})
    return lines


def _in_one_line(rubric: Sequence[RubricCriterion]) -> str:
    return "; ".join(
        f"{criterion.category} ({criterion.weight}): "
        + ", ".join(f"{level.score} {level.quality}: {level.description}" for level in criterion.levels)
        for criterion in rubric
    )
