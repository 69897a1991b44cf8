"""What comes out of a match."""

from dataclasses import dataclass
from decimal import Decimal

from skillmark.kernel.skills import Basis, GapState

State = GapState  # a gap has one set of states, whoever computes it


@dataclass(frozen=True, slots=True)
class PersonRanking:
    """One person on one job's list. Coverages are shares from 0 to 1 with six decimals, rounded half up."""

    person: str
    rank: int
    unmet_essentials_verified: int
    unmet_essentials_effective: int
    coverage_verified: Decimal
    coverage_effective: Decimal
    missing: tuple[str, ...]
    missing_verified: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "person": self.person,
            "rank": self.rank,
            "unmet_essentials_verified": self.unmet_essentials_verified,
            "unmet_essentials_effective": self.unmet_essentials_effective,
            "coverage_verified": float(self.coverage_verified),
            "coverage_effective": float(self.coverage_effective),
            "missing": list(self.missing),
            "missing_verified": list(self.missing_verified),
        }


@dataclass(frozen=True, slots=True)
class JobRanking:
    """The people listed for one job, in listing order."""

    job: str
    people: tuple[PersonRanking, ...]

    def as_json(self) -> dict[str, object]:
        return {"job": self.job, "people": [person.as_json() for person in self.people]}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One requirement of a job and what a person holds of it.

    `held` and `basis` are of the effective level, None where nothing is known. `term` and `term_verified` are the whole
    numbers that sum over a job to the numerators of its two coverages; `possible` sums to their denominator.
    """

    competency: str
    required: int
    weight: int
    essential: bool
    held: int | None
    basis: Basis | None
    term: int
    term_verified: int
    possible: int
    state: State
