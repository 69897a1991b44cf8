"""Forms of campaigns."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from skillmark.campaigns.models import SignalKind
from skillmark.campaigns.states import Arm, DropReason, Duty, State
from skillmark.campaigns.words import ARMS, DUTIES, OWN_REASONS, REASONS, SIGNALS, STATES
from skillmark.kernel.values import PayPeriod
from skillmark.ui.forms import DateInput

NARROW = {"class": "govuk-input--width-5", "inputmode": "numeric"}
MOST = 10_000  # a programme of a whole region is smaller; more is a slip of the hand
PERIODS = {
    PayPeriod.HOUR: _("an hour"),
    PayPeriod.DAY: _("a day"),
    PayPeriod.WEEK: _("a week"),
    PayPeriod.MONTH: _("a month"),
    PayPeriod.YEAR: _("a year"),
}


class StartForm(forms.Form):
    title = forms.CharField(label=_("Name of the campaign"), max_length=200)
    framework = forms.ChoiceField(label=_("Which standard does the job have?"))
    template = forms.ChoiceField(label=_("Which programme?"))
    openings = forms.IntegerField(
        label=_("How many jobs are to be filled?"), min_value=1, max_value=MOST, widget=forms.TextInput(NARROW)
    )
    starts_on = forms.DateField(label=_("When does it start?"), widget=DateInput)
    pilot = forms.BooleanField(
        label=_("This is a trial"),
        help_text=_("It has so many places and no more, until a group has decided that it may grow."),
        required=False,
    )

    def __init__(
        self,
        *arguments: Any,
        templates: Iterable[tuple[str, Sequence[tuple[str, str]]]],
        frameworks: Iterable[tuple[UUID, str]],
        **others: Any,
    ) -> None:
        super().__init__(*arguments, **others)
        _choices(self, "template", templates)
        _choices(self, "framework", [("", ""), *((str(pk), title) for pk, title in frameworks)])


class PromiseForm(forms.Form):
    employer = forms.ChoiceField(label=_("Who promises the jobs?"))
    count = forms.IntegerField(label=_("How many jobs?"), min_value=1, max_value=MOST, widget=forms.TextInput(NARROW))
    starts_on = forms.DateField(label=_("First day at work"), widget=DateInput)
    wage = forms.DecimalField(
        label=_("Pay"),
        max_digits=12,
        decimal_places=2,
        required=False,
        validators=[MinValueValidator(0)],
        widget=forms.TextInput({"class": "govuk-input--width-10", "inputmode": "decimal"}),
    )
    period = forms.ChoiceField(
        label=_("The pay is for"),
        required=False,
        choices=[("", ""), *((period.value, name) for period, name in PERIODS.items())],
    )
    commitment = forms.CharField(
        label=_("Who gave the promise, and in which words?"),
        help_text=_("For example: Dana Cole, plant manager: we will take ten people who pass the test."),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *arguments: Any, employers: Iterable[tuple[UUID, str]], **others: Any) -> None:
        super().__init__(*arguments, **others)
        _choices(self, "employer", [(str(pk), name) for pk, name in employers])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("wage") is not None and not given.get("period"):
            self.add_error("period", translated("Say what the pay is for: an hour, a month, a year."))
        return given


class WidenForm(forms.Form):
    openings = forms.IntegerField(
        label=_("How many jobs are to be filled from now on?"), max_value=MOST, widget=forms.TextInput(NARROW)
    )

    def __init__(self, *arguments: Any, places: int, **others: Any) -> None:
        super().__init__(*arguments, **others)
        self.fields["openings"].validators.append(MinValueValidator(places))


class ChargeForm(forms.Form):
    """Who answers for each part; empty where nobody does."""

    def __init__(self, *arguments: Any, persons: Iterable[tuple[UUID, str]], **others: Any) -> None:
        super().__init__(*arguments, **others)
        choices = [("", _("Nobody answers yet")), *((str(pk), name) for pk, name in persons)]
        for duty in Duty:
            self.fields[duty.value] = forms.ChoiceField(label=str(DUTIES[duty]), required=False, choices=choices)


class AllotForm(forms.Form):
    """What one organisation pays for one part, in place of what it paid for it before."""

    payer = forms.ChoiceField(label=_("Who pays?"))
    arm = forms.ChoiceField(label=_("For what?"), choices=[(arm.value, ARMS[arm]) for arm in Arm])
    money = forms.DecimalField(
        label=_("How much?"),
        help_text=_(
            "It takes the place of what this organisation paid for this part before. 0 means nothing any more."
        ),
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(0)],
        widget=forms.TextInput({"class": "govuk-input--width-10", "inputmode": "decimal"}),
    )

    def __init__(self, *arguments: Any, payers: Iterable[tuple[UUID, str]], **others: Any) -> None:
        super().__init__(*arguments, **others)
        _choices(self, "payer", [("", ""), *((str(pk), name) for pk, name in payers)])


class SignalForm(forms.Form):
    """What one source says about the market of a job."""

    occupation_code = forms.ChoiceField(label=_("Which job is it about?"))
    kind = forms.ChoiceField(
        label=_("What does it speak of?"),
        widget=forms.RadioSelect,
        choices=[(kind.value, SIGNALS[kind]) for kind in SignalKind],
    )
    says = forms.CharField(label=_("What does it say, in one sentence?"), max_length=300)
    figure = forms.DecimalField(
        label=_("A figure, where it gives one"),
        max_digits=14,
        decimal_places=2,
        required=False,
        widget=forms.TextInput({"class": "govuk-input--width-10", "inputmode": "decimal"}),
    )
    unit = forms.CharField(
        label=_("Of what is the figure?"),
        max_length=60,
        required=False,
        help_text=_("For example: “% in a year”, “advertised jobs”."),
    )
    region = forms.CharField(label=_("For which region?"), max_length=120, required=False)
    said_on = forms.DateField(label=_("On which day was it said?"), widget=DateInput)
    source_title = forms.CharField(label=_("Who says it, and in what?"), max_length=200)
    source_link = forms.URLField(
        label=_("Where is it on the web?"), max_length=500, required=False, assume_scheme="https"
    )
    source_page = forms.CharField(label=_("On which page?"), max_length=40, required=False)

    def __init__(self, *arguments: Any, occupations: Iterable[tuple[str, str]], **others: Any) -> None:
        super().__init__(*arguments, **others)
        _choices(self, "occupation_code", [("", ""), *occupations])


class CohortForm(forms.Form):
    seats = forms.IntegerField(label=_("How many seats?"), min_value=1, max_value=MOST, widget=forms.TextInput(NARROW))
    starts_on = forms.DateField(label=_("When does the training start?"), widget=DateInput)


class StatusForm(forms.Form):
    state = forms.ChoiceField(
        label=_("What happened?"),
        widget=forms.RadioSelect,
        choices=[(state.value, name) for state, name in STATES.items() if state is not State.APPLIED],
    )
    reason = forms.ChoiceField(
        label=_("Why did they leave?"),
        help_text=_("Only for somebody who left before the end. Do not ask about health or family."),
        required=False,
        choices=[("", ""), *((reason.value, name) for reason, name in REASONS.items())],
    )
    happened_on = forms.DateField(label=_("On which day?"), widget=DateInput)

    def __init__(self, *arguments: Any, today: date, **others: Any) -> None:
        super().__init__(*arguments, **others)
        self.fields["happened_on"].initial = today
        self.today = today

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if day > self.today:
            raise forms.ValidationError(translated("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        left = given.get("state") == State.DROPPED
        if left and given.get("reason") not in frozenset(DropReason):
            self.add_error("reason", translated("Choose why this person left."))
        if not left and given.get("reason"):
            self.add_error("reason", translated("A reason is given only for somebody who left before the end."))
        return given


class SeatForm(forms.Form):
    """Whether somebody takes the seat she is asked about."""

    TAKES, LEAVES = State.ENROLLED.value, State.DROPPED.value
    state = forms.ChoiceField(
        label=_("Do you take the seat?"),
        widget=forms.RadioSelect,
        choices=[(TAKES, _("Yes, I take it")), (LEAVES, _("No, I leave it to somebody else"))],
    )
    reason = forms.ChoiceField(
        label=_("If not: why?"),
        help_text=_("Choose the last one if you would rather not say."),
        required=False,
        choices=[("", ""), *((reason.value, name) for reason, name in OWN_REASONS.items())],
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        leaves = given.get("state") == self.LEAVES
        if leaves and not given.get("reason"):
            self.add_error("reason", translated("Choose a reason, or the last one."))
        given["reason"] = given.get("reason", "") if leaves else ""
        return given


def _choices(form: forms.Form, field: str, choices: Iterable[tuple[str, str | Sequence[tuple[str, str]]]]) -> None:
    choosing = form.fields[field]
    assert isinstance(choosing, forms.ChoiceField)
    choosing.choices = list(choices)
