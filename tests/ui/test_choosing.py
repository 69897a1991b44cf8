"""One of hundreds is chosen by typing, without a script; of a few, from a list."""

from django import forms

from skillmark.ui.choosing import MOST_TO_OPEN, LongChoiceField


class Chosen(forms.Form):
    person = LongChoiceField(label="Who", required=False)

    def __init__(self, many: int, *given: dict[str, str]) -> None:
        super().__init__(*given)
        self.fields["person"].choices = [("", "Everybody"), *((str(n), f"Person {n}") for n in range(1, many))]  # type: ignore[attr-defined]


def test_a_few_are_a_list_to_open() -> None:
    html = Chosen(MOST_TO_OPEN).as_p()
    assert "<select" in html
    assert "<datalist" not in html


def test_hundreds_are_typed_with_every_name_suggested() -> None:
    html = Chosen(900).as_p()
    assert "<select" not in html
    assert 'list="id_person_names"' in html
    assert html.count("<option") == 899
    assert "value=" not in html.split("<datalist")[0], "nothing is chosen yet"
    assert "Type some letters of the name, then choose. Empty means: Everybody." in html


def test_a_name_a_value_and_nothing_are_taken() -> None:
    for sent, meant in (("person 17", "17"), (" Person 17 ", "17"), ("17", "17"), ("", "")):
        form = Chosen(900, {"person": sent})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["person"] == meant


def test_what_is_chosen_already_shows_as_its_name() -> None:
    assert 'value="Person 17"' in Chosen(900, {"person": "17"}).as_p()


def test_who_is_not_among_them_is_said_with_what_was_typed() -> None:
    form = Chosen(900, {"person": "Persona <b>"})
    assert form.errors["person"] == ["“Persona <b>” is not among them. Type some letters and choose what is suggested."]
    assert "<b>" not in form.as_p()


def test_one_form_does_not_change_the_next() -> None:
    Chosen(900).as_p()
    assert "<select" in Chosen(3).as_p()
