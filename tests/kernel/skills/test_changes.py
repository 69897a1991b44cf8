"""The difference between two versions leaves nothing out."""

import copy
from collections.abc import Iterator
from typing import Any

from tests.kernel.skills.test_self_assessment import indicator, standard

from skillmark.kernel.skills import SuggestedTask, standard_json
from skillmark.kernel.skills.changes import Compared, Part, Verb, changes

TEXT = standard_json(
    standard(indicator("A", suggested_tasks=(SuggestedTask("bell", 4000),), review_item="Care"), indicator("B"))
)
TEXT["legal_requirements"] = [
    {"kind": kind, "text": "A licence", "place": "Nevada", "source": "the board", "date": None, "known": True}
    for kind in ("licence", "registry")
]
BESIDE = {"panels": {"1": {"raters": 3, "icc": {"value": "0.71"}}}}
OF_A = {"reason": "The signs are in English.", "panel": {"version": 1, "mean": "4.33", "below_cut": False}}
OF_BELL = {"pass_mark": 2, "pass_mark_by": {"method": "angoff", "seats": 6}, "panel": {"version": 1, "mean": "2.00"}}
IDENTIFIERS = {"source_id", "competency_id", "kind"}  # by which a line is known: another one is another line


def version() -> dict[str, Any]:
    return copy.deepcopy({"text": TEXT, "beside": BESIDE, "tasks": {"bell": OF_BELL}, "requirements": {"A": OF_A}})


def compared(held: dict[str, Any]) -> Compared:
    return Compared(held["text"], held["beside"], held["tasks"], held["requirements"])


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if pairs is None:
        yield path
        return
    for key, each in pairs:
        yield from leaves(each, (*path, key))


def test_a_version_differs_from_itself_in_nothing() -> None:
    assert changes(compared(version()), compared(version())) == ()


def test_whatever_changes_in_a_text_or_beside_it_is_told() -> None:
    paths = [path for path in leaves(version()) if path[-1] not in IDENTIFIERS or "suggested_tasks" in path]
    assert len(paths) > 120
    for path in paths:
        other = version()
        inner: Any = other
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = "another"
        assert changes(compared(version()), compared(other)), path
        assert changes(compared(other), compared(version())), path


def test_what_was_not_there_and_what_is_gone_are_told_by_name() -> None:
    other = version()
    del other["requirements"]["A"]["reason"]
    other["text"]["first_pass_indicators"][0]["rationale"] = "asked by the foreman"  # a field that a text comes to hold
    (change,) = changes(compared(version()), compared(other))
    assert (change.part, change.reference, change.verb) == (Part.REQUIREMENT, "A", Verb.CHANGED)
    assert {(one.field, one.before, one.after) for one in change.fields} == {
        ("rationale", "", "asked by the foreman"), ("reason", "The signs are in English.", ""),
    }  # fmt: skip


def test_lines_that_changed_places_are_told_and_those_below_a_new_one_are_not() -> None:
    other = version()
    tasks = other["text"]["tasks"]
    other["text"]["tasks"] = [tasks[1], tasks[0]]
    found = changes(compared(version()), compared(other))
    assert [(one.reference, one.fields[0].field, one.fields[0].after) for one in found] == [
        ("bell", "order", "1"), ("lamp", "order", "2"),
    ]  # fmt: skip
    more = version()
    more["text"]["tasks"].insert(0, dict(tasks[0]) | {"source_id": "horn", "statement": "can mend the horn"})
    assert [(one.reference, one.verb) for one in changes(compared(version()), compared(more))] == [("horn", Verb.ADDED)]
