"""When a suggestion has waited too long, what may be published of a change, and what is counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

WAITS = timedelta(days=14)  # whoever hears nothing for two weeks does not write again


def late_before(today: date) -> date:
    """What came before this day and has no answer waits too long."""
    return today - WAITS


def may_quote(text: str, *, quotable: bool) -> bool:
    """Words are published only while whoever wrote them agrees, and never once they went with her."""
    return quotable and bool(text)


def guarded(count: int, least: int) -> int | None:
    """How many said so, where that many may be shown to everybody; None for a few whom others could name."""
    return count if count >= least else None


@dataclass(frozen=True, slots=True)
class Told:
    """A suggestion as the count sees it: when it came, when it was first answered, whether a published change names
    it, itself or as joined to another.
    """

    on: date
    answered_on: date | None
    changed: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """How many suggestions came, were answered, and led to a published change; `days` to the first answer, in the
    middle of all answered, None without one.
    """

    said: int
    answered: int
    changed: int
    days: float | None


def counted(told: Sequence[Told]) -> Counted:
    answered = [(each.answered_on - each.on).days for each in told if each.answered_on is not None]
    changed = sum(each.changed for each in told)
    return Counted(len(told), len(answered), changed, float(median(answered)) if answered else None)
