"""Components say in words what they show, and refuse what makes no sense."""

import pytest
from django.template import Context, Template

from skillmark.ui import levels
from skillmark.ui.brand import stylesheet
from skillmark.ui.tables import Column, Link, Table


def render(text: str, **context: object) -> str:
    return Template("{% load skillmark %}" + text).render(Context(context))


def test_a_level_is_said_in_words_beside_its_bar() -> None:
    html = levels.bar(2, 4, "verified")
    assert "Level 2, 4 needed" in html
    assert (html.count("level__held"), html.count("level__open")) == (2, 2)


@pytest.mark.parametrize("held, needed", [(11, 4), (-1, 4), (1, 0), (1, 11)])
def test_a_level_outside_the_scale_is_refused(held: int, needed: int) -> None:
    with pytest.raises(ValueError, match="scale"):
        levels.bar(held, needed, "verified")


@pytest.mark.parametrize(
    "code, said",
    [
        ("verified", "Checked"),
        ("claimed", "Says so"),
        ("inferred", "Likely from a past job"),
        ("not_yet_assessed", "Not yet tried"),
        ("assessed_below", "Tried, not there yet"),
    ],
)
def test_each_basis_has_its_own_word_and_shape(code: str, said: str) -> None:
    assert said in render("{% basis code %}", code=code)


def test_an_unknown_basis_is_refused() -> None:
    with pytest.raises(ValueError, match="none of"):
        render('{% basis "missing" %}')


def test_a_row_with_another_number_of_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="row 2 has 1 cells under 2 columns"):
        Table("t", [Column("a"), Column("b")], [["1", "2"], ["3"]])


def test_cells_are_escaped_and_links_say_more_to_screen_readers() -> None:
    table = Table("t", [Column("a"), Column("b")], [[Link("Open", "/x", about="Ana’s record"), "<b>no</b>"]])
    html = render("{% table table %}", table=table)
    assert "&lt;b&gt;no&lt;/b&gt;" in html
    assert '<span class="govuk-visually-hidden">Ana’s record</span>' in html


def test_progress_offers_a_plain_way_while_unfinished() -> None:
    assert "Check again" in render('{% progress 1 2 "Reading" url="/p" %}')
    assert "Check again" not in render('{% progress 2 2 "Reading" url="/p" %}')
    assert "hx-get" not in render('{% progress 2 2 "Reading" url="/p" %}')


def test_block_tags_keep_their_content() -> None:
    assert "<p>inside</p>" in render('{% banner "success" %}<p>inside</p>{% endbanner %}')
    assert "<p>inside</p>" in render('{% details "Why" %}<p>inside</p>{% enddetails %}')


def test_a_brand_is_a_colour_and_nothing_else() -> None:
    assert stylesheet("#7A3B69") == ":root{--brand:#7a3b69}\n"
    for wrong in ("red", "#fff", "#7a3b69}body{display:none", "#7a3b69\n"):
        with pytest.raises(ValueError, match="colour"):
            stylesheet(wrong)


def test_a_file_on_disk_carries_its_own_style() -> None:
    source = '{% extends "ui/file.html" %}{% block title %}Nurse{% endblock %}{% block body %}<p>x</p>{% endblock %}'
    html = Template(source).render(Context({"demonstration": True}))
    assert "<title>Nurse</title>" in html
    assert "<h1>Nurse</h1>" in html
    assert "<link" not in html
    assert "SAMPLE" in html
