"""What a panel's ratings come to, in numbers anybody can recompute."""

import pytest

from skillmark.standards.panel import CUT, Answer, MustArgue, argues, figures, line_document, must_argue, together


def answers(**lines: tuple[int, ...]) -> list[Answer]:
    return [
        Answer(f"rater {number}", line, mark, mark, mark >= 4)
        for line, marks in lines.items()
        for number, mark in enumerate(marks)
    ]


def test_the_figures_of_a_line_are_those_of_its_sources() -> None:
    (found,) = figures(answers(a=(5, 4, 4, 3, 5, 5))).values()
    told = line_document(found, CUT)
    # mean 26/6; variance 4/6 by hand; r_wg 1 − (2/3)/2; five of six essential; six of six needed against chance
    assert told == {
        "raters": 6, "mean": "4.33", "spread": "0.82", "r_wg": "0.67", "content_validity_ratio": "0.67",
        "critical_ratio": "1.00", "frequency": "4.33", "needed_at_entry": 5, "below_cut": False,
    }  # fmt: skip


def test_a_line_is_below_the_cut_by_its_unrounded_mean() -> None:
    (found,) = figures(answers(a=(3,) * 299 + (2,))).values()
    assert line_document(found, CUT)["mean"] == "3.00", "shown rounded"
    assert found.below(CUT)


def test_two_raters_give_no_figures() -> None:
    assert figures(answers(a=(5, 1))) == {}
    assert together(answers(a=(5, 1), b=(4, 2))) is None


def test_a_panel_agrees_as_a_whole_over_the_lines_that_all_rated() -> None:
    whole = answers(a=(5, 5, 4), b=(1, 2, 1), c=(3, 3, 3), d=(5, 4, 4))
    one_gap = [answer for answer in whole if (answer.rater, answer.line) != ("rater 2", "d")]
    found = together([*whole, Answer("late", "a", 5, 5, True)])
    assert found is not None
    assert (found["raters"], found["lines"]) == (3, 4)
    assert found["value"] == "0.96"  # mean squares 6.889, 0.333, 0.222 by hand: 0.899 for one rater, 0.964 for three
    assert together(one_gap) is None, "two without a gap are too few"


@pytest.mark.parametrize(
    ("reference", "name", "kind"),
    [
        ("2.C.7.a", "English Language", MustArgue.LANGUAGE),
        ("1.A.3.a.1", "Static Strength", MustArgue.PHYSICAL),
        ("1.D.1.a", "Innovation", MustArgue.PERSONALITY),
        ("X-1", "Speaks fluent Spanish", MustArgue.LANGUAGE),
        ("X-2", "Has a positive attitude", MustArgue.PERSONALITY),
        ("X-3", "Able to lift 50 pounds", MustArgue.PHYSICAL),
        ("TP-04", "Chooses lifting gear, checks it, and moves a load", None),
        ("2.A.1.b", "Active Listening", None),
    ],
)
def test_language_body_and_character_always_have_to_be_argued_for(
    reference: str, name: str, kind: MustArgue | None
) -> None:
    assert argues(reference, name, "") is kind
    kept = {"requirements": {reference: {"below_cut": False}}}
    assert must_argue(reference, name, "", kept) is kind


def test_after_a_panel_what_it_put_below_the_cut_or_never_saw_has_to_be_argued_for() -> None:
    basis = {"requirements": {"A": {"below_cut": True}}}
    assert must_argue("A", "Listening", "", basis) is MustArgue.BELOW_CUT
    assert must_argue("B", "Listening", "", basis) is MustArgue.NOT_RATED
    assert must_argue("B", "Listening", "", None) is None
