"""Programmes are data: the three that ship, and what is said of a file that is wrong."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from skillmark.campaigns import programmes
from skillmark.kernel.planning import MIXES
from skillmark.kernel.values import BadInput

ROOT = Path(__file__).resolve().parents[2]


def raw(**changes: Any) -> dict[str, Any]:
    return tomllib.loads((ROOT / "programmes" / "nontraditional.toml").read_text("utf-8")) | changes


def said(data: dict[str, Any]) -> list[str]:
    with pytest.raises(BadInput) as refused:
        programmes.check(data, name="x", file="x.toml")
    assert all(problem.file == "x.toml" for problem in refused.value.problems)
    return [problem.sentence().removeprefix("x.toml, column ") for problem in refused.value.problems]


@pytest.mark.parametrize("name", sorted(MIXES))
def test_each_population_has_its_template_with_its_mix(name: str) -> None:
    assert programmes.template(name).mix == MIXES[name]


@pytest.mark.parametrize("name", programmes.names())
def test_every_template_follows_up_and_says_why_its_hours_end(name: str) -> None:
    template = programmes.template(name)
    assert template.follow_up_months == (6, 9, 12)
    assert template.hours_limit_reason
    assert any(layer.independent for layer in template.layers)


@pytest.mark.parametrize("name", programmes.names())
def test_no_public_name_tells_who_its_people_are(name: str) -> None:
    template = programmes.template(name)
    assert template.public_name != template.population
    assert name not in template.public_name.lower()


def test_an_unknown_programme_names_those_there_are() -> None:
    with pytest.raises(BadInput, match=r"there is no programme “moon”; there are .*nontraditional"):
        programmes.template("moon")


def test_a_path_is_no_name() -> None:
    with pytest.raises(BadInput):
        programmes.template("../pyproject")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"mix": {"train": 50, "support": 30, "measure": 30}}, "mix: the three shares sum to 110, not to 100"),
        (
            {"mix": {"train": 70, "support": 30}},
            "mix: needs whole shares for train, support and measure, and nothing else",
        ),
        ({"hours_limit": "480"}, "hours_limit: must be a whole number"),
        ({"hours_limit": 0}, "hours_limit: must be at least 1, not 0"),
        ({"public_name": " "}, "public_name: is empty"),
        ({"colour": "red"}, "colour: is no key of a programme"),
        ({"seats_stand_on": "hope"}, "seats_stand_on: is none of jobs promised, internal posts, practice, none"),
        (
            {"phases": [{"name": "Training", "duration": "soon"}]},
            "phases[1].duration: “soon” is no time such as “3.5 days” or “12 weeks”",
        ),
        ({"phases": []}, "phases: needs at least one entry"),
        (
            {"measures": [{"name": "Employed", "window_days": -1}]},
            "measures[1].window_days: must be at least 1, not -1",
        ),
        (
            {"verification": [{"kind": "quiz", "count": 2, "independent": False}]},
            "verification: at least one layer must be independent",
        ),
        ({"follow_up_months": []}, "follow_up_months: must be whole months, at least one"),
        ({"supports": [3]}, "supports: must be a list of texts"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_file_and_key(changes: dict[str, Any], sentence: str) -> None:
    assert said(raw(**changes)) == [sentence]


def test_a_missing_key_is_named() -> None:
    data = raw()
    del data["funding_rule"]
    assert said(data) == ["funding_rule: the key is missing"]


def test_every_problem_is_told_at_once() -> None:
    assert len(said(raw(hours_limit="many", decision_body="", supports="none"))) == 3


def test_three_and_a_half_days_are_a_phase() -> None:
    template = programmes.check(
        raw(phases=[{"name": "Course", "duration": "3.5 days"}]), name="short", file="short.toml"
    )
    assert template.phases == (("Course", "3.5 days"),)


def test_every_key_is_explained_in_the_reference() -> None:
    explained = (ROOT / "docs" / "reference" / "programme-templates.md").read_text("utf-8")
    keys = [*programmes.SHAPE, *(f"{part}.{key}" for part, keys in programmes.PARTS.items() for key in keys)]
    assert [key for key in keys if f"`{key}`" not in explained] == []
    assert [word for word in programmes.STANDS_ON if word not in explained] == []
