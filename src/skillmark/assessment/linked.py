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
from skillmark.kernel.values import BadInput
from skillmark.ui.sentences import in_words


def _says(sitting: Sitting) -> dict[str, str | int]:
    return {"task": sitting.task.work_task.statement}


def _form(actor: Actor, sitting: Sitting, given: Mapping[str, Any] | None) -> ScoreForm:
    ways = [(kind.value, words.WAYS[kind.value]) for kind in _kinds(actor, sitting)]
    return ScoreForm(ways, sitting.task, given)


def _carry_out(actor: Actor, sitting: Sitting, form: ScoreForm, now: datetime) -> None:
    kind = LayerKind(form.cleaned_data.get("way") or _kinds(actor, sitting)[0].value)
    try:
        actions.rate(
            actor, sitting_id=sitting.pk, scores=form.marks(), kind=kind, seen=form.cleaned_data.get("observation", ""),
            judgement=form.judged(), confirmed=form.confirmation(), observed=form.observed(), now=now,
        )  # fmt: skip
    except actions.CannotRate as refused:
        raise NotWanted(words.REFUSALS[refused.reason]) from None
    except BadInput as bad:
        raise NotWanted(in_words(bad.problems[0].message)) from None


def _kinds(actor: Actor, sitting: Sitting) -> tuple[LayerKind, ...]:
    kinds = queries.open_to(actor, sitting)
    if not kinds:
        raise NotWanted(words.REFUSALS[actions.CannotRate.NOT_WAITING])
    return kinds


LINKED: Mapping[str, Task] = {
    "assessment.score": Task(
        title=_("Mark an attempt"),
        asking="assessment.sitting.open",
        of_herself=False,
        event="assessment.asked",
        template="assessment/link_score.html",
        find=queries.sitting,
        says=_says,
        form=_form,
        carry_out=_carry_out,
        context=lambda actor, sitting: {
            "sitting": sitting,
            "method": words.METHODS[sitting.task.method],
            "pass_word": showing.pass_word(sitting),
        },
    ),
}
