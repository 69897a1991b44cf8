"""`skillmark match` from the outside: its lines, its exit codes, and what it does without."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from skillmark.config import command

SOURCE = Path(__file__).parents[2] / "src"
REQUIREMENTS = "job_id,competency_id,level,weight,essential\nw,welding,3,500,true\nw,safety,3,250,true\n"
HOLDINGS = (
    "person_id,competency_id,level,basis,note\n"
    "Ana,welding,6,verified,x\n"
    "Bo,welding,3,verified,\nBo,safety,3,verified,\n"
    "Çem,safety,1,claimed,\n"
)


@pytest.fixture
def tables(tmp_path):
    (tmp_path / "requirements.csv").write_text(REQUIREMENTS)
    (tmp_path / "holdings.csv").write_text(HOLDINGS)
    return tmp_path


def match(folder: Path, *more: str, requirements: str = "requirements.csv", holdings: str = "holdings.csv") -> int:
    places = [name if name == "-" else str(folder / name) for name in (requirements, holdings)]
    return command.main(["match", "--requirements", places[0], "--holdings", places[1], *more])


def run_alone(program: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PYTHONPATH": str(SOURCE)}
    return subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)


def test_one_json_line_a_job_with_every_field(tables, capsys):
    assert match(tables, "--json") == 0
    (line,) = capsys.readouterr().out.splitlines()
    ranking = json.loads(line)
    assert list(ranking) == ["job", "people"]
    assert [person["person"] for person in ranking["people"]] == ["Bo", "Ana", "Çem"]
    assert ranking["people"][1] == {
        "person": "Ana",
        "rank": 2,
        "unmet_essentials_verified": 1,
        "unmet_essentials_effective": 1,
        "coverage_verified": 0.666667,
        "coverage_effective": 0.666667,
        "missing": ["safety"],
        "missing_verified": ["safety"],
    }


def test_top_limits_the_list(tables, capsys):
    assert match(tables, "--json", "--top", "1") == 0
    assert [person["person"] for person in json.loads(capsys.readouterr().out)["people"]] == ["Bo"]


def test_without_json_a_table_names_its_order(tables, capsys):
    assert match(tables) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].startswith("Job w: by must-haves missing and coverage, checked first")
    assert shown[2].split() == ["1", "Bo", "100.0%", "0", "100.0%", "0", "nothing"]


@pytest.mark.parametrize("piped", ["requirements", "holdings"])
def test_either_input_may_come_from_standard_input(tables, capsys, monkeypatch, piped):
    text = (tables / f"{piped}.csv").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert match(tables, "--json", **{piped: "-"}) == 0
    assert len(json.loads(capsys.readouterr().out)["people"]) == 3


def test_both_from_standard_input_is_wrong_usage(tables, capsys):
    assert match(tables, requirements="-", holdings="-") == 64
    assert "only one of the two" in capsys.readouterr().err


@pytest.mark.parametrize("top", ["0", "-1", "many", "1.5"])
def test_a_top_that_is_no_count_is_wrong_usage(tables, capsys, top):
    with pytest.raises(SystemExit) as ended:
        match(tables, f"--top={top}")
    assert ended.value.code == 64


@pytest.mark.parametrize(
    "name, text, sentence",
    [
        ("requirements.csv", "job_id,competency_id,level,weight\n", "requirements.csv, row 1, column essential"),
        ("requirements.csv", REQUIREMENTS + "w,welding,1,1,true\n", "row 4, column competency_id: job w already asks"),
        ("holdings.csv", HOLDINGS + "Di,welding,12,claimed,\n", "holdings.csv, row 6, column level: 12 is outside"),
        ("holdings.csv", HOLDINGS.encode() + b"\xff,a,1,claimed,\n", "holdings.csv, row 6: is not UTF-8"),
    ],
)
def test_a_table_that_cannot_be_used_ends_with_2_and_its_place(tables, capsys, name, text, sentence):
    (tables / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    assert match(tables) == 2
    printed = capsys.readouterr()
    assert sentence in printed.err
    assert printed.out == ""


def test_a_file_that_is_not_there_ends_with_2(tables, capsys):
    assert match(tables, holdings="nowhere.csv") == 2
    assert "cannot be opened (No such file or directory)" in capsys.readouterr().err


def test_a_small_match_imports_no_web_framework_and_no_heavy_library(tables):
    program = (
        "import sys; from skillmark.config.command import main; "
        f"main(['match', '--requirements', {str(tables / 'requirements.csv')!r}, "
        f"'--holdings', {str(tables / 'holdings.csv')!r}, '--json']); "
        "heavy = {'django', 'scipy', 'pandas', 'sklearn', 'numba'} & set(sys.modules); "
        "sys.exit(', '.join(heavy) or 0)"
    )
    ended = run_alone(program)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["job"] == "w"


def test_the_compiled_engine_runs_without_a_writable_place(tables, tmp_path):
    program = (
        "from skillmark.kernel.matching import *; "
        "asked = Requirements.of([Requirement('j', 'c', 3, 1, True)]); "
        "held = Holdings.of([Holding(str(n), 'c', n % 5, Basis.CLAIMED) for n in range(9)]); "
        "import numba.core.caching as caching; "
        "caching.CacheImpl._locator_classes = []; "  # what numba has left when nothing can be written
        "print(top_k(asked, held, 3, compiled=True).rank.tolist())"
    )
    ended = run_alone(program)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip() == "[[1, 1, 1]]"
