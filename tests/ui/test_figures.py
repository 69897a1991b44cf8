"""A figure is never a bare number, and money is written as people write it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.template import Context, Template
from django.utils.translation import override

from skillmark.kernel.values import DateSpan, DayWindow, Figure, Money, PayPeriod, Quarter, QuarterAfterExit, Wage
from skillmark.ui import figures

ABOUT: dict[str, Any] = {
    "measure": "Still employed",
    "definition_version": "2",
    "window": DayWindow(180, 210),
    "source": "follow-up calls",
    "as_of": date(2026, 1, 15),
}


def show(figure: object, arguments: str = "") -> str:
    return Template(f"{{% load skillmark %}}{{% figure f {arguments} %}}").render(Context({"f": figure}))


def rate(approximate: bool = False) -> Figure:
    return Figure.rate(29, 40, counted="employed", among="people hired", approximate=approximate, **ABOUT)


@pytest.mark.parametrize("bare", [0.725, 72, Decimal("0.7"), "72 %", None])
def test_a_bare_number_is_refused(bare: object) -> None:
    with pytest.raises(figures.BareNumber):
        show(bare)


def test_a_rate_shows_all_that_makes_it_honest() -> None:
    text = show(rate(approximate=True), 'label="Kept their job" href="/records"')
    for part in (
        "about</span> 72.5%",
        "Employed: 29 of 40 people hired",
        "between 57.2% and 83.9%",
        "95% confidence",
        "Days 180 to 210",
        "Still employed, version 2",
        "follow-up calls",
        "Jan. 15, 2026",
        'href="/records"',
    ):
        assert part in text


def test_a_rate_in_a_cell_keeps_its_denominator() -> None:
    assert "29 of 40" in show(rate(), "compact=True")


def test_too_few_shows_words_and_no_number() -> None:
    text = show(figures.TooFew(**ABOUT))
    assert "Too few to show" in text
    assert "%" not in text


def test_windows_of_days_quarters_and_dates_are_never_said_alike() -> None:
    said = [
        figures.window_text(window)
        for window in (
            DayWindow(0, 56),
            QuarterAfterExit(2),
            Quarter(2026, 1),
            DateSpan(date(2026, 1, 1), date(2026, 3, 31)),
            DateSpan(date(2026, 1, 15), date(2026, 1, 15)),
        )
    ]
    assert said == [
        "days 0 to 56",
        "quarter 2 after leaving the programme",
        "quarter 1 of 2026",
        "Jan. 1, 2026 to March 31, 2026",
        "Jan. 15, 2026",
    ]


@pytest.mark.parametrize(
    "money, english",
    [
        (Money(120_000, "USD"), "$1,200"),
        (Money(1725, "USD"), "$17.25"),
        (Money(1710, "USD"), "$17.10"),
        (Money(-500, "EUR"), "−€5"),
        (Money(1200, "JPY"), "1,200 JPY"),
        (Money(1500, "KWD"), "1.500 KWD"),
    ],
)
def test_money_is_written_with_its_currency(money: Money, english: str) -> None:
    assert figures.money_text(money) == english


def test_a_wage_names_its_period_in_both_languages() -> None:
    wage = Wage(Money(1725, "USD"), PayPeriod.HOUR)
    assert figures.wage_text(wage) == "$17.25 an hour"
    with override("es"):
        assert figures.wage_text(wage) == "$17,25 por hora"


def test_a_number_without_currency_is_refused_as_money() -> None:
    with pytest.raises(figures.BareNumber):
        Template("{% load skillmark %}{{ amount|money }}").render(Context({"amount": 1725}))
