"""What links open here: marking an attempt, for somebody who stood beside it and has no account."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from skillmark.assessment import actions, queries, showing, words
from skillmark.assessment.forms import ScoreForm
from skillmark.assessment.models import LayerKind, Sitting
from skillmark.foundation.links import NotWanted, Task
from skillmark.foundation.roles import Actor


def _says(sitting: Sitting) -> dict[str, str | int]:
    return {"task": sitting.task.work_task.statement}


def _form(actor: Actor, sitting: Sitting, given: Mapping[str, Any] | None) -> ScoreForm:
    ways = [(kind.value, words.WAYS[kind.value]) for kind in _kinds(actor, sitting)]
    return ScoreForm(ways, sitting.task.rubric.criteria, given)


def _carry_out(actor: Actor, sitting: Sitting, form: ScoreForm, now: datetime) -> None:
    kind = LayerKind(form.cleaned_data.get("way") or _kinds(actor, sitting)[0].value)
    try:
        actions.rate(
            actor, sitting_id=sitting.pk, scores=form.marks(), kind=kind, seen=form.cleaned_data["observation"],
            judgement=form.judged(), confirmed=form.confirmation(), now=now,
        )  # fmt: skip
    except actions.CannotRate as refused:
        raise NotWanted(words.refusal(refused.reason, refused.part)) from None


def _kinds(actor: Actor, sitting: Sitting) -> tuple[LayerKind, ...]:
    kinds = queries.open_to(actor, sitting)
    if not kinds:
        raise NotWanted(_why_not(actor, sitting))
    return kinds


def _why_not(actor: Actor, sitting: Sitting) -> str:
    """Why she may not mark it: what the policy keeps apart is said, anything else is that it does not wait for her."""
    if actor.person_id not in (None, sitting.person_id):
        found = queries.chance(actor, sitting)
        if found.why in (actions.CannotRate.APART, actions.CannotRate.NAME_HIDDEN):
            return str(words.refusal(found.why, found.part))
    return str(words.REFUSALS[actions.CannotRate.NOT_WAITING])


LINKED: Mapping[str, Task] = {
    "assessment.score": Task(
        title=_("Mark an attempt"),
        asking="assessment.sitting.ask",
        of_herself=False,
        event="assessment.asked",
        template="assessment/link_score.html",
        find=queries.sitting,
        says=_says,
        form=_form,
        carry_out=_carry_out,
        context=lambda actor, sitting: {
            "sitting": sitting,
            "whose": showing.whose(actor, sitting),
            "method": words.METHODS[sitting.task.method],
            "pass_word": showing.pass_word(sitting),
        },
    ),
}
