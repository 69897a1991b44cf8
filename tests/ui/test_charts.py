"""Charts are drawn on the server, spoken to screen readers, and followed by their table."""

import re

import pytest
from django.template import Context, Template

from skillmark.ui import charts

ROWS = [("Checked", 38), ("Says so", 121), ("Likely from a past job", None)]


def drawn() -> charts.Chart:
    return charts.bars("How we know", "Most say so.", ("Basis", "People"), ROWS)


def test_same_input_gives_the_same_bytes() -> None:
    assert drawn().drawing == drawn().drawing


def test_a_suppressed_cell_has_words_and_no_bar() -> None:
    chart = drawn()
    assert "Too few to show" in chart.drawing
    assert chart.table.rows[2][1] == "Too few to show"
    assert chart.drawing.count(charts.PINE) == 2


def test_a_drawing_has_a_name_and_a_description_and_no_style() -> None:
    svg = drawn().drawing
    assert 'role="img" aria-label="How we know. Most say so."' in svg
    assert "<title>How we know</title><desc>Most say so.</desc>" in svg
    assert not re.search(r"\sstyle=|<style|<script|href=", svg)


def test_names_cannot_break_out_of_the_drawing() -> None:
    chart = charts.bars('<b>"&', "d", ("a", "b"), [("<script>x</script>", 1)])
    assert "<script" not in chart.drawing
    assert "<b>" not in chart.drawing


def test_a_chart_is_always_followed_by_its_table() -> None:
    page = Template("{% load skillmark %}{% chart chart %}").render(Context({"chart": drawn()}))
    assert page.index("<svg") < page.index("<table")


def test_a_long_name_is_shortened_in_the_drawing_alone() -> None:
    name = "People who repair and maintain heavy machinery"
    chart = charts.bars("t", "d", ("a", "b"), [(name, 3)])
    assert "…" in chart.drawing
    assert chart.table.rows[0][0] == name


def test_a_funnel_says_the_share_of_its_first_step() -> None:
    chart = charts.funnel("t", "d", ("a", "b"), [("Invited", 120), ("Came", 64), ("Left", None)])
    assert [row[1] for row in chart.table.rows] == ["120", "64 (53%)", "Too few to show"]


def test_an_interval_out_of_order_is_refused() -> None:
    with pytest.raises(ValueError, match="low, estimate, high"):
        charts.intervals("t", "d", ("a", "b"), [("Spring", (3, 2, 4))])


def test_a_chart_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="empty state"):
        charts.bars("t", "d", ("a", "b"), [])
