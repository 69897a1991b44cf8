"""Every programme walks to its end on invented people, and what it came to follows from its log of status events."""

import json
import subprocess
import sys
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillmark.campaigns import programmes
from skillmark.campaigns.programmes import checking
from skillmark.campaigns.simulation import Told, simulate
from skillmark.campaigns.simulation.assumptions import OURS
from skillmark.campaigns.simulation.walk import invented
from skillmark.campaigns.states import DropReason, State
from skillmark.config.command import main

ROOT = Path(__file__).resolve().parents[2]
FEW = 12
# what can have happened last before each step; None: nothing yet
BEFORE: dict[str, set[str | None]] = {
    State.APPLIED: {None},
    State.REFERRED: {None},
    State.ELIGIBLE: {State.APPLIED, State.REFERRED},
    State.ENROLLED: {State.ELIGIBLE},
    State.STARTED: {State.ENROLLED, State.PAUSED},
    State.PAUSED: {State.STARTED},
    State.COMPLETED: {State.STARTED},
    State.DROPPED: {State.ENROLLED, State.STARTED},
    State.PLACED: {State.COMPLETED},
}


def walked(name: str, people: int = FEW, seed: int = 1) -> Told:
    return simulate(programmes.programme(name), people=people, seed=seed)


def changed(name: str, **changes: Any) -> programmes.Template:
    raw = tomllib.loads((ROOT / "programmes" / f"{name}.toml").read_text("utf-8"))
    return programmes.check(raw | changes, name=name, file=f"{name}.toml")


def rule(told: Told, name: str) -> tuple[str, int]:
    """What came of the first rule of this name, and for how many."""
    fired = next(one for one in told.fired if one.rule == name)
    return fired.outcome, fired.people


@pytest.mark.parametrize("name", programmes.every_name())
def test_every_programme_reaches_its_end(name: str) -> None:
    told = walked(name)
    whose = "organisation" if told.who == "organisations" else "person"
    last = {event[whose]: event["state"] for event in sorted(told.log, key=lambda event: event["on"])}
    assert Counter(last.values()) == {state: count for state, count in told.counts.items() if count}
    assert sum(told.counts.values()) == FEW
    assert told.plan
    assert told.fired
    assert told.decided in {"met", "not met", "not enough evidence", "for people to decide"}
    assert told.begins <= told.log[-1]["on"] <= told.ends
    assert json.dumps(told.as_json()) == json.dumps(walked(name).as_json())


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(programmes.names()), st.integers(1, 30), st.integers(0, 10**6))
def test_no_walk_breaks_a_rule(name: str, people: int, seed: int) -> None:
    told = walked(name, people, seed)
    before: dict[int, tuple[str | None, str]] = {}
    for event in told.log:
        stood, since = before.get(event["person"], (None, ""))
        assert stood in BEFORE[event["state"]], told.log
        assert since <= event["on"]
        assert (event.get("reason") in set(DropReason)) is (event["state"] == State.DROPPED)
        before[event["person"]] = event["state"], event["on"]
    jobs = next((row["planned"] for row in told.plan if row["what"] == "jobs"), people)
    assert told.counts[State.PLACED] <= jobs <= people


def test_one_more_person_changes_nothing_for_those_before_her() -> None:
    template = programmes.template("amazon-upskilling-2025")  # it has two tracks
    few, more = (invented(template, people, 1, OURS) for people in (5, 6))
    told = [[(one.number, one.hours, one.track, one.chance.getstate()) for one in group[:5]] for group in (few, more)]
    assert told[0] == told[1]
    assert len({one.hours for one in few}) > 1


def test_three_and_a_half_days_end_on_the_fourth() -> None:
    told = walked("sas-assistant-nurse", 40)
    days = {(event["person"], event["state"]): date.fromisoformat(event["on"]) for event in told.log}
    took = {
        (on - days[person, State.STARTED]).days + 1 for (person, state), on in days.items() if state == State.COMPLETED
    }
    assert took == {4}
    assert rule(told, "who refers") == ("applied", 40)
    assert told.fired[0].said == "People are referred by the airline."


def test_five_agencies_place_nobody_and_nobody_has_dropped_out_by_staying() -> None:
    told = walked("connect-boston", 40)
    assert told.counts[State.PLACED] == 0
    assert told.counts[State.STARTED] == rule(told, "stays as long as needed")[1] > 0
    assert rule(told, "no job promised")[0] == "applied"
    assert "5 agencies ask for income, credit score, housing status" in next(
        one.said for one in told.fired if one.rule == "consent by field and agency"
    )


def test_more_people_than_seats_draw_lots_and_only_they_are_an_effect() -> None:
    told = walked("yearup", 40)
    outcome, unserved = rule(told, "lottery")
    assert outcome == "applied"
    assert unserved == told.counts[State.ELIGIBLE] > 0
    assert rule(told, "comparison by lot") == ("applied", unserved)
    assert any("without_a_seat" in row for row in told.plan)


def test_no_more_is_drawn_than_the_ceiling_of_the_money() -> None:
    money = [{"payer": "a grant", "amount": 25_000, "currency": "USD", "ceiling": True}]
    told = simulate(changed("back-to-work-ri", funding=money), people=40, seed=1)
    assert rule(told, "ceiling of the money") == ("refused", 28)  # 32 jobs promised, 4 people paid
    assert next(row for row in told.plan if row["what"] == "seats")["planned"] == 4


def test_behind_a_gate_that_stays_shut_the_others_wait_and_the_walk_ends() -> None:
    gate = {"name": "on", "pilot_places": 5, "reached": "placed", "among": "enrolled", "at_least_percent": 100}
    told = simulate(changed("pathfinder", gates=[gate]), people=40, seed=1)
    assert rule(told, "stage gate")[0] == "not met"
    assert len({event["person"] for event in told.log if event["state"] == State.ENROLLED}) == 5
    assert rule(told, "behind the gate")[1] == next(row for row in told.plan if row["what"] == "seats")["planned"] - 5


def test_a_rule_met_by_few_people_is_not_enough_evidence() -> None:
    assert walked("sas-assistant-nurse", 5).decided == "not enough evidence"
    always = {"says": "x", "measure": "Employed in care", "at_least_percent": 0}
    never = always | {"at_least_percent": 100, "otherwise": "end"}
    ends = [simulate(changed("sas-assistant-nurse", funding_rule=one), people=40, seed=1) for one in (always, never)]
    assert [told.decided for told in ends] == ["met", "not met"]
    assert ends[1].fired[-1].said.endswith("not renewed.")


def test_where_the_share_itself_decides_few_people_are_enough_to_miss_it() -> None:
    asked = {"says": "x", "measure": "Employed in care", "at_least_percent": 60, "bound": "point"}
    told = simulate(changed("sas-assistant-nurse", funding_rule=asked), people=5, seed=1)
    share = next(row for row in told.plan if row.get("measure") == "Employed in care")
    low, high = (float(bound) for bound in share["interval_percent"])
    assert low < float(share["percent"]) < 60 <= high
    assert told.decided == "not met"
    lower = simulate(changed("sas-assistant-nurse", funding_rule=asked | {"bound": "lower"}), people=5, seed=1)
    assert lower.decided == "not enough evidence"


def test_a_gate_at_which_nobody_waits_decides_nothing() -> None:
    gate = {"name": "on", "pilot_places": 90, "reached": "started", "among": "enrolled", "at_least_percent": 1}
    told = simulate(changed("pathfinder", gates=[gate, gate]), people=20, seed=1)
    assert [one.outcome for one in told.fired if one.rule == "stage gate"] == ["met"]


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("connect-boston", {"phases": [{"name": "A", "duration": "9999 years"}]}),
        ("connect-boston", {"phases": [{"name": "A", "duration": "1 to 3651 days"}]}),
        ("connect-boston", {"follow_up_months": [6, 999_999]}),
        ("connect-boston", {"measures": [{"name": "A", "window_days": 10**9}]}),
        ("connect-boston", {"hours_limit": 10**40}),
        ("project-catapult", {"cycle_months": 10**6}),
        ("project-catapult", {"steps": [{"name": "A", "duration": "1 day"}]}),
        ("upskilling-heroes", {"steps": [{"name": "A", "duration": "continuous"}]}),
    ],
)
def test_what_no_walk_could_end_is_refused_before(name: str, changes: dict[str, Any]) -> None:
    raw = tomllib.loads((ROOT / "programmes" / f"{name}.toml").read_text("utf-8"))
    assert checking.faults(raw) == []
    assert [fault.path for fault in checking.faults(raw | changes) if fault.path.startswith(next(iter(changes)))]


@pytest.mark.parametrize("name", ["project-catapult", "upskilling-heroes"])
def test_a_scorecard_and_an_award_walk_cycles_of_their_own(name: str) -> None:
    told = walked(name)
    assert told.who == "organisations"
    assert not set(told.counts) & {State.ENROLLED.value, State.PLACED.value}


def test_the_command_needs_no_installation_and_no_web_framework() -> None:
    program = (
        "import sys; from skillmark.config.command import main; "
        "code = main(['programme', 'simulate', 'sas-assistant-nurse', '--people', '3', '--json']); "
        "print('django' in sys.modules, file=sys.stderr); raise SystemExit(code)"
    )
    run = [sys.executable, "-c", program]
    ended = subprocess.run(run, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT / "src")}, check=False)
    assert (ended.returncode, ended.stderr) == (0, "False\n")
    assert json.loads(ended.stdout)["people"] == 3


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["list"], 0),
        (["show", "connect-boston"], 0),
        (["check", "upskilling-heroes"], 0),
        (["simulate", "project-catapult", "--people", "1"], 0),
        (["show", "moon"], 2),
        (["simulate", "nowhere/moon.toml"], 2),
    ],
)
def test_each_verb_ends_with_its_code(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["programme", *arguments]) == code
    said = capsys.readouterr()
    assert bool(said.out) is (code == 0)
    assert "\ufffd" not in said.out + said.err


def test_only_the_stated_part_of_a_list_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["programme", "show", "pathfinder"]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("supports")]
    assert line.split(maxsplit=1)[1] == "mentorship *, coaching, travel"


def test_a_file_that_fails_ends_with_two_and_says_each_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.toml"
    text = (ROOT / "programmes" / "yearup.toml").read_text("utf-8")
    file.write_text(text.replace("hours_limit = 960", "hours_limit = 'many'").replace("train = 30", "train = 31"))
    assert main(["programme", "check", str(file)]) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("mine.toml, line ")
    assert first.endswith("hours_limit: must be a whole number; write hours_limit = 160")
    assert second.endswith("mix: the three shares sum to 101, not to 100")
    assert main(["programme", "check", str(file), "--json"]) == 2
    assert len(json.loads(capsys.readouterr().out)["problems"]) == 2
    with pytest.raises(SystemExit) as wrong:
        main(["programme", "simulate", "yearup", "--people", "0"])
    assert wrong.value.code == 64
