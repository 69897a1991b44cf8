"""Forms of standards."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from skillmark.governance.queries import Body
from skillmark.standards.queries import FoundOccupation
from skillmark.ui.deadlines import DeadlineForm

LONGEST_DESCRIPTION = 25  # words: two lines on a desk, enough to tell two jobs apart


class OccupationForm(forms.Form):
    """Which of the occupations found is meant."""

    occupation_code = forms.ChoiceField(label=_("Which job is it?"), widget=forms.RadioSelect)

    def __init__(self, found: Sequence[FoundOccupation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(occupation.code, _choice(occupation)) for occupation in found]
        field = self.fields["occupation_code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        if len(choices) == 1:
            field.initial = choices[0][0]


def _choice(occupation: FoundOccupation) -> SafeString:
    """Title and code, the other name that was looked for, and the beginning of what they do."""
    named = getattr(occupation, "also", "")
    also = format_html('{} <em lang="en">{}</em>. ', _("Also called:"), named) if named else ""
    return format_html(
        '<span lang="en">{}</span> ({})<br><span class="govuk-hint">{}<span lang="en">{}</span></span>',
        occupation.title,
        occupation.code,
        also,
        Truncator(occupation.description).words(LONGEST_DESCRIPTION),
    )


class OwnFrameworkForm(forms.Form):
    """A framework of one's own: a CASE package and what its jobs require."""

    package = forms.FileField(
        label=_("Your framework"),
        help_text=_("A CASE package (.json), as framework tools export it."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )
    requirements = forms.FileField(
        label=_("What its jobs require"),
        help_text=_("requirements.csv with the columns job_id, competency_id, level, weight, essential."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    job_id = forms.CharField(
        required=False,
        max_length=200,
        label=_("Which job"),
        help_text=_("Its job_id in that table. Left empty: the first one."),
    )


class DatabaseForm(forms.Form):
    """An occupation database as one zip."""

    archive = forms.FileField(
        label=_("The database"),
        help_text=_(
            "The O*NET text database as a zip of up to 50 MB, for example db_29_0_text.zip. It is free at"
            " www.onetcenter.org/database.html, under “Text”."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
    )


class PublishForm(DeadlineForm):
    """The question to a group: half a page in plain words."""

    usual = timedelta(days=14)  # two weeks: shift workers see the question in at least one of their weeks

    body_id = forms.ChoiceField(label=_("Who decides"), widget=forms.RadioSelect)
    what_changes = forms.CharField(
        label=_("What changes"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Those who vote read this first. Plain words, half a page."),
    )
    for_whom = forms.CharField(label=_("For whom"), widget=forms.Textarea(attrs={"rows": 3}))
    asked = forms.CharField(label=_("What you ask of those who vote"), widget=forms.Textarea(attrs={"rows": 3}))

    field_order = ("body_id", "what_changes", "for_whom", "asked", "last_day")

    def __init__(self, bodies: Sequence[Body], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(body.pk), body.name) for body in bodies]
        if len(bodies) == 1:
            field.initial = str(bodies[0].pk)


class RetireForm(forms.Form):
    """What replaces a standard that is no longer used."""

    successor = forms.ChoiceField(
        label=_("What replaces it"),
        required=False,
        help_text=_("A standard in force. Its public page is one press away from the page of this one."),
    )

    def __init__(self, frameworks: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [("", _("Nothing replaces it")), *frameworks]  # type: ignore[attr-defined]

    def successor_id(self) -> UUID | None:
        chosen = self.cleaned_data["successor"]
        return UUID(chosen) if chosen else None
