"""Until when a vote is open: a day, whose end is an instant where the workspace is."""

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.ui.forms import DateInput


class DeadlineForm(forms.Form):
    """The last day of a vote: today or later, `usual` from today where nobody says otherwise."""

    usual: ClassVar[timedelta] = timedelta(days=7)  # long enough for whoever works shifts

    last_day = forms.DateField(label=_("Last day to vote"), widget=DateInput)

    def __init__(self, *arguments: Any, now: datetime, zone: ZoneInfo, **others: Any) -> None:
        super().__init__(*arguments, **others)
        self.today, self.zone = now.astimezone(zone).date(), zone
        self.fields["last_day"].initial = self.today + self.usual

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day < self.today:
            raise forms.ValidationError(_("The last day to vote must be today or later."))
        return day

    def deadline(self) -> datetime:
        """The end of the last day, where the workspace is."""
        return datetime.combine(self.cleaned_data["last_day"] + timedelta(days=1), time(), self.zone)
