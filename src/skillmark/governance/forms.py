"""Forms of governance."""

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.governance.models import Choice


class BodyForm(forms.Form):
    name = forms.CharField(max_length=120, label=_("Name of the group"), help_text=_("For example: Standards group."))


class BallotForm(forms.Form):
    choice = forms.ChoiceField(
        label=_("Your vote"),
        widget=forms.RadioSelect,
        choices=[(Choice.YES, _("Yes")), (Choice.NO, _("No")), (Choice.ABSTAIN, _("I abstain"))],
    )
