"""Forms of training."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CatalogueForm(forms.Form):
    file = forms.FileField(label=_("Table of modules (CSV)"), widget=forms.FileInput({"accept": ".csv,text/csv"}))
