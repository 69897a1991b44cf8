"""The frame of the benchmarks: what a ratio means, that rounds alternate, and that --json prints nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.__main__ import main, names  # noqa: E402

from benchmarks import frame  # noqa: E402  the benchmarks stand beside src, not in it


def test_a_ratio_above_one_means_ours_takes_less():
    figure = frame.compared("n", [2.0, 1.0, 9.0], "s", peer="other", theirs=[8.0, 6.0, 7.0])
    assert (figure.value, figure.peer_value, figure.ratio, figure.rounds) == (2.0, 7.0, 3.5, 3)
    assert figure.spread == (1.0, 9.0)


def test_a_ratio_above_one_means_ours_does_more_where_more_is_better():
    assert frame.compared("n", [10.0], "/s", peer="other", theirs=[5.0], more_is_better=True).ratio == 2.0


def test_without_a_peer_its_fields_are_null():
    figure = frame.compared("n", [1.0], "s")
    assert figure.as_json() == {
        "name": "n", "value": 1.0, "unit": "s", "peer": None, "peer_value": None, "ratio": None, "rounds": 1,
    }  # fmt: skip


@pytest.mark.parametrize("ours, theirs", [([], []), ([1.0], []), ([1.0, 2.0], [1.0])])
def test_uneven_rounds_are_refused(ours, theirs):
    with pytest.raises(ValueError, match="rounds"):
        frame.compared("n", ours, "s", peer="other", theirs=theirs)


def test_rounds_alternate_with_every_peer_after_one_unmeasured_call():
    calls: list[str] = []
    figures = frame.alternating(
        "n", lambda: calls.append("ours"), {"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, rounds=2
    )
    assert calls == ["ours", "a", "b", "ours", "a", "b", "b", "a", "ours"]
    assert [figure.peer for figure in figures] == ["a", "b"]


def test_memory_counts_what_comes_after_the_imports():
    used = frame.memory("first = bytearray(50_000_000)", "second = bytearray(80_000_000)")
    assert 70_000_000 < used < 100_000_000


def test_the_machine_is_named():
    assert "cores" in frame.machine()
    assert "Python 3" in frame.machine()


def test_an_unknown_benchmark_ends_with_64(capsys):
    assert main(["nothing"]) == 64
    assert "match" in capsys.readouterr().err
    assert "match" in names()


def test_json_prints_one_object_and_nothing_else(monkeypatch, capsys):
    def run():
        print("chatter of a peer")
        return [frame.compared("n", [1.0], "s")]

    monkeypatch.setattr("benchmarks.match.run", run)
    assert main(["match", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["bench", "machine", "figures"]
    assert found["bench"] == "match"


def test_the_match_benchmark_holds_its_peers_to_our_ranking():
    program = (
        "from benchmarks.match import run; "
        "figures = run(people=400, jobs=6, competencies=40, rounds=1); "
        "print([figure.peer for figure in figures])"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    ended = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip() == "['pandas', 'scipy', 'one thread', None]"


def test_the_verify_benchmark_checks_and_signs_beside_its_peer():
    """A few records, so that it costs seconds; what they come to is for `./dev bench verify`."""
    program = "from benchmarks.verify import run; print([figure.name for figure in run(records=2, files=2, rounds=1)])"
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    ended = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("['verify', 'issue', 'verify, share of bare Ed25519 verification'")
