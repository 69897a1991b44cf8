"""The form of a self-assessment: a question a competency, its levels in words."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmark.kernel.skills import DraftStandard
from skillmark.kernel.skills.self_assessment import NOT_YET, Step, steps
from skillmark.standards.showing import in_language


class SelfAssessmentForm(forms.Form):
    """What she can do today. A line may be passed over."""

    stay = forms.BooleanField(
        label=gettext_lazy("Remember my answers in this browser for 90 days"),
        help_text=gettext_lazy("Not on a device that others use. Otherwise they go when the browser is closed."),
        required=False,
    )

    def __init__(self, standard: DraftStandard, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.references = {}
        for place, indicator in enumerate(standard.indicators):
            name = f"line-{place}"
            self.references[name] = indicator.competency_id
            self.fields[name] = forms.TypedChoiceField(
                label=indicator.name,
                help_text="" if indicator.description in ("", indicator.name) else indicator.description,
                choices=_choices(steps(indicator), language),
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
        self.order_fields([*self.references, "stay"])

    def levels(self) -> dict[str, int]:
        """What she says, by the competency's id; a line passed over is absent."""
        given = {reference: self.cleaned_data.get(name) for name, reference in self.references.items()}
        return {reference: level for reference, level in given.items() if level is not None}


def in_words(found: Step, language: str = "") -> Any:
    """A level in its published words, or as what lies between two of them."""
    if not found.words:
        return _("More than the one before, but not yet the one after")
    return in_language(found.words, language)


def _choices(levels: tuple[Step, ...], language: str) -> list[tuple[str, Any]]:
    none = _("I cannot do this yet") if len(levels) == 1 else _("None of these yet")
    only = [(str(levels[0].level), in_words(levels[0], language))] if len(levels) == 1 else []
    return [(str(NOT_YET), none), *(only or [(str(each.level), in_words(each, language)) for each in levels])]
