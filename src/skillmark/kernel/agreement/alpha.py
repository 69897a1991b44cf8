"""Agreement of any number of raters, some of whom may have rated some units only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from skillmark.kernel.agreement.intervals import Floats, Interval, ratio, resampled

Scale = Literal["nominal", "ordinal", "interval", "ratio"]


@dataclass(frozen=True, slots=True)
class Alpha:
    """`alpha` of `units` rated by two or more, `values` pairable ratings in all; None where all ratings are equal."""

    alpha: float | None
    units: int
    values: int
    scale: Scale
    interval: Interval | None


def krippendorff(
    units: Sequence[Sequence[float | None]], *, scale: Scale = "ordinal", with_interval: bool = False
) -> Alpha:
    """Krippendorff's alpha; each unit is its ratings in any order, None for a rater who did not rate it.

    Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011). The interval resamples units, which
    takes some milliseconds. Raises ValueError where no unit has two ratings, and for a ratio scale with a negative
    value.
    """
    rated = [[value for value in unit if value is not None] for unit in units]
    rated = [unit for unit in rated if len(unit) > 1]
    if not rated:
        raise ValueError("agreement needs a unit that two raters rated")
    values = sorted({value for unit in rated for value in unit})
    if scale == "ratio" and values[0] < 0:
        raise ValueError("a ratio scale has no negative value")
    place = {value: index for index, value in enumerate(values)}
    each = np.stack([_coincidences(unit, place) for unit in rated])
    known = np.array(values, dtype=np.float64)

    def of(draws: Floats) -> Floats:
        return _alphas(np.tensordot(draws, each, axes=1), known, scale)

    found = float(of(np.ones((1, len(rated))))[0])
    interval = resampled(len(rated), of) if with_interval else None
    return Alpha(None if np.isnan(found) else found, len(rated), sum(map(len, rated)), scale, interval)


def fleiss(counts: Sequence[Sequence[int]]) -> Fraction | None:
    """Fleiss' kappa of units × categories, each cell how many raters chose it; every unit has as many raters.

    Source: J. L. Fleiss, Psychological Bulletin 76 (1971) 378–382. None where all chose one category. Raises
    ValueError for units of different sizes.
    """
    raters = {sum(unit) for unit in counts}
    if len(raters) != 1 or (each := raters.pop()) < 2:
        raise ValueError("every unit needs the same number of raters, two or more")
    if len({len(unit) for unit in counts}) != 1 or any(count < 0 for unit in counts for count in unit):
        raise ValueError("every unit counts the same categories")
    total = len(counts) * each
    agreed = Fraction(sum(count * (count - 1) for unit in counts for count in unit), each * (each - 1) * len(counts))
    shares = [Fraction(sum(column), total) for column in zip(*counts, strict=True)]
    by_chance = sum((share * share for share in shares), Fraction(0))
    return None if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)


def _coincidences(unit: Sequence[float], place: Mapping[float, int]) -> Floats:
    """How often each pair of values meets in a unit, every rating counting once."""
    counted = np.zeros(len(place))
    for value in unit:
        counted[place[value]] += 1
    pairs: Floats = (np.outer(counted, counted) - np.diag(counted)) / (len(unit) - 1)
    return pairs


def _alphas(coincidences: Floats, values: Floats, scale: Scale) -> Floats:
    """Alpha of each of several tables of coincidences; NaN where all values are equal."""
    margins = coincidences.sum(axis=1)
    distances = _distances(values, margins, scale)
    expected = np.einsum("ri,rj,rij->r", margins, margins, distances)
    observed = np.einsum("rij,rij->r", coincidences, distances)
    return np.asarray(1 - ratio((margins.sum(axis=1) - 1) * observed, expected))


def _distances(values: Floats, margins: Floats, scale: Scale) -> Floats:
    """The squared difference of each two values on their scale, for each table."""
    shape = (len(margins), len(values), len(values))
    if scale == "nominal":
        return np.broadcast_to(1 - np.eye(len(values)), shape)
    if scale == "ordinal":
        ranks = np.cumsum(margins, axis=1) - margins / 2  # halfway through its own: the distance is their difference
        return np.asarray((ranks[:, :, None] - ranks[:, None, :]) ** 2)
    gaps = values[:, None] - values[None, :]
    if scale == "interval":
        return np.broadcast_to(gaps**2, shape)
    sums = values[:, None] + values[None, :]
    return np.broadcast_to(np.divide(gaps, sums, out=np.zeros_like(gaps), where=sums != 0) ** 2, shape)
