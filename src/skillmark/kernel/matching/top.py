"""The best people for each job, by one of two engines that give the same bits."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from skillmark.kernel.matching.holdings import Holdings
from skillmark.kernel.matching.order import TERM_SCALE, Int64s, UInt64s, draw, keys
from skillmark.kernel.matching.requirements import Requirements
from skillmark.kernel.skills import Basis, Holding, Requirement

# Above this much work (people × (requirements + jobs sorted)) loading the compiled code, about 1 s, pays for itself.
LARGE = 30_000_000
SORTING = 10  # sorting one person into one job's list costs about as much as ten requirements


@dataclass(frozen=True, eq=False)
class Top:
    """The best of each job in listing order; every array has shape (jobs, listed).

    `people` are places in `Holdings.people`. A score is essentials met × `Requirements.bonus` + the coverage's
    numerator: comparing scores compares first the unmet essentials, then the coverage.
    """

    people: npt.NDArray[np.int32]
    verified: Int64s
    effective: Int64s
    rank: Int64s


@dataclass(frozen=True, eq=False)
class _Heaps:
    verified: Int64s
    effective: Int64s
    draws: UInt64s
    places: Int64s
    people: npt.NDArray[np.int32]
    sizes: Int64s


def top_k(
    requirements: Requirements, holdings: Holdings, top: int, *, threads: int = 1, compiled: bool | None = None
) -> Top:
    """The `top` best people of every job, exactly. `compiled` picks the engine; None lets the size decide.

    Memory beyond the inputs: listed people × jobs (times `threads`). Raises ValueError when `top` is below 1.
    """
    if top < 1:
        raise ValueError("top must be at least 1")
    if compiled is None:
        per_person = len(requirements.level) + SORTING * len(requirements.jobs)
        compiled = len(holdings.people) * per_person > LARGE
    listed = min(top, len(holdings.people))
    if not listed:
        return _ranked(*(np.empty((len(requirements.jobs), 0), dtype=np.int64) for _ in range(3)))
    if compiled:
        return _by_heaps(requirements, holdings, listed, threads)
    return _by_sorting(requirements, holdings, listed)


def warm() -> None:
    """Compile the engine for large inputs and keep it where `NUMBA_CACHE_DIR` says, so that no later run waits for it.

    The code is kept for the types of real columns, so two people are ranked for two jobs, by it alone.
    """
    asked = Requirements.of(Requirement(job, "a", 2, 1, True) for job in ("first", "second"))
    held = Holdings.of(Holding(person, "a", 1, Basis.CLAIMED) for person in ("one", "another"))
    top_k(asked, held, 1, compiled=True)


def _by_sorting(requirements: Requirements, holdings: Holdings, listed: int) -> Top:
    """The plain engine: a table of people × competencies, and one sort for each job."""
    shape = (len(holdings.people), len(requirements.competencies))
    verified, effective = np.zeros(shape, dtype=np.int8), np.zeros(shape, dtype=np.int8)
    competency = _asked_competency(requirements, holdings)
    asked = competency >= 0
    person = np.repeat(np.arange(len(holdings.people)), np.diff(holdings.start))
    verified[person[asked], competency[asked]] = np.maximum(holdings.verified[asked], 0)
    effective[person[asked], competency[asked]] = holdings.effective[asked]

    chosen = np.empty((len(requirements.jobs), listed), dtype=np.int32)
    on_verified, on_effective = np.empty_like(chosen, dtype=np.int64), np.empty_like(chosen, dtype=np.int64)
    job_keys = keys(requirements.jobs)
    for job in range(len(requirements.jobs)):
        rows = slice(int(requirements.start[job]), int(requirements.start[job + 1]))
        sure = _scores(requirements, rows, verified)
        likely = _scores(requirements, rows, effective)
        order = np.lexsort((holdings.positions, draw(holdings.keys, job_keys[job]), -likely, -sure))[:listed]
        chosen[job], on_verified[job], on_effective[job] = order, sure[order], likely[order]
    return _ranked(chosen, on_verified, on_effective)


def _scores(requirements: Requirements, rows: slice, levels: npt.NDArray[np.int8]) -> Int64s:
    """Each person's score on one job; shape (people,)."""
    required = requirements.level[rows]
    unit = requirements.weight[rows] * TERM_SCALE // required
    held = levels[:, requirements.competency[rows]].astype(np.int64)
    scores: Int64s = np.minimum(held, required) @ unit
    scores += (held >= required) @ (requirements.essential[rows] * requirements.bonus)
    return scores


def _by_heaps(requirements: Requirements, holdings: Holdings, listed: int, threads: int) -> Top:
    """The compiled engine, people split evenly over the threads and their heaps merged."""
    from skillmark.kernel.matching.compiled import fill  # numba takes a second to load: only when it pays

    by_competency = np.argsort(requirements.competency, kind="stable")
    job_of_row = np.repeat(np.arange(len(requirements.jobs), dtype=np.int32), np.diff(requirements.start))
    counts = np.bincount(requirements.competency, minlength=len(requirements.competencies))
    asked = (
        np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts, dtype=np.int64)]),
        job_of_row[by_competency],
        requirements.level[by_competency],
        (requirements.weight * TERM_SCALE // requirements.level)[by_competency],
        (requirements.essential * np.int64(requirements.bonus))[by_competency],
        keys(requirements.jobs),
    )
    people = (
        holdings.start,
        _asked_competency(requirements, holdings),
        holdings.verified,
        holdings.effective,
        holdings.keys,
        holdings.positions,
    )
    bounds = np.linspace(0, len(holdings.people), max(threads, 1) + 1).astype(np.int64)
    filled = [_empty_heaps(len(requirements.jobs), listed) for _ in bounds[1:]]

    def work(part: int) -> None:
        heaps = filled[part]
        fill(
            bounds[part], bounds[part + 1], *people, *asked,
            heaps.verified, heaps.effective, heaps.draws, heaps.places, heaps.people, heaps.sizes,
        )  # fmt: skip

    if len(filled) == 1:
        work(0)
    else:
        with ThreadPoolExecutor(len(filled)) as pool:
            list(pool.map(work, range(len(filled))))
    return _merged(filled, listed)


def _empty_heaps(jobs: int, listed: int) -> _Heaps:
    shape = (jobs, listed)
    return _Heaps(
        verified=np.zeros(shape, dtype=np.int64),
        effective=np.zeros(shape, dtype=np.int64),
        draws=np.zeros(shape, dtype=np.uint64),
        places=np.zeros(shape, dtype=np.int64),
        people=np.zeros(shape, dtype=np.int32),
        sizes=np.zeros(jobs, dtype=np.int64),
    )


def _merged(filled: list[_Heaps], listed: int) -> Top:
    """The best of several heaps of each job, in listing order."""
    jobs = len(filled[0].sizes)
    chosen = np.empty((jobs, listed), dtype=np.int32)
    on_verified, on_effective = np.empty((jobs, listed), dtype=np.int64), np.empty((jobs, listed), dtype=np.int64)
    for job in range(jobs):
        sure = np.concatenate([heaps.verified[job, : heaps.sizes[job]] for heaps in filled])
        likely = np.concatenate([heaps.effective[job, : heaps.sizes[job]] for heaps in filled])
        draws = np.concatenate([heaps.draws[job, : heaps.sizes[job]] for heaps in filled])
        places = np.concatenate([heaps.places[job, : heaps.sizes[job]] for heaps in filled])
        people = np.concatenate([heaps.people[job, : heaps.sizes[job]] for heaps in filled])
        order = np.lexsort((places, draws, -likely, -sure))[:listed]
        chosen[job], on_verified[job], on_effective[job] = people[order], sure[order], likely[order]
    return _ranked(chosen, on_verified, on_effective)


def _asked_competency(requirements: Requirements, holdings: Holdings) -> npt.NDArray[np.int32]:
    """Each entry's competency as a place in `requirements.competencies`, -1 where no job asks for it."""
    place = {competency: number for number, competency in enumerate(requirements.competencies)}
    translated = np.array([place.get(competency, -1) for competency in holdings.competencies], dtype=np.int32)
    return translated[holdings.competency]


def _ranked(people: npt.NDArray[np.signedinteger], verified: Int64s, effective: Int64s) -> Top:
    """Equal scores share a rank, one more than the number of people strictly before them: 1, 1, 3."""
    place = np.broadcast_to(np.arange(1, people.shape[1] + 1), people.shape)
    new = np.ones(people.shape, dtype=np.bool_)
    new[:, 1:] = (verified[:, 1:] != verified[:, :-1]) | (effective[:, 1:] != effective[:, :-1])
    rank = np.maximum.accumulate(np.where(new, place, 0), axis=1)
    return Top(people.astype(np.int32), verified, effective, rank.astype(np.int64))
