"""Forms about questions and votes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.governance.models import Choice


class BallotForm(forms.Form):
    choice = forms.ChoiceField(
        label=_("Your vote"),
        widget=forms.RadioSelect,
        choices=[(Choice.YES, _("Yes")), (Choice.NO, _("No")), (Choice.ABSTAIN, _("I abstain"))],
    )
