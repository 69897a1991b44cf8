"""How far two raters agree beyond chance, exactly. A kappa without its n says nothing, so they travel together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from skillmark.kernel.agreement.intervals import Floats, Interval, ratio, resampled

Weights = Literal["none", "linear", "quadratic"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """`agreed` of `n` pairs equal; `kappa` None where both raters always gave one and the same level."""

    n: int
    agreed: int
    kappa: Fraction | None
    weights: Weights
    interval: Interval | None = None

    @property
    def share(self) -> Fraction:
        return Fraction(self.agreed, self.n)


def agreement(
    pairs: Sequence[tuple[int, int]], *, weights: Weights = "quadratic", with_interval: bool = False
) -> Agreement:
    """Weighted kappa (J. Cohen, Psychological Bulletin 70 (1968) 213–220) of (first, second) levels, and exact matches.

    Disagreement counts as the distance of the levels, its square, or 1. The interval resamples pairs, which
    takes some milliseconds. Raises ValueError for no pairs.
    """
    if not pairs:
        raise ValueError("agreement about nothing cannot be stated")
    levels = sorted({level for pair in pairs for level in pair})
    lost = [[_distance(first, second, weights) for second in levels] for first in levels]
    counted = Counter(pairs)
    kappa = kappa_of_table([[counted[first, second] for second in levels] for first in levels], lost)
    interval = _interval(pairs, levels, lost) if with_interval else None
    return Agreement(len(pairs), sum(first == second for first, second in pairs), kappa, weights, interval)


def kappa_of_table(table: Sequence[Sequence[int | Fraction]], disagreement: Sequence[Sequence[int]]) -> Fraction | None:
    """Weighted kappa of a square table of counts or shares, first rater × second, each cell disagreeing as much as is
    said.

    None where chance alone would leave no disagreement. Raises ValueError for a table and weights that do not fit.
    """
    size = len(table)
    if any(len(row) != size for row in [*table, *disagreement]) or len(disagreement) != size:
        raise ValueError("a table of two raters is square, and so are its weights")
    first = [sum(row, Fraction(0)) for row in table]
    second = [sum(column, Fraction(0)) for column in zip(*table, strict=True)]
    cells = [(i, j) for i in range(size) for j in range(size)]
    observed = sum((disagreement[i][j] * table[i][j] for i, j in cells), Fraction(0)) * sum(first, Fraction(0))
    expected = sum((disagreement[i][j] * first[i] * second[j] for i, j in cells), Fraction(0))
    return 1 - observed / expected if expected else None


def _interval(
    pairs: Sequence[tuple[int, int]], levels: Sequence[int], disagreement: Sequence[Sequence[int]]
) -> Interval | None:
    lost = np.array(disagreement, dtype=np.float64)
    place = {level: index for index, level in enumerate(levels)}
    cells = np.zeros((len(pairs), len(levels), len(levels)))
    for unit, (first, second) in enumerate(pairs):
        cells[unit, place[first], place[second]] = 1

    def of(draws: Floats) -> Floats:
        tables = np.tensordot(draws, cells, axes=1)
        expected = np.einsum("ri,rj,ij->r", tables.sum(axis=2), tables.sum(axis=1), lost)
        return 1 - ratio(len(pairs) * np.einsum("rij,ij->r", tables, lost), expected)

    return resampled(len(pairs), of)


def _distance(first: int, second: int, weights: Weights) -> int:
    if weights == "none":
        return int(first != second)
    return abs(first - second) if weights == "linear" else (first - second) ** 2
