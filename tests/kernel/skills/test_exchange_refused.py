"""What no framework may be is refused in the words of whoever brought it: her file, her row, her path."""

import json
from typing import Any

import pytest
from tests.kernel.skills.test_exchange import association, read, rubric, sound

from skillmark.kernel.skills import exchange
from skillmark.kernel.skills.exchange import formats
from skillmark.kernel.skills.exchange.difference import difference
from skillmark.kernel.values import BadInput

UPPER = "0A000000-0000-4000-8000-00000000000B"


def statements(*identifiers: str) -> dict[str, Any]:
    return {"CFItems": [{"identifier": one, "fullStatement": f"Tie {one}"} for one in identifiers]}


def related(*told: tuple[str, str, str]) -> dict[str, Any]:
    found = [association(f"a{number}", kind, origin, to) for number, (origin, kind, to) in enumerate(told)]
    return {"CFAssociations": found}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"CFRubrics": [rubric([10**300, 1], ["holds"])]},
         "CFRubrics[0].CFRubricCriteria[0].weight: a weight is a number from 0 to 100"),
        ({"CFRubrics": [rubric([-50, 150], ["holds"])]},
         "CFRubrics[0].CFRubricCriteria[1].weight: a weight is a number from 0 to 100"),
        ({"CFRubrics": [rubric([10**400], ["holds"])]}, "knots.json: holds a number that cannot be kept"),
        (statements("i1", "i2", "i" * 501), "CFItems[2].identifier: the identifier is longer than 500 characters"),
        (related(("i1", "exactMatchOf", "e" * 900)),
         "CFAssociations[0].destinationNodeURI.identifier: the identifier is longer than 500 characters"),
        (related(("i2", "isChildOf", "d0"), ("i1", "isChildOf", "i2"), ("i2", "isPartOf", "i1")),
         "CFAssociations[1]: isChildOf + isPartOf runs in a circle through “i1”"),
        (statements("i1", "i2", UPPER, UPPER.lower()), "CFItems[3]: the identifier"),
        (related(*(("i1", "hasSkillLevel", f"level {number}") for number in range(12))),
         "CFAssociations[10]: “i1” has 12 levels, more than the 10 that can be used"),
    ],
    ids=["huge", "negative", "larger still", "long", "long end", "across types", "capitals", "levels"],
)  # fmt: skip
def test_a_case_package_is_refused_with_its_path(change: dict[str, Any], told: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(sound() | change)
    sentences = [problem.sentence() for problem in refused.value.problems]
    assert any(told in sentence for sentence in sentences), sentences


def test_codes_that_are_no_uuids_may_differ_by_capitals() -> None:
    assert len(read(sound() | statements("i1", "I1", "i2")).items) == 3


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"CFDocument": {"identifier": "d", "title": "T"}, "CFItems": [{}], "CFItems": []}', "CFItems"),
        ('{"CFDocument": {"identifier": "d", "title": "T"}, "CFItems": [{"uri": "a", "uri": "b"}]}', "CFItems[0].uri"),
    ],
)
def test_a_key_that_stands_twice_is_refused_with_its_path(text: str, path: str) -> None:
    with pytest.raises(BadInput) as refused:
        exchange.read_case(text.encode(), name="knots.json")
    (problem,) = refused.value.problems
    assert (problem.column, "stands twice in one JSON object" in problem.message) == (path, True)


LEVELS = ",".join(f"Level {number}" for number in range(1, 13))
TWICE = [{"id": "https://x.example/1", "skillName": name, "skillStatement": f"Tie {name}"} for name in ("a", "b")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("code,statement,prerequisite\nA,Tie,B\nB,Bend,A\n",
         "skills, row 2, column prerequisite: precedes runs in a circle through “B”"),
        (f"code,statement,{LEVELS}\nA,Tie{',x' * 12}\n", "skills, row 1, column Level 11: “skills” has 12 levels"),
        ("Canonical URL,RSD Name,Skill Statement\nhttps://x.example/1,A,Tie\nhttps://x.example/1,B,Bend\n",
         "skills, row 3, column Canonical URL: "),
        (json.dumps(TWICE), "skills, column [1]: the identifier"),
        (json.dumps(TWICE), "first at [0]"),
        (json.dumps({"skills": TWICE}), "skills, column skills[1]: the identifier"),
    ],
)  # fmt: skip
def test_every_other_format_is_refused_with_its_own_place(text: str, told: str) -> None:
    with pytest.raises(BadInput) as refused:
        formats.read_file(text.encode(), name="skills")
    assert told in refused.value.problems[0].sentence()


def test_our_own_table_is_refused_with_its_row() -> None:
    table = formats.written(read(sound() | related(("i1", "isChildOf", "i2"))), formats.CSV)
    line = next(line for line in table.splitlines() if line.startswith("association,"))
    backwards = line.replace("a0", "a9").replace("i1", "x").replace("i2", "i1").replace("x", "i2")
    backwards = backwards.replace("ei2ample", "example")
    with pytest.raises(BadInput, match=r"knots\.csv, row 5, column members: isChildOf runs in a circle"):
        formats.read_file(f"{table}{backwards}\n".encode(), name="knots.csv")


def test_a_prerequisite_comes_before_what_needs_it() -> None:
    package = formats.read_file(b"code,statement,prerequisite\nA,Tie,\nB,Bend,A\n", name="skills.csv")
    (order,) = package.associations
    assert (order.origin.identifier, order.type, order.destination.identifier) == ("A", "precedes", "B")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"CFDefinitions": {"extensions": {"a": 1}}}, {"CFDefinitions": {"extensions": {"a": 2}}}),
        ({"CFDefinitions": {"Things": [{"x": 1}, {"x": 9}]}}, {"CFDefinitions": {"Things": [{"x": 2}, {"x": 9}]}}),
        ({"CFDefinitions": {}}, {}),
        ({"CFDefinitions": {"CFConcepts": []}}, {"CFDefinitions": {"CFConcepts": [], "CFSubjects": []}}),
        ({"CFRubrics": []}, {"CFRubrics": None}),
    ],
)
def test_packages_that_differ_are_never_told_to_be_the_same(before: dict[str, Any], after: dict[str, Any]) -> None:
    first, second = sound() | before, sound() | after
    assert read(first) != read(second)
    assert difference(read(first), read(second))
    assert not difference(read(first), read(first))


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_row_more_is_the_next_edition_and_no_other_framework(ending: str) -> None:
    texts = {
        "csv": ("code,statement\nA,Tie\n", "code,statement\nA,Tie\nB,Bend\n"),
        "json": (json.dumps(TWICE[:1]), json.dumps([TWICE[0], TWICE[1] | {"id": "https://x.example/2"}])),
    }[ending]
    first, second = (formats.read_file(text.encode(), name=f"skills.{ending}") for text in texts)
    other = formats.read_file(texts[0].encode(), name=f"others.{ending}")
    assert first.document.identifier == second.document.identifier != other.document.identifier
