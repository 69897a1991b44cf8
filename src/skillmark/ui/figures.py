"""How a figure, a window and money are shown. A figure is never a bare number."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from skillmark.kernel.values import (
    DateSpan,
    DayWindow,
    Figure,
    Interval,
    Money,
    PayPeriod,
    Quarter,
    QuarterAfterExit,
    Wage,
    Window,
    decimals,
    major_units,
    round_half_up,
)

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}


class BareNumber(TypeError):
    """A number was to be shown without what makes it honest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TooFew:
    """A figure that may not be shown because too few people stand behind it: everything of a Figure but its numbers."""

    measure: str
    definition_version: str
    window: Window
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure in words, each part as a person reads it; empty where the figure has none."""

    value: str
    suppressed: bool
    share: str
    window: str
    definition: str
    source: str
    as_of: str
    interval: str
    approximate: bool


def shown(figure: Figure | TooFew) -> Shown:
    """The parts of a figure as a person reads them. Raises BareNumber for anything that is not a figure."""
    if not isinstance(figure, Figure | TooFew):
        raise BareNumber(
            f"{figure!r} is not a figure: a number is shown with what was counted, among whom, when and by whom"
        )
    about = {
        "window": window_text(figure.window),
        "definition": _("%(measure)s, version %(version)s")
        % {"measure": figure.measure, "version": figure.definition_version},
        "source": figure.source,
        "as_of": date_format(figure.as_of),
    }
    if isinstance(figure, TooFew):
        return Shown(value=_("Too few to show"), suppressed=True, share="", interval="", approximate=False, **about)
    return Shown(
        value=_percent(figure.percent(1)) if figure.is_rate else amount_text(figure.amount, figure.unit),
        suppressed=False,
        share=_share(figure),
        interval=_interval(figure),
        approximate=figure.approximate,
        **about,
    )


def money_text(money: Money) -> str:
    """“$1,200” or “$17.25”: whole amounts without their noughts; a currency without a sign of its own by its code."""
    amount = major_units(money.minor, money.currency)
    places = 0 if amount == amount.to_integral_value() else decimals(money.currency)
    written = number_format(abs(amount), decimal_pos=places, force_grouping=True)
    sign = "−" if amount < 0 else ""
    symbol = SYMBOLS.get(money.currency)
    return f"{sign}{symbol}{written}" if symbol else f"{sign}{written} {money.currency}"


def wage_text(wage: Wage) -> str:
    """“$17.25 an hour”."""
    return {
        PayPeriod.HOUR: _("%(money)s an hour"),
        PayPeriod.DAY: _("%(money)s a day"),
        PayPeriod.WEEK: _("%(money)s a week"),
        PayPeriod.MONTH: _("%(money)s a month"),
        PayPeriod.YEAR: _("%(money)s a year"),
    }[wage.period] % {"money": money_text(wage.money)}


def window_text(window: Window) -> str:
    """Dates, days and quarters each in their own words: they are never equated."""
    if isinstance(window, Quarter):
        return _("quarter %(number)s of %(year)s") % {"number": window.number, "year": window.year}
    if isinstance(window, QuarterAfterExit):
        return _("quarter %(number)s after leaving the programme") % {"number": window.number}
    if isinstance(window, DayWindow):
        return _("days %(first)s to %(last)s") % {"first": window.first, "last": window.last}
    if isinstance(window, DateSpan):
        if window.first == window.last:
            return str(date_format(window.first))
        return _("%(first)s to %(last)s") % {"first": date_format(window.first), "last": date_format(window.last)}
    raise BareNumber(f"{window!r} is not a window")


def amount_text(amount: Any, unit: str = "") -> str:
    """Money, a wage, or a number with its unit."""
    if isinstance(amount, Money):
        return money_text(amount)
    if isinstance(amount, Wage):
        return wage_text(amount)
    return f"{number_text(amount)} {unit}".strip()


def number_text(number: int | float | Decimal) -> str:
    """Grouped by thousands, at most two decimals, no trailing noughts, as the language in use writes it."""
    rounded = round_half_up(Decimal(str(number)), 2)
    whole = rounded == rounded.to_integral_value()
    return str(number_format(int(rounded) if whole else rounded.normalize(), force_grouping=True))


def _percent(percent: Decimal) -> str:
    return _("%(number)s%%") % {"number": number_text(percent)}


def _share(figure: Figure) -> str:
    if not figure.is_rate:
        return _("%(counted)s, among %(among)s") % {"counted": capfirst(figure.counted), "among": figure.among}
    return _("%(counted)s: %(numerator)s of %(denominator)s %(among)s") % {
        "counted": capfirst(figure.counted),
        "numerator": number_text(figure.numerator or 0),
        "denominator": number_text(figure.denominator or 0),
        "among": figure.among,
    }


def _interval(figure: Figure) -> str:
    if figure.interval is None:
        return ""
    low, high = _bounds(figure, figure.interval)
    return _("Likely between %(low)s and %(high)s (%(confidence)s confidence)") % {
        "low": low,
        "high": high,
        "confidence": _percent(figure.interval.confidence * 100),
    }


def _bounds(figure: Figure, interval: Interval) -> tuple[str, str]:
    if figure.is_rate:
        return _percent(round_half_up(interval.low * 100, 1)), _percent(round_half_up(interval.high * 100, 1))
    return amount_text(interval.low, figure.unit), amount_text(interval.high, figure.unit)
