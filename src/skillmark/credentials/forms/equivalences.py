"""Forms of rules: what of another issuer counts for what here."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from skillmark.ui.choosing import LongChoiceField
from skillmark.ui.forms import DateInput

Choices = Iterable[tuple[str, str | Promise]]


class CountsForForm(forms.Form):
    outside = forms.ChoiceField(label=_("What of it counts"), widget=forms.RadioSelect)
    competency = LongChoiceField(label=_("What it counts for here"))
    level = forms.IntegerField(
        label=_("At which level"),
        min_value=1,
        max_value=10,
        widget=forms.NumberInput({"class": "govuk-input--width-3"}),
    )
    least = forms.IntegerField(
        label=_("From which level there"),
        required=False,
        min_value=0,
        max_value=10,
        help_text=_("Leave it empty where any level there is enough, or it states none."),
        widget=forms.NumberInput({"class": "govuk-input--width-3"}),
    )
    begins = forms.DateField(label=_("From"), widget=DateInput)
    ends = forms.DateField(
        label=_("Until"), required=False, widget=DateInput, help_text=_("Leave it empty until somebody ends it.")
    )
    reason = forms.CharField(
        label=_("Why it is as good"),
        max_length=500,
        help_text=_("What you compared. It is kept with your name."),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, outside: Choices, competencies: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outside"].choices = list(outside)  # type: ignore[attr-defined]
        self.fields["competency"].choices = [("", _("Choose one")), *competencies]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = given.get("begins"), given.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", _("The last day lies before the first day."))
        return given


class RulesTableForm(forms.Form):
    framework = forms.ChoiceField(label=_("For which standard"))
    table = forms.FileField(
        label=_("The table"),
        help_text=_("CSV with the columns issuer, kind, outside, competency, level, begins, reason."),
    )

    def __init__(self, frameworks: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["framework"].choices = list(frameworks)  # type: ignore[attr-defined]
