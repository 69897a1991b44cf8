"""Intraclass correlation: how much of what ratings differ by is the work rated, and how much the rater."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.stats import f

from skillmark.kernel.agreement.intervals import Interval

# one way: each target has raters of its own; two way random: these raters stand for others; mixed: these raters alone
Model = Literal["one-way", "two-way random", "two-way mixed"]


@dataclass(frozen=True, slots=True)
class Icc:
    """The correlation for `targets` each rated by `raters`; of one rater, or of the mean of them all where `mean`."""

    icc: float
    interval: Interval
    targets: int
    raters: int
    model: Model
    mean: bool


def icc(
    ratings: Sequence[Sequence[float]], *, model: Model = "two-way random", mean: bool = False, level: float = 0.95
) -> Icc | None:
    """ICC of targets × raters without gaps: the six forms of P. Shrout, J. Fleiss, Psychological Bulletin 86 (1979).

    The two-way random form is of absolute agreement, the mixed one of consistency. Intervals: K. McGraw, S. Wong,
    Psychological Methods 1 (1996). None where nothing differs that could be told apart from error. Raises ValueError
    for fewer than two targets or raters, or a gap.
    """
    if len(ratings) < 2 or len({len(row) for row in ratings}) != 1 or len(ratings[0]) < 2:
        raise ValueError(
            "an intraclass correlation needs two or more targets, all rated by the same two or more raters"
        )
    given = np.array(ratings, dtype=np.float64)
    n, k = given.shape
    grand = given.mean()
    rows, columns = k * ((given.mean(axis=1) - grand) ** 2).sum(), n * ((given.mean(axis=0) - grand) ** 2).sum()
    whole = ((given - grand) ** 2).sum()
    between, judges = rows / (n - 1), columns / (k - 1)
    within, error = (whole - rows) / (n * (k - 1)), (whole - rows - columns) / ((n - 1) * (k - 1))
    noise, noise_freedom = (within, n * (k - 1)) if model == "one-way" else (error, (n - 1) * (k - 1))
    if whole <= 1e-12 or noise <= 1e-12 * whole:
        return _without_noise(n, k, model, mean, level) if whole > 1e-12 and _agree(judges, whole, model) else None
    tail = 1 - (1 - level) / 2
    if model == "two-way random":
        single = (between - error) / (between + (k - 1) * error + k * (judges - error) / n)
        low, high = _absolute(n, k, between, judges, error, single, tail)
        if mean:
            single, low, high = (_of_mean(value, k) for value in (single, low, high))
    else:
        ratio = between / noise
        lower, upper = ratio / f.ppf(tail, n - 1, noise_freedom), ratio * f.ppf(tail, noise_freedom, n - 1)
        single, low, high = ((1 - 1 / r) if mean else (r - 1) / (r + k - 1) for r in (ratio, lower, upper))
    return Icc(float(single), Interval(float(low), float(high), level), n, k, model, mean)


def _absolute(
    n: int, k: int, between: float, judges: float, error: float, single: float, tail: float
) -> tuple[float, float]:
    a, b = k * single / (n * (1 - single)), 1 + k * single * (n - 1) / (n * (1 - single))
    freedom = (a * judges + b * error) ** 2 / ((a * judges) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1)))
    rest = k * judges + (k * n - k - n) * error
    below, above = f.ppf(tail, n - 1, freedom), f.ppf(tail, freedom, n - 1)
    return (
        n * (between - below * error) / (below * rest + n * between),
        n * (above * between - error) / (rest + n * above * between),
    )


def _of_mean(single: float, k: int) -> float:
    """Spearman and Brown: what the mean of k ratings comes to."""
    return k * single / (1 + (k - 1) * single)


def _agree(judges: float, whole: float, model: Model) -> bool:
    """Without any error, whether raters differ by nothing that this model counts against them."""
    return model == "two-way mixed" or judges <= 1e-12 * whole


def _without_noise(n: int, k: int, model: Model, mean: bool, level: float) -> Icc:
    return Icc(1.0, Interval(1.0, 1.0, level), n, k, model, mean)
