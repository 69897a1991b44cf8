"""Exact top 20 of every job, against the same ranking made with SciPy's sparse matrices and with a pandas join.

Peers score every person on every job (a sparse product, or a join and a grouping) and then cut to the best; both are
held to our order before anything is measured. Levels are turned into the same whole-number terms for all.
"""

import numpy as np
import pandas as pd
from scipy import sparse

from benchmarks.frame import Figure, alternating, compared, memory
from skillmark.kernel.matching import Holdings, Requirements, top_k
from skillmark.kernel.matching.order import TERM_SCALE, Int64s, UInt64s, draw, keys

TOP = 20
PEOPLE, JOBS, COMPETENCIES = 20_000, 400, 500
PER_PERSON, PER_JOB = 24, 12
VERIFIED_SHARE = 0.3
SEED = 20260302
MEBIBYTE = 1 << 20

Best = list[list[int]]


def made(people: int = PEOPLE, jobs: int = JOBS, competencies: int = COMPETENCIES) -> tuple[Requirements, Holdings]:
    """A pool and its jobs from the seed: 24 levels a person, 30 % of them verified; 12 weighted requirements a job."""
    random = np.random.default_rng(SEED)
    names = tuple(f"c{number}" for number in range(competencies))
    held = np.sort(_distinct(random, people, PER_PERSON, competencies), axis=1).ravel()
    level = random.integers(0, 8, held.size).astype(np.int8)
    basis = random.random(held.size)
    likely = VERIFIED_SHARE + (1 - VERIFIED_SHARE) / 2
    unknown = np.int8(-1)
    holdings = Holdings(
        people=tuple(f"p{number}" for number in range(people)),
        competencies=names,
        start=np.arange(people + 1, dtype=np.int64) * PER_PERSON,
        competency=held.astype(np.int32),
        verified=np.where(basis < VERIFIED_SHARE, level, unknown),
        claimed=np.where((basis >= VERIFIED_SHARE) & (basis < likely), level, unknown),
        inferred=np.where(basis >= likely, level, unknown),
    )
    asked = _distinct(random, jobs, PER_JOB, competencies).ravel()
    requirements = Requirements(
        jobs=tuple(f"j{number}" for number in range(jobs)),
        competencies=names,
        start=np.arange(jobs + 1, dtype=np.int64) * PER_JOB,
        competency=asked.astype(np.int32),
        level=random.integers(1, 8, asked.size),
        weight=random.integers(100, 501, asked.size),
        essential=random.random(asked.size) < 0.4,
    )
    return requirements, holdings


def _distinct(random: np.random.Generator, rows: int, chosen: int, among: int) -> Int64s:
    """`chosen` different numbers below `among` in each of `rows` rows."""
    return np.array([random.choice(among, chosen, replace=False) for _ in range(rows)], dtype=np.int64)


class Peers:
    """What both peers need once, outside the measured time: keys, places, and the columns as they like them."""

    def __init__(self, requirements: Requirements, holdings: Holdings) -> None:
        self.requirements, self.holdings = requirements, holdings
        self.person_keys: UInt64s = holdings.keys
        self.places: Int64s = holdings.positions
        self.job_keys = keys(requirements.jobs)
        self.people, self.jobs = len(holdings.people), len(requirements.jobs)
        person = np.repeat(np.arange(self.people), np.diff(holdings.start))
        self.levels = pd.DataFrame(
            {
                "person": person,
                "competency": holdings.competency,
                "verified": np.maximum(holdings.verified, 0).astype(np.int64),
                "effective": holdings.effective.astype(np.int64),
            }
        )
        self.asked = pd.DataFrame(
            {
                "job": np.repeat(np.arange(self.jobs), np.diff(requirements.start)),
                "competency": requirements.competency,
                "level": requirements.level,
                "unit": requirements.weight * TERM_SCALE // requirements.level,
                "bonus": requirements.essential * requirements.bonus,
            }
        )

    def by_pandas(self) -> Best:
        """Join levels to requirements, sum the gains of each pair, and cut each job's list."""
        joined = self.levels.merge(self.asked, on="competency")
        for basis in ("verified", "effective"):
            met = joined[basis] >= joined["level"]
            joined[basis] = np.minimum(joined[basis], joined["level"]) * joined["unit"] + met * joined["bonus"]
        summed = joined.groupby(["job", "person"], sort=False)[["verified", "effective"]].sum()
        verified, effective = (np.zeros((self.jobs, self.people), dtype=np.int64) for _ in range(2))
        job, person = (summed.index.get_level_values(name).to_numpy() for name in ("job", "person"))
        verified[job, person] = summed["verified"].to_numpy()
        effective[job, person] = summed["effective"].to_numpy()
        return self._best(verified, effective)

    def by_scipy(self) -> Best:
        """One column for each competency and level reached, a sparse product with what each level adds to each job."""
        asked = self.asked
        columns, rows, gains = [], [], []
        for level in range(1, 11):  # what reaching this level adds, one level at a time
            adds = np.where(asked["level"] >= level, asked["unit"], 0) + np.where(
                asked["level"] == level, asked["bonus"], 0
            )
            rows.append(asked["competency"].to_numpy() * 11 + level)
            columns.append(asked["job"].to_numpy())
            gains.append(adds)
        width = len(self.holdings.competencies) * 11
        gain = sparse.csr_matrix(
            (np.concatenate(gains), (np.concatenate(rows), np.concatenate(columns))), shape=(width, self.jobs)
        )
        cumulative = sparse.csr_matrix(np.cumsum(gain.toarray().reshape(-1, 11, self.jobs), axis=1).reshape(width, -1))
        scores = []
        for basis in ("verified", "effective"):
            place = self.levels["competency"].to_numpy() * 11 + self.levels[basis].to_numpy()
            ones = np.ones(len(place), dtype=np.int64)
            held = sparse.csr_matrix((ones, (self.levels["person"].to_numpy(), place)), shape=(self.people, width))
            scores.append(np.ascontiguousarray((held @ cumulative).toarray().T))
        return self._best(scores[0], scores[1])

    def _best(self, verified: Int64s, effective: Int64s) -> Best:
        """The best of each row; a partition on the first score, then an exact order of all that could be among them."""
        best = []
        for job in range(self.jobs):
            floor = np.partition(verified[job], self.people - TOP)[self.people - TOP]
            near = np.flatnonzero(verified[job] >= floor)
            drawn = draw(self.person_keys[near], self.job_keys[job])
            order = np.lexsort((self.places[near], drawn, -effective[job, near], -verified[job, near]))[:TOP]
            best.append(near[order].tolist())
        return best


def run(people: int = PEOPLE, jobs: int = JOBS, competencies: int = COMPETENCIES, rounds: int = 5) -> list[Figure]:
    """Seconds against pandas and SciPy, one thread against two, and the memory of ours with its inputs."""
    requirements, holdings = made(people, jobs, competencies)
    peers = Peers(requirements, holdings)
    ours = top_k(requirements, holdings, TOP, compiled=True).people.tolist()
    for name, theirs in (("pandas", peers.by_pandas()), ("scipy", peers.by_scipy())):
        if theirs != ours:
            raise AssertionError(f"{name} gives another ranking; nothing is measured")

    def one_thread() -> None:
        top_k(requirements, holdings, TOP, compiled=True)

    def two_threads() -> None:
        top_k(requirements, holdings, TOP, compiled=True, threads=2)

    size = f"{people:,} people × {jobs:,} jobs × {competencies:,} competencies, top {TOP}"
    figures = alternating(size, one_thread, {"pandas": peers.by_pandas, "scipy": peers.by_scipy}, rounds=rounds)
    figures += alternating(f"{size}, two threads", two_threads, {"one thread": one_thread}, rounds=rounds)
    used = memory(
        "from benchmarks.match import TOP, made, top_k\ntop_k(*made(30, 3, 30), TOP, compiled=True)",
        f"requirements, holdings = made({people}, {jobs}, {competencies})\n"
        "top_k(requirements, holdings, TOP, compiled=True)",
    )
    return [*figures, compared(f"{size}, memory with the inputs", [used / MEBIBYTE], "MiB")]
