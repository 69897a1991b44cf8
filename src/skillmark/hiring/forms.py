"""What hiring asks people for."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skillmark.kernel.skills import wording
from skillmark.kernel.skills.wording import Language
from skillmark.kernel.values import decimals
from skillmark.standards import queries as standards
from skillmark.standards.showing_versions import findings
from skillmark.ui.forms import DateInput

PERIODS = [
    ("HOUR", _("an hour")),
    ("DAY", _("a day")),
    ("WEEK", _("a week")),
    ("MONTH", _("a month")),
    ("YEAR", _("a year")),
]
REASONS = {
    "missing": _("Say this: nobody should have to ask."),
    "no_range": _("The highest pay is below the lowest, or the pay is nothing."),
    "past": _("This day has passed. Choose the last day on which people may apply."),
    "degree": _("Leave degrees and diplomas out. What the job asks is listed from its standard."),
    "too_long": _("Shorten this to 2,000 letters."),
    "no_way": _("Write an e-mail address, a phone number, a web address that begins with https://, or a sentence."),
}


class PostingForm(forms.Form):
    """An open job: pay, when and where, until when. What the job asks comes from its standard."""

    title = forms.CharField(
        label=_("Name of the job"), max_length=200, required=False, help_text=_("Empty: as the standard calls it.")
    )
    pay_low = forms.DecimalField(
        label=_("Lowest pay"), min_value=0, max_digits=12, decimal_places=3,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}),
    )  # fmt: skip
    pay_high = forms.DecimalField(
        label=_("Highest pay"), min_value=0, max_digits=12, decimal_places=3,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}),
    )  # fmt: skip
    pay_period = forms.ChoiceField(label=_("Paid for each"), choices=PERIODS)
    schedule = forms.CharField(
        label=_("Schedule"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Days and hours, shifts, weekends."),
    )
    street = forms.CharField(label=_("Street"), max_length=200, required=False)
    locality = forms.CharField(label=_("Town"), max_length=100)
    region = forms.CharField(label=_("State or region"), max_length=100, required=False)
    country = forms.RegexField(
        regex=r"^[A-Za-z]{2}$", label=_("Country"), initial="US", help_text=_("Two letters, for example US."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3"}),
    )  # fmt: skip
    closes_on = forms.DateField(
        label=_("Closing date"), widget=DateInput, help_text=_("The last day on which people may apply.")
    )
    how_to_apply = forms.CharField(
        label=_("How people apply"),
        max_length=300,
        help_text=_("An e-mail address, a phone number, a web address (https://…) or a sentence."),
    )
    benefits = forms.CharField(
        label=_("Benefits"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = decimals(currency)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for field in ("pay_low", "pay_high"):
            pay = given.get(field)
            if pay is not None and pay != round(pay, self.places):
                self.add_error(field, _("This currency is not written with so many decimals."))
        return given

    def flag(self, language: Language) -> list[dict[str, Any]]:
        """What the texts say that shuts people out or is hard to read, field by field. Nothing is changed; where there
        is something, one box more asks whether it was read.
        """
        told: list[dict[str, Any]] = []
        for name in ("title", "schedule", "benefits", "how_to_apply"):
            found = findings(wording.check(self.cleaned_data.get(name) or "", language), language)
            about: dict[str, Any] = {"label": self.fields[name].label, "id": self[name].id_for_label}
            told += [about | one for one in found]
        if told:
            self.fields["read"] = forms.BooleanField(
                label=_("I have read what is flagged; open the job with these words"), required=False
            )
        return told

    def refuse(self, reasons: Iterable[tuple[str, str]]) -> None:
        """Show why the job may not be opened like this."""
        for field, why in reasons:
            if field not in self.errors:
                self.add_error(field, REASONS[why])


class OpenAnewForm(forms.Form):
    """In which campaign; where one alone leads to the version in force, nobody is asked."""

    campaign = forms.ChoiceField(label=_("In which campaign?"), widget=forms.RadioSelect)

    def __init__(self, campaigns: Iterable[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["campaign"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), one.title) for one in campaigns]
        if len(field.choices) == 1:
            field.widget, field.initial = forms.HiddenInput(), field.choices[0][0]

    def campaign_id(self) -> UUID:
        return UUID(self.cleaned_data["campaign"])


class InviteForm(forms.Form):
    """Whom to invite; in listing order, nobody chosen beforehand."""

    people = forms.MultipleChoiceField(
        label=_("Whom do you invite?"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )  # fmt: skip

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices

    @property
    def chosen(self) -> list[UUID]:
        return [UUID(one) for one in self.cleaned_data["people"]]


class ApplyForm(forms.Form):
    """Who she is, and whether what she says of herself goes along: nothing is ticked beforehand."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    send = forms.BooleanField(label=_("Send what I say I can do along"), required=False)

    def __init__(self, *args: object, kept: standards.KeptSelfAssessment | None, known: bool, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        if known:
            del self.fields["name"]
        if kept is None:
            del self.fields["send"]
        else:
            said = gettext(
                "Your answers of %(day)s. The employer sees them as what you say, with that day, and never as proof."
            )
            self.fields["send"].help_text = said % {"day": date_format(kept.answered_on)}
