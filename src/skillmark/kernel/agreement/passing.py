"""A pass mark on a weighted rubric, in whole numbers: no rounding decides who passes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from skillmark.kernel.agreement.ratings import Criterion, check_levels


@dataclass(frozen=True, slots=True)
class WeightedResult:
    """`points` of `possible`, against a pass mark in percent."""

    points: int
    possible: int
    pass_percent: int

    @property
    def passed(self) -> bool:
        return 100 * self.points >= self.pass_percent * self.possible


def weighted_result(rubric: Sequence[Criterion], levels: Mapping[str, int], *, pass_percent: int) -> WeightedResult:
    """Σ weight × level of Σ weight × top. Raises ValueError for an empty rubric or levels that do not fit it."""
    if not rubric:
        raise ValueError("a rubric has at least one criterion")
    if not 0 <= pass_percent <= 100:
        raise ValueError("a pass mark lies between 0 and 100 percent")
    check_levels(rubric, levels)
    points = sum(criterion.weight * levels[criterion.criterion_id] for criterion in rubric)
    return WeightedResult(points, sum(criterion.weight * criterion.top for criterion in rubric), pass_percent)
