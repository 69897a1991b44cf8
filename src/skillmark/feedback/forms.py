"""Forms of feedback."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from skillmark.feedback.models import Answer, ChangeRecord, Kind, Suggestion
from skillmark.feedback.subjects import Heard
from skillmark.feedback.words import ANSWERS, KINDS
from skillmark.ui.choosing import LongChoiceField
from skillmark.ui.forms import DateInput

LETTERS_OF_A_LINE = 160  # what a list to choose from shows of it


class SuggestionForm(forms.Form):
    """What should change, and whether a name is kept with it."""

    text = forms.CharField(
        label=_("What should change, and why?"),
        max_length=Suggestion.longest,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("At most 1,000 letters. Name no other person."),
        error_messages={"required": _("Say what should change, and why.")},
    )
    kind = forms.ChoiceField(
        label=_("What is it about?"), widget=forms.RadioSelect, choices=[(kind.value, KINDS[kind]) for kind in Kind]
    )
    anonymous = forms.BooleanField(
        label=_("Keep no name with it"),
        required=False,
        help_text=_("Then nobody can tell you what became of it, and nobody can take it out for you later."),
    )
    quotable = forms.BooleanField(
        label=_("My words may be published, without my name"),
        required=False,
        help_text=_("Only beside a change that came of them. You can take this back as long as your name is kept."),
    )


class PublicSuggestionForm(SuggestionForm):
    """The same, for whoever comes without a log-in."""

    organisation = forms.CharField(
        label=_("Your organization"),
        max_length=200,
        required=False,
        help_text=_("Only for those who answer. Empty means: as a private person."),
    )

    field_order = ("text", "kind", "organisation", "anonymous", "quotable")

    def __init__(self, *arguments: Any, known: bool, **others: Any) -> None:
        """`known`: she is logged in, so that there is a name to keep or not."""
        super().__init__(*arguments, **others)
        if not known:
            del self.fields["anonymous"]
            self.fields["quotable"].help_text = translated(
                "Only beside a change that came of them. It cannot be taken back, since no name is kept."
            )


class AnswerForm(forms.Form):
    """What becomes of a suggestion."""

    state = forms.ChoiceField(
        label=_("What becomes of this suggestion"),
        widget=forms.RadioSelect,
        choices=[(state, chosen) for state, chosen in ANSWERS.items()],
    )
    reason = forms.CharField(
        label=_("In words, to whoever wrote it"),
        max_length=Answer.longest,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What is not taken up needs a reason."),
    )


class JoinForm(forms.Form):
    """Another suggestion that says the same."""

    to = LongChoiceField(label=_("Which one says the same?"))

    def __init__(self, others: Iterable[Suggestion], *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        choosing = self.fields["to"]
        assert isinstance(choosing, LongChoiceField)  # said for the type checker
        choosing.choices = [("", ""), *((str(each.pk), suggestion_line(each)) for each in others)]


class BlankForm(forms.Form):
    """Words of a suggestion that name somebody else."""

    words = forms.CharField(
        label=_("Which words name somebody?"),
        max_length=Suggestion.longest,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One name on each line, as it stands above. It is blanked wherever it stands."),
    )


class ChangeForm(forms.Form):
    """What was changed, and which of the things that people said it answers."""

    title = forms.CharField(label=_("What was changed, in one line?"), max_length=200)
    words = forms.CharField(
        label=_("What was changed, in more words?"),
        max_length=ChangeRecord.longest,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("It is published. For example: “The third task names the tool that is really used.”"),
    )
    happened_on = forms.DateField(label=_("Since which day?"), widget=DateInput)
    was = forms.CharField(label=_("What it was before"), max_length=200, required=False)
    now_is = forms.CharField(label=_("What it is now"), max_length=200, required=False)
    suggestions = forms.MultipleChoiceField(
        label=_("Which suggestions does it answer?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each who wrote one is told. Published is how many said so, and the words of those who agreed."),
    )
    heard = forms.MultipleChoiceField(
        label=_("What else that people said does it answer?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of disputed lines only their number is published, never the words."),
    )

    def __init__(
        self, suggestions: Sequence[Suggestion], heard: Sequence[Heard], *arguments: Any, **others: Any
    ) -> None:
        super().__init__(*arguments, **others)
        _offer(self, "suggestions", [(each.pk, suggestion_line(each)) for each in suggestions])
        _offer(self, "heard", [(each.source_id, _heard_line(each)) for each in heard])

    def chosen(self, name: str) -> list[UUID]:
        return [UUID(each) for each in self.cleaned_data.get(name, [])]


def suggestion_line(found: Suggestion) -> str:
    """A suggestion in a list to choose from."""
    said = Truncator(found.text).chars(LETTERS_OF_A_LINE) if found.text else translated("the words are gone")
    return f"{date_format(found.happened_on)}, {found.title}: {said}"


def _heard_line(heard: Heard) -> str:
    return f"{date_format(heard.on)}, {Truncator(heard.shown).chars(LETTERS_OF_A_LINE)}"


def _offer(form: forms.Form, name: str, offered: Sequence[tuple[UUID, str]]) -> None:
    if not offered:
        del form.fields[name]
        return
    field = form.fields[name]
    assert isinstance(field, forms.MultipleChoiceField)  # said for the type checker
    field.choices = [(str(pk), line) for pk, line in offered]
