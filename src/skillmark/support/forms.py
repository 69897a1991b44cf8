"""Forms of support."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from skillmark.support.actions.shared import LONGEST
from skillmark.support.rules import Domain, Passed, Refusal, Urgency
from skillmark.support.words import DOMAINS, OUTCOMES, PASSED, REFUSALS, URGENCIES
from skillmark.ui.choosing import LongChoiceField
from skillmark.ui.forms import DateInput
from skillmark.ui.tables import Text

NARROW = {"class": "govuk-input--width-5", "inputmode": "numeric"}
AMOUNT = {"class": "govuk-input--width-10", "inputmode": "decimal"}
MOST_PLACES = 100_000
Choices = Iterable[tuple[str, Text]]


def _area(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=LONGEST, widget=forms.Textarea({"rows": rows})
    )


def _choose(form: forms.Form, field: str, choices: Choices) -> None:
    choosing = form.fields[field]
    assert isinstance(choosing, forms.ChoiceField)
    choosing.choices = list(choices)


class OpenCaseForm(forms.Form):
    person = LongChoiceField(label=_("Who is to be helped?"))
    organisation = forms.ChoiceField(
        label=_("Whose case team works on it?"),
        help_text=_("A team of whoever employs or may hire this person is not told of health, law or violence."),
        widget=forms.RadioSelect,
    )
    campaign = forms.ChoiceField(
        label=_("Which campaign is this person in?"),
        help_text=_("Its ledger is told what help cost, without a name."),
        required=False,
    )

    def __init__(self, *arguments: Any, persons: Choices, teams: Choices, campaigns: Choices, **others: Any) -> None:
        super().__init__(*arguments, **others)
        _choose(self, "person", [("", _("Choose a person")), *persons])
        _choose(self, "organisation", teams)
        _choose(self, "campaign", [("", ""), *campaigns])


class AssessForm(forms.Form):
    """Two fields a domain: how urgent help is, and the words."""

    def __init__(
        self, *arguments: Any, domains: Iterable[Domain], known: Mapping[Domain, tuple[Urgency, str]], **others: Any
    ) -> None:
        super().__init__(*arguments, **others)
        self.domains = list(domains)
        for domain in self.domains:
            urgency, words = known.get(domain, (None, ""))
            self.fields[domain.value] = forms.ChoiceField(
                label=cast(str, DOMAINS[domain]),
                required=False,
                widget=forms.RadioSelect,
                choices=[(one.value, text) for one, text in URGENCIES.items()],
                initial=urgency.value if urgency else None,
            )
            self.fields[f"{domain.value}_words"] = forms.CharField(
                label=_("What is needed"),
                required=False,
                max_length=LONGEST,
                initial=words,
                widget=forms.Textarea({"rows": 2}),
            )
        self.fields["again_on"] = forms.DateField(
            label=_("When to ask again"), required=False, widget=DateInput, help_text=_("Empty means in 90 days.")
        )

    def answers(self) -> dict[Domain, tuple[Urgency, str]]:
        """What was answered; a domain left open was not."""
        given = self.cleaned_data
        return {
            domain: (Urgency(given[domain.value]), given[f"{domain.value}_words"])
            for domain in self.domains
            if given.get(domain.value)
        }

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(given.get(domain.value) for domain in self.domains):
            self.add_error(None, translated("Choose an answer for at least one of these."))
        return given


class StepForm(forms.Form):
    words = _area(_("What is to be done, and by whom?"))
    due_on = forms.DateField(label=_("Until when?"), widget=DateInput)


class NoteForm(forms.Form):
    words = _area(_("What happened?"), rows=6)
    hours = forms.DecimalField(
        label=_("Hours spent"),
        help_text=_("The campaign’s ledger is told the hours, without a name."),
        required=False,
        max_digits=4,
        decimal_places=2,
        max_value=24,
        validators=[MinValueValidator(0)],
        widget=forms.TextInput(AMOUNT),
    )


class ReferForm(forms.Form):
    offer = forms.ChoiceField(label=_("Who has a place?"), widget=forms.RadioSelect)
    purpose = _area(_("What is it for?"), _("The person reads this before agreeing, and the receiver too."), rows=3)
    says = _area(_("What else has the receiver to know?"), _("As little as is needed."), required=False, rows=3)
    passes = forms.MultipleChoiceField(
        label=_("What is passed on besides the name?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(one.value, text) for one, text in PASSED.items()],
        initial=[Passed.PHONE.value],
    )
    release_ends_on = forms.DateField(
        label=_("Until when may the receiver read it?"), widget=DateInput, help_text=_("At most a year.")
    )

    def __init__(self, *arguments: Any, offers: Choices, **others: Any) -> None:
        super().__init__(*arguments, **others)
        _choose(self, "offer", offers)


class ReleaseForm(forms.Form):
    YES, NO = "yes", "no"
    agrees = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, own: bool, **others: Any) -> None:
        super().__init__(*arguments, **others)
        self.fields["agrees"].label = _("Do you agree?") if own else _("What was signed?")
        signed = [(self.YES, _("Agreed, on paper")), (self.NO, _("Not agreed"))]
        says = [(self.YES, _("Yes, pass this on")), (self.NO, _("No, pass nothing on"))]
        _choose(self, "agrees", says if own else signed)


class BeginForm(forms.Form):
    starts_on = forms.DateField(label=_("From which day?"), widget=DateInput)
    ends_on = forms.DateField(label=_("Until which day?"), required=False, widget=DateInput)


class EndForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        widget=forms.RadioSelect,
        choices=[(one.value, text) for one, text in OUTCOMES.items()],
    )
    says = _area(_("In words"), required=False)
    ends_on = forms.DateField(label=_("On which day did it end?"), widget=DateInput)


class PayForm(forms.Form):
    amount = forms.DecimalField(label=_("How much?"), max_digits=12, decimal_places=2, widget=forms.TextInput(AMOUNT))
    words = _area(_("What for?"), rows=2)
    referral = forms.ChoiceField(
        label=_("For which service?"), help_text=_("Empty means it was paid to the person."), required=False
    )
    happened_on = forms.DateField(label=_("On which day?"), widget=DateInput)

    def __init__(self, *arguments: Any, services: Choices, **others: Any) -> None:
        super().__init__(*arguments, **others)
        _choose(self, "referral", [("", ""), *services])


class JoinForm(forms.Form):
    person = LongChoiceField(label=_("Who is to work on it as well?"))
    ends = forms.DateField(label=_("Until"), required=False, widget=DateInput, help_text=_("Empty means no end."))

    def __init__(self, *arguments: Any, coaches: Choices, **others: Any) -> None:
        super().__init__(*arguments, **others)
        _choose(self, "person", [("", _("Choose a person")), *coaches])


class OfferForm(forms.Form):
    provider = forms.CharField(label=_("Who helps?"), max_length=200)
    title = forms.CharField(label=_("With what?"), max_length=200)
    domain = forms.ChoiceField(
        label=_("Which need is it for?"), choices=[(one.value, text) for one, text in DOMAINS.items()]
    )
    area = forms.CharField(label=_("Where?"), max_length=200, required=False)
    contact = forms.CharField(label=_("How are they reached?"), max_length=200, required=False)
    capacity = forms.IntegerField(
        label=_("For how many people at once?"), min_value=0, max_value=MOST_PLACES, widget=forms.TextInput(NARROW)
    )
    cost = forms.DecimalField(
        label=_("What does it cost for one person?"),
        max_digits=12,
        decimal_places=2,
        initial=0,
        validators=[MinValueValidator(0)],
        widget=forms.TextInput(AMOUNT),
    )


class CapacityForm(forms.Form):
    capacity = forms.IntegerField(
        label=_("For how many people at once?"), min_value=0, max_value=MOST_PLACES, widget=forms.TextInput(NARROW)
    )
    ended = forms.BooleanField(label=_("It is offered no more"), required=False)


class ReceiverForm(forms.Form):
    """Whether an outside agency takes somebody. Once it said yes it may only say no after all."""

    YES, NO = "yes", "no"
    accepts = forms.ChoiceField(label=_("Do you take this person?"), widget=forms.RadioSelect)
    refusal = forms.ChoiceField(
        label=_("If not: why?"),
        required=False,
        choices=[("", ""), *((one.value, text) for one, text in REFUSALS.items())],
    )
    says = _area(_("In words"), _("Where and when to come, or what would help instead."), required=False, rows=3)

    def __init__(self, *arguments: Any, accepted: bool, **others: Any) -> None:
        super().__init__(*arguments, **others)
        no = (self.NO, _("No"))
        _choose(self, "accepts", [(self.NO, _("No, not after all"))] if accepted else [(self.YES, _("Yes")), no])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("accepts") == self.NO and given.get("refusal") not in set(Refusal):
            self.add_error("refusal", translated("Choose a reason."))
        return given
