"""Forms of the tasks of a draft."""

from dataclasses import replace
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


class LevelsForm(forms.Form):
    """How many levels a rubric has. Asked before the rest, so that there is a box for each."""

    levels = forms.TypedChoiceField(
        label=gettext_lazy("Number of levels"),
        coerce=int,
        choices=[(str(number), str(number)) for number in range(actions.FEWEST_LEVELS, actions.MOST_LEVELS + 1)],
        help_text=gettext_lazy("Fewer takes the highest away. What you have not kept below is lost."),
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

    def __init__(
        self, task: WorkTask, criteria: tuple[RubricCriterion, ...], sent: Any, levels: int | None = None
    ) -> None:
        """`levels`: how many there are to be, where that is not as many as there are."""
        initial = {"statement": task.statement, "sample_task": task.sample_task, "pass_mark": task.rubric.pass_mark}
        super().__init__(sent, initial=initial)
        self.scale = _scale(criteria[0].levels, levels or len(criteria[0].levels))
        last = max(criterion.position for criterion in criteria)
        whole = tuple(replace(one, levels=_fitted(one.levels, self.scale)) for one in criteria)
        self.criteria = (*whole, RubricCriterion("", last + 1, 1, self.scale))  # the last one is there to be added
        field = self.fields["pass_mark"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [
            (str(level.score), f"{level.score} · {_(level.quality)}" if level.quality else str(level.score))
            for level in self.scale
        ]
        for level in self.scale:
            self.fields[f"quality-{level.score}"] = forms.CharField(
                label=_("What level %(score)s is called") % {"score": level.score},
                initial=level.quality,
                required=not level.quality,
                max_length=50,
            )
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
        self.fields[f"weight-{place}"] = forms.IntegerField(
            label=_("Its weight"),
            help_text=_("How much it counts in how far assessors agree. It never makes up for another line."),
            initial=criterion.weight,
            required=False,
            min_value=1,
            max_value=actions.HEAVIEST,
        )
        for level in criterion.levels:
            self.fields[f"level-{place}-{level.score}"] = forms.CharField(
                label=f"{level.score} · {_(level.quality)}" if level.quality else str(level.score),
                initial=level.description,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def values(self) -> actions.TaskValues:
        given = self.cleaned_data
        kept = [one for one in self.criteria if given[f"criterion-{one.position}"].strip()]
        called = {level.score: given[f"quality-{level.score}"].strip() or level.quality for level in self.scale}
        rubric = tuple(
            RubricCriterion(
                given[f"criterion-{one.position}"].strip(),
                place,
                given[f"weight-{one.position}"] or one.weight,
                tuple(
                    RubricCriterionLevel(
                        called[level.score], level.score, given[f"level-{one.position}-{level.score}"].strip()
                    )
                    for level in one.levels
                ),
            )
            for place, one in enumerate(kept, start=1)
        )
        return actions.TaskValues(given["statement"], given["sample_task"], rubric, given["pass_mark"])


Levels = tuple[RubricCriterionLevel, ...]


def _scale(levels: Levels, count: int) -> Levels:
    """So many levels from the lowest, called as they are, describing nothing yet; those that are new have no name."""
    names = [level.quality for level in levels] + [""] * count
    return tuple(RubricCriterionLevel(names[score], score, "") for score in range(count))


def _fitted(levels: Levels, scale: Levels) -> Levels:
    """The levels of a criterion on that scale: those it has, and empty ones for those it lacks."""
    held = {level.score: level for level in levels}
    return tuple(held.get(level.score, level) for level in scale)
