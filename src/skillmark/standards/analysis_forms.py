"""Forms of job analysis: whom to ask, what they answer, and why a requirement stays."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from skillmark.standards import actions, queries
from skillmark.standards.models import Capacity, JobRating, KeptReason
from skillmark.ui.choosing import LongChoiceField

A_PAGE = 6  # lines: eighteen taps, about a minute, and nothing lost but these if the phone goes flat

IMPORTANCE = (
    (1, _("not needed")), (2, _("a little")), (3, _("useful")), (4, _("essential")), (5, _("most essential of all")),
)  # fmt: skip
FREQUENCY = (
    (1, _("hardly ever")), (2, _("every year")), (3, _("every month")), (4, _("every week")), (5, _("every day")),
)  # fmt: skip
AT_ENTRY = (("yes", _("Yes, on the first day")), ("no", _("No, it is learnt here")))


class PanelForm(forms.Form):
    """Whom to ask next, and as what; a panel has few members and an employer hundreds of people."""

    person = LongChoiceField(label=_("Whom to ask"))
    capacity = forms.ChoiceField(
        label=_("What they have to do with the work"),
        choices=((Capacity.SUPERVISOR, _("They supervise it")), (Capacity.INCUMBENT, _("They do it"))),
        widget=forms.RadioSelect,
    )

    def __init__(self, people: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, LongChoiceField)
        field.choices = [("", translated("Choose a person")), *people]

    def capacities(self) -> dict[UUID, Capacity]:
        return {UUID(self.cleaned_data["person"]): Capacity(self.cleaned_data["capacity"])}


class RatingForm(forms.Form):
    """Some lines of a standard, three answers each. A line left out is asked again; one half answered is pointed at."""

    def __init__(
        self, lines: Sequence[queries.Line], given: Mapping[str, JobRating], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            before = given.get(line.key)
            for name, label, choices, value in (
                ("importance", _("How important is it?"), IMPORTANCE, before and before.importance),
                ("frequency", _("How often is it needed?"), FREQUENCY, before and before.frequency),
                ("at_entry", _("Needed from the first day?"), AT_ENTRY, before and ("no", "yes")[before.at_entry]),
            ):
                self.fields[f"{name}-{line.key}"] = forms.ChoiceField(
                    label=label,
                    choices=choices,
                    widget=forms.RadioSelect,
                    required=False,
                    initial=value,
                )

    def asked(self) -> list[dict[str, Any]]:
        """What the page shows: each line with its three fields."""
        return [
            {"line": line, "fields": [self[f"{name}-{line.key}"] for name in ("importance", "frequency", "at_entry")]}
            for line in self.lines
        ]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for line in self.lines:
            answers = {name: given.get(f"{name}-{line.key}") for name in ("importance", "frequency", "at_entry")}
            if any(answers.values()) and not all(answers.values()):
                missing = next(name for name, answer in answers.items() if not answer)
                self.add_error(f"{missing}-{line.key}", translated("Choose one: the other answers here wait for it."))
        return given

    def rated(self) -> dict[str, actions.Rated]:
        """The lines answered in full, also where another one is not yet."""
        found = {}
        for line in self.lines:
            importance, frequency, at_entry = (
                self.cleaned_data.get(f"{name}-{line.key}") for name in ("importance", "frequency", "at_entry")
            )
            if importance and frequency and at_entry:
                found[line.key] = actions.Rated(int(importance), int(frequency), at_entry == "yes")
        return found


class ReasonsForm(forms.Form):
    """Why each of these requirements stays."""

    def __init__(self, asked: Sequence[queries.ToArgue], why: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for each in asked:
            self.fields[each.requirement.pk.hex] = forms.CharField(
                label=each.requirement.competency.name,
                help_text=why[each.why],
                initial=each.reason,
                required=False,
                max_length=KeptReason.longest,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def reasons(self) -> dict[UUID, str]:
        return {each.requirement.pk: self.cleaned_data[each.requirement.pk.hex] for each in self.asked}
