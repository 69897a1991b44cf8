"""The requirements of many jobs, held in columns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from skillmark.kernel.matching.order import TERM_SCALE, Int64s
from skillmark.kernel.skills import Requirement
from skillmark.kernel.skills import read_requirements as read_lines
from skillmark.kernel.values import BadInput

MOST_ROWS = 1_000_000  # a score of (essentials met, coverage) packed in one int64 stays below 2⁶³ up to 1.9 M a job


@dataclass(frozen=True, eq=False)
class Requirements:
    """Jobs in order of first appearance; the requirements of job j are `start[j]:start[j + 1]`, in input order.

    Shapes: `start` (jobs + 1,), the others (requirements,). `competency` points into `competencies`.
    """

    jobs: tuple[str, ...]
    competencies: tuple[str, ...]
    start: Int64s
    competency: npt.NDArray[np.int32]
    level: Int64s
    weight: Int64s
    essential: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, requirements: Iterable[Requirement]) -> "Requirements":
        """Raises ValueError when a job asks for one competency twice, or nothing is asked at all."""
        by_job: dict[str, dict[str, Requirement]] = {}
        competencies: dict[str, int] = {}
        for requirement in requirements:
            asked = by_job.setdefault(requirement.job_id, {})
            if requirement.competency_id in asked:
                raise ValueError(f"job {requirement.job_id} asks for competency {requirement.competency_id} twice")
            asked[requirement.competency_id] = requirement
            competencies.setdefault(requirement.competency_id, len(competencies))
        rows = [requirement for asked in by_job.values() for requirement in asked.values()]
        if not rows:
            raise ValueError("there are no requirements")
        return cls(
            jobs=tuple(by_job),
            competencies=tuple(competencies),
            start=np.cumsum([0, *(len(asked) for asked in by_job.values())], dtype=np.int64),
            competency=np.array([competencies[row.competency_id] for row in rows], dtype=np.int32),
            level=np.array([row.level for row in rows], dtype=np.int64),
            weight=np.array([row.weight for row in rows], dtype=np.int64),
            essential=np.array([row.essential for row in rows], dtype=np.bool_),
        )

    def of_job(self, job: int) -> Iterator[Requirement]:
        """The requirements of the job at this place in `jobs`."""
        for row in range(int(self.start[job]), int(self.start[job + 1])):
            competency = self.competencies[self.competency[row]]
            yield Requirement(
                self.jobs[job], competency, int(self.level[row]), int(self.weight[row]), bool(self.essential[row])
            )

    @cached_property
    def possible(self) -> Int64s:
        """The denominator of each job's coverages: 2520 × Σ weights; shape (jobs,)."""
        return TERM_SCALE * np.add.reduceat(self.weight, self.start[:-1])

    @cached_property
    def essentials(self) -> Int64s:
        """How many requirements of each job are essential; shape (jobs,)."""
        return np.add.reduceat(self.essential.astype(np.int64), self.start[:-1])

    @cached_property
    def bonus(self) -> int:
        """What one met essential adds to a score: more than any coverage's numerator, so it always outweighs it."""
        return int(self.possible.max()) + 1


def read_requirements(stream: BinaryIO, name: str) -> Requirements:
    """Read job_id, competency_id, level (1–10), weight (1–1000), essential (true, false); other columns are ignored.

    Raises BadInput naming file, row and column; a repeated (job, competency) is one of the reasons.
    """
    rows = read_lines(stream, name=name, most=MOST_ROWS)
    if not rows:
        raise BadInput.of("holds no requirement", file=name)
    return Requirements.of(rows)
