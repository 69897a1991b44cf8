"""Forms about appeals."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from skillmark.governance.models import Appeal, AppealAnswer
from skillmark.governance.models.appeals import FEWEST_DAYS, MOST_DAYS
from skillmark.ui.choosing import LongChoiceField


class AppealForm(forms.Form):
    """What she sees differently."""

    text = forms.CharField(
        label=_("What do you see differently, and why?"),
        max_length=Appeal.longest,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Only whoever takes the second decision reads it."),
        error_messages={"required": _("Say what you see differently, and why.")},
    )


class DeciderForm(forms.Form):
    """Who takes the second decision."""

    person = LongChoiceField(label=_("Who decides"))

    def __init__(self, *arguments: Any, persons: Iterable[tuple[UUID, str]], **others: Any) -> None:
        super().__init__(*arguments, **others)
        choosing = self.fields["person"]
        assert isinstance(choosing, LongChoiceField)  # said for the type checker
        choosing.choices = [("", ""), *((str(person_id), name) for person_id, name in persons)]


class DecisionForm(forms.Form):
    """What the second decision is, and why; `follows` says what happens where it is another one."""

    upheld = forms.ChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        choices=[("yes", _("The first decision does not stand")), ("no", _("The first decision stands"))],
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=AppealAnswer.longest,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Whoever appealed reads it. Say what you looked at, and what you found."),
    )

    def __init__(self, *arguments: Any, follows: str, **others: Any) -> None:
        super().__init__(*arguments, **others)
        if follows:
            self.fields["upheld"].help_text = translated("If it does not stand: %(follows)s") % {"follows": follows}


class AppealTermsForm(forms.Form):
    """How long people have, and who decides where nobody else is named."""

    days_to_appeal = forms.IntegerField(
        label=_("Days to appeal"),
        min_value=FEWEST_DAYS,
        max_value=MOST_DAYS,
        help_text=_("Counted from the day after somebody was told. 30 days let somebody on leave come back in time."),
    )
    days_to_decide = forms.IntegerField(
        label=_("Days to decide"),
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("Counted from the day after the appeal. After 14 days a place on a course is mostly still open."),
    )
    person = LongChoiceField(
        label=_("Who decides, where nobody else is named"),
        required=False,
        help_text=_("With nobody here, a talent lead names somebody each time."),
    )

    def __init__(self, *arguments: Any, persons: Iterable[tuple[UUID, str]], **others: Any) -> None:
        super().__init__(*arguments, **others)
        choosing = self.fields["person"]
        assert isinstance(choosing, LongChoiceField)  # said for the type checker
        nobody = ("", translated("Nobody"))
        choosing.choices = [nobody, *((str(person_id), name) for person_id, name in persons)]
