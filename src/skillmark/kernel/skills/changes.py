"""What differs between two versions of a standard, to the field: whatever is in their texts, so that nothing that a
text comes to hold is left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


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
    """One field as it was and as it is, as texts; empty for what was not there. What is said of a part of a field has
    its name after a dot (`source.licence`).
    """

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


@dataclass(frozen=True, slots=True)
class Compared:
    """A version as it is compared: its `standard.json`, and what is told of it and of its lines beside that.

    `beside`: of the whole. `of_tasks`, `of_requirements`: by reference; a pass mark, figures of a panel, a reason.
    """

    standard: Mapping[str, Any]
    beside: Mapping[str, Any]
    of_tasks: Mapping[str, Mapping[str, Any]]
    of_requirements: Mapping[str, Mapping[str, Any]]


Lines = dict[str, tuple[str, dict[str, str]]]
TASKS, REQUIREMENTS, LEGAL = "tasks", "first_pass_indicators", "legal_requirements"
PLACE = "order"


def changes(before: Compared, after: Compared) -> tuple[LineChange, ...]:
    """Every line that came, went or changed, part by part, in the later version's order, what went last.

    None where the two say the same in the same order. A line that others moved past has another place; one that only
    stands lower because a line came before it has not.
    """
    return (
        *_of_part(Part.STANDARD, _head(before), _head(after)),
        *_of_part(Part.TASK, _tasks(before), _tasks(after)),
        *_of_part(Part.REQUIREMENT, _requirements(before), _requirements(after)),
        *_of_part(Part.LEGAL, _legal(before), _legal(after)),
    )


def _of_part(part: Part, before: Lines, after: Lines) -> list[LineChange]:
    found, moved = [], _moved(list(before), list(after))
    for reference, (name, fields) in after.items():
        if reference not in before:
            found.append(LineChange(part, reference, name, Verb.ADDED))
            continue
        was = before[reference][1]
        differing = tuple(
            FieldChange(field, was.get(field, ""), fields.get(field, ""))
            for field in {**fields, **was}
            if was.get(field, "") != fields.get(field, "")
        )
        differing += moved.get(reference, ())
        if differing:
            found.append(LineChange(part, reference, name, Verb.CHANGED, differing))
    gone = [reference for reference in before if reference not in after]
    return [*found, *(LineChange(part, reference, before[reference][0], Verb.DROPPED) for reference in gone)]


def _moved(before: Sequence[str], after: Sequence[str]) -> dict[str, tuple[FieldChange]]:
    """The lines of both whose place among the lines of both is another."""
    was = [one for one in before if one in after]
    now = [one for one in after if one in before]
    return {
        one: (FieldChange(PLACE, str(was.index(one) + 1), str(place)),)
        for place, one in enumerate(now, start=1)
        if was[place - 1] != one
    }


def _head(found: Compared) -> Lines:
    own = {key: value for key, value in found.standard.items() if key not in (TASKS, REQUIREMENTS, LEGAL)}
    return {"": (str(found.standard["title"]), _texts(own | dict(found.beside)))}


def _tasks(found: Compared) -> Lines:
    return _lines(found.standard[TASKS], "source_id", "statement", found.of_tasks)


def _requirements(found: Compared) -> Lines:
    return _lines(found.standard[REQUIREMENTS], "competency_id", "name", found.of_requirements)


def _lines(
    rows: Iterable[Mapping[str, Any]], identifier: str, name: str, beside: Mapping[str, Mapping[str, Any]]
) -> Lines:
    lines: Lines = {}
    for row in rows:
        own = {key: value for key, value in row.items() if key != identifier}
        lines[row[identifier]] = (row[name], _texts(own | dict(beside.get(row[identifier], {}))))
    return lines


def _legal(found: Compared) -> Lines:
    counted: dict[str, int] = {}
    lines: Lines = {}
    for row in found.standard[LEGAL]:
        kind = row["kind"]
        number = counted[kind] = counted.get(kind, 0) + 1
        lines[f"{kind} {number}"] = (row["text"], _texts(row))
    return lines


def _texts(members: Mapping[str, Any], above: str = "") -> dict[str, str]:
    """Every field as a text, by its name; what is in a field by its name after a dot."""
    found: dict[str, str] = {}
    for key, value in members.items():
        name = f"{above}{key}"
        if isinstance(value, Mapping):
            found |= _texts(value, f"{name}.")
        elif key == "rubric":
            found[name] = _rubric(value)
        elif key == "anchors":
            found[name] = "; ".join(f"{point['level']}: {point['description']}" for point in value)
        elif key == "suggested_tasks" and isinstance(value, list):
            found[name] = ", ".join(
                one["source_id"] if one["score"] is None else f"{one['source_id']} ({one['score']})" for one in value
            )
        else:
            found[name] = _text(value)
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return " ".join(_text(each) for each in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_text(each)}" for key, each in value.items())
    return str(value)


def _rubric(criteria: Iterable[Mapping[str, Any]]) -> str:
    return "; ".join(
        f"{criterion['position']}. {criterion['category']} ({criterion['weight']}): "
        + ", ".join(f"{level['score']} {level['quality']}: {level['description']}" for level in criterion["levels"])
        for criterion in criteria
    )
