"""Forms of ways in: through an organisation's provider, and by PIN at a shared tablet."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DIGITS = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "6", "class": "govuk-input--width-5"}


class WorkAddressForm(forms.Form):
    address = forms.EmailField(label=_("Work e-mail"), max_length=254)


class SignOnForm(forms.Form):
    issuer = forms.CharField(
        label=_("Address of the provider (issuer)"),
        help_text=_("It begins with https://, exactly as the provider writes it."),
        max_length=500,
    )
    client_id = forms.CharField(label=_("Client ID"), max_length=300)
    secret = forms.CharField(
        label=_("Client secret"),
        help_text=_("Kept encrypted, and never shown again."),
        max_length=500,
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )
    domains = forms.CharField(
        label=_("Which e-mail domains belong to it?"),
        help_text=_("What stands after the @, one on each line. For example: example.org."),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )
    second_step_counts = forms.BooleanField(
        label=_("Its second step counts as ours"),
        help_text=_("Who logged in there with more than a password may then sign and vote here."),
        required=False,
    )

    def clean_domains(self) -> list[str]:
        return str(self.cleaned_data["domains"]).replace(",", "\n").split()


class TabletForm(forms.Form):
    name = forms.CharField(
        label=_("What is this device called?"), help_text=_("For example: Tablet of line 2."), max_length=60
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    shift = forms.ChoiceField(label=_("Shift"), required=False)

    def __init__(self, *arguments: Any, units: Iterable[tuple[str, str]], shifts: Iterable[str], **others: Any) -> None:
        super().__init__(*arguments, **others)
        named = {"unit": [("", _("Every unit")), *units]}
        named["shift"] = [("", _("Every shift")), *((shift, shift) for shift in shifts)]
        for name, choices in named.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class PinForm(forms.Form):
    pin = forms.CharField(label=_("Your PIN"), max_length=6, widget=forms.PasswordInput(DIGITS))


class SetPinForm(forms.Form):
    pin = forms.RegexField(
        r"^[0-9]{6}$",
        label=_("Six digits"),
        help_text=_("No birthday, and nothing that stands on your badge."),
        error_messages={"invalid": _("Write six digits.")},
        widget=forms.PasswordInput(DIGITS),
    )
    again = forms.CharField(label=_("The six digits again"), max_length=6, widget=forms.PasswordInput(DIGITS))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and given["pin"] != given["again"]:
            self.add_error("again", _("This is not the same."))
        return given
