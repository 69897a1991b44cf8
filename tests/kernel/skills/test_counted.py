"""A framework counted once suggests what counting it anew each time suggests."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillmark.kernel.skills import Element, suggest_tasks
from skillmark.kernel.skills.counted import CountedStatements

WORDS = st.sampled_from(
    [
        "fit",
        "fits",
        "fitting",
        "pump",
        "pumps",
        "seal",
        "seals",
        "the",
        "and",
        "test",
        "tests",
        "drawing",
        "read",
        "safely",
        "bearing",
    ]
)
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)


def anew(elements: list[Element], statements: list[str]) -> list[list[tuple[int, int]]]:
    tasks = [(str(place), statement) for place, statement in enumerate(statements)]
    return [[(int(one.task_id), one.score) for one in found] for found in suggest_tasks(elements, tasks)]


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=6), st.lists(TEXTS, min_size=1, max_size=12))
def test_it_suggests_what_counting_anew_suggests(asked: list[str], statements: list[str]) -> None:
    elements = [Element(str(place), "pump", text) for place, text in enumerate(asked)]
    found = CountedStatements(statements).like(elements)
    for one, expected in zip(found, anew(elements, statements), strict=True):
        assert len(one) == len(expected)
        for (place, score), (wanted, rate) in zip(one, expected, strict=True):
            assert score == pytest.approx(rate, abs=1)  # the last bit of a float may round another way
            assert place == wanted or statements[place] != statements[wanted]


def test_asking_once_changes_nothing_for_who_asks_next() -> None:
    counted = CountedStatements(["fit a seal to the pump", "read a drawing", "paint the buoy"])
    seal = [Element("1", "Seals", "Fits seals of unheard makes")]
    first = counted.like(seal)
    assert [place for place, _ in first[0]] == [0]
    counted.like([Element("2", "Drawings", "Reads drawings of unheard makes")])
    assert counted.like(seal) == first


def test_nothing_in_common_or_nothing_to_compare_finds_nothing() -> None:
    element = Element("1", "Weather", "Forecasts storms")
    assert CountedStatements(["fit a seal"]).like([element]) == ((),)
    assert CountedStatements([]).like([element]) == ((),)
    assert CountedStatements(["the and of", ""]).like([element, element]) == ((), ())
    assert CountedStatements(["fit a seal"]).like([]) == ()


def test_alike_statements_stand_in_their_order() -> None:
    found = CountedStatements(["fit a seal"] * 5).like([Element("1", "Seal", "fit")])
    assert [place for place, _ in found[0]] == [0, 1, 2]
