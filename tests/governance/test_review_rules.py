"""When a review is due, and whose it is."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.governance.reviewing import months_after

from skillmark.governance import rules
from skillmark.governance.rules import Care, Timing

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize(
    ("held_on", "months", "next_one"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 2, 28), 6, date(2027, 8, 28)),
        (date(2026, 12, 31), 60, date(2031, 12, 31)),
    ],
)
def test_the_next_review_counts_from_the_day_of_the_last_one(held_on: date, months: int, next_one: date) -> None:
    assert rules.next_review(date(2026, 1, 1), months, held_on) == next_one


def test_the_first_one_is_due_when_it_was_said() -> None:
    assert rules.next_review(date(2026, 1, 31), 3, None) == date(2026, 1, 31)


@given(DAYS, st.integers(3, 60))
def test_a_next_review_is_never_in_another_month_than_meant(held_on: date, months: int) -> None:
    found = rules.next_review(held_on, months, held_on)
    assert found == months_after(held_on, months)
    assert (found.year * 12 + found.month) - (held_on.year * 12 + held_on.month) == months


@pytest.mark.parametrize(
    ("days", "stands"),
    [
        (-1, Timing.OVERDUE), (-400, Timing.OVERDUE), (0, Timing.SOON), (1, Timing.SOON), (30, Timing.SOON),
        (31, Timing.LATER),
    ],
)  # fmt: skip
def test_a_review_is_overdue_from_the_day_after(days: int, stands: Timing) -> None:
    day = date(2028, 2, 28)
    assert rules.timing(day + timedelta(days=days), day) is stands


def test_what_is_said_of_a_subject_goes_before_whoever_reviews_it_else_whoever_leads_else_everybody() -> None:
    reviews, leads, other = uuid4(), uuid4(), uuid4()
    nobody, led = Care({"pumps": reviews}), Care({"pumps": reviews}, leads)
    for care in (nobody, led):
        assert [care.concerns(body, "pumps") for body in (reviews, leads, other)] == [True, False, False]
        assert care.concerns(None, "pumps")
    assert all(nobody.concerns(body, "seals") for body in (reviews, leads, other))
    assert [led.concerns(body, "seals") for body in (reviews, leads, other)] == [False, True, False]
