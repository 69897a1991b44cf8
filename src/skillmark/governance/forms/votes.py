"""Forms about questions and votes."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.governance.models import Choice, Conflict, Seat
from skillmark.governance.words import CONSTITUENCIES
from skillmark.ui.forms import DateInput

USUAL_DAYS = 7  # long enough for whoever works shifts


class BallotForm(forms.Form):
    choice = forms.ChoiceField(
        label=_("Your vote"),
        widget=forms.RadioSelect,
        choices=[(Choice.YES, _("Yes")), (Choice.NO, _("No")), (Choice.ABSTAIN, _("I abstain"))],
    )


class SecrecyForm(forms.Form):
    """Whether the votes of a group are secret."""

    secret = forms.BooleanField(
        label=_("Votes are secret"),
        required=False,
        help_text=_("Who voted is seen, and how many for and against; never how one voted. For questions from now on."),
    )


class ConflictForm(forms.Form):
    """Whose interest stands in the way of a vote, and which."""

    seat = forms.ChoiceField(label=_("Whose seat"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Which interest"),
        max_length=Conflict.longest,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who reads the question sees it. For example: “My sister runs the school.”"),
    )

    def __init__(self, seats: Sequence[Seat], *arguments: Any, **others: Any) -> None:
        super().__init__(*arguments, **others)
        choosing = self.fields["seat"]
        assert isinstance(choosing, forms.ChoiceField)  # said for the type checker
        choosing.choices = [
            (str(seat.pk), f"{seat.person.name if seat.person else ''}, {CONSTITUENCIES[seat.constituency]}")
            for seat in seats
        ]
        if len(seats) == 1:
            choosing.initial = str(seats[0].pk)


class DeadlineForm(forms.Form):
    """Until when a question is open."""

    last_day = forms.DateField(label=_("Last day to vote"), widget=DateInput)

    def __init__(self, *arguments: Any, today: date, zone: ZoneInfo, **others: Any) -> None:
        super().__init__(*arguments, **others)
        self.today, self.zone = today, zone
        self.fields["last_day"].initial = today + timedelta(days=USUAL_DAYS)

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day < self.today:
            raise forms.ValidationError(_("The last day to vote must be today or later."))
        return day

    def deadline(self) -> datetime:
        """The end of the last day, where the workspace is."""
        return datetime.combine(self.cleaned_data["last_day"] + timedelta(days=1), time(), self.zone)
