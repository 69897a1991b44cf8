"""Forms of being qualified: the rule, training, a record told in words, and marking samples."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.assessment.actions import LONGEST_SAMPLE, MOST_CLAIMS
from skillmark.assessment.forms.attempts import Choices, MarksForm
from skillmark.assessment.forms.quality import number
from skillmark.assessment.models import QualificationKind
from skillmark.assessment.rules import LARGEST_DISTANCE, MOST_MONTHS, MOST_SAMPLES, Qualifying
from skillmark.ui.choosing import LongChoiceField
from skillmark.ui.forms import DateInput


class QualifyingForm(forms.Form):
    samples = number(_("How many reference samples somebody marks"), MOST_SAMPLES, least=1)
    pass_percent = number(_("At least so many percent of the marks are the agreed ones"), 100, least=1)
    limit = number(_("No mark is further off than so many levels"), LARGEST_DISTANCE)
    months = number(_("For how many months it holds"), MOST_MONTHS, least=1)
    demanded = forms.BooleanField(
        label=_("Whoever is not qualified does not mark"),
        required=False,
        help_text=_("Confirmations by a supervisor or a colleague stay open to everybody."),
    )

    def __init__(self, *args: Any, marking: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not marking:
            self.fields["demanded"].label = _("Whoever is not qualified reads no applicants’ records")
            self.fields["demanded"].help_text = _("Recruiters and line managers. Talent leads go on reading them.")

    def qualifying(self) -> Qualifying:
        return Qualifying(**self.cleaned_data)


class TrainingForm(forms.Form):
    person = LongChoiceField(label=_("Who was trained"))
    kind = forms.ChoiceField(label=_("For what"), widget=forms.RadioSelect)
    text = forms.CharField(label=_("In what"), max_length=300)
    on = forms.DateField(label=_("On which day?"), widget=DateInput)

    def __init__(self, people: Choices, kinds: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Choose a person")), *people]  # type: ignore[attr-defined]
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]

    @property
    def trained_for(self) -> QualificationKind:
        return QualificationKind(self.cleaned_data["kind"])


class ReferenceForm(forms.Form):
    attempt = forms.ChoiceField(label=_("Which attempt"), widget=forms.RadioSelect)

    def __init__(self, attempts: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attempt"].choices = list(attempts)  # type: ignore[attr-defined]


class WrittenForm(forms.Form):
    """A record in words, and claims with what is agreed of each."""

    text = forms.CharField(
        label=_("What the record says"),
        max_length=LONGEST_SAMPLE,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("As a reader would find it; of nobody real."),
    )

    def __init__(self, answers: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(answers)
        for place in range(1, MOST_CLAIMS + 1):
            self.fields[f"claim_{place}"] = forms.CharField(
                label=_("Claim %(number)s") % {"number": place}, required=place == 1, max_length=200
            )
            self.fields[f"answer_{place}"] = forms.TypedChoiceField(
                label=_("What is agreed of claim %(number)s") % {"number": place},
                coerce=int,
                choices=offered,
                required=place == 1,
                widget=forms.RadioSelect,
            )

    def claims(self) -> list[tuple[str, int]]:
        given = self.cleaned_data
        return [(given[f"claim_{place}"], given[f"answer_{place}"] or 0) for place in range(1, MOST_CLAIMS + 1)]


class SampleForm(MarksForm):
    """Marks for one sample among several on a page."""


def sample_forms(samples: Sequence[tuple[UUID, Sequence[Mapping[str, Any]]]], given: Any) -> dict[UUID, SampleForm]:
    """A form for each sample, by its id, each under a prefix of its own."""
    return {sample_id: SampleForm(criteria, given, prefix=f"s{sample_id.hex}") for sample_id, criteria in samples}
