"""The form that says how results are checked."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from skillmark.assessment.models import LayerKind, VerificationPolicy
from skillmark.assessment.rules import LONGEST_RECENT
from skillmark.assessment.words import BESIDE, NOBODY, WAYS, WHO

ROWS = 3  # pairs that can be said at once, one more than are said already


class PolicyForm(forms.Form):
    """How many confirmations of each kind, how many of these independent, for how long each counts; none left empty.
    Then pairs of parts that one person may not have both, and whether names are hidden. `nobody`: kinds that nobody
    here can give today, with why.
    """

    def __init__(self, pairs: Sequence[Sequence[str]], nobody: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, name in WAYS.items():
            by = _("How many. Given by %(who)s.") % {"who": WHO[kind]}
            told = f"{by} {NOBODY[nobody[kind]]}" if kind in nobody else by
            if kind == LayerKind.SUPERVISOR_CONFIRMATION:  # one person leads somebody, and is not independent of her
                self.fields[f"count_{kind}"] = _number(name, told, 1)
                self.fields[f"months_{kind}"] = _months(name)
                continue
            self.fields[f"count_{kind}"] = _number(name, told, 9)
            self.fields[f"independent_{kind}"] = _number(
                _("%(way)s: of these independent") % {"way": name},
                _("By people outside the person’s line of reporting"),
                9,
            )
            self.fields[f"months_{kind}"] = _months(name)
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


def _months(way: str | Promise) -> forms.IntegerField:
    label = _("%(way)s: counts for how many months") % {"way": way}
    told = _("On the day a record is signed. Left empty, it counts without end.")
    return _number(label, told, LONGEST_RECENT, least=1)


def _number(label: str | Promise, help_text: str | Promise, most: int, *, least: int = 0) -> forms.IntegerField:
    box = forms.NumberInput({"class": "govuk-input--width-2"})
    return forms.IntegerField(
        label=str(label), help_text=str(help_text), required=False, min_value=least, max_value=most, widget=box
    )
