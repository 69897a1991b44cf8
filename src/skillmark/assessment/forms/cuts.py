"""Forms of setting a pass mark: who sits on the panel, what each expects, and what is decided."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.assessment.forms.attempts import Choices, MarksForm


class CutPanelForm(forms.Form):
    task = forms.ChoiceField(label=_("Task"))
    people = forms.MultipleChoiceField(
        label=_("Who sits on the panel"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Three or more who know this work well: those who do it, those who lead it, those who teach it."),
    )

    def __init__(self, tasks: Choices, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].choices = [("", _("Choose a task")), *tasks]  # type: ignore[attr-defined]
        self.fields["people"].choices = list(people)  # type: ignore[attr-defined]


class EstimateForm(MarksForm):
    """For each criterion, what somebody just good enough shows."""


class CloseCutForm(forms.Form):
    pass_mark = forms.TypedChoiceField(label=_("Pass mark"), coerce=int, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Above all where it is not what the estimates came to."),
    )

    def __init__(self, levels: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pass_mark"].choices = list(levels)  # type: ignore[attr-defined]
