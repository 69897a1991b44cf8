"""What is looked at again: the same seed draws the same, every cover is reached, and risk comes first."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillmark.kernel.agreement import Unit, draw, place_of

KINDS = ("assessors", "candidates", "methods")


def unit(number: int, assessor: int = 0, candidate: int = 0, method: int = 0, weight: int = 1) -> Unit:
    belongs = zip(KINDS, (assessor, candidate, method), strict=True)
    return Unit(f"u{number}", {kind: frozenset([f"{kind}{one}"]) for kind, one in belongs}, weight)


UNITS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 9), st.integers(0, 3), st.integers(1, 5)), min_size=1, max_size=30
).map(lambda rows: [unit(number, *row) for number, row in enumerate(rows)])
SHARES = st.fixed_dictionaries({kind: st.integers(0, 100) for kind in KINDS})


@given(UNITS, SHARES, st.text(max_size=8), st.randoms())
def test_the_same_seed_draws_the_same_whatever_the_order_of_the_list(
    units: list[Unit], shares: dict[str, int], seed: str, mixed: Random
) -> None:
    shuffled = list(units)
    mixed.shuffle(shuffled)
    assert draw(units, shares, seed=seed) == draw(shuffled, shares, seed=seed)


@given(UNITS, SHARES, st.text(max_size=8))
def test_every_share_is_reached_and_no_unit_is_drawn_for_nothing(
    units: list[Unit], shares: dict[str, int], seed: str
) -> None:
    found = draw(units, shares, seed=seed)
    by_id = {one.unit_id: one for one in units}
    for cover in found.covers:
        names = {name for one in found.drawn for name in by_id[one].belongs[cover.kind]}
        assert len(names) == cover.reached >= cover.wanted
        assert 100 * (cover.wanted - 1) < shares[cover.kind] * cover.known <= 100 * cover.wanted or not cover.wanted
    assert len(found.drawn) <= sum(cover.wanted for cover in found.covers)


def test_another_seed_draws_another_sample() -> None:
    units = [unit(number, number, number) for number in range(40)]
    samples = {draw(units, {"assessors": 10}, seed=str(seed)).drawn for seed in range(20)}
    assert len(samples) == 20


def test_what_weighs_four_comes_first_four_times_as_often() -> None:
    risky, plain = unit(1, 1, weight=4), unit(2, 2)
    first = Counter(draw([risky, plain], {"assessors": 50}, seed=str(seed)).drawn[0] for seed in range(4000))
    assert first["u1"] / 4000 == pytest.approx(0.8, abs=0.02)  # 4 of 5; three standard errors are 0.019


def test_a_place_can_be_worked_out_with_any_tool() -> None:
    """`printf 's\\nu4\\n0' | sha256sum`, and with 1 at its end for the second of two."""
    assert place_of("s", unit(4)) == "35ab6bf0eda208e276554ac13635363281ff6e97774ac26399479c5c48bd548b"
    assert place_of("s", unit(4, weight=2)) == "0b4ae7192061066fb21e3d9fe8ce2f83dfc8fe07a9c3ba38f1ab976f99455d2c"


@pytest.mark.parametrize(
    ("units", "shares"),
    [
        ([unit(1), unit(1)], {"methods": 10}),
        ([unit(1, weight=0)], {"methods": 10}),
        ([unit(1, weight=101)], {"methods": 10}),
        ([unit(1)], {"methods": 101}),
        ([unit(1)], {"methods": -1}),
    ],
    ids=["a unit twice", "no weight", "too much weight", "more than all", "less than none"],
)
def test_a_draw_that_makes_no_sense_is_refused(units: list[Unit], shares: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"once|lies between"):
        draw(units, shares, seed="s")


def test_of_nothing_nothing_is_drawn() -> None:
    found = draw([], {"assessors": 50}, seed="s")
    assert found.drawn == ()
    assert (found.covers[0].known, found.covers[0].wanted) == (0, 0)
