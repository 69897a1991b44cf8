"""What links open here: saying whether one has a job, some months after a programme."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from skillmark.foundation.links import Task
from skillmark.foundation.roles import Actor
from skillmark.outcomes import actions
from skillmark.outcomes.forms import OwnAnswerForm
from skillmark.outcomes.models import Answer, FollowUp
from skillmark.outcomes.queries.studies import follow_up, follow_ups_waiting


def _says(asked: FollowUp) -> dict[str, str | int]:
    return {"programme": asked.campaign.public_name}


def _form(actor: Actor, asked: FollowUp, given: Mapping[str, Any] | None) -> OwnAnswerForm:
    return OwnAnswerForm(given)


def _carry_out(actor: Actor, asked: FollowUp, form: OwnAnswerForm, now: datetime) -> None:
    actions.answer_follow_up(actor, follow_up_id=asked.pk, answer=Answer(form.cleaned_data["answer"]), now=now)


LINKED: Mapping[str, Task] = {
    "outcomes.follow_up": Task(
        title=_("Say whether you have a job"),
        asking="outcomes.follow_up.note",
        of_herself=True,
        event="outcomes.asked_again",
        template="outcomes/link_follow_up.html",
        find=follow_up,
        says=_says,
        form=_form,
        carry_out=_carry_out,
        context=lambda actor, asked: {"programme": asked.campaign.public_name},
        waits=follow_ups_waiting,
    ),
}
