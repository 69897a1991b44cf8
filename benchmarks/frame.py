"""How a figure is measured: rounds that alternate with the peer, medians, spread, memory in a process of its own."""

import os
import platform
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
KIBIBYTES = 1024  # /proc/self/status counts in kibibytes


@dataclass(frozen=True, slots=True)
class Figure:
    """One claim. A ratio above 1 means ours is better; peer, peer_value and ratio are None where there is no peer."""

    name: str
    value: float
    unit: str
    peer: str | None
    peer_value: float | None
    ratio: float | None
    rounds: int
    spread: tuple[float, float] | None = None
    peer_spread: tuple[float, float] | None = None

    def as_json(self) -> dict[str, object]:
        names = ("name", "value", "unit", "peer", "peer_value", "ratio", "rounds")
        return {name: getattr(self, name) for name in names}

    def sentence(self) -> str:
        ours = f"{self.name}: {_shown(self.value, self.spread)} {self.unit}"
        if self.peer is None or self.peer_value is None or self.ratio is None:
            return f"{ours} (median of {self.rounds})"
        theirs = f"{self.peer} {_shown(self.peer_value, self.peer_spread)} {self.unit}"
        return f"{ours}; {theirs}; ratio {self.ratio:.2f} (median of {self.rounds})"


def _shown(value: float, spread: tuple[float, float] | None) -> str:
    return f"{value:.4g}" if spread is None else f"{value:.4g} [{spread[0]:.4g} to {spread[1]:.4g}]"


def compared(
    name: str,
    ours: Sequence[float],
    unit: str,
    *,
    peer: str | None = None,
    theirs: Sequence[float] = (),
    more_is_better: bool = False,
) -> Figure:
    """The figure of some rounds: medians, the spread from lowest to highest, and the ratio of the medians.

    Raises ValueError without rounds, or when a peer is named without as many rounds as ours.
    """
    if not ours or (peer is not None and len(theirs) != len(ours)):
        raise ValueError("a comparison needs rounds, as many of the peer as of ours")
    value, spread = median(ours), (min(ours), max(ours))
    if peer is None:
        return Figure(name, value, unit, None, None, None, len(ours), spread)
    peer_value = median(theirs)
    ratio = value / peer_value if more_is_better else peer_value / value
    return Figure(name, value, unit, peer, peer_value, ratio, len(ours), spread, (min(theirs), max(theirs)))


def timed(task: Callable[[], object]) -> float:
    """Seconds one call takes by the wall clock."""
    began = perf_counter()
    task()
    return perf_counter() - began


def alternating(
    name: str, ours: Callable[[], object], peers: dict[str, Callable[[], object]], *, rounds: int = 5
) -> list[Figure]:
    """Seconds of ours against each peer, after one unmeasured call of each.

    Every round runs ours and each peer once, in an order that turns round each time, so that a slow minute of the
    machine falls on all alike.
    """
    tasks: dict[str | None, Callable[[], object]] = {None: ours}
    for peer, theirs in peers.items():
        tasks[peer] = theirs
    for task in tasks.values():
        task()
    seconds: dict[str | None, list[float]] = {who: [] for who in tasks}
    for number in range(rounds):
        for who in list(tasks) if number % 2 == 0 else list(reversed(tasks)):
            seconds[who].append(timed(tasks[who]))
    if not peers:
        return [compared(name, seconds[None], "s")]
    return [compared(name, seconds[None], "s", peer=peer, theirs=seconds[peer]) for peer in peers]


def held_bytes(field: str) -> int:
    """Memory of this process by Linux's own count: VmRSS is held now, VmHWM the most held so far.

    Not `getrusage`: its peak starts at what the parent held when it began this process.
    """
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) * KIBIBYTES


def memory(imports: str, task: str) -> int:
    """Bytes at the peak of a program text less what it holds after its imports, run in a process of its own.

    Raises subprocess.CalledProcessError when the program fails.
    """
    before, after = "before = held_bytes('VmRSS')", "print(held_bytes('VmHWM') - before)"
    program = "\n".join(["from benchmarks.frame import held_bytes", imports, before, task, after])
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return int(ended.stdout.split()[-1])


def machine() -> str:
    """What the figures were measured on."""
    cores = len(os.sched_getaffinity(0))
    return (
        f"{_processor()}, {cores} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or "unknown processor")
