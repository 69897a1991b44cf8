"""When a suggestion waits too long, what is published of it, and what is counted."""

from datetime import date, timedelta

import pytest

from skillmark.feedback import rules
from skillmark.feedback.rules import Counted, Told
from skillmark.kernel.values import BadInput

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


@pytest.mark.parametrize(
    ("text", "words", "reads"),
    [
        ("Ask Ana, not Anabel. ANA's list.", ["ana"], "Ask ███, not Anabel. ███'s list."),
        ("Ana  Ruiz said so; Ana knows.", ["Ana", "Ana Ruiz"], "███ said so; ███ knows."),
        ("Ana Ruiz Perez said so.", ["Ana Ruiz", "Ruiz Perez"], "███ said so."),
        ("Ana Ana Ana said so.", ["Ana Ana"], "███ said so."),
        ("Jose\u0301 laughs (a.b).", ["José", "a.b"], "███ laughs (███)."),
    ],
)
def test_a_name_is_blanked_wherever_it_stands_on_its_own(text: str, words: list[str], reads: str) -> None:
    assert rules.blanked(text, words) == reads


@pytest.mark.parametrize("words", [[], ["", " "], ["Ana", "Bo"], ["An"]])
def test_what_is_not_there_is_not_said_to_be_gone(words: list[str]) -> None:
    with pytest.raises(BadInput):
        rules.blanked("Ask Ana.", words)
