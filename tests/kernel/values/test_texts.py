"""Text that every store keeps, and where in a document the first that none keeps stands."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillmark.kernel.values import storable, unstorable_place


@pytest.mark.parametrize("text", ["a\x00b", "\x00", "\ud800", "a\ud83d"])
def test_nul_and_half_a_pair_are_kept_nowhere(text: str) -> None:
    assert not storable(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_every_other_text_can_be_kept(text: str) -> None:
    assert storable(text)


@pytest.mark.parametrize(
    "value, place",
    [
        ({"name": "Ana", "years": 3}, None),
        ("a\x00", ""),
        ({"name": "a\ud800"}, "name"),
        ({"rows": [1, {"text": "a\x00"}]}, "rows.1.text"),
        ({"inner": {"a\x00": 1}}, "inner"),
        ([["a"], ["\x00"]], "1.0"),
    ],
)
def test_the_place_of_a_text_that_cannot_be_kept_is_named(value: object, place: str | None) -> None:
    assert unstorable_place(value) == place


def test_a_document_of_great_depth_is_walked() -> None:
    assert unstorable_place(json.loads("[" * 900 + "]" * 900)) is None
