"""Forms of assessment."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from skillmark.assessment.actions import LONGEST_NEXT_TIME, LONGEST_SETTING
from skillmark.assessment.models import AssessmentTask, Judgement, Method
from skillmark.assessment.rules import (
    LARGEST_LIMIT,
    LONGEST_LINE,
    LONGEST_OBSERVATION,
    LONGEST_PLACE,
    LONGEST_WHY_NOT,
    WATCHES,
    Confirmed,
    Observed,
)
from skillmark.assessment.words import CONFIRMED, JUDGEMENTS, METHODS, METHODS_EXPLAINED
from skillmark.foundation import sources
from skillmark.ui.choosing import LongChoiceField
from skillmark.ui.forms import DateInput

Choices = Iterable[tuple[str, str | Promise]]
MARK = "mark_"
SEEN = "saw_"  # beside the mark: what was seen of that line
NO_PLACE, NO_DAY = _("Say where you saw it."), _("Say on which day you saw it.")


class MarksForm(forms.Form):
    """One choice for each criterion of a rubric."""

    def __init__(self, criteria: Sequence[Mapping[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = {name: self.fields.pop(name) for name in list(self.fields)}
        for row in criteria:
            self.fields[f"{MARK}{row['position']}"] = forms.TypedChoiceField(
                label=row["category"],
                coerce=int,
                widget=forms.RadioSelect,
                choices=[
                    (level["score"], format_html("<strong>{}.</strong> {}", level["quality"], level["description"]))
                    for level in row["levels"]
                ],
                error_messages={"required": _("Choose one for “%(criterion)s”") % {"criterion": row["category"]}},
            )
        self.fields.update(first)

    def marks(self) -> dict[str, int]:
        """The chosen levels by position of the criterion."""
        given = self.cleaned_data.items()
        return {name.removeprefix(MARK): mark for name, mark in given if name.startswith(MARK)}


class ConfirmedField(forms.MultipleChoiceField):
    """Questions that are answered by a tick; no tick at all is an answer too, and needs the reason beside it."""

    widget = forms.CheckboxSelectMultiple

    def validate(self, value: list[str]) -> None:
        if value:
            super().validate(value)


class ScoreForm(MarksForm):
    """Marks, what she confirms and thinks of the whole, how it was checked where that is open, and what was seen."""

    confirmed = ConfirmedField(
        label=_("What of this is true of what was shown?"),
        choices=list(CONFIRMED.items()),
        help_text=_("Tick what is true. Where a tick is missing, the attempt is not passed, whatever the marks."),
    )
    why_not = forms.CharField(
        label=_("Why is a tick missing?"),
        required=False,
        max_length=LONGEST_WHY_NOT,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Only where one is missing. The person reads it once all marks are in."),
    )
    judgement = forms.ChoiceField(
        label=_("And as a whole, apart from these lines?"),
        required=False,
        choices=list(JUDGEMENTS.items()),
        widget=forms.RadioSelect,
        help_text=_("You may leave it out. It changes no result: it helps a panel to see where the pass mark lies."),
    )

    observation = forms.CharField(
        label=_("What did you see?"),
        required=False,
        max_length=LONGEST_OBSERVATION,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Kept as evidence. The other assessor sees it once all marks are in."),
    )

    def __init__(
        self, ways: Sequence[tuple[str, str | Promise]], task: AssessmentTask, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(task.rubric.criteria, *args, **kwargs)
        self.only_way = ways[0][0] if len(ways) == 1 else ""
        if not self.only_way:
            self.fields["way"] = forms.ChoiceField(
                label=_("How did you check it?"), choices=ways, widget=forms.RadioSelect
            )
        self.watches = bool(task.observers) and any(way in WATCHES for way, _name in ways)
        if self.watches:
            self._ask_what_was_watched(always=all(way in WATCHES for way, _name in ways))

    def _ask_what_was_watched(self, *, always: bool) -> None:
        """Where and when, and beside the mark of each line what she saw of it; `always`: in whatever way she checks."""
        asked = dict(self.fields)
        self.fields.clear()
        self.fields["setting"] = forms.CharField(
            label=_("Where did you see it?"),
            required=always,
            max_length=LONGEST_PLACE,
            help_text=_("The place at work, for example: at the counter, on the night shift."),
            error_messages={"required": NO_PLACE},
        )
        self.fields["seen_on"] = forms.DateField(
            label=_("On which day?"), required=always, widget=DateInput, error_messages={"required": NO_DAY}
        )
        del asked["observation"]
        for name, field in asked.items():
            self.fields[name] = field
            if name.startswith(MARK):
                self.fields[name.replace(MARK, SEEN, 1)] = forms.CharField(
                    label=_("What did you see? (%(criterion)s)") % {"criterion": field.label},
                    required=False,
                    max_length=LONGEST_LINE,
                    help_text=_("What was done or said, never what you think of the person."),
                )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self._watched(cleaned):
            for name, said in (("setting", NO_PLACE), ("seen_on", NO_DAY)):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, said)
            if cleaned.get("seen_on") and cleaned["seen_on"] > localdate(sources.now()):
                self.add_error("seen_on", _("This day has not come yet."))
            if not self._lines(cleaned):
                self.add_error(
                    next(name for name in self.fields if name.startswith(SEEN)),
                    _("Say of one line at least what you saw."),
                )
        if "confirmed" in cleaned and "why_not" in cleaned:
            whole, said = set(cleaned["confirmed"]) == set(CONFIRMED), cleaned["why_not"].strip()
            if not whole and not said:
                self.add_error("why_not", _("Tick all four, or say why one is missing."))
            if whole and said:
                self.add_error("why_not", _("All four are ticked. Take a tick away, or leave this empty."))
        return cleaned

    def confirmation(self) -> Confirmed:
        """What she confirms of what was shown."""
        ticked = {name: name in self.cleaned_data["confirmed"] for name in CONFIRMED}
        return Confirmed(**ticked, why_not=self.cleaned_data["why_not"])

    def observed(self) -> Observed | None:
        """Where and when she watched a behaviour, and what she saw; None where she did not watch."""
        given = self.cleaned_data
        if not self._watched(given):
            return None
        return Observed(given["setting"], given["seen_on"], self._lines(given))

    def _watched(self, given: Mapping[str, Any]) -> bool:
        return self.watches and (self.only_way or given.get("way")) in WATCHES

    def _lines(self, given: Mapping[str, Any]) -> dict[str, str]:
        lines = ((name, str(line).strip()) for name, line in given.items() if name.startswith(SEEN))
        return {name.removeprefix(SEEN): line for name, line in lines if line}

    def judged(self) -> Judgement | None:
        """What she thinks of the whole, where she said it."""
        given = self.cleaned_data["judgement"]
        return Judgement(given) if given else None


class SettleForm(MarksForm):
    reason = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("What you saw or were shown. Both assessors and the person can read it."),
    )


class NextTimeForm(forms.Form):
    text = forms.CharField(
        label=_("What to show next time"),
        max_length=LONGEST_NEXT_TIME,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Two or three things to practise. Whoever was tried reads it, and whoever may see this attempt."),
    )


class OpenForm(forms.Form):
    task = forms.ChoiceField(label=_("Task"))
    person = LongChoiceField(label=_("Who tries it"))

    def __init__(self, tasks: Iterable[tuple[str, Choices]], people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].choices = [("", _("Choose a task")), *tasks]  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", _("Choose a person")), *people]  # type: ignore[attr-defined]


class MethodForm(forms.Form):
    """In what way a task is shown, under what conditions and with what tools."""

    method = forms.ChoiceField(
        label=_("In what way it is shown"), initial=Method.WORK_SAMPLE.value, widget=forms.RadioSelect
    )
    conditions = forms.CharField(
        label=_("Conditions"),
        required=False,
        max_length=LONGEST_SETTING,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Where, how long, alone or with others. Everybody who tries it reads this before."),
    )
    tools = forms.CharField(
        label=_("Tools"),
        required=False,
        max_length=LONGEST_SETTING,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("What may be used, and what must be."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].choices = [  # type: ignore[attr-defined]
            (code, format_html("<strong>{}.</strong> {}", name, METHODS_EXPLAINED[code]))
            for code, name in METHODS.items()
        ]

    def told(self) -> dict[str, Any]:
        """Method, conditions and tools, as the actions take them."""
        given = self.cleaned_data
        return {"method": Method(given["method"]), "conditions": given["conditions"], "tools": given["tools"]}


class TaskForm(MethodForm):
    work_task = forms.ChoiceField(label=_("Which task people show"), widget=forms.RadioSelect)
    shows = forms.MultipleChoiceField(
        label=_("What passing it proves"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick only what somebody cannot pass this task without."),
    )
    limit = forms.TypedChoiceField(
        label=_("By how many levels two assessors may differ"),
        coerce=int,
        choices=[(number, str(number)) for number in range(LARGEST_LIMIT + 1)],
        initial=1,
        help_text=_("The lower mark counts. A larger difference goes to a third person."),
    )

    def __init__(self, tasks: Choices, competencies: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["work_task"].choices = list(tasks)  # type: ignore[attr-defined]
        self.fields["shows"].choices = list(competencies)  # type: ignore[attr-defined]
        self.order_fields(["work_task", "shows", "method", "conditions", "tools", "limit"])


class PoolForm(forms.Form):
    name = forms.CharField(label=_("What it is called"), max_length=200)
    tasks = forms.MultipleChoiceField(
        label=_("Tasks in it"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tasks that show the same and are about as hard as one another."),
    )
    count = forms.IntegerField(
        label=_("How many are drawn for each person"),
        min_value=1,
        max_value=99,
        initial=1,
        help_text=_("Fewer than there are. Whoever tries again is given others first."),
        widget=forms.NumberInput({"class": "govuk-input--width-2"}),
    )

    def __init__(self, tasks: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tasks"].choices = list(tasks)  # type: ignore[attr-defined]
