"""Forms of a draft that starts otherwise than from a rated occupation, and of what is proposed for one."""

from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmark.kernel.skills.model import HIGHEST_LEVEL, LOWEST_REQUIRED
from skillmark.standards import rules
from skillmark.standards.described import Proposal
from skillmark.standards.line_forms import DescribedForm
from skillmark.ui.words import word

LONGEST_TITLE = 200  # of a job's name: more is a sentence
LONGEST_ABOUT = 40  # words: three lines on a desk


class BlankForm(forms.Form):
    """A job that is written down by hand."""

    title = forms.CharField(
        label=gettext_lazy("Name of the job"),
        max_length=LONGEST_TITLE,
        help_text=gettext_lazy("As the people call it who do it, for example: pump fitter."),
    )
    description = forms.CharField(
        label=gettext_lazy("What the job is"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Two or three sentences that somebody understands who does not work here."),
    )
    code = forms.CharField(
        label=gettext_lazy("Its code"),
        required=False,
        max_length=rules.LONGEST_NAME,
        help_text=gettext_lazy("As your own lists call the job. Left empty, its name makes one."),
    )


class DescribedStartForm(DescribedForm):
    """A job that somebody has a description of."""

    title = forms.CharField(label=gettext_lazy("Name of the job"), max_length=LONGEST_TITLE)
    field_order = ("title", "text", "language")


class ProposalsForm(forms.Form):
    """What is proposed: the level of each that is wanted, nothing for the others."""

    def __init__(self, proposed: Sequence[Proposal], line_url: str, *args: Any, **kwargs: Any) -> None:
        """`line_url`: where one of them is looked at whole."""
        super().__init__(*args, **kwargs)
        self.names = {one.reference: uuid5(NAMESPACE_URL, one.reference).hex for one in proposed}
        for one in proposed:
            self.fields[self.names[one.reference]] = forms.IntegerField(
                label=_("Level needed of “%(name)s”") % {"name": one.name},
                required=False,
                min_value=LOWEST_REQUIRED,
                max_value=HIGHEST_LEVEL,
                help_text=_told(one, line_url),
            )

    def levels(self) -> dict[str, int]:
        """Code → level, of those that got one."""
        given = {reference: self.cleaned_data[name] for reference, name in self.names.items()}
        return {reference: level for reference, level in given.items() if level is not None}


def _told(one: Proposal, line_url: str) -> SafeString:
    """Why it is proposed, with the sentence it was found by; what it is; and the way to all there is to say of it."""
    lang = format_html(' lang="{}"', one.language) if one.language else ""
    sentence = format_html("<mark><q{}>{}</q></mark><br>", lang, one.sentence) if one.sentence else ""
    firmness = "" if one.sentence else f"{_('Must-have') if one.essential else word('asset')}. "
    about = "" if one.description == one.name else Truncator(one.description).words(LONGEST_ABOUT)
    return format_html(
        '{}{}{} ({})<br>{}<br><a href="{}?code={}">{}<span class="govuk-visually-hidden"> {}</span></a>',
        sentence, firmness, one.rationale, one.source, about, line_url, one.reference, _("Look at it and propose it"),
        one.name,
    )  # fmt: skip


class SetBackForm(forms.Form):
    """Why a draft that a group agreed to is worked on again."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is worked on again"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Those who voted read it on the page of the standard."),
    )
