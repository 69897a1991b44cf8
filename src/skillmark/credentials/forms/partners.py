"""Forms of what other organisations are asked for, and of what they answer."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.credentials.forms.records import LARGEST_RECORD
from skillmark.credentials.partners import LONGEST_DAYS, Kind, Statement
from skillmark.ui.choosing import LongChoiceField
from skillmark.ui.forms import DateInput

Choices = Iterable[tuple[str, str]]
KINDS = (
    (Kind.ENDORSE.value, _("Endorse it: a signed statement of its own, which everybody can check")),
    (Kind.CERTIFY.value, _("Certify it with us: its signature stands on every record beside ours")),
)


class AskPartnerForm(forms.Form):
    organisation = forms.CharField(
        label=_("Name of the organisation"), max_length=200, help_text=_("As everybody may read it on records.")
    )
    person = LongChoiceField(
        label=_("Who acts for it"), help_text=_("A person of that organisation who logs in here. Nobody asks herself.")
    )
    kind = forms.ChoiceField(label=_("What you ask for"), choices=KINDS, widget=forms.RadioSelect)
    achievement = forms.ChoiceField(label=_("Of what"), required=False)
    starts = forms.DateField(label=_("From"), widget=DateInput)
    ends = forms.DateField(label=_("Last day"), widget=DateInput)

    def __init__(self, persons: Choices, earned: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Choose a person")), *persons]  # type: ignore[attr-defined]
        self.fields["achievement"].choices = [  # type: ignore[attr-defined]
            ("", _("Of us as an issuer, whatever can be earned")),
            *earned,
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") == Kind.CERTIFY and not cleaned.get("achievement"):
            self.add_error("achievement", _("Choose what is certified together."))
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("It lies before the first day."))
        elif starts and ends and (ends - starts).days > LONGEST_DAYS:
            self.add_error("ends", _("Five years at most."))
        return cleaned

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        cleaned = self.cleaned_data
        return {
            "kind": Kind(cleaned["kind"]),
            "organisation": cleaned["organisation"],
            "person_id": UUID(cleaned["person"]),
            "achievement_id": UUID(cleaned["achievement"]) if cleaned["achievement"] else None,
            "starts": cleaned["starts"],
            "ends": cleaned["ends"],
        }


class EndorseForm(forms.Form):
    scope = forms.CharField(
        label=_("What your organisation stands for"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("In a sentence: for which work, in which places. It is public and names nobody."),
    )
    accreditation = forms.CharField(label=_("By whom it is accredited, and under which number"), max_length=300)
    accreditation_address = forms.URLField(
        label=_("Web address where that can be read"), max_length=500, assume_scheme="https"
    )
    comment = forms.CharField(
        label=_("Anything else"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )

    def statement(self) -> Statement:
        return Statement(**{name: self.cleaned_data[name] for name in self.fields})


class BringEndorsementForm(forms.Form):
    file = forms.FileField(
        label=_("The endorsement’s file"), help_text=_("The JSON file as the other organisation signed it.")
    )

    def clean_file(self) -> Any:
        brought = self.cleaned_data["file"]
        if brought.size > LARGEST_RECORD:
            raise forms.ValidationError(_("This is larger than any endorsement."))
        return brought
