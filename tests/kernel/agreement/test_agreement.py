"""Differences are settled or moderated, never averaged; kappa equals scikit-learn's; the pass mark is exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from skillmark.kernel.agreement import Criterion, NeedsModeration, Rating, agreement, compare, settle

RUBRIC = [Criterion("safety", 3, 4), Criterion("speed", 1, 4)]


def test_a_difference_beyond_the_limit_waits_for_a_moderator():
    compared = compare(
        RUBRIC, [Rating("a", {"safety": 4, "speed": 3}), Rating("b", {"safety": 1, "speed": 2})], limit=1
    )
    assert [(c.criterion_id, c.difference, c.status) for c in compared] == [
        ("safety", 3, "needs moderation"),
        ("speed", 1, "settled"),
    ]
    with pytest.raises(NeedsModeration, match="safety"):
        settle(compared)
    assert settle(compared, Rating("m", {"safety": 2, "speed": 4})) == {"safety": 2, "speed": 2}
    assert compared[0].levels == (("a", 4), ("b", 1))


def test_a_rater_does_not_moderate_her_own_rating():
    compared = compare(
        RUBRIC, [Rating("a", {"safety": 4, "speed": 3}), Rating("b", {"safety": 1, "speed": 3})], limit=1
    )
    with pytest.raises(ValueError, match="her own"):
        settle(compared, Rating("a", {"safety": 4, "speed": 3}))


@pytest.mark.parametrize("levels", [{"safety": 4}, {"safety": 5, "speed": 1}, {"safety": 1, "speed": 1, "x": 1}])
def test_a_rating_that_does_not_fit_the_rubric_is_refused(levels: dict[str, int]):
    with pytest.raises(ValueError):
        compare(RUBRIC, [Rating("a", levels), Rating("b", {"safety": 1, "speed": 3})], limit=1)


def test_one_rater_is_no_agreement():
    with pytest.raises(ValueError, match="two or more"):
        compare(RUBRIC, [Rating("a", {"safety": 4, "speed": 3})] * 2, limit=1)


@pytest.mark.parametrize("weights, name", [("none", None), ("linear", "linear"), ("quadratic", "quadratic")])
@given(pairs=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=40))
def test_kappa_equals_scikit_learn(weights, name, pairs):
    ours = agreement(pairs, weights=weights)
    assert ours.n == len(pairs)
    if ours.kappa is None:
        assert len({level for pair in pairs for level in pair}) == 1
        return
    theirs = cohen_kappa_score(*zip(*pairs, strict=True), weights=name, labels=range(5))
    assert float(ours.kappa) == pytest.approx(theirs, abs=1e-12)
