"""Forms of looking again: how much, a sample, marks without a name, and what follows of a finding."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.assessment.actions import LONGEST_FINDING
from skillmark.assessment.forms.attempts import Choices, MarksForm
from skillmark.assessment.rules import LARGEST_WEIGHT, MOST_NEW_MARKS, Sampling
from skillmark.ui.choosing import LongChoiceField
from skillmark.ui.forms import DateInput


def number(label: Any, most: int, help_text: Any = "", least: int = 0) -> forms.IntegerField:
    """A small box for a whole number."""
    box = forms.NumberInput({"class": "govuk-input--width-3"})
    return forms.IntegerField(label=label, help_text=help_text, min_value=least, max_value=most, widget=box)


class SamplingForm(forms.Form):
    assessors = number(_("Of the assessors, at least so many percent"), 100)
    candidates = number(_("Of the people who were tried, at least so many percent"), 100)
    methods = number(_("Of the ways of checking, at least so many percent"), 100)
    new_marks = number(_("An assessor is new for so many marks"), MOST_NEW_MARKS)
    new_weight = number(
        _("How many times as readily an attempt comes that a new assessor marked"),
        LARGEST_WEIGHT,
        _("1 is no more readily than any other."),
        1,
    )
    difference_weight = number(
        _("How many times as readily an attempt comes whose assessors differed"),
        LARGEST_WEIGHT,
        _("Beyond the limit, so that a third person settled it."),
        1,
    )

    def sampling(self) -> Sampling:
        return Sampling(**self.cleaned_data)


class DrawForm(forms.Form):
    assurer = LongChoiceField(label=_("Who looks again"))
    external = forms.BooleanField(
        label=_("This person comes from outside the organisation"),
        required=False,
        help_text=_("Another organisation is recorded as a job on her page. Its name is kept with the sample."),
    )
    starts = forms.DateField(label=_("Attempts settled from"), widget=DateInput)
    ends = forms.DateField(label=_("Attempts settled until"), widget=DateInput)
    due_on = forms.DateField(label=_("Done by"), widget=DateInput)

    def __init__(self, assurers: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assurer"].choices = [("", _("Choose a person")), *assurers]  # type: ignore[attr-defined]


class AgainForm(MarksForm):
    """Marks of somebody who saw none."""

    note = forms.CharField(
        label=_("What do you want to remember?"),
        required=False,
        max_length=LONGEST_FINDING,
        widget=forms.Textarea({"rows": 3}),
    )


class FindingForm(forms.Form):
    attempt = forms.ChoiceField(label=_("What is it about?"), widget=forms.RadioSelect, required=False)
    text = forms.CharField(
        label=_("What did you find?"), max_length=LONGEST_FINDING, widget=forms.Textarea({"rows": 5})
    )
    doubts = forms.BooleanField(
        label=_("The result of this attempt is in doubt"),
        required=False,
        help_text=_("It proves nothing until the finding is closed, and records that rest on it are looked at."),
    )

    def __init__(self, attempts: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attempt"].choices = [("", _("The whole sample")), *attempts]  # type: ignore[attr-defined]


class ActionForm(forms.Form):
    text = forms.CharField(
        label=_("What is to be done"), max_length=LONGEST_FINDING, widget=forms.Textarea({"rows": 3})
    )
    person = LongChoiceField(label=_("Who does it"))
    due_on = forms.DateField(label=_("Done by"), widget=DateInput)

    def __init__(self, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Choose a person")), *people]  # type: ignore[attr-defined]


class DoneForm(forms.Form):
    outcome = forms.CharField(
        label=_("How was it done?"), max_length=LONGEST_FINDING, widget=forms.Textarea({"rows": 4})
    )


class CloseForm(forms.Form):
    """`stands` only where an attempt is in doubt."""

    stands = forms.ChoiceField(
        label=_("What becomes of the attempt?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Its result stands")), ("no", _("Its result does not count any more"))],
    )
    reason = forms.CharField(label=_("Why"), max_length=LONGEST_FINDING, widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args: Any, doubts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not doubts:
            del self.fields["stands"]

    @property
    def lets_it_stand(self) -> bool:
        return self.cleaned_data.get("stands") != "no"
