"""Coming in by an invitation: a password, and an address only where none is known."""

from collections.abc import Mapping
from typing import Any

from allauth.account.forms import ResetPasswordKeyForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from skillmark.people import queries


class ChoosePasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]  # allauth has no types
    """allauth's form in our words, for whoever never had a password as well."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["password1"].label, self.fields["password2"].label = _("Password"), _("The password again")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class JoinForm(forms.Form):
    """One password, and none where codes are sent to a number."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 10 characters, and none that many people use."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        strip=False,
    )

    def __init__(self, given: Mapping[str, Any] | None, *, email: str, phone: str) -> None:
        super().__init__(given)
        if email or phone:
            del self.fields["email"]
        if phone and not email and settings.INSTALLED.sms:
            del self.fields["password"]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if queries.logs_in_by(email, ""):
            raise forms.ValidationError(_("Somebody logs in by this address already. Give another."))
        return email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password
