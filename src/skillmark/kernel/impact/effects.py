"""Three kinds of effect, never one another, each naming its horizon; only a causal estimate is called impact."""

from dataclasses import dataclass
from decimal import Decimal

from skillmark.kernel.values import DayWindow, Interval, QuarterAfterExit

Horizon = DayWindow | QuarterAfterExit


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfter:
    """What was, and what is now, among the same people. Says nothing about why."""

    outcome: str
    unit: str
    horizon: Horizon
    before: Decimal
    after: Decimal
    n: int

    def __post_init__(self) -> None:
        _check(self.outcome, self.unit, self.horizon, self.n)

    @property
    def change(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelledReturn:
    """What a calculation gives under assumptions that travel with it; the measured part stands apart."""

    outcome: str
    unit: str
    horizon: Horizon
    measured: Decimal
    assumed: Decimal
    assumptions: tuple[str, ...]

    def __post_init__(self) -> None:
        _check(self.outcome, self.unit, self.horizon, 1)
        if not self.assumptions:
            raise ValueError("a modelled return states its assumptions")

    @property
    def value(self) -> Decimal:
        return self.measured + self.assumed


@dataclass(frozen=True, slots=True, kw_only=True)
class CausalEstimate:
    """What the programme changed, by a design registered before outcomes could be seen."""

    outcome: str
    unit: str
    horizon: Horizon
    design: str
    estimand: str
    estimate: Decimal
    std_error: Decimal
    interval: Interval
    n: int

    def __post_init__(self) -> None:
        _check(self.outcome, self.unit, self.horizon, self.n)
        if not self.design.strip() or not self.estimand.strip():
            raise ValueError("a causal estimate names its design and its estimand")
        if self.std_error < 0:
            raise ValueError("a standard error is not negative")


Effect = BeforeAfter | ModelledReturn | CausalEstimate


def word_for(effect: Effect) -> str:
    """What a page may call it."""
    match effect:
        case CausalEstimate():
            return "impact"
        case ModelledReturn():
            return "modelled return"
        case BeforeAfter():
            return "change"


def _check(outcome: str, unit: str, horizon: object, n: int) -> None:
    if not outcome.strip() or not unit.strip():
        raise ValueError("an effect names its outcome and its unit")
    if not isinstance(horizon, DayWindow | QuarterAfterExit):
        raise ValueError("an effect names its horizon")
    if n < 1:
        raise ValueError("an effect on nobody cannot be stated")
