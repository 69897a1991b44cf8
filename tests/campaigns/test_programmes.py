"""Programmes are data: those that ship, and what is said of a file that is wrong."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from skillmark.campaigns import programmes
from skillmark.campaigns.programmes import checking, paths
from skillmark.campaigns.programmes.published import json_schema
from skillmark.kernel.planning import MIXES
from skillmark.kernel.values import BadInput

NAMED = (
    "sas-assistant-nurse", "sweden-school-administrators", "back-to-work-ri", "amazon-upskilling-2025",
    "omb-data-science", "army-quantum-leap", "white-house-reskilling", "earn-maryland", "civic-works", "apprenti",
    "project-catapult", "more-than-words", "necat", "hwtc-toronto", "pathfinder", "connect-boston", "yearup",
    "job-corps", "per-scholas", "upskilling-heroes", "ler-pilots",
)  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]
SCHEMA = Draft202012Validator(json_schema())
ANYTHING = st.one_of(
    st.integers(-3, 130), st.booleans(), st.sampled_from(["", " ", "x", "3.5 days", "none", "Training"]),
    st.just([]), st.just({}), st.just([3]), st.just(["x"]), st.just([{}]), st.just([["x"]]), st.just({"x": 1}),
)  # fmt: skip


def raw(**changes: Any) -> dict[str, Any]:
    return tomllib.loads((ROOT / "programmes" / "nontraditional.toml").read_text("utf-8")) | changes


def written(name: str) -> bytes:
    return (ROOT / "programmes" / f"{name}.toml").read_bytes()


def said(data: dict[str, Any]) -> list[str]:
    with pytest.raises(BadInput) as refused:
        programmes.check(data, name="x", file="x.toml")
    assert all(problem.file == "x.toml" for problem in refused.value.problems)
    return [problem.sentence().removeprefix("x.toml, column ") for problem in refused.value.problems]


@pytest.mark.parametrize("name", sorted(MIXES))
def test_each_population_has_its_template_with_its_mix(name: str) -> None:
    assert programmes.template(name).mix == MIXES[name]


def test_every_programme_of_the_documents_is_there() -> None:
    assert set(programmes.every_name()) == {*MIXES, *NAMED}
    assert programmes.general() == sorted(MIXES)
    assert set(programmes.every_name()) - set(programmes.names()) == {"project-catapult", "upskilling-heroes"}


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
    private = [template.title, template.population, template.hours_limit_reason, *template.supports, name]
    assert [told for told in private if told.lower() in template.public_name.lower()] == []


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
            "mix.measure: the key is missing; write measure = 20",
        ),
        ({"hours_limit": "480"}, "hours_limit: must be a whole number; write hours_limit = 160"),
        ({"hours_limit": 0}, "hours_limit: must be at least 1, not 0"),
        ({"public_name": " "}, 'public_name: is empty; write public_name = "Assistant nurse programme"'),
        ({"populaton": "x"}, "populaton: is no key of a programme; did you mean “population”?"),
        ({"seats_stand_on": "hope"}, "seats_stand_on: is none of jobs promised, internal posts, practice, none"),
        (
            {"phases": [{"name": "Training", "duration": "soon"}]},
            "phases[1].duration: “soon” is no time such as “3.5 days” or “12 weeks”",
        ),
        ({"phases": []}, 'phases: needs at least one entry; write phases = [{ name = "Training" }]'),
        (
            {"measures": [{"name": "Employed", "window_days": -1}]},
            "measures[1].window_days: must be at least 1, not -1",
        ),
        (
            {"verification": [{"kind": "quiz", "count": 2, "independent": False}]},
            "verification: at least one layer must be independent",
        ),
        ({"follow_up_months": []}, "follow_up_months: needs at least one entry; write follow_up_months = [6, 9, 12]"),
        ({"supports": [3]}, 'supports: must be a list of texts; write supports = ["travel"]'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_file_and_key(changes: dict[str, Any], sentence: str) -> None:
    assert said(raw(**changes)) == [sentence]


def test_a_missing_key_is_named() -> None:
    data = raw()
    del data["funding_rule"]
    assert said(data) == [
        'funding_rule: the key is missing; write funding_rule = { says = "Renew when at least half are employed." }'
    ]


def test_every_problem_is_told_at_once() -> None:
    assert len(said(raw(hours_limit="many", decision_body="", supports="none"))) == 3


def test_three_and_a_half_days_are_a_phase() -> None:
    template = programmes.check(
        raw(phases=[{"name": "Course", "duration": "3.5 days"}]), name="short", file="short.toml"
    )
    assert [(phase.name, phase.duration) for phase in template.phases] == [("Course", "3.5 days")]


def test_the_employer_that_loses_the_people_is_not_the_one_that_hires() -> None:
    nurses = programmes.template("sas-assistant-nurse")
    roles = {role: partner.name for partner in nurses.partners for role in partner.roles}
    assert roles["origin employer"] != roles["hiring employer"]
    assert [phase.duration for phase in nurses.phases] == ["3.5 days"]


def test_five_agencies_share_a_record_and_no_employer_is_needed() -> None:
    connect = programmes.template("connect-boston")
    assert sum(partner.count for partner in connect.partners if "agency" in partner.roles) == 5
    assert not [role for partner in connect.partners for role in partner.roles if "employer" in role]
    assert connect.seats_stand_on == "none"


def test_no_campaign_starts_from_a_scorecard() -> None:
    with pytest.raises(BadInput, match="describes a scorecard; a campaign starts from a campaign's programme"):
        programmes.template("project-catapult")


def test_a_fault_has_its_line() -> None:
    text = written("yearup").replace(b"6 months", b"half a year")
    with pytest.raises(BadInput) as refused:
        programmes.read(text, name="yearup", file="yearup.toml")
    lines = [number for number, line in enumerate(text.decode().splitlines(), start=1) if '= "half a year' in line]
    assert [problem.line for problem in refused.value.problems] == lines
    assert refused.value.problems[0].sentence().startswith(f"yearup.toml, line {lines[0]}, phases[1].duration: ")


@pytest.mark.parametrize("content", [b"\xff", b"title = ", b"a = " + b"[" * 100_000, b"a" * 1_000_001])
def test_what_is_no_toml_is_said_and_no_more(content: bytes) -> None:
    with pytest.raises(BadInput):
        programmes.read(content, name="x", file="x.toml")


@pytest.mark.parametrize("name", programmes.every_name())
def test_the_published_schema_takes_what_ships(name: str) -> None:
    SCHEMA.validate(tomllib.loads(written(name).decode()))


@given(data=st.data())
def test_the_published_schema_and_the_check_refuse_the_same(data: st.DataObject) -> None:
    """One value somewhere in a programme is taken out, or replaced by another; sense beyond the shape is left aside."""
    raw = tomllib.loads(written(data.draw(st.sampled_from(programmes.every_name()))).decode())
    holder, key = data.draw(st.sampled_from(list(places(raw))))
    if data.draw(st.booleans()):
        del holder[key]
    else:
        holder[key] = data.draw(ANYTHING)
    assert bool(checking.faults_of_shape(raw)) is not SCHEMA.is_valid(raw)
    assert all(fault.path and fault.message for fault in checking.faults(raw))


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a programme, however deep, as its holder and key."""
    for key, held in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, key
        if isinstance(held, dict | list):
            yield from places(held)


def test_a_line_is_found_also_inside_a_part() -> None:
    known = paths.lines('a = 1\n[[b]]\nc = 2\n[d]\ne = """\nc = 9\n"""\n[[b]]\nc = { f = 3 }\n')
    asked = ("a", "b[1].c", "b[2].c.f", "d.e", "b[3]", "x")
    assert [paths.line_of(path, known) for path in asked] == [1, 3, 9, 5, 2, 1]


def test_a_clone_for_the_same_job_keeps_its_standard_and_says_what_else_it_changed() -> None:
    text = written("sas-assistant-nurse").replace(
        b"hours_limit =", b'clone_of = "sas-assistant-nurse"\nhours_limit =', 1
    )
    there = programmes.read(text.replace(b"3.5 days", b"5 days"), name="there", file="there.toml")
    assert programmes.differences(there.raw, programmes.programme("sas-assistant-nurse").raw) == ["phases"]
    with pytest.raises(BadInput, match="a clone for the same job keeps its standard"):
        programmes.read(text.replace(b"count = 2", b"count = 1"), name="there", file="there.toml")
    assert programmes.programme("sweden-school-administrators").raw["clone_of"] == "sas-assistant-nurse"
