"""The forms of certificates that are earned by themselves, and of statements about a group."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Choices = Iterable[tuple[str, str]]


class StackForm(forms.Form):
    public_name = forms.CharField(
        label=_("Name on the certificate"),
        max_length=200,
        help_text=_("It is read by everybody. Name the work, never a programme or a group of people."),
    )
    every = forms.MultipleChoiceField(
        label=_("Every one of these is needed"), required=False, widget=forms.CheckboxSelectMultiple
    )
    some = forms.MultipleChoiceField(label=_("And some of these"), required=False, widget=forms.CheckboxSelectMultiple)
    count = forms.IntegerField(
        label=_("How many of the second list"),
        required=False,
        min_value=1,
        max_value=50,
        help_text=_("Leave it empty where the second list is empty."),
        widget=forms.NumberInput({"class": "govuk-input--width-3"}),
    )
    days = forms.IntegerField(
        label=_("How many days old each record may be"),
        required=False,
        min_value=1,
        max_value=3660,
        help_text=_("Leave it empty where any record in force will do."),
        widget=forms.NumberInput({"class": "govuk-input--width-4"}),
    )

    def __init__(self, achievements: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(achievements)
        for name in ("every", "some"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        every, some, count = given.get("every") or [], given.get("some") or [], given.get("count") or 0
        if set(every) & set(some):
            self.add_error("some", _("What every holder needs cannot stand in the second list too."))
        elif bool(some) != bool(count) or count > len(some):
            self.add_error("count", _("Say how many of the second list, and no more than stand in it."))
        elif len(every) + count < 2:
            self.add_error("every", _("A certificate rests on two records at least."))
        return given


class StandsForm(forms.Form):
    reason = forms.CharField(label=_("Why it stands all the same"), max_length=300)


class StatementForm(forms.Form):
    job = forms.ChoiceField(label=_("Of everybody whose job here is"))
    achievement = forms.ChoiceField(label=_("how many hold a current record of"))
    months = forms.IntegerField(
        label=_("For how many months it is shown as current"),
        min_value=1,
        max_value=24,
        initial=12,
        widget=forms.NumberInput({"class": "govuk-input--width-3"}),
    )

    def __init__(self, jobs: Iterable[str], achievements: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["job"].choices = [(job, job) for job in jobs]  # type: ignore[attr-defined]
        self.fields["achievement"].choices = list(achievements)  # type: ignore[attr-defined]
