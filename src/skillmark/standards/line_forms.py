"""Forms of the lines of a draft."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.kernel.skills.model import HIGHEST_LEVEL, HIGHEST_WEIGHT, LOWEST_REQUIRED, LOWEST_WEIGHT
from skillmark.standards import actions, described, rules
from skillmark.standards.models import Requirement


class LineForm(forms.Form):
    """One requirement: what it is, how good is needed, and what that looks like."""

    name = forms.CharField(label=_("What a person can do"), max_length=300)
    description = forms.CharField(
        label=_("In more words"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    level = forms.IntegerField(label=_("Level needed"), min_value=LOWEST_REQUIRED, max_value=HIGHEST_LEVEL)
    descriptor = forms.CharField(
        label=_("What this level looks like"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("Something one can watch a person do, never “good” or “4 of 5”."),
    )
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
        )


class NewLineForm(LineForm):
    """A requirement with the code it is called by in every table."""

    reference = forms.CharField(label=_("Its code"), max_length=rules.LONGEST_NAME, help_text=_("For example TP-09."))
    field_order = ("reference",)


def as_it_is(row: Requirement) -> dict[str, Any]:
    about = row.competency
    return {
        "name": about.name, "description": about.description, "level": row.level, "descriptor": row.descriptor,
        "weight": row.weight, "essential": row.essential, "review_item": about.review_item or "",
        "ladder_step": about.ladder_step or "",
    }  # fmt: skip


class DescribedForm(forms.Form):
    """A description of the job as somebody has it: a posting, a page of a handbook."""

    text = forms.CharField(
        label=_("The description of the job"),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=described.LONGEST,
        help_text=_("Paste it as it is. Nothing of it is kept."),
    )
    language = forms.ChoiceField(
        label=_("Its language"), choices=(("en", _("English")), ("es", _("Spanish"))), widget=forms.RadioSelect
    )
