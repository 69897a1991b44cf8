"""How sure a figure of agreement is: an interval that travels with it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
SEED = 20_260_101  # the same ratings give the same interval, whenever it is asked for
FEWEST = 3  # resampled units that say something about others

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, where in `level` of all samples like this one the true value would lie."""

    low: float
    high: float
    level: float


def resampled(units: int, statistic: Callable[[Floats], Floats], *, level: float = 0.95) -> Interval | None:
    """The percentile bootstrap over units: of draws × units, how often each unit was drawn, `statistic` gives a figure
    for each draw, NaN where there is none.

    Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap (1993), section 13.3. None for fewer than three
    units, and where few draws had a figure (all raters said one and the same).
    """
    if units < FEWEST:
        return None
    drawn = np.random.default_rng(SEED).integers(units, size=(RESAMPLES, units))
    drawn += units * np.arange(RESAMPLES)[:, None]  # one count of all draws at once
    counts = np.bincount(drawn.ravel(), minlength=RESAMPLES * units).reshape(RESAMPLES, units)
    found = statistic(counts.astype(np.float64))
    found = found[~np.isnan(found)]
    if len(found) < RESAMPLES / 2:
        return None
    tail = 100 * (1 - level) / 2
    low, high = np.percentile(found, [tail, 100 - tail])
    return Interval(float(low), float(high), level)


def ratio(above: Floats, below: Floats) -> Floats:
    """Each of the first by each of the second; NaN by nought."""
    return np.asarray(np.divide(above, below, out=np.full(len(above), np.nan), where=below != 0))
