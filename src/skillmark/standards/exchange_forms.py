"""Forms of frameworks from elsewhere: the file, and with which other one to compare."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.kernel.skills.exchange import formats
from skillmark.standards.queries import Framework, ImportedFramework, named

FORMATS = {
    "": _("See it from the file"),
    formats.CASE: _("CASE package (JSON)"),
    formats.RSD: _("Rich Skill Descriptors (JSON)"),
    formats.RSD_TABLE: _("Rich Skill Descriptors (CSV)"),
    formats.ESCO: _("ESCO, a zip of its CSV files"),
    formats.ONET: _("O*NET database, a zip of its text or Excel files"),
    formats.NICE: _("NICE framework (JSON)"),
    formats.CSV: _("A table, CSV or Excel"),
}


class FrameworkFileForm(forms.Form):
    """The file, and its format where that is not to be seen from it."""

    file = forms.FileField(
        label=_("The framework"),
        help_text=_("One file of up to 50 MB; a framework of several files as one zip."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.csv,.xlsx,.zip"}),
    )
    format_name = forms.ChoiceField(label=_("What kind of file"), required=False, choices=list(FORMATS.items()))


class CompareForm(forms.Form):
    """With which other framework to compare: one of our own, or one from elsewhere."""

    other = forms.ChoiceField(label=_("Compare with"))

    def __init__(
        self, own: Iterable[Framework], others: Iterable[ImportedFramework], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        assert isinstance(field, forms.ChoiceField)
        groups = [
            (_("Our own standards"), [(str(one.pk), named(one)) for one in own]),
            (_("Frameworks from elsewhere"), [(str(one.pk), imported_named(one)) for one in others]),
        ]
        field.choices = [(title, choices) for title, choices in groups if choices]


def imported_named(framework: ImportedFramework) -> str:
    """What it is called beside others: two versions of one standard share a title."""
    parts = dict.fromkeys((framework.title, framework.source_version, framework.file_name))
    return " · ".join(filter(None, parts))
