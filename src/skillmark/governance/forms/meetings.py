"""Forms about meetings."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.governance.models import Minutes
from skillmark.ui.forms import DateInput


class MeetingForm(forms.Form):
    """When and where a group meets."""

    day = forms.DateField(label=_("Day"), widget=DateInput)
    time = forms.TimeField(label=_("Time"), help_text=_("For example: 14:30."))
    minutes_long = forms.IntegerField(label=_("Minutes it takes"), min_value=1, max_value=24 * 60, initial=60)
    where = forms.CharField(
        label=_("Where"), max_length=200, required=False, help_text=_("A room, or the address of a call.")
    )

    def __init__(self, *arguments: Any, zone: ZoneInfo, now: datetime, **others: Any) -> None:
        super().__init__(*arguments, **others)
        self.zone, self.now = zone, now

    def begins_at(self) -> datetime:
        """The instant, by the clock of the workspace."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], self.zone)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("day") and given.get("time") and self.begins_at() <= self.now:
            self.add_error("day", _("A meeting lies ahead."))
        return given


class MinutesForm(forms.Form):
    """What a meeting came to."""

    text = forms.CharField(
        label=_("Minutes"),
        max_length=Minutes.longest,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("What was decided and why. Name seats, not people: it is kept for good."),
    )
    final = forms.BooleanField(
        label=_("This is final"),
        required=False,
        help_text=_("Then it is only corrected, and what stood there before stays readable."),
    )
