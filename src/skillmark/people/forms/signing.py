"""Forms for texts that people sign."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from skillmark.people import drawings
from skillmark.people.forms import AskForm
from skillmark.people.words import CANNOT_DRAW
from skillmark.ui.choosing import LongChoiceField
from skillmark.ui.forms import DateInput

LONGEST_TEXT = 100_000  # letters; a contract of fifty pages


class TextForm(forms.Form):
    """A text, typed or as a file."""

    title = forms.CharField(label=_("Title"), max_length=200)
    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    person = LongChoiceField(
        label=_("Is it about one person?"),
        help_text=_("Then only the case team sees it, and it goes when that person is erased."),
        required=False,
    )
    text = forms.CharField(
        label=_("The text"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 14})
    )
    file = forms.FileField(label=_("Or a file: PDF or plain text"), required=False)

    def __init__(self, people: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("No, it is the organisation's own")), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(given.get("text", "").strip()) == bool(given.get("file")):
            raise forms.ValidationError(_("Write the text, or choose a file: one of the two."))
        return given

    @property
    def content(self) -> bytes:
        """The bytes that are kept."""
        brought = self.cleaned_data.get("file")
        return bytes(brought.read()) if brought else self.cleaned_data["text"].replace("\r\n", "\n").encode()


class NewVersionForm(TextForm):
    """Another text in the place of one; whose it is and its language stay."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__([], *args, **kwargs)
        del self.fields["person"], self.fields["language"]


class AskToSignForm(forms.Form):
    """Whom to ask to sign, how, and until when."""

    MESSAGE, SLIP, SHEET = AskForm.MESSAGE, AskForm.SLIP, "sheet"
    person = LongChoiceField(label=_("Who is to sign?"))
    how = forms.ChoiceField(
        label=_("How?"),
        help_text=_("Whoever has a log-in here finds it on the own page too, and signs with the log-in."),
        choices=[
            (MESSAGE, _("A link by message: e-mail, or else a text message")),
            (SLIP, _("A link on a slip with a QR code, which you print and hand over")),
            (SHEET, _("On paper: you print the sheet, and bring a photograph of it")),
        ],
        initial=MESSAGE,
        widget=forms.RadioSelect,
    )
    by = forms.DateField(label=_("By when?"), required=False, widget=DateInput, help_text=_("Empty means no day."))

    def __init__(self, people: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Choose a person")), *people]  # type: ignore[attr-defined]


class AskGuardianForm(AskToSignForm):
    """A guardian, who is a person known here, and the text."""

    text = forms.ChoiceField(label=_("Which text?"))
    relation = forms.CharField(label=_("Relation to this person"), max_length=60, help_text=_("Mother, father, …"))
    field_order = ("text", "person", "relation", "how", "by")

    def __init__(
        self, texts: Iterable[tuple[str, str]], people: Iterable[tuple[str, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(people, *args, **kwargs)
        self.fields["text"].choices = list(texts)  # type: ignore[attr-defined]


class DrawingInput(forms.HiddenInput):
    """Beside which the script `drawing.js` puts a canvas, with these words, after the field of her name."""

    def __init__(self) -> None:
        super().__init__(
            {
                "data-drawing": "name",
                "data-title": _("Draw your signature as well, if you like"),
                "data-hint": _(
                    "With a finger, a pen or the mouse. Your typed name is your signature, with or without it."
                ),
                "data-clear": _("Clear the drawing"),
                "data-label": _("Place to draw your signature"),
                "data-width": drawings.WIDTH,
                "data-height": drawings.HEIGHT,
                "data-strokes": drawings.MOST_STROKES,
                "data-points": drawings.MOST_POINTS,
                "autocomplete": "off",
            }
        )


class SignForm(forms.Form):
    """Her full name, and that she has read it. `digest` is of the text she was shown. Where a script puts a place to
    draw beside her name, `drawing` is what she drew; nobody needs it to sign.
    """

    digest = forms.CharField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Your full name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Type your full name: that is your signature.")},
    )  # fmt: skip
    agree = forms.BooleanField(
        label=_("I have read this and agree"),
        error_messages={"required": _("Tick that you have read it and agree, or leave this page without signing.")},
    )

    drawing = forms.CharField(widget=DrawingInput, required=False)

    def __init__(self, digest: str, given: Mapping[str, Any] | None = None) -> None:
        super().__init__(given, initial={"digest": digest})
        self.shown = digest

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("digest") != self.shown:
            self.data = self._without("agree", "drawing") | {"digest": self.shown}
            raise forms.ValidationError(
                _("The text was changed while you read it. Read it again below, and sign it if you agree.")
            )
        if cleaned.get("drawing"):
            try:
                drawings.strokes(cleaned["drawing"])
            except drawings.CannotDraw as why:
                self.data = self._without("drawing")
                raise forms.ValidationError(str(CANNOT_DRAW[why.reason])) from None
        return cleaned

    def _without(self, *names: str) -> Any:
        """What she typed, but for some fields."""
        return {field: value for field, value in self.data.items() if field not in names}


class SheetForm(forms.Form):
    file = forms.FileField(
        label=_("Photograph or scan of the signed sheet"),
        help_text=_("PNG, JPEG or PDF. The whole sheet, with its code readable."),
        widget=forms.FileInput({"accept": "image/png,image/jpeg,application/pdf"}),
    )
    signed_on = forms.DateField(label=_("When was it signed?"), widget=DateInput)


class CodeOnSheetForm(forms.Form):
    code = forms.CharField(
        label=_("The code printed on the sheet"),
        help_text=_("Eight letters and digits beside the QR code. Read them from the picture."),
        max_length=20,
        widget=forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}),
    )
