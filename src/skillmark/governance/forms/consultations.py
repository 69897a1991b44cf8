"""Forms about drafts open to comment."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from skillmark.governance.models import Body, Comment, Constituency, Consultation, Hidden, Response, Verdict
from skillmark.governance.words import CONSTITUENCIES, VERDICTS
from skillmark.ui.choosing import LongChoiceField
from skillmark.ui.deadlines import DeadlineForm

LETTERS_OF_A_LINE = 80  # what a list to open shows of it
FORGET, SHOW = "forget", "show"


class ConsultationForm(DeadlineForm):
    """Half a page about a draft, and how long comments come."""

    usual: ClassVar[timedelta] = timedelta(days=30)  # long enough for an association to ask its members

    body_id = forms.ChoiceField(label=_("Who answers the comments"), widget=forms.RadioSelect)
    what_changes = forms.CharField(
        label=_("What changes"), max_length=Consultation.longest, widget=forms.Textarea(attrs={"rows": 4})
    )
    for_whom = forms.CharField(
        label=_("For whom"), max_length=Consultation.longest, widget=forms.Textarea(attrs={"rows": 2})
    )
    asked = forms.CharField(
        label=_("What you ask of those who comment"),
        max_length=Consultation.longest,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: “Is a task missing? Is a pass mark too high?”"),
    )

    field_order = ("body_id", "what_changes", "for_whom", "asked", "last_day")

    def __init__(self, bodies: Sequence[Body], *arguments: Any, **others: Any) -> None:
        super().__init__(*arguments, **others)
        self.fields["last_day"].label = _("Last day for comments")
        choosing = self.fields["body_id"]
        assert isinstance(choosing, forms.ChoiceField)  # said for the type checker
        choosing.choices = [(str(body.pk), body.name) for body in bodies]
        if len(bodies) == 1:
            choosing.initial = str(bodies[0].pk)


class CommentForm(forms.Form):
    """What somebody says of a draft, and for whom."""

    line = LongChoiceField(label=_("What it is about"), required=False)
    text = forms.CharField(
        label=_("Your comment"), max_length=Comment.longest, widget=forms.Textarea(attrs={"rows": 6})
    )
    organisation = forms.CharField(
        label=_("Your organization"),
        max_length=200,
        required=False,
        help_text=_("It is published. Empty means: as a private person."),
    )
    constituency = forms.ChoiceField(
        label=_("For whom do you speak?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[*((each, CONSTITUENCIES[each]) for each in Constituency), ("", _("None of these"))],
        initial="",
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        required=False,
        help_text=_("Only if you want it published. Empty means: no name is kept."),
    )
    address = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("Only to tell you of the response. It is never published, and deleted once you were told."),
    )

    def __init__(self, lines: Sequence[str], *arguments: Any, **others: Any) -> None:
        super().__init__(*arguments, **others)
        choosing = self.fields["line"]
        assert isinstance(choosing, LongChoiceField)  # said for the type checker
        named = [
            (str(number), f"{number}: {Truncator(line).chars(LETTERS_OF_A_LINE)}")
            for number, line in enumerate(lines, start=1)
        ]
        choosing.choices = [("", translated("the whole draft")), *named]


class ResponseForm(forms.Form):
    """One response, to one comment or to several alike."""

    comments = forms.MultipleChoiceField(
        label=_("To which comments"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Several that say the same can have the same response."),
    )
    verdict = forms.ChoiceField(
        label=_("What becomes of it"),
        widget=forms.RadioSelect,
        choices=[(verdict, VERDICTS[verdict]) for verdict in Verdict],
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=Response.longest,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is published beside each of them."),
    )

    def __init__(self, said: Iterable[Comment], *arguments: Any, **others: Any) -> None:
        super().__init__(*arguments, **others)
        choosing = self.fields["comments"]
        assert isinstance(choosing, forms.MultipleChoiceField)  # said for the type checker
        choosing.choices = [(str(each.pk), _in_one_line(each)) for each in said]


class ModerationForm(forms.Form):
    """Why the words of a comment are not shown, or whose name comes off it."""

    what = forms.ChoiceField(
        label=_("What is to be done"),
        widget=forms.RadioSelect,
        choices=[
            (Hidden.PERSONAL_DATA.value, _("Hide its words: they tell personal things about somebody")),
            (Hidden.INSULT.value, _("Hide its words: they insult somebody")),
            (SHOW, _("Show its words again")),
            (FORGET, _("Take off the name and address of who wrote it, as that person asks")),
        ],
    )


def _in_one_line(comment: Comment) -> str:
    who = comment.organisation or translated("A private person")
    about = translated("line %(line)s") % {"line": comment.line} if comment.line else translated("the whole draft")
    return f"{who} ({about}): {Truncator(comment.text).chars(160)}"
