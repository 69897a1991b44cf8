"""Forms of the tasks of a draft."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmark.kernel.skills import RubricCriterion, RubricCriterionLevel
from skillmark.standards import actions, rules
from skillmark.standards.models import WorkTask

LONGEST = 2000  # characters of a text: a page on a phone


class NewTaskForm(forms.Form):
    """What somebody proposes; the rest of a task is worked out from it and then edited."""

    reference = forms.CharField(
        label=gettext_lazy("Its code"), max_length=rules.LONGEST_NAME, help_text=gettext_lazy("For example T-09.")
    )
    statement = forms.CharField(
        label=gettext_lazy("What is done, and to what end"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For example: Isolate a pump from its power to prevent injury."),
    )


class TaskForm(forms.Form):
    """One task with its sample task and its rubric. A thing that is looked at goes when its name is emptied."""

    statement = forms.CharField(
        label=gettext_lazy("What a person can do"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )
    sample_task = forms.CharField(
        label=gettext_lazy("Sample task"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )
    pass_mark = forms.TypedChoiceField(
        label=gettext_lazy("Pass mark, on every line"), coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, task: WorkTask, criteria: tuple[RubricCriterion, ...], sent: Any) -> None:
        initial = {"statement": task.statement, "sample_task": task.sample_task, "pass_mark": task.rubric.pass_mark}
        super().__init__(sent, initial=initial)
        scale = criteria[0].levels
        blank = tuple(RubricCriterionLevel(level.quality, level.score, "") for level in scale)
        last = max(criterion.position for criterion in criteria)
        self.criteria = (*criteria, RubricCriterion("", last + 1, 1, blank))  # the last one is there to be added
        field = self.fields["pass_mark"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(str(level.score), f"{level.score} · {_(level.quality)}") for level in scale]
        for criterion in self.criteria:
            self._ask(criterion)

    def _ask(self, criterion: RubricCriterion) -> None:
        place = criterion.position
        self.fields[f"criterion-{place}"] = forms.CharField(
            label=_("What is looked at") if criterion.category else _("Something else that is looked at"),
            help_text="" if criterion.category else _("Leave it empty to add nothing."),
            initial=criterion.category,
            required=False,
            max_length=200,
        )
        for level in criterion.levels:
            self.fields[f"level-{place}-{level.score}"] = forms.CharField(
                label=f"{level.score} · {_(level.quality)}",
                initial=level.description,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def values(self) -> actions.TaskValues:
        given = self.cleaned_data
        kept = [one for one in self.criteria if given[f"criterion-{one.position}"].strip()]
        rubric = tuple(
            RubricCriterion(
                given[f"criterion-{one.position}"].strip(),
                place,
                one.weight,
                tuple(
                    RubricCriterionLevel(
                        level.quality, level.score, given[f"level-{one.position}-{level.score}"].strip()
                    )
                    for level in one.levels
                ),
            )
            for place, one in enumerate(kept, start=1)
        )
        return actions.TaskValues(given["statement"], given["sample_task"], rubric, given["pass_mark"])
