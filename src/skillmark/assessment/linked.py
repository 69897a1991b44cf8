"""What links open here: marking an attempt, for somebody who stood beside it and has no account; and agreeing, or not,
to a file on which one is.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from skillmark.assessment import actions, queries, showing, words
from skillmark.assessment.forms import AgreeForm, ScoreForm, TakeBackForm
from skillmark.assessment.models import ConsentStatus, EvidenceConsent, LayerKind, Sitting
from skillmark.foundation import sources
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
        raise NotWanted(words.refusal(refused.reason, refused.part)) from None
    except BadInput as bad:
        raise NotWanted(in_words(bad.problems[0].message)) from None


def _kinds(actor: Actor, sitting: Sitting) -> tuple[LayerKind, ...]:
    kinds = queries.open_to(actor, sitting)
    if not kinds:
        raise NotWanted(_why_not(actor, sitting))
    return kinds


def _consent_form(actor: Actor, asked: EvidenceConsent, given: Mapping[str, Any] | None) -> AgreeForm | TakeBackForm:
    stands = queries.stands(actor, asked, sources.now())
    if stands is queries.Stands.OPEN:
        return AgreeForm(given)
    if stands is queries.Stands.AGREED:
        return TakeBackForm(given)
    raise NotWanted(words.NOT_ASKED[asked.status])


def _say(actor: Actor, asked: EvidenceConsent, form: AgreeForm | TakeBackForm, now: datetime) -> None:
    try:
        if isinstance(form, AgreeForm):
            actions.answer_consent(actor, consent_id=asked.pk, agrees=form.cleaned_data["agrees"] == "yes", now=now)
        else:
            actions.withdraw_consent(actor, consent_id=asked.pk, now=now)
    except actions.CannotAnswer:
        raise NotWanted(words.NOT_ASKED[ConsentStatus.ASKED]) from None


def _shown_to_her(actor: Actor, asked: EvidenceConsent) -> dict[str, object]:
    stored, _content = queries.file_to_agree_to(actor, asked)
    return {
        "asked": asked,
        "sitting": asked.evidence.sitting,
        "file": stored,
        "is_picture": stored.media_type.startswith("image/"),
        "agreed": asked.status == ConsentStatus.AGREED,
        "months": queries.months_kept(actor),
    }


def _why_not(actor: Actor, sitting: Sitting) -> str:
    """Why she may not mark it: who may is said, anything else is that it does not wait for her."""
    if actor.person_id not in (None, sitting.person_id):
        found = queries.chance(actor, sitting)
        if found.why in words.TOLD_BEFORE:
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
    queries.ASKING: Task(
        title=_("A file on which you can be seen or heard"),
        asking="assessment.consent.send",  # no page sends it on
        of_herself=False,
        event="assessment.consent_asked",
        template="assessment/link_consent.html",
        find=queries.consent,
        says=lambda asked: _says(asked.evidence.sitting),
        form=_consent_form,
        carry_out=_say,
        context=_shown_to_her,
        file=queries.file_to_agree_to,
        called=lambda actor, asked: queries.called(asked),
    ),
}
