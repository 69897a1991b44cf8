"""Forms about reviews."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from skillmark.governance.models import Body, Conclusion, Meeting, ReviewCycle, ReviewReason
from skillmark.governance.reviewed import Paper
from skillmark.governance.words import CONCLUSIONS
from skillmark.ui.choosing import LongChoiceField
from skillmark.ui.forms import DateInput


class ReviewForm(forms.Form):
    """Which group reviews something, how often, and from when on."""

    body_id = forms.ChoiceField(label=_("Which group reviews it"), widget=forms.RadioSelect)
    months = forms.IntegerField(
        label=_("Every how many months"),
        min_value=ReviewCycle.fewest,
        max_value=ReviewCycle.most,
        initial=12,
        help_text=_("From 3 to 60. Each next review counts from the day on which the last one was held."),
    )
    first_due_on = forms.DateField(label=_("The next review is due by"), widget=DateInput)
    responsible = LongChoiceField(
        label=_("Who prepares it"), required=False, help_text=_("It stands on this person’s Today when it is due.")
    )

    def __init__(
        self, bodies: Sequence[Body], persons: Sequence[tuple[UUID, str]], *arguments: Any, **others: Any
    ) -> None:
        super().__init__(*arguments, **others)
        choosing, person = self.fields["body_id"], self.fields["responsible"]
        assert isinstance(choosing, forms.ChoiceField)  # said for the type checker
        assert isinstance(person, LongChoiceField)
        choosing.choices = [(str(body.pk), body.name) for body in bodies]
        if len(bodies) == 1:
            choosing.initial = str(bodies[0].pk)
        person.choices = [("", translated("nobody in particular")), *((str(key), name) for key, name in persons)]

    def responsible_id(self) -> UUID | None:
        chosen = self.cleaned_data["responsible"]
        return UUID(chosen) if chosen else None


class EndForm(forms.Form):
    """Why nobody reviews something any more."""

    reason = forms.CharField(
        label=_("Why it is not reviewed any more"),
        max_length=ReviewReason.longest,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("It stands in the calendar of reviews, with your name and the day."),
    )


class ConclusionForm(forms.Form):
    """What a review came to, and what is left to the next one."""

    carried = forms.MultipleChoiceField(
        label=_("Left to the next review"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick each that you leave without an answer. It lies before the next review by itself."),
    )
    conclusion = forms.ChoiceField(
        label=_("What it came to"),
        widget=forms.RadioSelect,
        choices=[(each, CONCLUSIONS[each]) for each in Conclusion],
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=ReviewReason.longest,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Say who thought so by seat, not by name. For example: “Operations sees no change.”"),
    )
    meeting_id = forms.ChoiceField(label=_("At which meeting"), required=False, widget=forms.RadioSelect)
    happened_on = forms.DateField(
        label=_("Held on"),
        required=False,
        widget=DateInput,
        help_text=_("Empty where you chose a meeting."),
        error_messages={"required": _("Say on which day it was held.")},
    )

    field_order = ("conclusion", "reason", "meeting_id", "happened_on", "carried")

    def __init__(
        self,
        waiting: Mapping[UUID, Paper],
        meetings: Sequence[Meeting],
        *arguments: Any,
        zone: ZoneInfo,
        **others: Any,
    ) -> None:
        super().__init__(*arguments, **others)
        self.days = {str(each.pk): localtime(each.begins_at, zone).date() for each in meetings}
        if waiting:
            choosing = self.fields["carried"]
            assert isinstance(choosing, forms.MultipleChoiceField)  # said for the type checker
            choosing.choices = [
                (str(key), Truncator(f"{paper.title}: {paper.says}").chars(160)) for key, paper in waiting.items()
            ]
        else:
            del self.fields["carried"]
        if meetings:
            meeting = self.fields["meeting_id"]
            assert isinstance(meeting, forms.ChoiceField)
            named = [(key, date_format(day)) for key, day in self.days.items()]
            meeting.choices = [*named, ("", translated("at no meeting"))]
        else:
            del self.fields["meeting_id"]
            self.fields["happened_on"].required, self.fields["happened_on"].help_text = True, ""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        given["happened_on"] = given.get("happened_on") or self.days.get(given.get("meeting_id") or "")
        if given["happened_on"] is None and "happened_on" not in self.errors:
            self.add_error("happened_on", translated("Say on which day it was held."))
        return given

    def carried_over(self) -> list[UUID]:
        return [UUID(each) for each in self.cleaned_data.get("carried", ())]

    def meeting(self) -> UUID | None:
        chosen = self.cleaned_data.get("meeting_id")
        return UUID(chosen) if chosen else None

    def held_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        return day
