"""Seats in path order, and mixes that sum exactly."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillmark.kernel.matching import JobRanking, PersonRanking
from skillmark.kernel.planning import MIXES, Path, cohort, eligible, mix, path_order

START = date(2026, 3, 2)


def ranked(*people: tuple[str, int]) -> JobRanking:
    nothing = Decimal(0)
    return JobRanking("job", tuple(PersonRanking(p, rank, 0, 0, nothing, nothing, (), ()) for p, rank in people))


def path(hours, cost, unclosable=()) -> Path:
    return Path((), Decimal(hours), Decimal(1), cost, unclosable, False)


PATHS = {
    "far": path(90, 10),
    "near": path(10, 50),
    "cheap": path(10, 40),
    "first": path(10, 50),
    "stuck": path(1, 1, ("c",)),
}
RANKING = ranked(("first", 1), ("far", 2), ("near", 3), ("cheap", 3), ("stuck", 5))


def test_path_order_is_hours_then_cost_then_rank():
    assert path_order(PATHS, RANKING) == ["stuck", "cheap", "first", "near", "far"]


def test_a_gap_that_cannot_be_closed_takes_no_seat_and_neither_do_too_many_hours():
    assert eligible(PATHS, RANKING, hours=Decimal(60)) == ["cheap", "first", "near"]


def test_seats_go_in_path_order():
    seats = cohort(PATHS, RANKING, seats=2, start=START, hours=Decimal(60))
    assert [seat.row() for seat in seats] == [
        ("cheap", "1", "2026-03-02", "10", "0.40"),
        ("first", "2", "2026-03-02", "10", "0.50"),
    ]


def test_equals_stay_in_listing_order():
    same = {name: path(1, 1) for name in "zma"}
    assert path_order(same, ranked(("z", 1), ("a", 1), ("m", 1))) == ["z", "a", "m"]


def test_a_template_divides_hours_and_money():
    divided = mix("nontraditional", hours=Decimal("100.01"), money=1001)
    assert divided.hours == (Decimal(30), Decimal("40.01"), Decimal(30))
    assert divided.money == (300, 401, 300)


@given(st.sampled_from(sorted(MIXES)), st.integers(0, 10**7), st.integers(0, 10**12))
def test_the_parts_sum_to_the_whole_and_none_is_off_by_one(template, hundredths, money):
    hours = Decimal(hundredths) / 100
    divided = mix(template, hours=hours, money=money)
    assert sum(divided.hours) == hours
    assert sum(divided.money) == money
    assert all(abs(part * 100 - money * share) < 100 for part, share in zip(divided.money, divided.shares, strict=True))


@pytest.mark.parametrize("shares", ["unknown", (50, 30, 10), (120, -10, -10)])
def test_shares_that_are_no_mix_are_refused(shares):
    with pytest.raises(ValueError):
        mix(shares, hours=Decimal(1), money=1)
