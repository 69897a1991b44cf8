"""Several people rate one piece of work: small differences settled by rule, larger ones by moderation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


class NeedsModeration(Exception):
    """Raters differ by more than the limit and nobody has settled it."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric: whole levels from 0 to `top`, counting `weight`."""

    criterion_id: str
    weight: int
    top: int

    def __post_init__(self) -> None:
        if self.weight < 1 or self.top < 1:
            raise ValueError("a criterion has a weight and a top level of at least 1")


@dataclass(frozen=True, slots=True)
class Rating:
    """What one rater gave, criterion by criterion."""

    rater_id: str
    levels: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CriterionComparison:
    """All raters' levels on one criterion, side by side."""

    criterion_id: str
    levels: tuple[tuple[str, int], ...]
    settled: bool

    @property
    def difference(self) -> int:
        given = [level for _, level in self.levels]
        return max(given) - min(given)

    @property
    def status(self) -> str:
        return "settled" if self.settled else "needs moderation"


def compare(rubric: Sequence[Criterion], ratings: Sequence[Rating], *, limit: int) -> tuple[CriterionComparison, ...]:
    """Each criterion of the rubric: settled where the raters differ by at most `limit` levels.

    Raises ValueError for fewer than two raters, one rater twice, or levels missing, unknown or off the scale.
    """
    if limit < 0:
        raise ValueError("the limit is not negative")
    if len(ratings) < 2 or len({rating.rater_id for rating in ratings}) < len(ratings):
        raise ValueError("agreement needs two or more different raters")
    for rating in ratings:
        check_levels(rubric, rating.levels)
    compared = []
    for criterion in rubric:
        levels = tuple((rating.rater_id, rating.levels[criterion.criterion_id]) for rating in ratings)
        spread = max(level for _, level in levels) - min(level for _, level in levels)
        compared.append(CriterionComparison(criterion.criterion_id, levels, spread <= limit))
    return tuple(compared)


def settle(comparisons: Sequence[CriterionComparison], moderated: Rating | None = None) -> dict[str, int]:
    """The level each criterion ends with; every rating given stays beside it.

    Within the limit the lowest level counts: nobody passes on what one rater alone saw. Beyond it a moderator who was
    not one of the raters decides. Raises NeedsModeration naming the open criteria, ValueError for a rater as moderator.
    """
    decided = moderated.levels if moderated else {}
    raters = {rater for comparison in comparisons for rater, _ in comparison.levels}
    if moderated and moderated.rater_id in raters:
        raise ValueError("a rater cannot moderate her own rating")
    unsettled = [c.criterion_id for c in comparisons if not c.settled and c.criterion_id not in decided]
    if unsettled:
        raise NeedsModeration(", ".join(unsettled))
    return {
        c.criterion_id: min(level for _, level in c.levels) if c.settled else decided[c.criterion_id]
        for c in comparisons
    }


def check_levels(rubric: Sequence[Criterion], levels: Mapping[str, int]) -> None:
    """Raises ValueError unless every criterion of the rubric, and no other, has a level on its scale."""
    if set(levels) != {criterion.criterion_id for criterion in rubric}:
        raise ValueError("a rating has one level for every criterion of the rubric and no other")
    for criterion in rubric:
        if not 0 <= levels[criterion.criterion_id] <= criterion.top:
            raise ValueError(f"the level of {criterion.criterion_id} is outside 0 to {criterion.top}")
