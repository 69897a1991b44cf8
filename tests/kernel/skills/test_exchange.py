"""A framework comes out of Skillmark as it went in, and what is no framework does not come in."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillmark.kernel.skills import exchange
from skillmark.kernel.skills.exchange.content import LARGEST_JSON
from skillmark.kernel.values import BadInput

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data"

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
said = words.filter(lambda text: bool(text.strip()))
numbers = st.integers(-9, 9) | st.floats(-9, 9, allow_nan=False)
anything = st.recursive(st.none() | st.booleans() | numbers | words, lambda inner: st.lists(inner, max_size=2))
more = st.dictionaries(st.sampled_from(["extensions", "notes", "language", "uri", "licenseURI"]), anything, max_size=3)


def link(identifier: str) -> dict[str, str]:
    return {"identifier": identifier, "title": f"of {identifier}", "uri": f"https://example.org/{identifier}"}


@st.composite
def packages(draw: st.DrawFn) -> dict[str, Any]:
    """A sound CASE package with whatever else a publisher may have written into it."""
    names = [f"i{number}" for number in range(draw(st.integers(0, 5)))]
    optional = {
        "humanCodingScheme": words, "conceptKeywords": st.lists(words, max_size=3), "CFItemType": words,
        "licenseURI": st.just(link("l0")),
    }  # fmt: skip
    items = [
        draw(more) | draw(st.fixed_dictionaries({"fullStatement": said}, optional=optional)) | {"identifier": name}
        for name in names
    ]
    grouping = draw(st.sampled_from([{}, {"CFAssociationGroupingURI": link("g0")}]))
    associations = [
        {"identifier": f"a{number}", "associationType": kind, "originNodeURI": link(name),
         "destinationNodeURI": link(names[number - 1] if number else "d0")} | grouping | draw(more)
        for number, name in enumerate(names) for kind in [draw(st.sampled_from(["isChildOf", "precedes"]))]
    ]  # fmt: skip
    if names:
        associations.append(
            {"identifier": "ax", "associationType": "exactMatchOf", "originNodeURI": link(names[0]),
             "destinationNodeURI": link("elsewhere")}
        )  # fmt: skip
    level = {"description": draw(said)} | draw(st.fixed_dictionaries({}, optional={"score": numbers}))
    criteria = [
        {
            "identifier": f"c{number}",
            "weight": weight,
            "CFRubricCriterionLevels": [level | {"identifier": f"v{number}"}],
        }
        for number, weight in enumerate(draw(st.sampled_from([[1], [0.25, 0.75], [40, 60]])))
    ]
    whole: dict[str, Any] = {
        "CFDocument": draw(more) | {"identifier": "d0", "title": draw(said), "creator": draw(words)},
        "CFItems": items,
        "CFAssociations": associations,
        "CFDefinitions": {
            "CFLicenses": [{"identifier": "l0", "title": draw(words), "licenseText": draw(words)}],
            "CFAssociationGroupings": [{"identifier": "g0", "title": draw(words)}],
            "CFConcepts": [],
        },
        "CFRubrics": [{"identifier": "r0", "CFRubricCriteria": criteria}],
    }
    for absent in draw(st.sets(st.sampled_from(["CFDefinitions", "CFRubrics"]))):
        del whole[absent]
    return whole


def sound() -> dict[str, Any]:
    return {
        "CFDocument": {"identifier": "d0", "title": "Knots"},
        "CFItems": [{"identifier": f"i{number}", "fullStatement": f"Tie knot {number}"} for number in (1, 2)],
        "CFAssociations": [association("a1", "isChildOf", "i1", "i2")],
        "CFRubrics": [rubric([1], ["holds", "holds and comes undone again"])],
    }


def association(identifier: str, kind: str, origin: str, destination: str) -> dict[str, Any]:
    ends = {"originNodeURI": link(origin), "destinationNodeURI": link(destination)}
    return {"identifier": identifier, "associationType": kind} | ends


def rubric(weights: list[float], descriptors: list[str]) -> dict[str, Any]:
    criteria = [
        {
            "identifier": f"c{number}",
            "weight": weight,
            "CFRubricCriterionLevels": [
                {"identifier": f"v{number}.{place}", "description": text} for place, text in enumerate(descriptors)
            ],
        }
        for number, weight in enumerate(weights)
    ]
    return {"identifier": "r1", "title": "A tight knot", "CFRubricCriteria": criteria}


def read(package: object) -> exchange.Package:
    return exchange.read_case(json.dumps(package).encode(), name="knots.json")


@settings(max_examples=60, deadline=None)
@given(packages())
def test_a_case_package_is_written_as_it_was_read(package: dict[str, Any]) -> None:
    found = read(package)
    assert exchange.case_json(found) == package
    assert read(exchange.case_json(found)) == found


@pytest.mark.parametrize("path", sorted(DATA.glob("standards/case/*Framework.json")), ids=lambda path: path.stem)
def test_a_published_case_sample_comes_out_equal(path: Path) -> None:
    written = exchange.case_json(exchange.read_case(path.read_bytes(), name=path.name))
    assert written == json.loads(path.read_bytes())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"CFAssociations": [association("a1", kind, "i1", "i2"), association("a2", kind, "i2", "i1")]},
         f"column CFAssociations[0]: {kind} runs in a circle through “i1”")
        for kind in ("isChildOf", "isPartOf", "precedes")
    ] + [
        ({"CFAssociations": [association("a1", kind, "i1", "gone")]},
         f"column CFAssociations[0].destinationNodeURI: {kind} names “gone”, which is not in the package")
        for kind in ("isChildOf", "isPartOf", "precedes")
    ] + [
        ({"CFItems": [{"identifier": "i1", "fullStatement": "a"}, {"identifier": "i1", "fullStatement": "b"}]},
         "column CFItems[1]: the identifier “i1” stands twice, first at CFItems[0]"),
        ({"CFRubrics": [rubric([1], ["a", "b"]), rubric([1], ["c"])]}, "column CFRubrics[1]: the identifier “r1”"),
        ({"CFRubrics": [rubric([1], ["holds", " "])]},
         "CFRubrics[0].CFRubricCriteria[0].CFRubricCriterionLevels[1].description: the level has no descriptor"),
        ({"CFRubrics": [rubric([0.5, 0.6], ["holds"])]}, "“A tight knot” sum to 1.1, not to 1 or 100"),
        ({"CFRubrics": [rubric([1], ["holds"] * 11)]}, "the rubric “A tight knot” has 11 levels, more than the 10"),
        ({"CFItems": [{"identifier": "i1"}, 7]}, "CFItems[0].fullStatement: is missing, empty or not a text"),
        ({"CFDocument": []}, "CFDocument: is missing or not a JSON object"),
    ],
)  # fmt: skip
def test_a_broken_package_is_refused_with_the_path(change: dict[str, Any], told: str) -> None:
    read(sound())
    with pytest.raises(BadInput) as refused:
        read(sound() | change)
    sentences = [problem.sentence() for problem in refused.value.problems]
    assert any(told in sentence for sentence in sentences), sentences
    assert all(sentence.startswith("knots.json") for sentence in sentences)


def test_a_match_to_another_framework_is_kept_as_an_outside_reference() -> None:
    found = read(sound() | {"CFAssociations": [association("a1", "exactMatchOf", "i1", "elsewhere")]})
    assert found.associations[0].destination.uri == "https://example.org/elsewhere"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"CFDocument":\n {"title": "caf\xe9 \xc3\xa9"}}', "row 2: mixes encodings or is not UTF-8 text"),
        (b'{"CFDocument":\n nothing}', "row 2: is not JSON"),
        (b'{"a": 1e999}', "holds a number that cannot be kept"),
        (b'{"a": "\\u0000"}', "holds a sign that no text has"),
        (b"[" * 100_000, "is nested too deeply"),
        (b" " * (LARGEST_JSON + 1), "is larger than 40 MB"),
    ],
    ids=["encodings", "syntax", "number", "nul", "depth", "size"],
)
def test_bytes_that_are_no_package_are_refused(content: bytes, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        exchange.read_case(content, name="knots.json")
