"""Forms as the design system shows them: `FORM_RENDERER = "skillmark.ui.forms.Renderer"`."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import django.forms
from django.core import validators
from django.forms.renderers import BaseRenderer
from django.forms.widgets import MultiWidget, TextInput, Widget
from django.template.backends.django import DjangoTemplates
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from skillmark.kernel.values import BadInput
from skillmark.ui.sentences import in_words

OURS = Path(__file__).resolve().parent / "form_templates"
DJANGOS = Path(django.forms.__file__).resolve().parent / "templates"


# Django says of every empty field that it is required; whoever left it empty is told what to do instead
MISSING: Mapping[type[django.forms.Field], Any] = {
    django.forms.Field: _("Fill this in."),
    django.forms.ChoiceField: _("Choose one."),
    django.forms.MultipleChoiceField: _("Choose at least one."),
    django.forms.FileField: _("Choose a file."),
    django.forms.BooleanField: _("Tick this box to go on."),
}


# the same of a number or a text beyond its bounds, which Django asks one to "ensure"
BEYOND: Mapping[type[validators.BaseValidator], Any] = {
    validators.MaxValueValidator: _("At most %(limit_value)s."),
    validators.MinValueValidator: _("At least %(limit_value)s."),
    validators.MaxLengthValidator: _("At most %(limit_value)s letters; these are %(show_value)s."),
}


def say_what_to_do() -> None:
    """Have each kind of field say in plain words what to do about it, where a form has no words of its own."""
    for kind, sentence in MISSING.items():
        kind.default_error_messages = {**kind.__dict__.get("default_error_messages", {}), "required": sentence}
    for bound, sentence in BEYOND.items():
        bound.message = sentence


def refuse(form: django.forms.BaseForm, bad: BadInput) -> None:
    """Say the first thing that is wrong with what was sent: at its field, or above the form where it has none."""
    problem = bad.problems[0]
    form.add_error(problem.column if problem.column in form.fields else None, in_words(problem.message))


class Renderer(BaseRenderer):
    """Every form and widget of Django in our templates; widgets of other apps fall back on their own."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    @cached_property
    def engine(self) -> DjangoTemplates:
        return DjangoTemplates({"APP_DIRS": True, "DIRS": [OURS, DJANGOS], "NAME": "skillmark-forms", "OPTIONS": {}})

    def get_template(self, template_name: str) -> Any:
        return self.engine.get_template(template_name)


class TypedDate(str):
    """`YYYY-MM-DD` as a field reads it, and the three boxes as they were typed: a wrong date stays to be mended."""

    __slots__ = ("parts",)
    parts: tuple[str, str, str]

    def __new__(cls, day: str, month: str, year: str) -> "TypedDate":
        typed = super().__new__(cls, f"{year}-{month}-{day}")
        typed.parts = (day, month, year)
        return typed


class DateInput(MultiWidget):
    """Day, month and year in three boxes, for a DateField; nothing to pick, so it works everywhere."""

    template_name = "ui/forms/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        # text boxes: those for numbers change under a scrolling mouse and read badly aloud
        boxes: dict[str, Widget | type[Widget]] = {
            part: TextInput({"inputmode": "numeric", "class": width})
            for part, width in (
                ("day", "govuk-input--width-2"),
                ("month", "govuk-input--width-2"),
                ("year", "govuk-input--width-4"),
            )
        }
        super().__init__(boxes, attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for box, label in zip(context["widget"]["subwidgets"], (_("Day"), _("Month"), _("Year")), strict=True):
            box["label"] = label
        return context

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, date):
            return [value.day, value.month, value.year]
        return list(value.parts) if isinstance(value, TypedDate) else [None, None, None]

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:
        """`YYYY-MM-DD` as typed, for the field to judge; nothing when all three are empty."""
        day, month, year = (str(part or "").strip() for part in super().value_from_datadict(data, files, name))
        return TypedDate(day, month, year) if day or month or year else ""
