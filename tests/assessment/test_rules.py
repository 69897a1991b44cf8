"""Layers, independence and what an attempt comes to, as pure rules."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillmark.assessment import rules
from skillmark.assessment.models import LayerKind
from skillmark.assessment.rules import Given, Layer, Stage
from skillmark.campaigns import programmes
from skillmark.kernel.agreement import Criterion
from skillmark.kernel.values import BadInput

RUBRIC = (Criterion("1", 1, 3), Criterion("2", 2, 3))
ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))
TEST, PEER = LayerKind.PRACTICAL_TEST, LayerKind.PEER
POLICY = (Layer(TEST, 2, 1),)


def gave(who: UUID, first: int, second: int, *, independent: bool = True, kind: LayerKind = TEST) -> Given:
    return Given(who, kind, "assessor", independent, {"1": first, "2": second})


def test_two_who_both_lead_the_person_are_not_enough() -> None:
    found = rules.result(
        POLICY, RUBRIC, [gave(ONE, 2, 2, independent=False), gave(TWO, 2, 2, independent=False)], limit=1, pass_mark=2
    )
    assert found.stage is Stage.WAITS_FOR_ASSESSORS
    assert found.layers[0].missing == 1
    assert found.layers[0].only_independent


def test_confirmations_of_another_kind_do_not_count_for_a_layer() -> None:
    policy = (Layer(TEST, 1, 1), Layer(PEER, 1))
    found = rules.result(policy, RUBRIC, [gave(ONE, 2, 2), gave(TWO, 2, 2)], limit=1, pass_mark=2)
    assert [state.missing for state in found.layers] == [0, 1]


def test_nothing_is_compared_before_every_layer_is_there() -> None:
    assert rules.result(POLICY, RUBRIC, [gave(ONE, 0, 0)], limit=1, pass_mark=2).comparisons == ()


@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 2))
def test_nobody_passes_on_what_one_rater_alone_saw(a: int, b: int, c: int, d: int, limit: int) -> None:
    found = rules.result(POLICY, RUBRIC, [gave(ONE, a, b), gave(TWO, c, d)], limit=limit, pass_mark=2)
    apart = abs(a - c) > limit or abs(b - d) > limit
    assert (found.stage is Stage.NEEDS_MODERATION) == apart
    assert (found.stage is Stage.PASSED) == (not apart and min(a, b, c, d) >= 2)


def test_a_moderator_decides_the_open_criteria_alone() -> None:
    marks = [gave(ONE, 0, 3), gave(TWO, 3, 3)]
    found = rules.result(POLICY, RUBRIC, marks, limit=1, pass_mark=2, moderated=(THREE, {"1": 1}))
    assert found.stage is Stage.NOT_PASSED
    assert found.levels == {"1": 1, "2": 3}


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"kind": "guess", "count": 2, "independent": 1}],
        [{"kind": "practical_test", "count": 1, "independent": 1}],
        [{"kind": "practical_test", "count": 2, "independent": 0}],
        [{"kind": "practical_test", "count": 2, "independent": 3}],
        [{"kind": "practical_test", "count": 1, "independent": 1}, {"kind": "practical_test", "count": 1}],
    ],
    ids=["none", "unknown kind", "one person", "nobody independent", "more than there are", "a kind twice"],
)
def test_a_policy_that_proves_nothing_is_refused(rows: list[dict[str, object]]) -> None:
    with pytest.raises(BadInput):
        rules.layers_of(rows)


def test_an_assessor_is_independent_of_those_she_neither_leads_nor_follows() -> None:
    assert rules.is_independent(ONE, None, TWO, None)
    assert not rules.is_independent(ONE, None, TWO, ONE)
    assert not rules.is_independent(ONE, TWO, TWO, None)


def test_of_two_passed_tasks_the_higher_level_is_proven() -> None:
    assert rules.proven_levels([{"A": 2, "B": 3}, {"A": 4}]) == {"A": 4, "B": 3}


@pytest.mark.parametrize("name", ["displaced", "incumbent", "nontraditional"])
def test_the_layers_of_every_programme_are_a_policy(name: str) -> None:
    layers = [
        {"kind": layer.kind, "count": layer.count, "independent": layer.independent}
        for layer in programmes.template(name).layers
    ]
    assert rules.layers_of(layers) == (Layer(TEST, 2, 1),)


@pytest.mark.parametrize("name", programmes.names())
def test_every_way_of_checking_in_a_programme_is_one_we_have(name: str) -> None:
    assert {layer.kind.replace(" ", "_") for layer in programmes.template(name).layers} <= set(LayerKind.values)
