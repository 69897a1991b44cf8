"""Intervals for shares."""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from statistics import NormalDist

from skillmark.kernel.values.rounding import round_half_up

PLACES = 10  # far below what any screen prints; fixed so that equal input gives equal text


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high` at a `confidence` such as 0.95, in the unit of the figure it belongs to."""

    low: Decimal
    high: Decimal
    confidence: Decimal
    method: str

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"the interval runs backwards: {self.low} to {self.high}")
        if not 0 < self.confidence < 1:
            raise ValueError("confidence lies between 0 and 1")
        if not self.method:
            raise ValueError("an interval names its method")


def wilson(numerator: int, denominator: int, confidence: Decimal | str = "0.95") -> Interval:
    """Wilson's score interval for `numerator` of `denominator`, as shares from 0 to 1.

    Keeps its promise for small groups and shares near 0 and 1, where the textbook interval leaves [0, 1].
    Source: E. B. Wilson, JASA 22 (1927) 209–212. Raises ValueError unless 0 ≤ numerator ≤ denominator ≥ 1.
    """
    if denominator < 1 or not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is not a share")
    level = Decimal(confidence)
    if not 0 < level < 1:
        raise ValueError("confidence lies between 0 and 1")
    with localcontext() as context:
        context.prec = 40
        z = Decimal(NormalDist().inv_cdf(float((1 + level) / 2)))
        n, share, square = Decimal(denominator), Decimal(numerator) / Decimal(denominator), z * z
        centre = share + square / (2 * n)
        reach = z * (share * (1 - share) / n + square / (4 * n * n)).sqrt()
        low = (centre - reach) / (1 + square / n)
        high = (centre + reach) / (1 + square / n)
    return Interval(
        low=Decimal(0) if numerator == 0 else round_half_up(low, PLACES),
        high=Decimal(1) if numerator == denominator else round_half_up(high, PLACES),
        confidence=level,
        method="Wilson",
    )
