"""A figure carries its basis; the mission's golden figures come out with their intervals."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillmark.kernel.values import (
    Change,
    ChangeUnit,
    DayWindow,
    Figure,
    Money,
    NotComparable,
    QuarterAfterExit,
    exact_numerator,
    fits,
    ranked,
    round_half_up,
    wilson,
)

BASIS = {
    "measure": "employed",
    "definition_version": "1",
    "window": DayWindow(0, 56),
    "source": "programme report",
    "as_of": date(2020, 6, 30),
    "counted": "employed",
    "among": "completers",
}


def test_246_of_269_completers():
    figure = Figure.rate(246, 269, **BASIS)
    assert figure.percent() == Decimal("91.45")
    assert figure.interval is not None
    low, high = (round_half_up(end * 100, 1) for end in (figure.interval.low, figure.interval.high))
    assert (low, high) == (Decimal("87.5"), Decimal("94.2"))
    assert figure.among == "completers"


def test_84_percent_of_4500_is_at_least_3780_with_its_interval():
    assert exact_numerator(84, 4500) == 3780
    interval = wilson(3780, 4500)
    assert (round_half_up(interval.low, 3), round_half_up(interval.high, 3)) == (Decimal("0.829"), Decimal("0.850"))


def test_75_percent_of_130_fits_no_whole_number_exactly():
    assert exact_numerator(75, 130) is None
    assert fits("75", 130) == (97, 98)
    assert fits("75.00", 130) == ()
    assert round_half_up(wilson(97, 130).low, 3) == Decimal("0.665")
    assert round_half_up(wilson(98, 130).high, 3) == Decimal("0.820")


@pytest.mark.parametrize("missing", sorted(BASIS))
def test_a_rate_without_any_part_of_its_basis_cannot_be_made(missing: str):
    with pytest.raises(TypeError, match=missing):
        Figure.rate(1, 2, **{name: value for name, value in BASIS.items() if name != missing})


@pytest.mark.parametrize("emptied", ["measure", "definition_version", "source", "counted", "among", "window", "as_of"])
def test_nor_with_an_empty_one(emptied: str):
    with pytest.raises(ValueError, match="needs its"):
        Figure.rate(1, 2, **{**BASIS, emptied: " " if isinstance(BASIS[emptied], str) else None})


@pytest.mark.parametrize("numerator, denominator", [(3, 2), (-1, 2), (0, 0)])
def test_what_is_no_share_is_refused(numerator: int, denominator: int):
    with pytest.raises(ValueError):
        Figure.rate(numerator, denominator, **BASIS)


def test_a_bare_numerator_is_no_figure():
    with pytest.raises(ValueError, match="numerator and denominator"):
        Figure(**BASIS, numerator=3)


def test_work_and_work_or_school_cannot_be_ranked_together():
    hotel = Figure.rate(80, 100, **BASIS)
    school = Figure.rate(81, 100, **{**BASIS, "counted": "employed or in education"})
    with pytest.raises(NotComparable, match="cannot be ranked together"):
        ranked([hotel, school])
    better = Figure.rate(9, 10, **BASIS)
    assert ranked([hotel, better]) == [better, hotel]


def test_fifty_six_days_and_a_quarter_do_not_compare():
    assert not Figure.rate(1, 2, **BASIS).comparable_with(Figure.rate(1, 2, **{**BASIS, "window": QuarterAfterExit(2)}))


def test_an_amount_needs_its_unit_and_money_brings_it():
    assert Figure.of_amount(Money(7_800_000, "USD"), **BASIS).unit == "USD"
    with pytest.raises(ValueError, match="unit"):
        Figure.of_amount(Decimal(12), **BASIS)


def test_a_change_of_unknown_unit_is_stored_and_never_applied():
    change = Change(value=Decimal(30), unit=ChangeUnit.UNKNOWN, source="NECAT, 2019")
    with pytest.raises(ValueError, match="does not say"):
        change.applied_to(Figure.rate(1, 2, **BASIS).share)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_stays_between_0_and_1(pair: tuple[int, int]):
    interval = wilson(*pair)
    assert 0 <= interval.low <= round_half_up(Decimal(pair[0]) / pair[1], 12) <= interval.high <= 1


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9), st.integers(0, 6))
def test_rounding_is_never_off_by_more_than_half_a_place(value: Decimal, places: int):
    from fractions import Fraction

    assert abs(Fraction(round_half_up(value, places)) - Fraction(value)) <= Fraction(1, 2 * 10**places)


def test_halves_go_away_from_zero():
    assert [str(round_half_up(v, 2)) for v in ("2.675", "-2.675", "0.004")] == ["2.68", "-2.68", "0.00"]
