"""Where a pass mark lies: what a panel expects of somebody just good enough, and what those on the border reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt


@dataclass(frozen=True, slots=True)
class ItemEstimate:
    """What a panel expects on one item: the mean of the estimates, and their standard deviation."""

    item: str
    mean: Fraction
    spread: float


@dataclass(frozen=True, slots=True)
class AngoffRound:
    """One round of a panel. `cut`: the mean of the judges' sums, of `possible`; `sums` by judge. `error`: the standard
    error of the cut, were this panel drawn from others like it.
    """

    items: tuple[ItemEstimate, ...]
    sums: Mapping[str, int]
    cut: Fraction
    possible: int
    error: float

    @property
    def share(self) -> Fraction:
        return self.cut / self.possible


def angoff(estimates: Mapping[str, Mapping[str, int]], tops: Mapping[str, int]) -> AngoffRound:
    """One round: each judge's estimate for every item, {judge: {item: whole number from 0 to its top}}.

    With tops of 100 an estimate is how many of a hundred people just good enough would get the item right; with those
    of a rubric, the level such a person shows. Source: W. Angoff in R. Thorndike (ed.), Educational Measurement (1971)
    508–600, 515; for levels R. Hambleton, B. Plake, Applied Measurement in Education 8 (1995) 41–55. Raises ValueError
    for fewer than two judges, no items, or estimates missing, unknown or off the scale.
    """
    if len(estimates) < 2 or not tops:
        raise ValueError("a pass mark is set by two judges or more, on one item or more")
    if any(top < 1 for top in tops.values()):
        raise ValueError("an item has a top of at least 1")
    for given in estimates.values():
        if set(given) != set(tops):
            raise ValueError("every judge estimates every item and no other")
        if any(not 0 <= given[item] <= top for item, top in tops.items()):
            raise ValueError("an estimate lies between 0 and the item's top")
    sums = {judge: sum(given.values()) for judge, given in estimates.items()}
    items = tuple(
        ItemEstimate(item, _mean(marks), _spread(marks))
        for item, marks in ((item, [given[item] for given in estimates.values()]) for item in tops)
    )
    error = _spread(list(sums.values())) / sqrt(len(sums))
    return AngoffRound(items, sums, _mean(list(sums.values())), sum(tops.values()), error)


@dataclass(frozen=True, slots=True)
class Borderline:
    """The median of what people on the border reached, and the middle half of it, from `low` to `high`."""

    people: int
    cut: Fraction
    low: Fraction
    high: Fraction


def borderline_group(scores: Sequence[int]) -> Borderline:
    """The pass mark by those whom judges, not knowing the scores, held to be on the border.

    Source: S. Livingston, M. Zieky, Passing Scores (1982), the borderline-group method. The quarters are medians of the
    halves, without the middle score itself (D. Moore, G. McCabe). Raises ValueError for nobody.
    """
    if not scores:
        raise ValueError("a pass mark needs somebody on the border")
    ordered = sorted(scores)
    half = len(ordered) // 2
    lower, upper = (ordered[:half], ordered[-half:]) if half else (ordered, ordered)
    return Borderline(len(ordered), _median(ordered), _median(lower), _median(upper))


def _mean(values: Sequence[int]) -> Fraction:
    return Fraction(sum(values), len(values))


def _spread(values: Sequence[int]) -> float:
    """The standard deviation of a sample, from exact squares."""
    mean = _mean(values)
    squares = sum(((value - mean) ** 2 for value in values), Fraction(0))
    return sqrt(squares / (len(values) - 1))


def _median(ordered: Sequence[int]) -> Fraction:
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return Fraction(ordered[middle])
    return Fraction(ordered[middle - 1] + ordered[middle], 2)
