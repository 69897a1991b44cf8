"""The form that says how results are checked, as its page groups it."""

from skillmark.assessment.forms import PolicyForm


def test_what_counts_stands_open_and_comes_first() -> None:
    form = PolicyForm([], {}, initial={"count_audit": 1})
    assert [str(way.name) for way in form.ways() if way.counts] == ["Practical test", "Audit"]
    assert [way.counts for way in form.ways()] == [True, True, *[False] * 5]
    assert not form.keeps_apart()


def test_what_is_said_wrongly_stands_open() -> None:
    form = PolicyForm([], {}, {"count_practical_test": 2, "months_portfolio": 99, "apart_1": "audit"})
    assert not form.is_valid()
    assert [str(way.name) for way in form.ways() if way.counts] == ["Practical test", "Portfolio"]
    assert form.keeps_apart()
