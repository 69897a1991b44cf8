"""Parsers of signed records, spoilt inputs: what was kept of long hunts, some new ones, and `./dev fuzz` for an hour.

`./dev fuzz --seconds N` hunts for another time, shared by the parsers.
"""

import time
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from tests.fuzz import hunt
from tests.fuzz.parsers import AT, PARSERS, records, signed_by_us

from skillmark.kernel.vc import verify

CASES = 200  # in the suite, shared by the parsers
MOST_CORPUS_BYTES = 400_000


@pytest.mark.parametrize("name", PARSERS)
def test_what_was_kept_of_long_hunts_finds_no_fault(name: str) -> None:
    for data in hunt.kept(name):
        with hunt.limited(hunt.LONGEST_SECONDS):
            PARSERS[name].read(data)


@pytest.mark.timeout(0)  # an hour, or what `--seconds` says
@pytest.mark.parametrize("name", PARSERS)
def test_spoilt_inputs_find_no_fault(name: str, full_size: bool, fuzz_seconds: float) -> None:
    if full_size:
        hunt.hunt_for(name, fuzz_seconds / len(PARSERS))
        return
    hunted = hunt.Hunt(name, Random(1), corpus=Path("none"))  # the kept ones have their own test; these are repeatable
    before = len(hunted.reached)
    for _ in range(CASES // len(PARSERS)):
        hunted.turn()
    assert len(hunted.reached) > before  # spoiling reaches what sound inputs do not


def test_the_corpus_stays_small_and_holds_something_of_each_parser() -> None:
    sizes = {name: sum(map(len, hunt.kept(name))) for name in PARSERS}
    assert all(sizes.values()), sizes
    assert sum(sizes.values()) <= MOST_CORPUS_BYTES


def test_a_fault_is_found_named_and_written_down(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The hunt itself can fail: at a reader that falls over, and at one that does not end."""

    def falls_over(data: bytes) -> None:
        if b"issuer" not in data:
            raise KeyError("issuer")

    monkeypatch.setattr(hunt, "FAULTS", tmp_path / "faults")
    monkeypatch.setitem(PARSERS, "record", replace(PARSERS["record"], read=falls_over))
    with pytest.raises(hunt.Fault, match="KeyError"):
        hunt.hunt_for("record", 20, told=False)
    assert len(list((tmp_path / "faults").iterdir())) == 1
    with pytest.raises(hunt.Hangs), hunt.limited(0.05):
        time.sleep(5)


def test_what_nobody_signed_is_told_from_what_was() -> None:
    sound = records()[1]
    assert signed_by_us(sound)
    assert not signed_by_us(sound.replace(b"Links a seam", b"Links a beam"))
    assert verify(sound, at=AT).verdict == "valid"
