"""Fit and gap of one person and one job, with verified, claimed, inferred and missing kept apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from skillmark.kernel.skills.model import Basis, Holding, Requirement


class GapState(StrEnum):
    """How a requirement is met, or in which of two ways it is missing."""

    VERIFIED = "verified"
    CLAIMED = "claimed"
    INFERRED = "inferred"
    NOT_YET_ASSESSED = "not_yet_assessed"
    ASSESSED_BELOW = "assessed_below"

    @property
    def missing(self) -> bool:
        return self in (GapState.NOT_YET_ASSESSED, GapState.ASSESSED_BELOW)


@dataclass(frozen=True, slots=True)
class GapLine:
    """One requirement of a job for one person. Levels are None where there is no row on that basis.

    `effective` is the verified level where there is one, else the highest of claimed and inferred, else 0;
    `short_by` is what it lacks, 0 where the requirement is met.
    """

    requirement: Requirement
    state: GapState
    effective: int
    short_by: int
    verified: int | None
    claimed: int | None
    inferred: int | None


def gap(requirements: Iterable[Requirement], holdings: Iterable[Holding]) -> tuple[GapLine, ...]:
    """A line per requirement, in their order. Raises ValueError where the holdings are of several people."""
    best: dict[tuple[str, Basis], int] = {}
    people: set[str] = set()
    for holding in holdings:
        people.add(holding.person_id)
        key = holding.competency_id, holding.basis
        best[key] = max(best.get(key, 0), holding.level)
    if len(people) > 1:
        raise ValueError("a gap is of one person")
    return tuple(_line(requirement, best) for requirement in requirements)


def _line(requirement: Requirement, best: dict[tuple[str, Basis], int]) -> GapLine:
    verified, claimed, inferred = (best.get((requirement.competency_id, basis)) for basis in Basis)
    effective = verified if verified is not None else max(claimed or 0, inferred or 0)
    state = _state(requirement.level, verified, claimed, effective)
    return GapLine(requirement, state, effective, max(0, requirement.level - effective), verified, claimed, inferred)


def _state(required: int, verified: int | None, claimed: int | None, effective: int) -> GapState:
    """A verified level replaces the others; of two that meet, the person's own word is named before our inference."""
    if verified is not None:
        return GapState.VERIFIED if verified >= required else GapState.ASSESSED_BELOW
    if effective < required:
        return GapState.NOT_YET_ASSESSED
    return GapState.CLAIMED if claimed is not None and claimed >= required else GapState.INFERRED
