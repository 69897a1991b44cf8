"""Forms of leaves to sign, and of the training before signing."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.credentials import training
from skillmark.credentials.delegation import LONGEST_DAYS, Reach
from skillmark.ui.choosing import LongChoiceField
from skillmark.ui.forms import DateInput

Choices = Iterable[tuple[str, str]]
REACHES = (
    (Reach.REPORTS.value, _("Those who report to her or him")),
    (Reach.UNIT.value, _("Everybody in one unit, and in the units within it")),
    (Reach.EVERYBODY.value, _("Everybody here")),
)


class DelegateForm(forms.Form):
    person = LongChoiceField(
        label=_("Who may sign"),
        help_text=_("A line manager or an assessor. Signing begins only after her or his own training in it."),
    )
    achievements = forms.MultipleChoiceField(label=_("What may be signed"), widget=forms.CheckboxSelectMultiple)
    reach = forms.ChoiceField(
        label=_("For whom"), choices=REACHES, initial=Reach.REPORTS.value, widget=forms.RadioSelect
    )
    unit = forms.ChoiceField(label=_("Which unit"), required=False, help_text=_("Only where one unit is meant."))
    starts = forms.DateField(label=_("From"), widget=DateInput)
    ends = forms.DateField(label=_("Last day"), widget=DateInput)

    def __init__(self, persons: Choices, earned: Choices, units: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Choose a person")), *persons]  # type: ignore[attr-defined]
        self.fields["achievements"].choices = list(earned)  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", _("No unit")), *units]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("reach") == Reach.UNIT and not cleaned.get("unit"):
            self.add_error("unit", _("Choose the unit."))
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("It lies before the first day."))
        elif starts and ends and (ends - starts).days > LONGEST_DAYS:
            self.add_error("ends", _("A year at most; then it is looked at again."))
        return cleaned

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        cleaned = self.cleaned_data
        reach = Reach(cleaned["reach"])
        return {
            "person_id": UUID(cleaned["person"]),
            "achievement_ids": [UUID(one) for one in cleaned["achievements"]],
            "reach": reach,
            "unit_id": UUID(cleaned["unit"]) if reach is Reach.UNIT else None,
            "starts": cleaned["starts"],
            "ends": cleaned["ends"],
        }


class TrainingForm(forms.Form):
    """The questions, each answered by one choice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in training.QUESTIONS:
            self.fields[question.name] = forms.ChoiceField(
                label=question.text, choices=question.options, widget=forms.RadioSelect
            )
