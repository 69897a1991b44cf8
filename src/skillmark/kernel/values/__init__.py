"""The types every storey speaks."""

from skillmark.kernel.values.figures import Change, ChangeUnit, Figure, NotComparable, ranked
from skillmark.kernel.values.intervals import Interval, wilson
from skillmark.kernel.values.money import (
    MixedCurrencies,
    MixedPeriods,
    Money,
    PayPeriod,
    Wage,
    decimals,
    major_units,
    minor_units,
    total,
)
from skillmark.kernel.values.problems import BadInput, Problem
from skillmark.kernel.values.rounding import exact_numerator, fits, round_half_up
from skillmark.kernel.values.sentences import Kept, Sentence, as_kept, joined, told
from skillmark.kernel.values.spreadsheets import (
    DayOrder,
    Spreadsheet,
    day_of,
    day_orders,
    has_slashed_days,
    read_spreadsheet,
)
from skillmark.kernel.values.tables import (
    BadCell,
    OneSpelling,
    Row,
    decimal_number,
    iter_rows,
    neutral,
    read_table,
    whole_number,
    write_table,
)
from skillmark.kernel.values.texts import storable, unstorable_place, written
from skillmark.kernel.values.windows import (
    DateSpan,
    DayWindow,
    Quarter,
    QuarterAfterExit,
    Window,
    add_months,
)

__all__ = [
    "BadCell",
    "BadInput",
    "Change",
    "ChangeUnit",
    "DateSpan",
    "DayOrder",
    "DayWindow",
    "Figure",
    "Interval",
    "Kept",
    "MixedCurrencies",
    "MixedPeriods",
    "Money",
    "NotComparable",
    "OneSpelling",
    "PayPeriod",
    "Problem",
    "Quarter",
    "QuarterAfterExit",
    "Row",
    "Sentence",
    "Spreadsheet",
    "Wage",
    "Window",
    "add_months",
    "as_kept",
    "day_of",
    "day_orders",
    "decimal_number",
    "decimals",
    "exact_numerator",
    "fits",
    "has_slashed_days",
    "iter_rows",
    "joined",
    "major_units",
    "minor_units",
    "neutral",
    "ranked",
    "read_spreadsheet",
    "read_table",
    "round_half_up",
    "storable",
    "told",
    "total",
    "unstorable_place",
    "whole_number",
    "wilson",
    "write_table",
    "written",
]
