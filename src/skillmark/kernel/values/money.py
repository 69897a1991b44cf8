"""Money in whole minor units, and a wage that adds its period. How it looks on a screen is the ui's business."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from skillmark.kernel.values.rounding import round_half_up

# How many decimals an amount is written with, where it is not two. ISO 4217, list one.
DECIMALS = {
    0: ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"),
    3: ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"),
}


def decimals(currency: str) -> int:
    """How many decimals an amount of this currency is written with; two where none is named."""
    return next((count for count, currencies in DECIMALS.items() if currency in currencies), 2)


def minor_units(amount: Decimal, currency: str) -> int:
    """An amount as people write it in whole minor units, halves away from zero (22.50 USD → 2250; 900 JPY → 900)."""
    return int(round_half_up(amount.scaleb(decimals(currency))))


def major_units(minor: int, currency: str) -> Decimal:
    """Whole minor units as people write the amount (2250 USD → 22.50; 900 JPY → 900)."""
    return Decimal(minor).scaleb(-decimals(currency))


class MixedCurrencies(ValueError):
    """Two currencies met in one sum; no rate is assumed."""


class MixedPeriods(ValueError):
    """An hourly and a yearly wage were compared; hours a year are never assumed."""


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` whole minor units (cents) of an ISO 4217 `currency`."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if isinstance(self.minor, bool) or not isinstance(self.minor, int):
            raise TypeError("money is whole minor units")
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise ValueError(f"“{self.currency}” is not an ISO 4217 code")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other).minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other).minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other).minor

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other).minor

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._same(other).minor

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._same(other).minor

    def times(self, factor: int | Decimal | Fraction) -> "Money":
        """This much `factor` times, halves of a minor unit away from zero."""
        return Money(int(round_half_up(Fraction(factor) * self.minor)), self.currency)

    def split(self, weights: Sequence[int]) -> tuple["Money", ...]:
        """Parts in proportion to whole `weights` that sum to the whole, to the last minor unit.

        Largest remainder; equal remainders go to the earlier part. Raises ValueError for weights that cannot divide.
        """
        whole = sum(weights)
        if whole < 1 or any(weight < 0 for weight in weights):
            raise ValueError("weights must be whole, not negative and not all zero")
        sign = -1 if self.minor < 0 else 1
        size = abs(self.minor)
        parts = [size * weight // whole for weight in weights]
        by_remainder = sorted(range(len(weights)), key=lambda part: (-(size * weights[part] % whole), part))
        for part in by_remainder[: size - sum(parts)]:
            parts[part] += 1
        return tuple(Money(sign * part, self.currency) for part in parts)

    def _same(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise MixedCurrencies(f"{self.currency} and {other.currency} cannot be put together")
        return other


def total(amounts: Sequence[Money], currency: str) -> Money:
    """The sum, zero of `currency` for none. Raises MixedCurrencies."""
    result = Money(0, currency)
    for amount in amounts:
        result = result + amount
    return result


class PayPeriod(Enum):
    """What a wage is paid for; the words of schema.org's unitText."""

    HOUR = "HOUR"
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"


@dataclass(frozen=True, slots=True)
class Wage:
    """Money per period. Wages of different periods have no order until someone states the hours."""

    money: Money
    period: PayPeriod

    def __post_init__(self) -> None:
        if self.money.minor < 0:
            raise ValueError("a wage is not negative")

    def __lt__(self, other: "Wage") -> bool:
        return self.money < self._same(other).money

    def __le__(self, other: "Wage") -> bool:
        return self.money <= self._same(other).money

    def __gt__(self, other: "Wage") -> bool:
        return self.money > self._same(other).money

    def __ge__(self, other: "Wage") -> bool:
        return self.money >= self._same(other).money

    def yearly(self, periods_a_year: int | Decimal) -> "Wage":
        """The same wage by the year, at a stated number of its periods (2080 paid hours, 12 months)."""
        return Wage(self.money.times(periods_a_year), PayPeriod.YEAR)

    def _same(self, other: "Wage") -> "Wage":
        if other.period is not self.period:
            raise MixedPeriods(f"a wage by the {self.period.value} and one by the {other.period.value}")
        return other
