"""Detectable effects equal the reference program's, lotteries can be drawn again, effects name their horizon."""

from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest

from skillmark.kernel.impact import (
    BeforeAfter,
    CausalEstimate,
    Eligible,
    ModelledReturn,
    detectable_mean_difference,
    detectable_rate_difference,
    follow_up_dates,
    hold_lottery,
    is_needed,
    is_unaltered,
    word_for,
)
from skillmark.kernel.values import DayWindow, Interval


# statsmodels 0.15.0, power_proportions_2indep(..., alternative="two-sided") solved for a power of .8
@pytest.mark.parametrize(
    "treated, control, baseline, expected",
    [
        (10, 259, "0.3", "0.415919"),
        (100, 100, "0.3", "0.192657"),
        (60, 140, "0.5", "0.210761"),
        (185, 260, "0.4", "0.133971"),
        (20, 40, "0.1", "0.318146"),
    ],
)
def test_detectable_rates_equal_statsmodels(treated: int, control: int, baseline: str, expected: str):
    effect = detectable_rate_difference(treated, control, baseline=Decimal(baseline))
    assert effect.value == Decimal(expected)


# statsmodels 0.15.0, TTestIndPower().solve_power(..., alpha=.05, power=.8)
@pytest.mark.parametrize(
    "treated, control, expected", [(10, 259, 0.906143), (100, 100, 0.398139), (185, 260, 0.270056), (12, 8, 1.352269)]
)
def test_detectable_means_equal_statsmodels(treated: int, control: int, expected: float):
    effect = detectable_mean_difference(treated, control, spread=Decimal(1))
    assert float(effect.value) == pytest.approx(expected, abs=2e-6)


def test_too_few_people_detect_nothing():
    assert detectable_rate_difference(2, 3, baseline=Decimal("0.8")).value is None
    assert detectable_mean_difference(1, 1, spread=Decimal(1)).value is None


def test_follow_ups_are_counted_from_the_start():
    assert follow_up_dates(date(2025, 8, 31)) == (date(2026, 2, 28), date(2026, 5, 31), date(2026, 8, 31))
    with pytest.raises(ValueError):
        follow_up_dates(date(2025, 8, 31), (6, 6))


def eligible(count: int) -> list[Eligible]:
    return [Eligible(f"P{number}") for number in range(count)]


def test_the_smallest_draws_get_the_seats():
    lottery = hold_lottery(eligible(30), 10, "spring")
    expected = sorted(sha256(f"spring\nP{n}".encode()).hexdigest() for n in range(30))
    assert [lot.draw for lot in lottery.drawn] == expected
    assert [lot.arm for lot in lottery.drawn] == ["treatment"] * 10 + ["comparison"] * 20


def test_the_order_of_the_list_changes_nothing():
    assert hold_lottery(eligible(30), 10, "s") == hold_lottery(eligible(30)[::-1], 10, "s")


def test_an_altered_lottery_is_noticed():
    from dataclasses import replace

    lottery = hold_lottery(eligible(30), 10, "s")
    assert is_unaltered(lottery)
    swapped = (replace(lottery.drawn[0], arm="comparison"), *lottery.drawn[1:])
    assert not is_unaltered(replace(lottery, drawn=swapped))
    assert not is_unaltered(replace(lottery, drawn=lottery.drawn[:-1]))
    assert not is_unaltered(replace(lottery, seed="t"))


def test_each_stratum_has_its_seats():
    people = [Eligible(f"P{n}", "north" if n % 3 else "south") for n in range(30)]
    lottery = hold_lottery(people, {"north": 5, "south": 2}, "s")
    chosen = [lot.stratum for lot in lottery.drawn if lot.arm == "treatment"]
    assert (chosen.count("north"), chosen.count("south")) == (5, 2)
    with pytest.raises(ValueError, match="seats each"):
        hold_lottery(people, 7, "s")


def test_nothing_is_drawn_where_everybody_has_a_seat():
    assert not is_needed(10, 10)
    with pytest.raises(ValueError, match="nothing to draw"):
        hold_lottery(eligible(10), 10, "s")


def test_nobody_has_two_lots():
    with pytest.raises(ValueError, match="twice"):
        hold_lottery([*eligible(5), Eligible("P1")], 2, "s")


def test_only_a_causal_estimate_is_called_impact_and_each_names_its_horizon():
    common = {"outcome": "earnings", "unit": "USD a year", "horizon": DayWindow(0, 365)}
    before = BeforeAfter(**common, before=Decimal(1), after=Decimal(3), n=40)
    modelled = ModelledReturn(**common, measured=Decimal(1), assumed=Decimal(2), assumptions=("turnover falls",))
    causal = CausalEstimate(
        **common,
        design="randomised",
        estimand="intention to treat",
        estimate=Decimal(1794),
        std_error=Decimal(633),
        interval=Interval(Decimal(550), Decimal(3038), Decimal("0.95"), "t"),
        n=445,
    )
    assert [word_for(effect) for effect in (before, modelled, causal)] == ["change", "modelled return", "impact"]
    with pytest.raises(ValueError, match="horizon"):
        BeforeAfter(**{**common, "horizon": None}, before=Decimal(1), after=Decimal(3), n=40)
