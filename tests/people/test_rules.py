from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from skillmark.people import rules


@pytest.mark.parametrize(
    "given, title, code",
    [
        ("49-9071.00", "", "49-9071.00"),
        (" Cook ", "Cook", ""),
        ("49-9071", "49-9071", ""),
        ("nursing-aide", "nursing-aide", ""),
    ],
)
def test_a_past_job_is_a_code_only_where_it_looks_like_one(given: str, title: str, code: str) -> None:
    assert rules.job_as_given(given) == rules.JobAsGiven(title, code)


@pytest.mark.parametrize("said, level", [("0", 0), ("0.49", 0), ("0.5", 1), ("2.5", 3), ("2.49", 2), ("7", 7)])
def test_what_she_says_is_rounded_half_up(said: str, level: int) -> None:
    assert rules.self_rated_level(Decimal(said)) == level


def test_a_role_may_last_one_day_but_not_run_backwards() -> None:
    assert not rules.ends_before_it_starts(date(2026, 3, 2), date(2026, 3, 2))
    assert not rules.ends_before_it_starts(date(2026, 3, 2), None)
    assert rules.ends_before_it_starts(date(2026, 3, 2), date(2026, 3, 1))


def test_tables_are_about_the_same_people_when_they_share_half_of_the_smaller() -> None:
    ids = [uuid4() for _ in range(12)]
    assert rules.about_the_same_people(ids, ids[:3])
    assert rules.about_the_same_people(ids[:6], ids[3:9])
    assert not rules.about_the_same_people(ids[:6], ids[4:10])
    assert not rules.about_the_same_people([], ids)
