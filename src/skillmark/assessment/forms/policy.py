"""The form that says how results are checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from skillmark.assessment.models import LayerKind, VerificationPolicy
from skillmark.assessment.rules import LONGEST_RECENT
from skillmark.assessment.words import BESIDE, NOBODY, WAYS, WAYS_EXPLAINED, WHO

ROWS = 3  # pairs that can be said at once, one more than are said already
LED = LayerKind.SUPERVISOR_CONFIRMATION
USUAL = "practical_test"  # what is open to be filled in even where nothing is said yet

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Way:
    """One way of checking as the page shows it: its numbers under short names, open where it counts or is faulty."""

    name: Text
    explained: Text
    numbers: Sequence[tuple[Text, BoundField]]
    counts: bool


class PolicyForm(forms.Form):
    """How many confirmations of each kind, how many of these independent, for how long each counts; none left empty.
    Then pairs of parts that one person may not have both, and whether names are hidden. `nobody`: kinds that nobody
    here can give today, with why.
    """

    def __init__(self, pairs: Sequence[Sequence[str]], nobody: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nobody = nobody
        for kind, name in WAYS.items():
            self.fields[f"count_{kind}"] = _number(name, 1 if kind == LED else 9)
            if kind != LED:  # one person leads somebody, and is not independent of her
                self.fields[f"independent_{kind}"] = _number(_("%(way)s: of these independent") % {"way": name}, 9)
            self.fields[f"months_{kind}"] = _number(
                _("%(way)s: counts for how many months") % {"way": name}, LONGEST_RECENT, least=1
            )
        self.rows = max(ROWS, len(pairs) + 1)
        nothing = [("", _("Nothing"))]
        for number in range(1, self.rows + 1):
            self.fields[f"apart_{number}"] = forms.ChoiceField(
                label=_("Kept apart %(number)s: whoever gives this") % {"number": number},
                choices=[*nothing, *WAYS.items()],
                required=False,
            )
            self.fields[f"beside_{number}"] = forms.ChoiceField(
                label=_("Kept apart %(number)s: may not be who") % {"number": number},
                choices=[*nothing, *BESIDE.items()],
                required=False,
            )
        self.fields["blind"] = forms.BooleanField(
            label=_("Assessors do not see whose attempt it is before their marks are in"),
            required=False,
            help_text=_(
                "Whoever started the attempt or leads the person knows it. Whoever confirms as a supervisor does too: "
                "without the name nobody can confirm that."
            ),
        )

    def ways(self) -> list[Way]:
        """Each way of checking with its three numbers; those that count come first."""
        found = []
        for kind, name in WAYS.items():
            numbers = [
                (said, self[f"{number}_{kind}"])
                for number, said in (
                    ("count", _("How many people")),
                    ("independent", _("Of these independent")),
                    ("months", _("Counts for how many months")),
                )
                if f"{number}_{kind}" in self.fields
            ]
            counts = kind == USUAL or any(bound.value() or bound.errors for _name, bound in numbers)
            told = [WAYS_EXPLAINED[kind], _("Given by %(who)s.") % {"who": WHO[kind]}]
            told += [NOBODY[self.nobody[kind]]] if kind in self.nobody else []
            found.append(Way(name, " ".join(map(str, told)), numbers, counts))
        return sorted(found, key=lambda way: not way.counts)

    def pairs(self) -> list[tuple[BoundField, BoundField]]:
        """What one person may not both do, a row each; the last of them to be filled in."""
        return [(self[f"apart_{row}"], self[f"beside_{row}"]) for row in range(1, self.rows + 1)]

    def keeps_apart(self) -> bool:
        """Whether a pair is said, or said wrongly."""
        return any(bound.value() or bound.errors for pair in self.pairs() for bound in pair)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for number in range(1, self.rows + 1):
            if bool(cleaned.get(f"apart_{number}")) != bool(cleaned.get(f"beside_{number}")):
                self.add_error(f"beside_{number}", _("Choose both, or neither."))
        for kind in WAYS:
            if cleaned.get(f"months_{kind}") and not cleaned.get(f"count_{kind}"):
                self.add_error(f"months_{kind}", _("Say how many there are, or leave the months empty."))
        return cleaned

    def layers(self) -> list[dict[str, object]]:
        given = self.cleaned_data
        return [
            {
                "kind": kind,
                "count": given[f"count_{kind}"],
                "independent": given.get(f"independent_{kind}") or 0,
                "months": given[f"months_{kind}"],
            }
            for kind in WAYS
            if given[f"count_{kind}"]
        ]

    def apart(self) -> list[tuple[str, str]]:
        rows = [
            (self.cleaned_data[f"apart_{row}"], self.cleaned_data[f"beside_{row}"]) for row in range(1, self.rows + 1)
        ]
        return [row for row in rows if all(row)]


def as_given(policy: VerificationPolicy) -> dict[str, Any]:
    """What the form holds where the policy stands as it is."""
    given: dict[str, Any] = {"blind": policy.blind}
    for layer in policy.layers:
        for name in ("count", "independent", "months"):
            given[f"{name}_{layer['kind']}"] = layer.get(name)
    for number, (one, other) in enumerate(policy.apart, start=1):
        given |= {f"apart_{number}": one, f"beside_{number}": other}
    return given


def _number(label: Text, most: int, *, least: int = 0) -> forms.IntegerField:
    box = forms.NumberInput({"class": "govuk-input--width-2"})
    return forms.IntegerField(label=str(label), required=False, min_value=least, max_value=most, widget=box)
