"""When a suggestion waits too long, what is published of it, and what is counted."""

from datetime import date, timedelta

import pytest

from skillmark.feedback import rules
from skillmark.feedback.rules import Counted, Told

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(("days", "late"), [(14, False), (15, True)])
def test_what_has_no_answer_after_more_than_two_weeks_waits_too_long(days: int, late: bool) -> None:
    assert (rules.late_before(DAY + timedelta(days=days)) > DAY) is late


def test_words_are_quoted_only_while_she_agrees_and_they_are_there() -> None:
    assert rules.may_quote("The wrench.", quotable=True)
    assert not rules.may_quote("The wrench.", quotable=False)
    assert not rules.may_quote("", quotable=True)


@pytest.mark.parametrize(("count", "shown"), [(4, None), (5, 5), (6, 6)])
def test_fewer_than_the_least_are_not_counted_out(count: int, shown: int | None) -> None:
    assert rules.guarded(count, 5) == shown


def test_nobody_has_said_anything_yet() -> None:
    assert rules.counted([]) == Counted(0, 0, 0, None)


def test_the_middle_of_the_days_leaves_out_what_waits() -> None:
    told = [
        Told(DAY, DAY, False),
        Told(DAY, DAY + timedelta(days=3), True),
        Told(DAY, DAY + timedelta(days=40), True),
        Told(DAY, DAY + timedelta(days=4), False),
        Told(DAY, None, False),
    ]
    assert rules.counted(told) == Counted(said=5, answered=4, changed=2, days=3.5)
