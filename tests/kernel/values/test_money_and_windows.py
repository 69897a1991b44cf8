"""Money is whole and keeps its currency; days and quarters are never equated."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillmark.kernel.values import (
    DayWindow,
    MixedCurrencies,
    MixedPeriods,
    Money,
    PayPeriod,
    Quarter,
    QuarterAfterExit,
    Wage,
    add_months,
    decimals,
    major_units,
    minor_units,
)


def test_two_currencies_do_not_add_or_compare():
    with pytest.raises(MixedCurrencies):
        Money(1, "USD") + Money(1, "EUR")
    with pytest.raises(MixedCurrencies):
        _ = Money(1, "USD") < Money(1, "EUR")


def test_money_is_whole_minor_units():
    with pytest.raises(TypeError):
        Money(1.5, "USD")
    with pytest.raises(ValueError, match="ISO 4217"):
        Money(1, "usd")


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 1000), min_size=1).filter(any))
def test_a_split_loses_nothing(minor: int, weights: list[int]):
    parts = Money(minor, "USD").split(weights)
    assert sum(part.minor for part in parts) == minor
    assert all(
        abs(part.minor * sum(weights) - minor * w) < sum(weights) for part, w in zip(parts, weights, strict=True)
    )


def test_hourly_and_yearly_wages_have_no_order_until_hours_are_stated():
    hourly, yearly = Wage(Money(2000, "USD"), PayPeriod.HOUR), Wage(Money(4_000_000, "USD"), PayPeriod.YEAR)
    with pytest.raises(MixedPeriods):
        _ = hourly < yearly
    assert hourly.yearly(2080) > yearly


def test_six_months_as_days_and_the_second_quarter_after_exit_are_different_things():
    assert DayWindow(90, 270) != QuarterAfterExit(2)
    assert Quarter(2026, 2) != DayWindow(2026, 2030)
    assert QuarterAfterExit(2).of(date(2026, 2, 10)) == Quarter(2026, 3)
    assert DayWindow(0, 56).covers(date(2026, 1, 1), date(2026, 2, 26))
    assert not DayWindow(0, 56).covers(date(2026, 1, 1), date(2026, 2, 27))


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_every_day_lies_in_its_quarter(day: date):
    assert day in Quarter.of(day)
    assert Quarter.of(day).later(4).year == day.year + 1


def test_months_are_added_to_the_end_of_a_shorter_month():
    assert add_months(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert add_months(date(2023, 8, 31), 6) == date(2024, 2, 29)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)


@pytest.mark.parametrize(
    "amount, currency, minor",
    [
        ("22.5", "USD", 2250), ("0.005", "USD", 1), ("900", "JPY", 900), ("1.2345", "KWD", 1235), ("900", "XOF", 900),
        ("7.125", "IQD", 7125), ("12.34", "", 1234),
    ],
)  # fmt: skip
def test_an_amount_is_kept_in_whole_minor_units_of_its_currency(amount: str, currency: str, minor: int):
    assert minor_units(Decimal(amount), currency) == minor


@pytest.mark.parametrize("currency, places", [("JPY", 0), ("USD", 2), ("KWD", 3), ("", 2)])
def test_minor_units_come_back_as_people_write_them(currency: str, places: int):
    assert decimals(currency) == places
    assert minor_units(major_units(12345, currency), currency) == 12345
