"""Forms of what is handed in, and of others who are on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from skillmark.assessment.actions import LONGEST_ADDRESS, LONGEST_NAME
from skillmark.assessment.rules import LONGEST_OBSERVATION, MOST_OTHERS
from skillmark.foundation.fetch import LONGEST_URL
from skillmark.ui.choosing import LongChoiceField

NOBODY, COVERED, ASKED, IN_CARE = "no", "covered", "asked", "yes"
COLLEAGUE, LETTER, HERE = "colleague", "letter", "here"


class EvidenceForm(forms.Form):
    one_way = _("Write what was seen, choose a file, or give an address: one of the three.")
    observation = forms.CharField(
        label=_("What was seen"), required=False, max_length=LONGEST_OBSERVATION, widget=forms.Textarea({"rows": 5})
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        widget=forms.ClearableFileInput({"data-cover": "covering"}),
        help_text=_(
            "A picture, a video or a document. Where it was taken, and with what, is left out of what others see."
        ),
    )
    address = forms.CharField(
        label=_("Or the address of something on the web"),
        required=False,
        max_length=LONGEST_URL,
        widget=forms.URLInput,
        help_text=_(
            "It begins with https:// and opens without a log-in. A copy is taken now and kept; a page as its text."
        ),
    )
    others = forms.ChoiceField(
        label=_("Is anyone else to be seen or heard on the file?"),
        choices=[
            (NOBODY, _("No, nobody but the person who is tried")),
            (COVERED, _("They were, and are covered now: nobody can be known")),
            (ASKED, _("Yes: grown-up people at work, who can be asked")),
            (IN_CARE, _("Yes: a patient, somebody in care, a customer or a child")),
        ],
        widget=forms.RadioSelect,
        required=False,
        help_text=_(
            "A face, a voice, a name badge, a name on a screen. Look at the background too. "
            "What is covered no longer counts as seen."
        ),
    )
    asked = forms.IntegerField(
        label=_("How many others can be known on it?"),
        required=False,
        min_value=1,
        max_value=MOST_OTHERS,
        help_text=_(
            "Only where they can be asked. Each of them says yes or no. Until all have agreed nobody who marks sees it."
        ),
        widget=forms.NumberInput({"class": "govuk-input--width-2"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        given = [cleaned.get("observation", "").strip(), cleaned.get("file"), cleaned.get("address", "").strip()]
        if sum(map(bool, given)) != 1:
            raise forms.ValidationError(self.one_way)
        if not given[0]:
            self._others(cleaned)
        return cleaned

    def _others(self, cleaned: dict[str, Any]) -> None:
        said, asked = cleaned.get("others"), cleaned.get("asked")
        if not said:
            self.add_error("others", _("Say whether anyone else is to be seen or heard on the file."))
        if said == IN_CARE:
            way_out = _("It was not kept. Cover or cut out everybody else and choose it anew, or write what was seen.")
            self.add_error("address" if cleaned.get("address") else "file", way_out)
        if said == ASKED and not asked and "asked" not in self.errors:
            self.add_error("asked", _("Say how many they are: each of them is asked."))
        if said in (NOBODY, COVERED) and asked:
            self.add_error("asked", _("Leave it empty, or choose above that they can be asked."))

    def on_it(self) -> dict[str, Any]:
        """Who else is on the file, as the action takes it."""
        if self.cleaned_data["observation"].strip():
            return {}
        said = self.cleaned_data["others"]
        return {
            "others": said in (ASKED, IN_CARE),
            "asked": self.cleaned_data["asked"] or 0 if said == ASKED else 0,
        }


class ClaimEvidenceForm(EvidenceForm):
    """The same with a claim: what is on the web is not copied, and others on a file are not asked."""

    one_way = _("Write what was seen, or choose a file: one of the two.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["address"], self.fields["asked"]
        self.fields["others"].choices = [  # type: ignore[attr-defined]
            (NOBODY, _("No, nobody but the person who is tried")),
            (COVERED, _("They were, and are covered now: nobody can be known")),
            (IN_CARE, _("Yes: somebody else, a patient or a child")),
        ]


class OthersForm(forms.Form):
    """One of those who are on a file, and how she is asked."""

    how = forms.ChoiceField(label=_("How is this person asked?"), widget=forms.RadioSelect)
    person = LongChoiceField(label=_("Who, of the people here"), required=False)
    name = forms.CharField(label=_("Name of this person"), required=False, max_length=LONGEST_NAME)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text=_("Only for a letter. It is forgotten once the answer is there."),
    )
    agrees = forms.BooleanField(
        label=_("I am 18 or older, I am not here as somebody in care or as a customer, and I agree."),
        required=False,
        help_text=_("Only where this person stands beside you, reads it, ticks it and writes the name above."),
    )

    def __init__(self, people: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [(LETTER, _("By a letter with a link")), (HERE, _("This person is here, and agrees on this device"))]
        if people:
            ways.insert(0, (COLLEAGUE, _("This person is known here: by a message")))
            self.fields["person"].choices = [("", _("Choose a person")), *people]  # type: ignore[attr-defined]
        else:
            del self.fields["person"]
            self.fields["name"].required, self.fields["name"].error_messages["required"] = True, _("Write the name.")
        self.fields["how"].choices = ways  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        how = cleaned.get("how")
        if how == COLLEAGUE and not cleaned.get("person"):
            self.add_error("person", _("Choose who it is."))
        if how in (LETTER, HERE) and not cleaned.get("name", "").strip() and "name" not in self.errors:
            self.add_error("name", _("Write the name."))
        if how == LETTER and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write the address the letter goes to."))
        if how == HERE and not cleaned.get("agrees"):
            self.add_error(
                "agrees",
                _("Only this person may tick it. If that does not happen, hand in a file without this person."),
            )
        return cleaned


class AgreeForm(forms.Form):
    """What somebody says who is asked whether a file on which she is may be shown."""

    agrees = forms.ChoiceField(
        label=_("May it be shown?"),
        choices=[
            ("yes", _("Yes. I am 18 or older, and I am not on it as somebody in care or as a customer")),
            ("no", _("No, or that is not true of me. Destroy it")),
        ],
        widget=forms.RadioSelect,
        help_text=_("You need not say why. Nothing follows from it for you."),
    )


class TakeBackForm(forms.Form):
    """Taking back that one agreed."""

    takes_back = forms.BooleanField(
        label=_("I take it back. Destroy the file."),
        help_text=_("You need not say why. It is destroyed at once and cannot be brought back."),
    )
