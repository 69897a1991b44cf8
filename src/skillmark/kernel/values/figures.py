"""A figure is never a bare number: what was counted, among whom, when, by which definition, from where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from skillmark.kernel.values.intervals import Interval, wilson
from skillmark.kernel.values.money import Money
from skillmark.kernel.values.rounding import round_half_up
from skillmark.kernel.values.windows import DateSpan, DayWindow, Quarter, QuarterAfterExit, Window


class NotComparable(ValueError):
    """Two figures that count different things, or count them differently, have no order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A share (`numerator` of `denominator`) or an `amount` in a `unit`; made by `rate` or `of_amount`.

    `counted` names the numerator ("employed"), `among` the denominator ("completers"): 246 of 269 is of completers,
    not of those who enrolled. `approximate` says that the source itself wrote "about" or "more than".
    """

    measure: str
    definition_version: str
    window: Window
    source: str
    as_of: date
    counted: str
    among: str
    approximate: bool = False
    numerator: int | None = None
    denominator: int | None = None
    amount: Decimal | Money | None = None
    unit: str = ""
    interval: Interval | None = None

    def __post_init__(self) -> None:
        for name in ("measure", "definition_version", "source", "counted", "among"):
            value = getattr(self, name)
            if not isinstance(value, str) or not value.strip():
                raise ValueError(f"a figure needs its {name.replace('_', ' ')}")
        if not isinstance(self.window, Quarter | QuarterAfterExit | DayWindow | DateSpan):
            raise ValueError("a figure needs its window")
        if not isinstance(self.as_of, date):
            raise ValueError("a figure needs its as-of date")
        if self.amount is None:
            self._check_share()
        elif self.numerator is not None or self.denominator is not None:
            raise ValueError("a figure is a share or an amount, not both")
        elif isinstance(self.amount, Decimal) and not self.unit.strip():
            raise ValueError("an amount needs its unit")

    def _check_share(self) -> None:
        if self.numerator is None or self.denominator is None:
            raise ValueError("a rate needs its numerator and denominator")
        if self.denominator < 1:
            raise ValueError("a rate of nobody cannot be stated")
        if not 0 <= self.numerator <= self.denominator:
            raise ValueError(f"{self.numerator} of {self.denominator} is not a share")

    @classmethod
    def rate(
        cls,
        numerator: int,
        denominator: int,
        *,
        measure: str,
        definition_version: str,
        window: Window,
        source: str,
        as_of: date,
        counted: str,
        among: str,
        approximate: bool = False,
        confidence: Decimal | str = "0.95",
    ) -> "Figure":
        """A share with its Wilson interval. Raises ValueError where anything that makes it readable is missing."""
        if denominator < 1:
            raise ValueError("a rate of nobody cannot be stated")
        return cls(
            measure=measure,
            definition_version=definition_version,
            window=window,
            source=source,
            as_of=as_of,
            counted=counted,
            among=among,
            approximate=approximate,
            numerator=numerator,
            denominator=denominator,
            unit="share",
            interval=wilson(numerator, denominator, confidence),
        )

    @classmethod
    def of_amount(
        cls,
        amount: Decimal | Money,
        *,
        measure: str,
        definition_version: str,
        window: Window,
        source: str,
        as_of: date,
        counted: str,
        among: str,
        unit: str = "",
        approximate: bool = False,
        interval: Interval | None = None,
    ) -> "Figure":
        """An amount: money brings its own unit, any other number names it."""
        return cls(
            measure=measure,
            definition_version=definition_version,
            window=window,
            source=source,
            as_of=as_of,
            counted=counted,
            among=among,
            approximate=approximate,
            amount=amount,
            unit=amount.currency if isinstance(amount, Money) else unit,
            interval=interval,
        )

    @property
    def is_rate(self) -> bool:
        return self.denominator is not None

    @property
    def share(self) -> Fraction:
        """The exact share. Raises ValueError for an amount."""
        if self.numerator is None or self.denominator is None:
            raise ValueError("an amount is not a share")
        return Fraction(self.numerator, self.denominator)

    def percent(self, places: int = 2) -> Decimal:
        """The share in percent, rounded half up."""
        return round_half_up(self.share * 100, places)

    def comparable_with(self, other: "Figure") -> bool:
        """Whether both count the same thing, among the same people, by one definition, in the same kind of window."""
        return self._basis() == other._basis()

    def _basis(self) -> tuple[object, ...]:
        # two cohorts have two date spans and still compare; after an event the very window must be equal
        window = "dates" if isinstance(self.window, DateSpan | Quarter) else self.window
        kind = type(self.window).__name__
        return (self.measure, self.definition_version, kind, window, self.counted, self.among, self.unit, self.is_rate)


def ranked(figures: Sequence[Figure]) -> list[Figure]:
    """Rates, highest first, in the order given where equal. Raises NotComparable when they count different things."""
    for figure in figures[1:]:
        if not figures[0].comparable_with(figure):
            raise NotComparable(
                f"“{figures[0].counted}” among {figures[0].among} ({figures[0].window}) and "
                f"“{figure.counted}” among {figure.among} ({figure.window}) cannot be ranked together"
            )
    return sorted(figures, key=lambda figure: -figure.share)


class ChangeUnit(Enum):
    """What "by 30 %" meant; `UNKNOWN` where the source does not say."""

    RELATIVE_PERCENT = "relative percent"
    PERCENTAGE_POINTS = "percentage points"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change as a source reports it."""

    value: Decimal
    unit: ChangeUnit
    source: str

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise ValueError("a change needs its source")

    def applied_to(self, share: Fraction) -> Fraction:
        """The share after the change. Raises ValueError where the unit is unknown: nothing is guessed."""
        if self.unit is ChangeUnit.UNKNOWN:
            raise ValueError("the source does not say whether the change is relative or in points")
        part = Fraction(self.value) / 100
        return share * (1 + part) if self.unit is ChangeUnit.RELATIVE_PERCENT else share + part
