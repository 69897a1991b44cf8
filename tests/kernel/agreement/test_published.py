"""The figures print what their sources print, to the digit; intervals travel with them and are the same each time."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillmark.kernel.agreement import (
    agreement,
    content_validity_ratio,
    critical_ratio,
    fleiss,
    icc,
    kappa_of_table,
    krippendorff,
    r_wg,
)

_ = None
KRIPPENDORFF = [  # four observers, twelve units; Computing Krippendorff's Alpha-Reliability (2011), section D
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
FLEISS = [  # ten subjects, fourteen raters, five categories
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
]  # fmt: skip
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]  # 1979, table 2


@pytest.mark.parametrize(
    "scale, printed", [("nominal", "0.743"), ("ordinal", "0.815"), ("interval", "0.849"), ("ratio", "0.797")]
)
def test_krippendorffs_alpha_is_the_printed_one(scale, printed):
    found = krippendorff(list(zip(*KRIPPENDORFF, strict=True)), scale=scale, with_interval=True)
    assert f"{found.alpha:.3f}" == printed
    assert (found.units, found.values) == (11, 40)  # the twelfth unit has one rating and pairs with nothing
    assert found.interval.low < found.alpha < found.interval.high <= 1
    assert found == krippendorff(list(zip(*KRIPPENDORFF, strict=True)), scale=scale, with_interval=True)


def test_fleiss_kappa_is_the_printed_one():
    assert f"{float(fleiss(FLEISS)):.3f}" == "0.210"


@pytest.mark.parametrize(
    "model, mean, printed, low, high",
    [
        ("one-way", False, "0.17", "-0.13", "0.72"),
        ("two-way random", False, "0.29", "0.02", "0.76"),
        ("two-way mixed", False, "0.71", "0.34", "0.95"),
        ("one-way", True, "0.44", "-0.88", "0.91"),
        ("two-way random", True, "0.62", "0.07", "0.93"),
        ("two-way mixed", True, "0.91", "0.68", "0.99"),
    ],
)
def test_the_six_intraclass_correlations_are_the_printed_ones(model, mean, printed, low, high):
    """Shrout and Fleiss print the six; the intervals are those that R's `psych` prints for them."""
    found = icc(SHROUT_FLEISS, model=model, mean=mean)
    assert f"{found.icc:.2f}" == printed
    assert (f"{found.interval.low:.2f}", f"{found.interval.high:.2f}") == (low, high)


def test_cohens_weighted_kappa_is_the_printed_one():
    """Cohen 1968, table 1: two psychiatrists, 200 people; .492 without weights and .348 with his."""
    hundredths = [[44, 7, 9], [5, 20, 5], [1, 3, 6]]
    shares = [[Fraction(cell, 100) for cell in row] for row in hundredths]
    assert f"{float(kappa_of_table(shares, [[0, 1, 1], [1, 0, 1], [1, 1, 0]])):.3f}" == "0.492"
    assert f"{float(kappa_of_table(shares, [[0, 1, 3], [1, 0, 6], [3, 6, 0]])):.3f}" == "0.348"
    pairs = [(i, j) for i, row in enumerate(hundredths) for j, cell in enumerate(row) for _ in range(cell)]
    found = agreement(pairs, weights="none", with_interval=True)
    assert f"{float(found.kappa):.3f}" == "0.492"
    assert found.interval.low < found.kappa < found.interval.high


def test_lawshes_ratio_and_the_least_of_it_by_size_of_panel():
    assert content_validity_ratio(9, 10) == Fraction(4, 5)
    assert content_validity_ratio(0, 6) == -1
    # Ayre and Scally 2014, table 4: panels of 5, 6, 8, 9, 10, 15, 20, 40
    printed = {5: "1.000", 6: "1.000", 8: "0.750", 9: "0.778", 10: "0.800", 15: "0.600", 20: "0.500", 40: "0.300"}
    assert {size: f"{float(critical_ratio(size)):.3f}" for size in printed} == printed


def test_agreement_within_a_panel():
    assert r_wg([4, 4, 4, 4], points=5) == 1
    assert r_wg([4, 4, 4, 5], points=5) == Fraction(7, 8)  # a variance of 1/4 where chance would give 2
    assert r_wg([1, 5, 1, 5], points=5) == 0


@given(st.lists(st.lists(st.integers(1, 4), min_size=3, max_size=3), min_size=3, max_size=6))
def test_alpha_on_an_interval_scale_knows_no_origin_and_no_order_of_raters(units):
    found = krippendorff(units, scale="interval").alpha
    moved = krippendorff([[value + 10 for value in reversed(unit)] for unit in units], scale="interval").alpha
    assert found == (None if moved is None else pytest.approx(moved))


@pytest.mark.parametrize(
    "refused",
    [
        lambda: krippendorff([[1, None], [2, None]]),
        lambda: krippendorff([[-1, 1]], scale="ratio"),
        lambda: fleiss([[1, 1], [2, 1]]),
        lambda: fleiss([[1, 0]]),
        lambda: icc([[1, 2]]),
        lambda: icc([[1, 2], [1]]),
        lambda: kappa_of_table([[Fraction(1)]], [[0, 1]]),
        lambda: r_wg([3], points=5),
        lambda: r_wg([6, 1], points=5),
        lambda: content_validity_ratio(3, 2),
        lambda: critical_ratio(0),
    ],
)
def test_what_cannot_be_stated_is_refused(refused):
    with pytest.raises(ValueError):
        refused()


def test_where_nothing_differs_there_is_no_figure():
    assert krippendorff([[2, 2], [2, 2], [2, 2]]).alpha is None
    assert krippendorff([[2, 2], [2, 2], [2, 2]], with_interval=True).interval is None
    assert fleiss([[3, 0], [3, 0]]) is None
    assert icc([[2, 2], [2, 2]]) is None
    assert icc([[1, 1], [2, 2], [3, 3]]).icc == 1
    assert agreement([(1, 1), (2, 2)], with_interval=True).interval is None  # two pairs say nothing about others
