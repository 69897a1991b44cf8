"""A phone number with its country code, however it is grouped."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from skillmark.people.rules import plain_phone

WHOLE = RegexValidator(r"^\+[1-9]\d{5,14}$", _("Write the number with its country code, such as +1 555 014 2999."))


class NumberField(forms.CharField):
    """Gives the number plain: `+15550142999`."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"autocomplete": "tel", "type": "tel", "class": "govuk-input--width-20"})
        options |= {"widget": widget, "validators": [WHOLE]}
        super().__init__(**options, help_text=_("With the country code, such as +1 555 014 2999."))

    def to_python(self, value: Any) -> str:
        return plain_phone(super().to_python(value) or "")
