"""Forms of people's pages."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from allauth.account.forms import LoginForm, RequestLoginCodeForm, SignupForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator, validate_email
from django.utils.translation import gettext_lazy as _

from skillmark.foundation.models.workspace import LEAST_MINIMUM_CELL
from skillmark.foundation.roles import Role
from skillmark.people.rules import NUMBER_TAIL, Channel, number_tail
from skillmark.people.words import CHANNELS, ORGANISATIONS, ROLES
from skillmark.ui.choosing import LongChoiceField
from skillmark.ui.forms import DateInput

NARROW, MIDDLING = {"class": "govuk-input--width-5"}, {"class": "govuk-input--width-20"}


class Clock(forms.TimeInput):
    """An hour and minutes, typed."""

    def __init__(self) -> None:
        super().__init__(NARROW, format="%H:%M")


class LogInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """allauth's form in our words; a hint that vanishes on typing is none."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["login"].label = _("E-mail or phone number")
        self.fields["remember"].label = _("Stay logged in")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignUpForm(SignupForm):  # type: ignore[misc]  # allauth has no types
    """An e-mail address and a password, or a phone number alone, to which codes are sent.

    Not both: whoever typed a number that is not hers would know the password of whoever proves it later.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["email"].label = _("E-mail address")
        self.fields["password1"].label, self.fields["password2"].label = _("Password"), _("The password again")
        if settings.INSTALLED.sms:
            self.fields["phone"].label = _("Or only a phone number")
        else:
            del self.fields["phone"]
            self.fields["email"].required = True
        for name in ("password1", "password2"):
            self.fields[name].required = not settings.INSTALLED.sms
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.errors:
            return cleaned
        if bool(cleaned.get("email")) == bool(cleaned.get("phone")):
            self.add_error("email", _("Give an e-mail address or a phone number: one of the two."))
        elif cleaned.get("email") and not cleaned.get("password1"):
            self.add_error("password1", _("With an e-mail address, choose a password."))
        elif cleaned.get("phone"):
            cleaned["password1"] = cleaned["password2"] = ""
        return cleaned


class CodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """Where a code for logging in is sent."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["email"].label = _("E-mail address")
        if settings.INSTALLED.sms:
            self.fields["phone"].label = _("Or your phone number")
        else:
            del self.fields["phone"]
            self.fields["email"].required = True
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.errors and not (cleaned.get("email") or cleaned.get("phone")):
            self.add_error("email", _("Give an e-mail address or a phone number: one of the two."))
        return cleaned


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    phone = forms.CharField(label=_("Phone number"), max_length=20, required=False, widget=forms.TextInput(MIDDLING))
    reference = forms.CharField(
        label=_("Number in another system"),
        help_text=_("If your payroll or applicant system knows this person by a number."),
        max_length=100,
        required=False,
        widget=forms.TextInput(MIDDLING),
    )


class OwnDetailsForm(forms.Form):
    """How she is called and reached."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    phone = forms.CharField(label=_("Phone number"), max_length=20, required=False, widget=forms.TextInput(MIDDLING))


class SearchForm(forms.Form):
    text = forms.CharField(label=_("Name, number or e-mail address"), required=False, max_length=200)


class RatingForm(forms.Form):
    level = forms.IntegerField(
        label=_("How well can you do it, from 0 to 10?"),
        min_value=0,
        max_value=10,
        widget=forms.TextInput(NARROW | {"inputmode": "numeric"}),
    )


class CorrectionForm(forms.Form):
    wanted = forms.CharField(
        label=_("What is wrong, and how should it be?"),
        help_text=_("In your own words. Whoever answers reads it, and nobody else."),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
    )


class AnswerForm(forms.Form):
    corrected = forms.ChoiceField(
        label=_("Was it put right?"), choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("What do you answer?"),
        help_text=_("What was changed, or why nothing was, and whom to turn to instead."),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
    )


class AgeForm(forms.Form):
    born_on = forms.DateField(label=_("Day of birth"), required=False, widget=DateInput)
    under_18 = forms.ChoiceField(
        label=_("Or only: under 18?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        required=False,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("born_on") and not given.get("under_18") and not self.errors:
            self.add_error("born_on", _("Give the day of birth, or say whether it is under 18."))
        return given


class GuardianForm(forms.Form):
    guardian = forms.CharField(label=_("Name of the guardian"), max_length=200)
    relation = forms.CharField(
        label=_("What is the guardian to this person?"), help_text=_("For example: mother."), max_length=60
    )
    given_on = forms.DateField(label=_("On which day did the guardian agree?"), widget=DateInput)


class EmploymentForm(forms.Form):
    title = forms.CharField(label=_("What was the job?"), help_text=_("For example: cook."), max_length=300)
    organisation = forms.CharField(label=_("Where was it?"), max_length=200, required=False)
    started = forms.DateField(label=_("First day"), required=False, widget=DateInput)
    ended = forms.DateField(label=_("Last day"), required=False, widget=DateInput)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        started, ended = given.get("started"), given.get("ended")
        if started and ended and ended < started:
            self.add_error("ended", _("The last day lies before the first day."))
        return given


class PreferenceForm(forms.Form):
    floor_wage = forms.DecimalField(
        label=_("The least you would work for, an hour"),
        required=False,
        max_digits=9,
        decimal_places=2,
        validators=[MinValueValidator(0)],
        widget=forms.TextInput(NARROW | {"inputmode": "decimal"}),
    )
    commute_minutes = forms.IntegerField(
        label=_("How many minutes to work are too many?"),
        required=False,
        min_value=0,
        max_value=1440,
        widget=forms.TextInput(NARROW | {"inputmode": "numeric"}),
    )
    available_from = forms.DateField(label=_("From which day could you start?"), required=False, widget=DateInput)


class SafeContactForm(forms.Form):
    channel = forms.ChoiceField(
        label=_("How may you be written to?"), choices=list(CHANNELS.items()), widget=forms.RadioSelect
    )
    opens = forms.TimeField(
        label=_("Not before"), help_text=_("For example 09:00. Empty: at any hour."), required=False, widget=Clock
    )
    closes = forms.TimeField(label=_("Not after"), help_text=_("For example 17:00."), required=False, widget=Clock)
    gathered_at = forms.TimeField(
        label=_("All e-mails of a day together, at"),
        help_text=_("For example 16:30. Empty: each at once. What brings a link to a task never waits."),
        required=False,
        widget=Clock,
    )
    address = forms.CharField(
        label=_("Another e-mail address or phone number"),
        help_text=_("One that nobody else reads. The address known so far is then not used."),
        max_length=254,
        required=False,
        widget=forms.TextInput(MIDDLING),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if (given.get("opens") is None) != (given.get("closes") is None) and not {"opens", "closes"} & set(self.errors):
            self.add_error("opens", _("Give both hours, or none."))
        address, channel = given.get("address", ""), given.get("channel")
        if given.get("gathered_at") is not None and channel != Channel.EMAIL:
            self.add_error("gathered_at", _("Only e-mails come together. Leave this empty, or choose e-mail."))
        if address and channel == Channel.EMAIL and not _is_email(address):
            self.add_error("address", _("Write an e-mail address, such as name@example.org."))
        if address and channel == Channel.SMS and ("@" in address or len(number_tail(address)) < NUMBER_TAIL):
            self.add_error("address", _("Write a phone number with all its digits."))
        return given


def _is_email(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


class RoleForm(forms.Form):
    person = LongChoiceField(label=_("Who"))
    role = forms.ChoiceField(
        label=_("Which role"), choices=[("", ""), *((role.value, name) for role, name in ROLES.items())]
    )
    over = LongChoiceField(
        label=_("For one person only"),
        help_text=_("A coach sees what somebody needs of a job only when the role is for that person."),
        required=False,
    )
    starts = forms.DateField(label=_("From"), required=False, widget=DateInput, help_text=_("Empty means today."))
    ends = forms.DateField(label=_("Until"), required=False, widget=DateInput, help_text=_("Empty means no end."))

    def __init__(self, *arguments: Any, persons: Iterable[tuple[str, str]], today: date, **others: Any) -> None:
        super().__init__(*arguments, **others)
        self.today = today
        choices = [("", ""), *persons]
        for field in ("person", "over"):
            choosing = self.fields[field]
            assert isinstance(choosing, forms.ChoiceField)
            choosing.choices = choices

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = given.get("starts") or self.today, given.get("ends")
        if ends and ends < starts:
            self.add_error("ends", _("The last day lies before the first day."))
        if given.get("over") and given.get("role") != Role.CASE_MANAGER:
            self.add_error("over", _("Only the role of a coach is for one person."))
        return given


class ProfileForm(forms.Form):
    name = forms.CharField(label=_("Name of the organisation"), max_length=200)
    public_name = forms.CharField(
        label=_("Name in public"),
        help_text=_("Stands on records, messages and links. It must not tell who the people are."),
        max_length=200,
    )
    kind = forms.ChoiceField(
        label=_("What is this organisation?"),
        help_text=_("An employer cannot keep needs of health, law or violence. Whoever chooses stands in the history."),
        choices=list(ORGANISATIONS.items()),
        required=False,
    )
    colour = forms.CharField(
        label=_("Colour"),
        help_text=_("Six letters or digits after a #, for example #1f5f5b."),
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the colour like #1f5f5b."))],
        widget=forms.TextInput(NARROW),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=[(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())]
    )
    currency = forms.CharField(
        label=_("Currency"),
        help_text=_("Three capital letters, for example USD."),
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Write three capital letters, for example USD."))],
        widget=forms.TextInput(NARROW),
    )
    minimum_cell = forms.IntegerField(
        label=_("Smallest group that may be shown"),
        help_text=_("Published counts of fewer people are left out. What was published already keeps to its own."),
        min_value=LEAST_MINIMUM_CELL,
        max_value=100,
        widget=forms.TextInput(NARROW | {"inputmode": "numeric"}),
    )


class AskForm(forms.Form):
    """Whom to ask by link, how, and for how long."""

    MESSAGE, SLIP = "message", "slip"
    person = LongChoiceField(label=_("Whom do you ask?"))
    how = forms.ChoiceField(
        label=_("How does the link get there?"),
        choices=[
            (MESSAGE, _("By message: e-mail, or else a text message")),
            (SLIP, _("On a slip with a QR code, which you print and hand over")),
        ],
        initial=MESSAGE,
        widget=forms.RadioSelect,
    )
    days = forms.TypedChoiceField(
        label=_("How long does it open?"),
        coerce=int,
        choices=[(3, _("3 days")), (7, _("A week")), (14, _("Two weeks")), (30, _("30 days"))],
        initial=14,
    )

    def __init__(self, people: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everybody = list(people)
        only = [] if len(everybody) == 1 else [("", _("Choose a person"))]
        self.fields["person"].choices = [*only, *everybody]  # type: ignore[attr-defined]
