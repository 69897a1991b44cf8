"""When a file on which others are is shown, and when it is destroyed."""

from datetime import date, timedelta

import pytest

from skillmark.assessment import rules
from skillmark.assessment.models import ConsentStatus, Ended

DAY = date(2026, 3, 2)
LAST = rules.answer_by(DAY)
ASKED, AGREED, REFUSED, WITHDRAWN = ConsentStatus


def said(*status: ConsentStatus) -> list[rules.Asked]:
    return [rules.Asked(one, LAST) for one in status]


@pytest.mark.parametrize(
    ("others", "answers", "shown"),
    [
        (1, [], False),
        (1, [AGREED], True),
        (2, [AGREED], False),  # the second was not asked yet
        (2, [AGREED, ASKED], False),
        (2, [AGREED, REFUSED], False),
        (1, [AGREED, ASKED], False),  # one more was asked than was said at first
        (1, [AGREED, AGREED], True),
    ],
)
def test_a_file_is_shown_once_everybody_on_it_has_agreed(
    others: int, answers: list[ConsentStatus], shown: bool
) -> None:
    assert rules.all_agreed(others, said(*answers)) is shown


@pytest.mark.parametrize(
    ("answers", "seen", "why"),
    [
        ([AGREED, REFUSED], False, Ended.REFUSED),
        ([AGREED, WITHDRAWN], False, Ended.REFUSED),  # nobody had seen it
        ([AGREED, WITHDRAWN], True, Ended.WITHDRAWN),
        ([AGREED, AGREED], True, None),
        ([AGREED, ASKED], False, None),
    ],
)
def test_one_no_is_enough(answers: list[ConsentStatus], seen: bool, why: Ended | None) -> None:
    assert rules.why_closed(2, said(*answers), DAY, DAY, seen=seen) is why


def test_a_day_late_is_late_and_the_last_day_is_not() -> None:
    assert rules.why_closed(1, said(ASKED), DAY, LAST, seen=False) is None
    assert rules.why_closed(1, said(ASKED), DAY, LAST + timedelta(days=1), seen=False) is Ended.UNANSWERED
    assert rules.why_closed(2, said(AGREED), DAY, LAST + timedelta(days=1), seen=False) is Ended.UNANSWERED


def test_whoever_is_asked_later_has_as_long_to_answer() -> None:
    later = [rules.Asked(ASKED, LAST + timedelta(days=5))]
    assert rules.why_closed(1, later, DAY, LAST + timedelta(days=3), seen=False) is None
