"""What links open here: the answer of an outside agency to which somebody is referred, and which needs no account."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from skillmark.foundation import sources
from skillmark.foundation.links import NotWanted, Task
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.sealing import Unreadable
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.support import actions, queries
from skillmark.support.access import REFERRAL
from skillmark.support.forms import ReceiverForm
from skillmark.support.queries import Passed, Referral, Refusal, State
from skillmark.support.rules import TREATMENT
from skillmark.support.words import PASSED
from skillmark.ui.sentences import in_words


def _asked(actor: Actor, row: Referral) -> queries.Asked:
    try:
        return queries.asked(actor, row, people.today(actor, sources.now()))
    except (NotFound, Unreadable):
        raise NotWanted(_("The person does not let you read this any more.")) from None


def _form(actor: Actor, row: Referral, given: Mapping[str, Any] | None) -> ReceiverForm:
    if row.state == State.REFUSED:
        raise NotWanted(_("Your answer is kept."))
    state = _asked(actor, row).seen.state
    if state is State.RECEIVED:
        raise NotWanted(_("It has begun. Whatever changes, tell the case team."))
    return ReceiverForm(given, accepted=state is State.ACCEPTED)


def _carry_out(actor: Actor, row: Referral, form: ReceiverForm, now: datetime) -> None:
    given = form.cleaned_data
    accepts = given["accepts"] == ReceiverForm.YES
    refusal = None if accepts else Refusal(given["refusal"])
    try:
        actions.answer(actor, referral_id=row.pk, accepts=accepts, refusal=refusal, says=given["says"], now=now)
    except BadInput as bad:
        raise NotWanted(in_words(bad.problems[0].message)) from None


def _shown(actor: Actor, row: Referral) -> dict[str, object]:
    asked = _asked(actor, row)
    actions.note_sight(actor, referral_id=row.pk, now=sources.now())
    passed = [
        (PASSED[one], get_language_info(value)["name_translated"] if one is Passed.LANGUAGE else value)
        for one in asked.seen.passes
        if (value := asked.told[one.value])
    ]
    treatment = asked.seen.domain in TREATMENT
    return {
        "told": asked.told, "passed": passed, "seen": asked.seen, "treatment": treatment, "ends_on": asked.until,
    }  # fmt: skip


LINKED: Mapping[str, Task] = {
    REFERRAL: Task(
        title=_("Can you help this person?"),
        asking="support.referral.answer",  # no page sends it on
        of_herself=False,
        event="support.referral",
        template="support/link_referral.html",
        find=queries.released,
        says=lambda row: {},
        form=_form,
        carry_out=_carry_out,
        context=_shown,
        called=queries.receiver,
    ),
}
