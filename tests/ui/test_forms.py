"""Any Django form is rendered with labels, hints, errors and legends tied to their boxes."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override

from skillmark.ui.forms import DateInput, Renderer


class Hire(forms.Form):
    default_renderer = Renderer()

    title = forms.CharField(label="Title", help_text="As posted.")
    note = forms.CharField(required=False)
    starts = forms.DateField(label="Starts", widget=DateInput)
    shift = forms.ChoiceField(choices=[("d", "Day"), ("n", "Night")], widget=forms.RadioSelect)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class Search(forms.Form):
    default_renderer = Renderer()

    text = forms.CharField(required=False)


def sent(**data: str) -> Hire:
    return Hire({"title": "Nurse", "shift": "d"} | data)


def test_hint_and_error_are_tied_to_the_box() -> None:
    html = str(Hire({}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_radios_and_dates_stand_in_a_fieldset_with_a_legend() -> None:
    assert str(Hire()).count("<legend") == 2


def test_optional_is_said_only_beside_required_fields() -> None:
    assert str(Hire()).count("(optional)") == 1
    assert "optional" not in str(Search())


def test_hidden_fields_have_no_label() -> None:
    html = str(Hire())
    assert '<input type="hidden" name="token"' in html
    assert 'for="id_token"' not in html


def test_what_people_type_is_escaped() -> None:
    html = str(sent(title='"><script>alert(1)</script>'))
    assert "<script>" not in html


def test_three_boxes_make_a_date() -> None:
    for language in ("en", "es"):
        with override(language):
            form = sent(starts_day="3", starts_month="7", starts_year="2026")
            assert form.is_valid(), form.errors
            assert form.cleaned_data["starts"] == date(2026, 7, 3)


@pytest.mark.parametrize("typed", [("31", "2", "2026"), ("3", "", "2026"), ("x", "1", "2026"), ("1-1", "1", "2026")])
def test_an_impossible_date_is_refused_and_stays_as_typed(typed: tuple[str, str, str]) -> None:
    day, month, year = typed
    form = sent(starts_day=day, starts_month=month, starts_year=year)
    assert list(form.errors) == ["starts"]
    assert f'value="{year}"' in str(form)


def test_an_initial_date_fills_the_boxes() -> None:
    html = str(Hire(initial={"starts": date(2026, 7, 3)}))
    for value in ("3", "7", "2026"):
        assert f'value="{value}"' in html


@pytest.mark.parametrize("name", forms.widgets.__all__)
def test_every_widget_of_django_renders(name: str) -> None:
    widget = getattr(forms, name)
    if not (isinstance(widget, type) and issubclass(widget, forms.Widget)) or widget in (
        forms.Widget,
        forms.MultiWidget,
    ):
        return
    html = widget().render("box", None, {"id": "id_box"}, renderer=Renderer())
    assert "govuk-" in html or 'type="hidden"' in html or not html.strip()


@pytest.mark.parametrize(
    ("field", "sent", "said"),
    [
        (forms.CharField(), "", "Fill this in."),
        (forms.ChoiceField(choices=[("d", "Day")]), "", "Choose one."),
        (forms.MultipleChoiceField(choices=[("d", "Day")]), [], "Choose at least one."),
        (forms.FileField(), None, "Choose a file."),
        (forms.IntegerField(max_value=60), "99", "At most 60."),
        (forms.CharField(max_length=2), "abc", "At most 2 letters; these are 3."),
    ],
)
def test_what_is_missing_or_beyond_bounds_says_what_to_do(field: forms.Field, sent: object, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        field.clean(sent)
    assert refused.value.messages == [said]
