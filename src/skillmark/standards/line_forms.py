"""Forms of the lines of a draft."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.kernel import skills
from skillmark.kernel.skills.model import HIGHEST_LEVEL, HIGHEST_WEIGHT, LOWEST_REQUIRED, LOWEST_WEIGHT
from skillmark.standards import actions, described, rules, words
from skillmark.standards.models import CompetencyKind, Requirement, WorkTask
from skillmark.ui.forms import DateInput


class LineForm(forms.Form):
    """One requirement: what it is, how good is needed, and what that looks like."""

    name = forms.CharField(label=_("What a person can do"), max_length=300)
    description = forms.CharField(
        label=_("In more words"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    kind = forms.ChoiceField(
        label=_("What kind of ability it is"),
        required=False,
        choices=list(words.KINDS_EXPLAINED.items()),
        widget=forms.RadioSelect,
        help_text=_("A behaviour is shown by being watched; anything else by doing the work."),
    )
    level = forms.IntegerField(label=_("Level needed"), min_value=LOWEST_REQUIRED, max_value=HIGHEST_LEVEL)
    descriptor = forms.CharField(
        label=_("What this level looks like"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("Something one can watch a person do, never “good” or “4 of 5”."),
    )
    tasks = forms.MultipleChoiceField(
        label=_("Tasks it shows in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One at least: a standard with a line that shows in no task is not put to a vote."),
    )
    source = forms.CharField(
        label=_("Where it comes from"),
        required=False,
        max_length=300,
        help_text=_("For example: the panel of March, accident report 12, the maker's manual."),
    )
    rationale = forms.CharField(
        label=_("Why the job needs it"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    dated = forms.DateField(label=_("As of which day"), required=False, widget=DateInput)
    weight = forms.IntegerField(
        label=_("Weight"),
        min_value=LOWEST_WEIGHT,
        max_value=HIGHEST_WEIGHT,
        help_text=_("From 1 to 1000. It only orders people whose must-haves are equal."),
    )
    review_item = forms.CharField(
        label=_("Item of the performance review that it feeds"),
        required=False,
        max_length=200,
        help_text=_("People read it beside the competency. Leave it empty where there is none."),
    )
    ladder_step = forms.CharField(label=_("Step of a ladder that it counts for"), required=False, max_length=200)
    essential = forms.BooleanField(label=_("Must-have: nobody starts without it"), required=False)

    def __init__(self, tasks: Sequence[WorkTask], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_tasks(self.fields["tasks"], tasks)

    def values(self) -> actions.LineValues:
        given = self.cleaned_data
        return actions.LineValues(
            given["name"],
            given["description"],
            given["level"],
            given["weight"],
            given["essential"],
            given["descriptor"],
            given["review_item"],
            given["ladder_step"],
            CompetencyKind(given["kind"]) if given["kind"] else None,
            tuple(given["tasks"]),
            given["source"],
            given["rationale"],
            given["dated"],
        )


class NewLineForm(LineForm):
    """A requirement with the code it is called by in every table."""

    reference = forms.CharField(label=_("Its code"), max_length=rules.LONGEST_NAME, help_text=_("For example TP-09."))
    field_order = ("reference",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("source", "rationale"):  # nobody else can say it of a line that no source holds
            self.fields[name].required = True


class TracingForm(forms.Form):
    """In which tasks each of these requirements shows."""

    def __init__(self, lines: Sequence[Requirement], tasks: Sequence[WorkTask], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            about = line.competency
            field = self.fields[line.pk.hex] = forms.MultipleChoiceField(
                label=about.name,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="" if about.description == about.name else about.description,
            )
            offer_tasks(field, tasks)

    def tasks(self) -> dict[UUID, list[str]]:
        return {line.pk: named for line in self.lines if (named := self.cleaned_data[line.pk.hex])}


def offer_tasks(field: forms.Field, tasks: Sequence[WorkTask]) -> None:
    """The tasks of a standard, to choose from."""
    assert isinstance(field, forms.MultipleChoiceField)
    field.choices = [(task.reference, task.statement) for task in tasks]


def as_it_is(row: Requirement) -> dict[str, Any]:
    about = row.competency
    return {
        "name": about.name, "description": about.description, "kind": about.kind, "level": row.level,
        "descriptor": row.descriptor, "weight": row.weight, "essential": row.essential,
        "review_item": about.review_item or "",
        "ladder_step": about.ladder_step or "", "tasks": [task for task, _score in row.suggested_tasks],
        "source": row.source or "", "rationale": row.rationale or "", "dated": row.dated,
    }  # fmt: skip


def as_it_is_known(one: described.Proposal) -> dict[str, Any]:
    return {
        "reference": one.reference, "name": one.name, "description": one.description, "source": one.source,
        "rationale": one.rationale, "essential": one.essential, "kind": skills.kind_of_element(one.reference).value,
    }  # fmt: skip


class DescribedForm(forms.Form):
    """A description of the job as somebody has it: a posting, a page of a handbook."""

    text = forms.CharField(
        label=_("The description of the job"),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=described.LONGEST,
        help_text=_("Paste it as it is. Of it only the sentences are kept that something is proposed by."),
    )
    language = forms.ChoiceField(
        label=_("Its language"), choices=(("en", _("English")), ("es", _("Spanish"))), widget=forms.RadioSelect
    )
