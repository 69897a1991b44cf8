"""How sure a figure of agreement is: an interval that travels with it."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan

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


def resampled(units: int, statistic: Callable[[Floats], float], *, level: float = 0.95) -> Interval | None:
    """The percentile bootstrap over units: `statistic` gets how often each unit was drawn and gives the figure, or NaN.

    Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap (1993), section 13.3. None for fewer than three
    units, and where no draw but a few had a figure (all raters said one and the same).
    """
    if units < FEWEST:
        return None
    draws = np.random.default_rng(SEED).multinomial(units, np.full(units, 1 / units), size=RESAMPLES)
    found = [value for draw in draws if not isnan(value := statistic(draw.astype(np.float64)))]
    if len(found) < RESAMPLES / 2:
        return None
    tail = 100 * (1 - level) / 2
    low, high = np.percentile(found, [tail, 100 - tail])
    return Interval(float(low), float(high), level)
