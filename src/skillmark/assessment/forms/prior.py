"""Forms of prior learning: to begin a claim, to make it, and to answer it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.assessment.actions import (
    LONGEST_CLAIM,
    LONGEST_CLAIM_ANSWER,
    LONGEST_CLAIM_PLACE,
    LONGEST_PERIOD,
)
from skillmark.assessment.forms.attempts import Choices
from skillmark.assessment.words import PRIOR_KINDS
from skillmark.ui.choosing import LongChoiceField


class BeginClaimForm(forms.Form):
    """For whom, and against which standard."""

    person = LongChoiceField(label=_("Whose learning is it?"))
    framework = forms.ChoiceField(
        label=_("Which standard is it held against?"),
        widget=forms.RadioSelect,
        help_text=_("The same standard as for everybody who learns here."),
    )

    def __init__(self, people: Choices, frameworks: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known, standards = [(str(key), name) for key, name in people], list(frameworks)
        self.fields["person"].choices = [("", _("Choose a person")), *known]  # type: ignore[attr-defined]
        self.fields["framework"].choices = standards  # type: ignore[attr-defined]
        if [key for key, _name in known] == [self.initial.get("person")]:  # it can only be her own
            self.fields["person"].widget = forms.HiddenInput()
        if len(standards) == 1:
            self.fields["framework"].initial = standards[0][0]


class ClaimForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Where was it learned?"), choices=list(PRIOR_KINDS.items()), widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What was done?"),
        max_length=LONGEST_CLAIM,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("The work itself: what was done, with what, for whom. How many hours it took does not count."),
    )
    place = forms.CharField(
        label=_("Where?"), max_length=LONGEST_CLAIM_PLACE, help_text=_("The workplace, school or home, and the town.")
    )
    period = forms.CharField(
        label=_("When?"), max_length=LONGEST_PERIOD, help_text=_("In words, for example: 2016 to 2019.")
    )
    competencies = forms.MultipleChoiceField(
        label=_("Which of these can be shown now?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each is then tried by a task. Tick only what can be shown."),
    )

    def __init__(self, competencies: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competencies"].choices = list(competencies)  # type: ignore[attr-defined]


class AnswerClaimForm(forms.Form):
    """Whether it is tried, by which tasks, and a sentence that she reads."""

    accepted = forms.ChoiceField(
        label=_("Is it accepted, to be shown?"),
        choices=[("yes", _("Yes: attempts at these tasks are opened")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    tasks = forms.MultipleChoiceField(
        label=_("By which tasks is it shown?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only where it is accepted. Together they show all of it."),
    )
    sentence = forms.CharField(
        label=_("What happens next, or why not?"),
        max_length=LONGEST_CLAIM_ANSWER,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The person it is about reads it."),
    )

    def __init__(self, tasks: Choices, *args: Any, bound: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tasks"].choices = list(tasks)  # type: ignore[attr-defined]
        if bound:  # an upheld appeal has answered that already
            del self.fields["accepted"]
            self.fields["tasks"].help_text = _("Together they show all of it.")
            self.fields["sentence"].label = _("What happens next?")

    @property
    def is_accepted(self) -> bool:
        return "accepted" not in self.fields or self.cleaned_data.get("accepted") == "yes"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.is_accepted and not cleaned.get("tasks") and "tasks" not in self.errors:
            self.add_error("tasks", _("Choose the tasks by which it is shown."))
        return cleaned
