"""Choosing one of many: a list to open where they are few, a box to type in where they are hundreds."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

MOST_TO_OPEN = 40  # what somebody reads through on a phone


class TypedChoice(forms.TextInput):
    """A box that suggests while one types. The browser does it, so it needs no script and is read aloud."""

    template_name = "ui/forms/typed_choice.html"

    def __init__(self, names: Mapping[str, str], attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off"} | (attrs or {}))
        self.names = names

    def format_value(self, value: Any) -> str | None:
        return self.names.get(str(value), super().format_value(value)) if value else None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        suggested = f"{context['widget']['attrs'].get('id', name)}_names"
        context["widget"]["attrs"]["list"] = suggested
        return context | {"suggested": suggested, "names": [name for value, name in self.names.items() if value]}


class LongChoiceField(forms.ChoiceField):
    """A ChoiceField whose choices may be hundreds, each with a name of its own: one is chosen by its value, or by its
    name as it is typed. An empty value stands for none.
    """

    default_error_messages = {
        "invalid_choice": _("“%(value)s” is not among them. Type some letters and choose what is suggested.")
    }

    @property
    def choices(self) -> Any:
        return self._choices

    @choices.setter
    def choices(self, offered: Any) -> None:  # as wide as the setter it takes the place of
        names = {str(value): str(name) for value, name in offered}
        self._choices = list(names.items())
        self._values = {name.casefold(): value for value, name in names.items() if value}
        if len(names) <= MOST_TO_OPEN:
            self.widget.choices = self._choices
            return
        attributes = self.widget.attrs
        self.widget = TypedChoice(names, attributes)
        self.widget.is_required = self.required
        hints = [str(self.help_text), translated("Type some letters of the name, then choose.")]
        if names.get("") and not self.required:
            hints.append(translated("Empty means: %(choice)s.") % {"choice": names[""]})
        self.help_text = " ".join(filter(None, hints))

    def to_python(self, value: Any) -> str:
        typed: str = super().to_python(value).strip()
        return self._values.get(typed.casefold(), typed)
