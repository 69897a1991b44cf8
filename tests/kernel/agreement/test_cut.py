"""A pass mark by a panel's estimates, and by those on the border: worked through by hand, to the fraction."""

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillmark.kernel.agreement import angoff, borderline_group

# three judges, four questions: of a hundred people just good enough, how many answer right
JUDGES = {
    "a": {"1": 80, "2": 60, "3": 70, "4": 90},
    "b": {"1": 70, "2": 50, "3": 60, "4": 80},
    "c": {"1": 90, "2": 70, "3": 80, "4": 70},
}
HUNDREDS = dict.fromkeys("1234", 100)


def test_the_cut_is_the_mean_of_the_judges_sums() -> None:
    found = angoff(JUDGES, HUNDREDS)
    assert found.sums == {"a": 300, "b": 260, "c": 310}
    assert found.cut == Fraction(290)
    assert found.share == Fraction(29, 40)
    assert [one.mean for one in found.items] == [80, 60, 70, 80]


def test_spread_and_error_are_those_of_a_sample() -> None:
    found = angoff(JUDGES, HUNDREDS)
    assert [one.spread for one in found.items] == pytest.approx([10, 10, 10, 10])
    assert found.error == pytest.approx(sqrt((10**2 + 30**2 + 20**2) / 2) / sqrt(3))


def test_levels_of_a_rubric_are_estimated_alike() -> None:
    found = angoff({"a": {"1": 2, "2": 1}, "b": {"1": 2, "2": 2}}, {"1": 3, "2": 3})
    assert (found.cut, found.possible) == (Fraction(7, 2), 6)


@given(st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=2, max_size=8))
def test_the_cut_is_also_the_sum_of_the_items_means_and_no_spread_means_no_error(rows: list[list[int]]) -> None:
    tops = dict.fromkeys("1234", 3)
    judges = {str(number): dict(zip("1234", row, strict=True)) for number, row in enumerate(rows)}
    found = angoff(judges, tops)
    assert found.cut == sum(one.mean for one in found.items)
    alike = angoff({name: dict(zip("1234", rows[0], strict=True)) for name in judges}, tops)
    assert alike.error == 0
    assert {one.spread for one in alike.items} == {0.0}


@pytest.mark.parametrize(
    ("estimates", "tops"),
    [
        ({"a": {"1": 2}}, {"1": 3}),
        ({"a": {}, "b": {}}, {}),
        ({"a": {"1": 2}, "b": {}}, {"1": 3}),
        ({"a": {"1": 2}, "b": {"1": 4}}, {"1": 3}),
        ({"a": {"1": 0}, "b": {"1": 0}}, {"1": 0}),
    ],
    ids=["one judge", "no item", "an item left out", "off the scale", "no scale"],
)
def test_estimates_that_set_nothing_are_refused(estimates: dict[str, dict[str, int]], tops: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"judge|estimate|top"):
        angoff(estimates, tops)


@pytest.mark.parametrize(
    ("scores", "cut", "low", "high"),
    [
        ([62], 62, 62, 62),
        ([70, 58], 64, 58, 70),
        ([66, 58, 61], 61, 58, 66),
        ([58, 60, 61, 63, 66, 71, 74], 63, 60, 71),
        ([58, 60, 61, 63, 66, 70], 62, 60, 66),
    ],
)
def test_the_border_is_the_median(scores: list[int], cut: int, low: int, high: int) -> None:
    found = borderline_group(scores)
    assert (found.people, found.cut, found.low, found.high) == (len(scores), cut, low, high)


def test_without_anybody_on_the_border_there_is_no_pass_mark() -> None:
    with pytest.raises(ValueError, match="somebody"):
        borderline_group([])
