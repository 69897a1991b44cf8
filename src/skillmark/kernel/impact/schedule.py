"""When people are asked again."""

from collections.abc import Sequence
from datetime import date

from skillmark.kernel.values import add_months

FOLLOW_UP_MONTHS = (6, 9, 12)


def follow_up_dates(start: date, months: Sequence[int] = FOLLOW_UP_MONTHS) -> tuple[date, ...]:
    """The follow-up days, each counted from `start` so that a short month does not shift the later ones."""
    if any(earlier >= later for earlier, later in zip((0, *months), months, strict=False)):
        raise ValueError("months must be positive and rising")
    return tuple(add_months(start, count) for count in months)
