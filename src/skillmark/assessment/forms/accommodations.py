"""Forms of what somebody needs for an attempt: to ask for it, and to answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.assessment.actions import LONGEST_NEED


class NeedForm(forms.Form):
    text = forms.CharField(
        label=_("What is to be arranged?"),
        max_length=LONGEST_NEED,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("For example more time, a quiet room, a chair, larger print. Never a diagnosis: nobody needs it."),
    )


class AnswerNeedForm(forms.Form):
    granted = forms.ChoiceField(
        label=_("Will it be arranged?"),
        choices=[("yes", _("Yes, it will be arranged")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    sentence = forms.CharField(
        label=_("What exactly is arranged, or why not?"),
        max_length=LONGEST_NEED,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The person who asked reads it. If it is arranged, so does whoever marks. Never name a diagnosis."),
    )
