"""The smallest true difference a study of this size would find with the stated power. Two-sided throughout."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from statistics import NormalDist

from skillmark.kernel.values import round_half_up

PLACES = 6
NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class DetectableEffect:
    """`value` is a difference of shares, or of means in the unit of `spread`; None where no difference would be found.

    `baseline` is the share expected without the programme; `spread` the standard deviation of a measured outcome.
    """

    value: Decimal | None
    treated: int
    control: int
    alpha: Decimal
    power: Decimal
    baseline: Decimal | None = None
    spread: Decimal | None = None


def detectable_rate_difference(
    treated: int, control: int, *, baseline: Decimal, alpha: Decimal = Decimal("0.05"), power: Decimal = Decimal("0.8")
) -> DetectableEffect:
    """The smallest rise above `baseline` (0 < baseline < 1) that the pooled z-test would find.

    Pooled variance where nothing happened, separate ones where it did, as in J. L. Fleiss, Statistical Methods for
    Rates and Proportions. A normal approximation: rough where a group expects fewer than five either way.
    """
    _check(treated, control, alpha, power)
    if not 0 < baseline < 1:
        raise ValueError("the baseline is a share between 0 and 1")
    value = _smallest(
        lambda rise: _rate_power(treated, control, float(baseline), rise, float(alpha)),
        float(1 - baseline),
        float(power),
    )
    return DetectableEffect(value, treated, control, alpha, power, baseline=baseline)


def detectable_mean_difference(
    treated: int, control: int, *, spread: Decimal, alpha: Decimal = Decimal("0.05"), power: Decimal = Decimal("0.8")
) -> DetectableEffect:
    """The smallest difference of means that the t-test would find, in the unit of the standard deviation `spread`."""
    _check(treated, control, alpha, power)
    if spread <= 0:
        raise ValueError("the standard deviation must be positive")
    if treated + control < 3:
        return DetectableEffect(None, treated, control, alpha, power, spread=spread)
    # beyond 1000 standard deviations no study of people is short of power
    value = _smallest(lambda size: _mean_power(treated, control, size, float(alpha)), 1000.0, float(power))
    scaled = None if value is None else round_half_up(value * spread, PLACES)
    return DetectableEffect(scaled, treated, control, alpha, power, spread=spread)


def _check(treated: int, control: int, alpha: Decimal, power: Decimal) -> None:
    if treated < 1 or control < 1:
        raise ValueError("both groups need at least one person")
    if not 0 < alpha < power < 1:
        raise ValueError("alpha and power lie between 0 and 1, alpha below power")


def _smallest(power_of: Callable[[float], float], largest: float, wanted: float) -> Decimal | None:
    top = largest * (1 - 1e-12)
    if power_of(top) < wanted:
        return None
    from scipy.optimize import brentq  # SciPy takes a second to load; only who plans a study needs it

    return round_half_up(Decimal(float(brentq(lambda size: power_of(size) - wanted, 0.0, top, xtol=1e-12))), PLACES)


def _rate_power(treated: int, control: int, baseline: float, rise: float, alpha: float) -> float:
    with_programme = baseline + rise
    pooled = (treated * with_programme + control * baseline) / (treated + control)
    null = sqrt(pooled * (1 - pooled) * (1 / treated + 1 / control))
    actual = sqrt(with_programme * (1 - with_programme) / treated + baseline * (1 - baseline) / control)
    critical = NORMAL.inv_cdf(1 - alpha / 2) * null
    return 1 - NORMAL.cdf((critical - rise) / actual) + NORMAL.cdf((-critical - rise) / actual)


def _mean_power(treated: int, control: int, size: float, alpha: float) -> float:
    freedom = treated + control - 2
    shift = size * sqrt(treated * control / (treated + control))
    from scipy.integrate import quad
    from scipy.stats import chi
    from scipy.stats import t as student

    critical = float(student.isf(alpha / 2, freedom))

    # the noncentral t, written out over the spread the sample will happen to show: scipy's own loses digits here
    def found(drawn: float) -> float:
        cut = critical * drawn / sqrt(freedom)
        return float(chi.pdf(drawn, freedom)) * (NORMAL.cdf(shift - cut) + NORMAL.cdf(-shift - cut))

    middle = sqrt(freedom)
    low, high = max(0.0, middle - 9), middle + 9  # beyond nine the chi density is below 1e-17
    return float(quad(found, low, high, points=[middle], epsabs=1e-11, limit=200)[0])
