"""Forms about groups and seats."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.governance.models import Constituency, Filling
from skillmark.governance.words import CONSTITUENCIES, FILLINGS
from skillmark.ui.forms import DateInput


class BodyForm(forms.Form):
    name = forms.CharField(max_length=120, label=_("Name of the group"), help_text=_("For example: Standards group."))


class TermForm(forms.Form):
    """Who speaks for others in a group, how she came to it, and how long."""

    person = forms.ChoiceField(
        label=_("Who"),
        help_text=_("Everybody else who has a role here, by name. Is somebody missing? Give a role first."),
    )
    filled_by = forms.ChoiceField(
        label=_("How this person came to the seat"),
        widget=forms.RadioSelect,
        choices=[(filling, FILLINGS[filling]) for filling in Filling],
        initial=Filling.APPOINTMENT,
    )
    starts = forms.DateField(label=_("From"), widget=DateInput)
    ends = forms.DateField(label=_("Until"), required=False, widget=DateInput, help_text=_("Empty means no end."))

    def __init__(self, *arguments: Any, persons: Iterable[tuple[UUID, str]], **others: Any) -> None:
        super().__init__(*arguments, **others)
        choosing = self.fields["person"]
        assert isinstance(choosing, forms.ChoiceField)  # said for the type checker
        choosing.choices = [("", ""), *((str(person_id), name) for person_id, name in persons)]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = given.get("starts"), given.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The last day lies before the first day."))
        return given


class SeatForm(TermForm):
    """Who sits in a group, for whom she speaks, and how long."""

    constituency = forms.ChoiceField(
        label=_("For whom does this person speak?"),
        widget=forms.RadioSelect,
        choices=[(constituency, CONSTITUENCIES[constituency]) for constituency in Constituency],
    )
    chairs = forms.BooleanField(
        label=_("Chairs the group"),
        required=False,
        help_text=_("Closes votes and gives seats. Whoever chaired before no longer does."),
    )

    field_order = ("constituency", "person")


class EndSeatForm(forms.Form):
    """The last day of a term: not before its first, and no later than agreed."""

    last_day = forms.DateField(
        label=_("Last day"), widget=DateInput, help_text=_("Until then this person still votes.")
    )

    def __init__(self, *arguments: Any, starts: date, ends: date | None, **others: Any) -> None:
        super().__init__(*arguments, **others)
        self.starts, self.ends = starts, ends

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day < self.starts:
            raise forms.ValidationError(_("The last day lies before the first day."))
        if self.ends is not None and day > self.ends:
            raise forms.ValidationError(_("The seat ends before that day."))
        return day
