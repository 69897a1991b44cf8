"""A person's own pages: what help she gets, who reads it, and what goes out only if she says so."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.foundation import sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.sealing import Unreadable
from skillmark.support import actions, queries
from skillmark.support.forms import ReleaseForm
from skillmark.support.queries import OwnCase, ReferralSeen, State
from skillmark.support.rules import RELEASED, TREATMENT
from skillmark.support.views.shared import form_page, sent
from skillmark.support.words import DOMAINS, OUTCOMES, OWN_STATES, PASSED, REFUSALS, URGENCIES


@page("support.own.read", scope="holder")
def own(request: HttpRequest, holder: Actor) -> HttpResponse:
    return render(request, "support/own.html", {"cases": [_shown(found) for found in queries.own_cases(holder)]})


@page("support.own.decide", scope="holder")
def own_referral(request: HttpRequest, holder: Actor, referral_id: UUID) -> HttpResponse:
    """What would be passed on, and yes or no; later, the way to take it back."""
    back = reverse("support:own")
    try:
        seen = queries.own_referral_seen(holder, referral_id)
    except Unreadable:
        return redirect(back)
    about = {"seen": seen, "passes": [PASSED[one] for one in seen.passes], "treatment": seen.domain in TREATMENT}
    if seen.state is State.ASKED:
        return form_page(
            request,
            ReleaseForm(sent(request), own=True),
            lambda given: actions.release_own(
                holder, referral_id=referral_id, agrees=given["agrees"] == ReleaseForm.YES, now=sources.now()
            ),
            title=_("May this be passed on?"),
            go=_("Send my answer"),
            done=_("Your answer is kept. You can take it back at any time."),
            back=back,
            asked=about,
        )
    if not _takes_back(seen):
        raise NotFound(str(referral_id))
    return form_page(
        request,
        forms.Form(sent(request)),
        lambda given: actions.stop_own(holder, referral_id=referral_id, now=sources.now()),
        title=_("Take it back?"),
        lead=_("From now on they read nothing of it. You need not say why."),
        go=_("Yes, take it back"),
        done=_("Taken back. Nobody there reads it any more."),
        back=back,
        asked=about,
    )


def _shown(found: OwnCase) -> dict[str, Any]:
    whole, about = found.whole, {"case": found.case, "team": found.team}
    if whole is None:
        return about | {"unreadable": True}
    return about | {
        "needs": [
            (DOMAINS[seen.domain], URGENCIES[seen.urgency], seen.words, whole.steps[seen.need.pk])
            for seen in whole.needs
            if seen.need.ended_on is None
        ],
        "referrals": [_line(seen) for seen in whole.referrals],
        "sights": found.sights,
    }


def _line(seen: ReferralSeen) -> dict[str, Any]:
    return {
        "seen": seen,
        "state": OWN_STATES[seen.state],
        "refusal": REFUSALS[seen.refusal] if seen.refusal else "",
        "outcome": OUTCOMES[seen.outcome] if seen.outcome else "",
        "asks": seen.state is State.ASKED,
        "takes_back": _takes_back(seen),
    }


def _takes_back(seen: ReferralSeen) -> bool:
    """Also what nobody answered in time: it was released, and she may say that it is not any more."""
    return State(seen.referral.state) in RELEASED
