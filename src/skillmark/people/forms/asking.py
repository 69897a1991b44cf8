"""What is asked of many people at once, and of whom."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.people.forms import AskForm


class AskManyForm(forms.Form):
    """What, of whom, and for how long. The people are ticked in the list that stands in this form; `everybody` is all
    of that list, on whichever page of it they are.
    """

    what = forms.ChoiceField(label=_("What do you ask?"), widget=forms.RadioSelect)
    days = forms.TypedChoiceField(
        label=_("How long does each link open?"),
        coerce=int,
        choices=AskForm.base_fields["days"].choices,  # type: ignore[attr-defined]
        initial=14,
    )
    everybody = forms.BooleanField(label=_("Everybody in the list below, on all its pages"), required=False)

    def __init__(self, tasks: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = list(tasks)  # type: ignore[attr-defined]
