"""What outcomes asks people for."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from skillmark.outcomes.models import Answer
from skillmark.outcomes.words import ANSWERS, OWN_ANSWERS
from skillmark.ui.forms import DateInput

LARGEST_MINIMUM = 100  # above a hundred nothing shows


class MinimumForm(forms.Form):
    """The smallest number of people a published count may stand for: the workspace's own, or more."""

    minimum = forms.IntegerField(
        label=_("Show no group smaller than"), max_value=LARGEST_MINIMUM,
        help_text=_("Smaller counts, and those that would give them away, are left out."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args: Any, least: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        minimum = self.fields["minimum"]
        minimum.initial = least
        minimum.validators.append(MinValueValidator(least))


class OwnAnswerForm(forms.Form):
    """How somebody is today, in her own words."""

    answer = forms.ChoiceField(
        label=_("Do you have a job now?"),
        widget=forms.RadioSelect,
        choices=[(one.value, OWN_ANSWERS[one]) for one in OWN_ANSWERS],
    )


class FollowUpForm(forms.Form):
    """What a follow-up came to, and on which day."""

    answer = forms.ChoiceField(
        label=_("What did you learn?"), widget=forms.RadioSelect, choices=[(one.value, ANSWERS[one]) for one in Answer]
    )
    happened_on = forms.DateField(label=_("On which day?"), widget=DateInput)

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today = today

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return day
