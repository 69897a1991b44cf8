"""Forms about who decides what, and a question that a group is asked."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from skillmark.governance.models import Body, Constituency, Question, Workstream
from skillmark.governance.words import CONSTITUENCIES, ELSEWHERE, QUESTIONS
from skillmark.ui.choosing import LongChoiceField
from skillmark.ui.deadlines import DeadlineForm
from skillmark.ui.forms import DateInput

Party = UUID | Constituency
OTHER = "other"


class RightsForm(forms.Form):
    """Who leads, supports and advises in one kind of decision."""

    lead = forms.ChoiceField(
        label=_("Who leads"), widget=forms.RadioSelect, help_text=_("This group decides, and no other.")
    )
    support = forms.MultipleChoiceField(
        label=_("Who supports"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Helps to carry it out."),
    )  # fmt: skip
    advisory = forms.MultipleChoiceField(
        label=_("Who advises"), widget=forms.CheckboxSelectMultiple, required=False, help_text=_("Is heard before.")
    )

    def __init__(self, bodies: Sequence[Body], *arguments: Any, **others: Any) -> None:
        super().__init__(*arguments, **others)
        groups = [(str(body.pk), body.name) for body in bodies]
        voices = [(constituency.value, CONSTITUENCIES[constituency]) for constituency in Constituency]
        for name, choices in (("lead", groups), ("support", groups + voices), ("advisory", groups + voices)):
            choosing = self.fields[name]
            assert isinstance(choosing, forms.ChoiceField)  # said for the type checker
            choosing.choices = choices

    def parties(self, name: str) -> list[Party]:
        """Those chosen: groups by their ids, or constituencies."""
        return [Constituency(each) if each in Constituency.values else UUID(each) for each in self.cleaned_data[name]]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [given.get("lead"), *given.get("support", []), *given.get("advisory", [])]
        if len(set(chosen)) < len(chosen):
            self.add_error("advisory", _("Each has one part in a decision."))
        return given


class OwnerForm(forms.Form):
    """Who sees to an area of work from day to day."""

    owner = LongChoiceField(
        label=_("Who sees to it"), required=False, help_text=_("From day to day. Who decides on it is said apart.")
    )

    def __init__(self, persons: Sequence[tuple[UUID, str]], *arguments: Any, **others: Any) -> None:
        super().__init__(*arguments, **others)
        choosing = self.fields["owner"]
        assert isinstance(choosing, LongChoiceField)
        choosing.choices = [("", translated("nobody in particular")), *((str(key), name) for key, name in persons)]

    def owner_id(self) -> UUID | None:
        chosen = self.cleaned_data["owner"]
        return UUID(chosen) if chosen else None


class WorkstreamForm(OwnerForm):
    """An area of work that groups decide on, and who sees to it."""

    name = forms.CharField(
        label=_("Area of work"),
        max_length=Workstream._meta.get_field("name").max_length,
        help_text=_("For example: “Partners and schools”."),
    )

    field_order = ("name", "owner")


class AgentForm(forms.Form):
    """With whom the employer agrees on pay, hours, promotion and discipline."""

    name = forms.CharField(label=_("Name of the union or works council"), max_length=120)
    starts = forms.DateField(label=_("From"), widget=DateInput)


class EndAgentForm(forms.Form):
    last_day = forms.DateField(label=_("Last day"), widget=DateInput)


class AgreementForm(forms.Form):
    """What was agreed elsewhere."""

    item = forms.ChoiceField(label=_("On what"), widget=forms.RadioSelect, choices=list(ELSEWHERE.items()))
    clause = forms.CharField(label=_("Clause"), max_length=200, help_text=_("For example: “Article 12, paragraph 3”."))
    agreed_on = forms.DateField(label=_("Agreed on"), widget=DateInput)


class AskForm(DeadlineForm):
    """A question to a group: half a page in plain words."""

    question = forms.ChoiceField(
        label=_("What it is about"),
        widget=forms.RadioSelect,
        choices=[
            (Question.CHANGE_POLICY.value, QUESTIONS[Question.CHANGE_POLICY]),
            *ELSEWHERE.items(),
            (OTHER, _("Something else")),
        ],
    )
    body_id = forms.ChoiceField(label=_("Who decides"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("The question in one sentence"), max_length=200)
    what_changes = forms.CharField(label=_("What changes"), widget=forms.Textarea(attrs={"rows": 4}))
    for_whom = forms.CharField(label=_("For whom"), widget=forms.Textarea(attrs={"rows": 2}))
    asked = forms.CharField(
        label=_("What you ask of those who vote"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: “Yes or no to this text.”"),
    )

    field_order = ("question", "body_id", "title", "what_changes", "for_whom", "asked", "last_day")

    def __init__(self, bodies: Sequence[Body], *arguments: Any, known: str = "", **others: Any) -> None:
        super().__init__(*arguments, **others)
        choosing = self.fields["body_id"]
        assert isinstance(choosing, forms.ChoiceField)  # said for the type checker
        choosing.choices = [(str(body.pk), body.name) for body in bodies]
        if len(bodies) == 1:
            choosing.initial = str(bodies[0].pk)
        if known:  # another page says what it is about
            del self.fields["question"]
