"""The engine for large inputs, compiled by numba when this module is first imported; bit for bit the plain engine.

Each person's entries are scattered into two arrays as long as the jobs; each job keeps a bounded heap of its best so
far with the worst of them at the root. There is never a matrix of people × jobs. A call handles a range of people,
holds no interpreter lock, and fills heaps of its own, so ranges can run in threads or elsewhere and be merged.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Compile on first call; keep the machine code where NUMBA_CACHE_DIR says, or nowhere where nothing can be kept."""
    try:
        return cast(Function, numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # numba: no writable place for its cache
        return cast(Function, numba.njit(nogil=True)(function))


@compiled
def _draw(person_key: np.uint64, job_key: np.uint64) -> np.uint64:
    mixed = person_key ^ job_key
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


@compiled
def _worse(job: int, left: int, right: int, verified: Any, effective: Any, draws: Any, places: Any) -> bool:
    """Whether the left entry of a job's heap is listed after the right one."""
    if verified[job, left] != verified[job, right]:
        return bool(verified[job, left] < verified[job, right])
    if effective[job, left] != effective[job, right]:
        return bool(effective[job, left] < effective[job, right])
    if draws[job, left] != draws[job, right]:
        return bool(draws[job, left] > draws[job, right])
    return bool(places[job, left] > places[job, right])


@compiled
def _swap(job: int, left: int, right: int, verified: Any, effective: Any, draws: Any, places: Any, people: Any) -> None:
    verified[job, left], verified[job, right] = verified[job, right], verified[job, left]
    effective[job, left], effective[job, right] = effective[job, right], effective[job, left]
    draws[job, left], draws[job, right] = draws[job, right], draws[job, left]
    places[job, left], places[job, right] = places[job, right], places[job, left]
    people[job, left], people[job, right] = people[job, right], people[job, left]


@compiled
def _rise(job: int, node: int, verified: Any, effective: Any, draws: Any, places: Any, people: Any) -> None:
    while node > 0:
        parent = (node - 1) // 2
        if not _worse(job, node, parent, verified, effective, draws, places):
            return
        _swap(job, node, parent, verified, effective, draws, places, people)
        node = parent


@compiled
def _sink(job: int, size: int, verified: Any, effective: Any, draws: Any, places: Any, people: Any) -> None:
    node = 0
    while 2 * node + 1 < size:
        worst = 2 * node + 1
        if worst + 1 < size and _worse(job, worst + 1, worst, verified, effective, draws, places):
            worst += 1
        if not _worse(job, worst, node, verified, effective, draws, places):
            return
        _swap(job, node, worst, verified, effective, draws, places, people)
        node = worst


@compiled
def fill(
    first: int, last: int,
    entry_start: Any, entry_competency: Any, entry_verified: Any, entry_effective: Any,
    person_keys: Any, person_places: Any,
    asked_start: Any, asked_job: Any, asked_level: Any, asked_unit: Any, asked_bonus: Any, job_keys: Any,
    verified: Any, effective: Any, draws: Any, places: Any, people: Any, sizes: Any,
) -> None:  # fmt: skip
    """Offer the people `first` to `last` (exclusive) to every job's heap.

    `asked_*` list, by competency, the jobs that ask for it: level, what one level adds, what meeting it adds when
    essential. The heaps `verified` to `people` have shape (jobs, top); `sizes` (jobs,) says how full they are.
    An entry's competency is -1 where no job asks for it.
    """
    jobs, top = verified.shape
    on_verified = np.zeros(jobs, dtype=np.int64)
    on_effective = np.zeros(jobs, dtype=np.int64)
    for person in range(first, last):
        on_verified[:] = 0
        on_effective[:] = 0
        for entry in range(entry_start[person], entry_start[person + 1]):
            competency = entry_competency[entry]
            if competency < 0:
                continue
            sure = np.int64(entry_verified[entry])
            likely = np.int64(entry_effective[entry])
            for asked in range(asked_start[competency], asked_start[competency + 1]):
                job = asked_job[asked]
                required = asked_level[asked]
                gain = asked_unit[asked] * min(likely, required)
                if likely >= required:
                    gain += asked_bonus[asked]
                on_effective[job] += gain
                if sure >= 0:  # a verified level is the effective level, so it gains the same
                    on_verified[job] += gain
        for job in range(jobs):
            size = sizes[job]
            if size == top:
                if on_verified[job] < verified[job, 0]:
                    continue
                if on_verified[job] == verified[job, 0] and on_effective[job] < effective[job, 0]:
                    continue
                drawn = _draw(person_keys[person], job_keys[job])
                if on_verified[job] == verified[job, 0] and on_effective[job] == effective[job, 0]:
                    if drawn > draws[job, 0]:
                        continue
                    if drawn == draws[job, 0] and person_places[person] > places[job, 0]:
                        continue
                node = 0
            else:
                drawn = _draw(person_keys[person], job_keys[job])
                node = size
                sizes[job] = size + 1
            verified[job, node] = on_verified[job]
            effective[job, node] = on_effective[job]
            draws[job, node] = drawn
            places[job, node] = person_places[person]
            people[job, node] = person
            if size == top:
                _sink(job, top, verified, effective, draws, places, people)
            else:
                _rise(job, node, verified, effective, draws, places, people)
