"""Forms of training."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from skillmark.kernel.planning import MOST_COST, MOST_HOURS, MOST_WEEKS, Step
from skillmark.kernel.values import decimals
from skillmark.learning.words import DELIVERIES

NARROW = {"class": "govuk-input--width-5", "inputmode": "decimal"}
HIGHEST_LEVEL = 10  # as in a table that is brought in
NEW_ROWS = 2  # blank ones below those filled already; saving brings two more


class AmountField(forms.DecimalField):
    """A number from nought up."""

    def __init__(self, *, most: Decimal, **others: Any) -> None:
        bounds = [MinValueValidator(0), MaxValueValidator(most)]
        super().__init__(max_digits=12, validators=bounds, widget=forms.TextInput(NARROW), **others)


class ModuleForm(forms.Form):
    reference = forms.CharField(label=_("Name of the module"), max_length=120)
    delivery = forms.ChoiceField(
        label=_("How is it given?"),
        widget=forms.RadioSelect,
        choices=[(delivery.value, name) for delivery, name in DELIVERIES.items()],
    )
    provider = forms.ChoiceField(label=_("Who gives it?"))
    hours = AmountField(label=_("Hours of training"), most=MOST_HOURS, decimal_places=2)
    weeks = AmountField(
        label=_("Over how many weeks?"), most=MOST_WEEKS, decimal_places=2, help_text=_("A course of one day: 0.2.")
    )
    cost = AmountField(label=_("Cost of one seat"), most=MOST_COST)
    prerequisites = forms.MultipleChoiceField(
        label=_("Which modules come first?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *arguments: Any,
        competencies: Iterable[tuple[str, str]],
        providers: Iterable[tuple[UUID, str]],
        modules: Iterable[tuple[str, str]],
        currency: str,
        steps: Iterable[Step] = (),
        **others: Any,
    ) -> None:
        super().__init__(*arguments, **others)
        _choices(self, "provider", [("", ""), *((str(pk), name) for pk, name in providers)])
        listed = list(modules)
        _choices(self, "prerequisites", listed)
        if not listed:
            del self.fields["prerequisites"]
        self.fields["cost"].help_text = translated("In %(currency)s.") % {"currency": currency}
        cost = self.fields["cost"]
        assert isinstance(cost, forms.DecimalField)
        cost.decimal_places = decimals(currency)
        filled = list(steps)
        names = [("", ""), *competencies]
        self.rows = len(filled) + NEW_ROWS
        for place in range(self.rows):
            step = filled[place] if place < len(filled) else None
            self._add_row(place + 1, names, step)

    def _add_row(self, number: int, names: list[tuple[str, str]], step: Step | None) -> None:
        first = number == 1
        raises = translated("What does it raise? (%(number)s)") % {"number": number}
        self.fields[f"competency_{number}"] = forms.ChoiceField(
            label=raises, choices=names, required=first, initial=step.competency_id if step else ""
        )
        for end, label, lowest in (
            ("from", translated("From which level? (%(number)s)"), 0),
            ("to", translated("To which level? (%(number)s)"), 1),
        ):
            self.fields[f"{end}_{number}"] = forms.IntegerField(
                label=label % {"number": number},
                min_value=lowest,
                max_value=HIGHEST_LEVEL,
                required=first,
                widget=forms.TextInput({**NARROW, "inputmode": "numeric"}),
                initial=getattr(step, f"{end}_level") if step else None,
            )

    def clean_cost(self) -> Decimal:
        """Django holds a number against the decimals of the class, not of the currency."""
        cost: Decimal = self.cleaned_data["cost"]
        field = self.fields["cost"]
        assert isinstance(field, forms.DecimalField)
        places = field.decimal_places or 0
        if cost != round(cost, places):
            raise forms.ValidationError(translated("This currency has fewer decimals."))
        return cost

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        steps: list[Step] = []
        for number in range(1, self.rows + 1):
            if step := self._row(number, given):
                if any(step.competency_id == other.competency_id for other in steps):
                    self.add_error(f"competency_{number}", translated("This stands above already."))
                steps.append(step)
        given["steps"] = tuple(sorted(steps))
        return given

    def _row(self, number: int, given: dict[str, Any]) -> Step | None:
        names = [f"competency_{number}", f"from_{number}", f"to_{number}"]
        said = {name: given.get(name) for name in names}
        missing = [name for name in names if said[name] in ("", None)]
        if any(name in self.errors for name in names) or len(missing) == len(names):
            return None
        for name in missing:
            self.add_error(name, translated("Fill in all three, or none."))
        if missing:
            return None
        step = Step(given[names[0]], given[names[1]], given[names[2]])
        if step.to_level <= step.from_level:
            self.add_error(names[2], translated("This has to be higher than the level before."))
            return None
        return step


class RemoveForm(forms.Form):
    """Nothing to fill in: what is wrong is said above the button."""


def _choices(form: forms.Form, field: str, choices: Iterable[tuple[str, str]]) -> None:
    choosing = form.fields[field]
    assert isinstance(choosing, forms.ChoiceField)
    choosing.choices = list(choices)
