"""Forms about questions and votes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.governance.models import Choice, Conflict, Seat
from skillmark.governance.words import CONSTITUENCIES


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
