"""Time, told three ways that are never equated: a span of dates, days after an event, quarters after an exit.

"Six months after hire" is a count of days; "Q2 after exit" is a calendar quarter, three to nine months away.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A calendar quarter, as wage records count: 1 is January to March."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4:
            raise ValueError(f"there is no quarter {self.number}")
        if not 1 <= self.year <= 9999:
            raise ValueError(f"there is no year {self.year}")

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        month = 3 * self.number
        return date(self.year, month, monthrange(self.year, month)[1])

    def later(self, quarters: int) -> "Quarter":
        years, index = divmod(self.year * 4 + self.number - 1 + quarters, 4)
        return Quarter(years, index + 1)

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"


@dataclass(frozen=True, slots=True)
class QuarterAfterExit:
    """The n-th full calendar quarter after the quarter of an exit (20 CFR 677.155); 2 and 4 are the reported ones."""

    number: int

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError("quarters after exit are counted from 1")

    def of(self, exit_on: date) -> Quarter:
        return Quarter.of(exit_on).later(self.number)

    def __str__(self) -> str:
        return f"Q{self.number} after exit"


@dataclass(frozen=True, slots=True)
class DayWindow:
    """Days after an event, both ends included: `DayWindow(0, 56)` is the hotel programme's eight weeks."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not 0 <= self.first <= self.last:
            raise ValueError(f"no days lie from {self.first} to {self.last} after an event")

    def dates(self, event_on: date) -> "DateSpan":
        return DateSpan(event_on + timedelta(days=self.first), event_on + timedelta(days=self.last))

    def covers(self, event_on: date, day: date) -> bool:
        return self.first <= (day - event_on).days <= self.last

    def __str__(self) -> str:
        return f"days {self.first} to {self.last}"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """From one date to another, both included: the period a cohort or a report covers."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"the span runs backwards: {self.first} to {self.last}")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first.isoformat()} to {self.last.isoformat()}"


Window = Quarter | QuarterAfterExit | DayWindow | DateSpan


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later; its last day where that is earlier (31 August + 6: 28 February)."""
    years, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    month = index + 1
    return date(years, month, min(day.day, monthrange(years, month)[1]))
