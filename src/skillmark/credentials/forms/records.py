"""Forms of credentials."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from skillmark.credentials.renewal import GRACE_DAYS, LONGEST_DAYS, OPENS_DAYS, Again, Terms, terms
from skillmark.ui.choosing import LongChoiceField

LARGEST_RECORD = 4 * 2**20  # bytes; what the engine reads of one record
MOST_FILES = 500  # of one upload
Choices = Iterable[tuple[str, str | Promise]]


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files at once; gives a list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=ManyFilesInput(), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(one, initial) for one in given if one] or super().clean(None, initial)


class BringForm(forms.Form):
    records = ManyFilesField(
        label=_("Files of records"),
        help_text=_("Unchanged: JSON, tokens, badges in pictures, résumés as data; lists of withdrawn records too."),
    )
    accept = forms.BooleanField(
        label=_("I know these issuers and accept their records"),
        required=False,
        help_text=_("Anybody can sign a record. Without this, genuine records wait until you accept each issuer."),
    )

    def clean_records(self) -> Any:
        files = self.cleaned_data["records"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("At most %(most)s files at once.") % {"most": MOST_FILES})
        return files


class CheckForm(forms.Form):
    file = forms.FileField(label=_("The record’s file"), required=False)
    text = forms.CharField(
        label=_("Or paste what is in it"),
        required=False,
        max_length=LARGEST_RECORD,
        widget=forms.Textarea(
            {
                "rows": 5,
                "spellcheck": "false",
                "autocomplete": "off",
                "data-scan": _("Scan a code"),
                "data-scan-hint": _("Hold the code before the camera."),
                "data-scan-stop": _("Stop the camera"),
                "data-scan-not": _("The camera cannot be used here. Paste the address instead."),
            }
        ),
        help_text=_("The address of a record (https://…) works too, and so does one that somebody shared with you."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("file") and not cleaned.get("text", "").strip():
            raise forms.ValidationError(_("Choose a file, or paste what is in it."))
        return cleaned


class DefineForm(forms.Form):
    public_name = forms.CharField(
        label=_("Name on the record"),
        max_length=200,
        help_text=_("It is read by everybody. Name the work, never a programme or a group of people."),
    )
    competencies = forms.MultipleChoiceField(
        label=_("What it proves"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each at the level the standard needs."),
    )
    renewal_months = forms.IntegerField(
        label=_("Months until it must be renewed"),
        required=False,
        min_value=1,
        max_value=240,
        help_text=_("Leave it empty where the ability does not age."),
        widget=forms.NumberInput({"class": "govuk-input--width-3"}),
    )

    again = forms.ChoiceField(
        label=_("What must be shown again"),
        required=False,
        choices=[
            (Again.FULL, _("Everything it proves")),
            (Again.DELTA, _("Only what has changed in the standard since the record was signed")),
        ],
        initial=Again.FULL,
        widget=forms.RadioSelect,
        help_text=_("Each holder is told so with her record, and it stays so for that record."),
    )
    opens_days = forms.IntegerField(
        label=_("Days before its end from which it may be renewed"),
        required=False,
        min_value=0,
        max_value=LONGEST_DAYS,
        initial=OPENS_DAYS,
        widget=forms.NumberInput({"class": "govuk-input--width-3"}),
    )
    grace_days = forms.IntegerField(
        label=_("Days after its end in which it still may"),
        required=False,
        min_value=0,
        max_value=LONGEST_DAYS,
        initial=GRACE_DAYS,
        help_text=_("The record reads as expired in that time."),
        widget=forms.NumberInput({"class": "govuk-input--width-3"}),
    )

    def terms(self) -> Terms:
        """As they were given; what was left out, as usual."""
        given = {name: self.cleaned_data[name] for name in ("again", "opens_days", "grace_days")}
        return terms(Terms().kept() | {name: value for name, value in given.items() if value not in (None, "")})

    def __init__(self, competencies: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competencies"].choices = list(competencies)  # type: ignore[attr-defined]


class RetireForm(forms.Form):
    successor = forms.ChoiceField(
        label=_("What follows it"),
        required=False,
        help_text=_("Its records renew into that. Every holder is told."),
    )

    def __init__(self, achievements: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [("", _("Nothing follows it")), *achievements]  # type: ignore[attr-defined]


class AwardForm(forms.Form):
    person = LongChoiceField(label=_("Who earned it"))
    achievement = forms.ChoiceField(label=_("What was earned"))

    def __init__(self, people: Choices, achievements: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Choose a person")), *people]  # type: ignore[attr-defined]
        self.fields["achievement"].choices = list(achievements)  # type: ignore[attr-defined]


class AwardManyForm(forms.Form):
    achievement = forms.ChoiceField(label=_("What they earned"), widget=forms.RadioSelect)

    def __init__(self, earned: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["achievement"].choices = list(earned)  # type: ignore[attr-defined]


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=300,
        help_text=_("Its holder reads this. The public list names nobody."),
    )


class WhoseForm(forms.Form):
    person = LongChoiceField(label=_("Whose is it?"))

    def __init__(self, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Choose a person")), *people]  # type: ignore[attr-defined]


class ShareForm(forms.Form):
    records = forms.MultipleChoiceField(
        label=_("Which records"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever has the address sees these and no others."),
    )
    days = forms.ChoiceField(
        label=_("For how long"),
        widget=forms.RadioSelect,
        choices=[("7", _("7 days")), ("30", _("30 days")), ("90", _("90 days"))],
    )
    for_whom = forms.CharField(
        label=_("For whom, or why"),
        required=False,
        max_length=120,
        help_text=_("A note to yourself. Nobody else reads it."),
    )

    def __init__(self, records: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["records"].choices = list(records)  # type: ignore[attr-defined]


class SendShareForm(forms.Form):
    """An e-mail address, or else a number where text messages are sent. There is no room for words of one's own."""

    email = forms.EmailField(label=_("E-mail address"), required=False, max_length=254)
    phone = forms.CharField(
        label=_("Or a phone number"),
        required=False,
        max_length=20,
        validators=[
            RegexValidator(r"^\+?[\d ().-]{5,20}$", _("Write the number with digits, for example +1 555 0142."))
        ],
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, takes_numbers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not takes_numbers:
            del self.fields["phone"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(cleaned.get("email")) == bool(cleaned.get("phone")):
            self.add_error("email", _("Give one address to send it to."))
        return cleaned


class ProveForm(forms.Form):
    record = forms.ChoiceField(label=_("Which record"), widget=forms.RadioSelect)

    def __init__(self, records: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record"].choices = list(records)  # type: ignore[attr-defined]
