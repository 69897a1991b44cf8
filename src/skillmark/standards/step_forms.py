"""The form of a step of a ladder."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.standards.actions import HIGHEST_LEVEL, LONGEST_STEP
from skillmark.standards.ladders import Step
from skillmark.standards.models import Competency

LEVEL = "level_"  # before the place of a competency in the standard


class StepForm(forms.Form):
    """Which competencies it takes, each at which level, and whether that is enough."""

    step = forms.CharField(
        label=_("Step of the ladder"), max_length=LONGEST_STEP, help_text=_("For example: Senior technician.")
    )
    decided_by = forms.CharField(
        label=_("Who decides once all of it is in place"),
        required=False,
        max_length=LONGEST_STEP,
        help_text=_("A role or a group, not a name. Leave it empty where all of it is enough by itself."),
    )

    def __init__(self, competencies: Collection[Competency], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.references = {f"{LEVEL}{one.position}": one.reference for one in competencies}
        last = self.fields.pop("decided_by")
        for one in competencies:
            self.fields[f"{LEVEL}{one.position}"] = forms.TypedChoiceField(
                label=one.name,
                coerce=int,
                empty_value=None,
                required=False,
                choices=[("", _("Not asked")), *((level, str(level)) for level in range(1, HIGHEST_LEVEL + 1))],
            )
        self.fields["decided_by"] = last

    def needs(self) -> dict[str, int]:
        return {
            reference: self.cleaned_data[field]
            for field, reference in self.references.items()
            if self.cleaned_data[field] is not None
        }


def as_said(step: Step, competencies: Collection[Competency]) -> dict[str, Any]:
    """A step as it stands, for its form."""
    levels = {need.competency: need.level for need in step.needs}
    return {"step": step.name, "decided_by": step.decided_by} | _levels(levels, competencies)


def as_named(name: str, required: Mapping[str, int], competencies: Collection[Competency]) -> dict[str, Any]:
    """A step of which nobody has said what it takes, as far as lines name it: at the level the job asks."""
    named = {one.reference: required[one.reference] for one in competencies if name and one.ladder_step == name}
    return {"step": name} | _levels(named, competencies)


def _levels(levels: Mapping[str, int], competencies: Collection[Competency]) -> dict[str, int]:
    return {f"{LEVEL}{one.position}": levels[one.reference] for one in competencies if one.reference in levels}
