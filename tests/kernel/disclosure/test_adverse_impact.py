"""Ratios come from guarded counts, name their reference, and leave out whom they would reveal."""

from math import comb

import pytest

from skillmark.kernel.disclosure import Member, adverse_impact


def people(group: str, selected: int, others: int) -> list[Member]:
    return [Member({"sex": group}, True)] * selected + [Member({"sex": group}, False)] * others


def test_the_four_fifths_example():
    rows = adverse_impact(people("male", 48, 32) + people("female", 12, 28), ["sex"], minimum=10)
    female, male = rows
    assert female.row()[:6] == ("sex", "female", "40", "12", "0.3000", "0.5000")
    assert male.row() == ("sex", "male", "80", "48", "0.6000", "1.0000", "")
    assert female.below_four_fifths
    # two-sided Fisher by hand: of all ways to select 60 of 120, those no likelier than 12 of the 40 women
    ways = {k: comb(40, k) * comb(80, 60 - k) for k in range(41)}
    assert female.p == pytest.approx(sum(w for w in ways.values() if w <= ways[12]) / comb(120, 60), rel=1e-9)


@pytest.mark.parametrize("answer, group", [("", "unknown"), ("not stated", "not stated")])
def test_those_who_did_not_say_are_a_group_and_never_the_reference(answer: str, group: str):
    unsaid = people(answer, 30, 10)
    rows = adverse_impact(people("male", 48, 32) + people("female", 12, 28) + unsaid, ["sex"], minimum=10)
    assert [row.group for row in rows] == ["female", "male", group]
    assert rows[2].n == 40
    assert rows[1].ratio == 1


def test_a_small_group_and_what_would_reveal_it_stay_empty():
    members = people("male", 48, 32) + people("female", 12, 28) + people("other", 3, 15)
    rows = {row.group: row for row in adverse_impact(members, ["sex"], minimum=10)}
    assert rows["other"].row()[3:] == ("", "", "", "")
    assert sum(row.rate is None for row in rows.values()) >= 2


def test_nobody_gives_no_rows():
    assert adverse_impact([], ["sex"], minimum=10) == []
