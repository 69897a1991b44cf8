"""Coverage-guided fuzzing: `python -m tests.fuzz.hunt [--seconds N] [--parser NAME] [--keep]`.

An input that reaches a step of the engine which none reached before is kept and spoilt further. What the engine's files
do is watched line by line; libraries are not. `tests/fuzz/corpus` holds, by parser, the smallest inputs that reach all
that was reached, and every input that once found a fault.
"""

import argparse
import hashlib
import signal
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from types import CodeType, FrameType
from typing import Any

import skillmark.kernel.vc

ENGINE = str(Path(skillmark.kernel.vc.__file__).parent)
CORPUS = Path(__file__).parent / "corpus"
FAULTS = Path(__file__).parents[2] / ".data" / "fuzz-faults"
LONGEST_SECONDS = 5.0  # for one input: the largest record allowed takes about one
WATCHED_IS_SLOWER = 12
MOST_KEPT_BYTES = 6_000  # larger inputs are hunted with, and not kept
Step = tuple[CodeType, int, int]


class Hangs(Exception):
    """An input took longer than any may."""


class Fault(Exception):
    """An input for which the engine broke its word; `data` is that input."""

    def __init__(self, parser: str, data: bytes, error: BaseException) -> None:
        self.data = data
        told = "".join(traceback.format_exception(error))
        super().__init__(f"{parser}: {type(error).__name__}: {error}\n{data[:300]!r}\n{told}")


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises Hangs in what is done for longer; where a library does not return, when it does."""

    def ring(*_: object) -> None:
        raise Hangs(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def watched(steps: set[Step]) -> Iterator[None]:
    """Note every step from line to line in the engine's files."""
    ours: dict[CodeType, bool] = {}

    def on_call(frame: FrameType, _event: str, _argument: Any) -> Any:
        code = frame.f_code
        if code not in ours:
            ours[code] = code.co_filename.startswith(ENGINE)
        if not ours[code]:
            return None
        last = 0

        def on_line(frame: FrameType, event: str, _argument: Any) -> Any:
            nonlocal last
            if event == "line":
                steps.add((code, last, frame.f_lineno))
                last = frame.f_lineno
            return on_line

        return on_line

    before = sys.gettrace()
    sys.settrace(on_call)
    try:
        yield
    finally:
        sys.settrace(before)


class Hunt:
    """One parser, the inputs that reached something new, and all that was reached."""

    def __init__(self, name: str, random: Random, corpus: Path = CORPUS) -> None:
        from tests.fuzz.parsers import PARSERS

        self.name, self.random = name, random
        self._parser = PARSERS[name]
        self.reached: set[Step] = set()
        self.inputs: list[tuple[bytes, frozenset[Step]]] = []
        self.tried = 0
        for data in [*self._parser.seeds(), *kept(name, corpus)]:
            self.attempt(data)

    def attempt(self, data: bytes) -> bool:
        """Whether this input reached anything new. Raises Fault."""
        steps: set[Step] = set()
        self.tried += 1
        try:
            with limited(LONGEST_SECONDS * WATCHED_IS_SLOWER), watched(steps):
                self._parser.read(data)
        except Hangs:
            self._alone(data)  # being watched is slow; only what is slow by itself is a fault
        except Exception as error:
            raise Fault(self.name, data, error) from error
        if steps <= self.reached:
            return False
        self.reached |= steps
        self.inputs.append((data, frozenset(steps)))
        return True

    def _alone(self, data: bytes) -> None:
        try:
            with limited(LONGEST_SECONDS):
                self._parser.read(data)
        except Exception as error:
            raise Fault(self.name, data, error) from error

    def turn(self) -> bool:
        """Spoil one input, the newest more often than the oldest, and try it."""
        place = max(self.random.randrange(len(self.inputs)) for _ in range(2))
        data = self.inputs[place][0]
        others = [other for other, _ in self.inputs]
        with suppress(RecursionError):  # nested so deeply that not even spoiling it works: tried as it is
            for _ in range(self.random.choice((1, 1, 2, 3))):
                data = self._parser.mutate(self.random, data, others)
        return self.attempt(data)

    def smallest(self) -> list[bytes]:
        """The smallest inputs that together reach all that was reached, what the seeds reach left out."""
        missing = set(self.reached)
        seeds = set(self._parser.seeds())
        for data, steps in self.inputs:
            if data in seeds:
                missing -= steps
        chosen = []
        for data, steps in sorted(self.inputs, key=lambda entry: len(entry[0])):
            if data not in seeds and steps & missing and len(data) <= MOST_KEPT_BYTES:
                chosen.append(data)
                missing -= steps
        return chosen


def kept(name: str, corpus: Path = CORPUS) -> list[bytes]:
    """The kept inputs of a parser."""
    return [file.read_bytes() for file in sorted((corpus / name).glob("*")) if file.is_file()]


def keep(name: str, inputs: Sequence[bytes], corpus: Path = CORPUS) -> None:
    """Keep these inputs in place of those before; what once found a fault (`fault-…`) stays."""
    folder = corpus / name
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("[0-9a-f]*"):
        if not file.name.startswith("fault-"):
            file.unlink()
    for data in inputs:
        (folder / hashlib.sha256(data).hexdigest()[:12]).write_bytes(data)


def hunt_for(name: str, seconds: float, *, told: bool = True, keeping: bool = False) -> Hunt:
    """Hunt in one parser until the time is over. Raises Fault at the first, which is written beside the databases."""
    began = said = time.monotonic()
    try:
        hunt = Hunt(name, Random())
        while time.monotonic() - began < seconds:
            hunt.turn()
            if told and time.monotonic() - said > 30:
                said = time.monotonic()
                print(f"{name}: {hunt.tried} inputs, {len(hunt.inputs)} new, {len(hunt.reached)} steps", flush=True)
    except Fault as fault:
        FAULTS.mkdir(parents=True, exist_ok=True)
        (FAULTS / f"{name}-{hashlib.sha256(fault.data).hexdigest()[:12]}").write_bytes(fault.data)
        raise
    if keeping:
        keep(name, hunt.smallest())
    return hunt


def main() -> int:
    from tests.fuzz.parsers import PARSERS

    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.hunt", description=__doc__)
    parser.add_argument("--seconds", type=float, default=3600.0, help="in all (default: an hour)")
    parser.add_argument("--parser", choices=sorted(PARSERS), action="append", help="one parser alone")
    parser.add_argument("--keep", action="store_true", help="keep the smallest inputs in tests/fuzz/corpus")
    given = parser.parse_args()
    names = given.parser or list(PARSERS)
    faults = 0
    for name in names:
        try:
            hunt = hunt_for(name, given.seconds / len(names), keeping=given.keep)
            print(f"{name}: no fault in {hunt.tried} inputs; {len(hunt.reached)} steps reached", flush=True)
        except Fault as fault:
            faults += 1
            print(fault, file=sys.stderr, flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
