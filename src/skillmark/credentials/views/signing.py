"""Signing under a leave, on a phone: for whom she can sign now, what is missing for the others, and her training."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.credentials import actions, queries, showing, training, words
from skillmark.credentials.forms import TrainingForm
from skillmark.credentials.views.refusals import REFUSED, sentences
from skillmark.foundation import signer, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.foundation.scopes import NotFound
from skillmark.people import queries as people
from skillmark.ui import lists

SOON = timedelta(days=90)  # with the first reminder to its holder


@page("credentials.signing.read")
def signing(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = sources.now()
    why = queries.why_not_today(actor, now)
    found = lists.find(
        request,
        queries.within_reach(actor, now),
        text=["name", "reference"],
        orders=[lists.Order("name", _("By name"), ("name", "id"))],
    )
    shown = lists.part(request, found)
    lines = queries.signable(actor, shown, now)
    tried = [one for one in lines if not _untried(one)]
    context = {
        "why": words.why_not(why) if why else "",
        "untrained": why is queries.WhyNot.UNTRAINED,
        "page": shown,
        "found": found,
        "ready": [one for one in tried if not _has(one) and not _lacks(one)],
        "lacking": [(one, _lacks(one)) for one in tried if _lacks(one)],
        "untried": len({one.person.pk for one in lines} - {one.person.pk for one in tried}),
        "ending": queries.ending_within_reach(actor, now, now + SOON),
        "leaves": queries.leaves_today(actor, now),
    }
    return render(request, "credentials/signing.html", context)


@page("credentials.record.sign")
def sign(request: HttpRequest, actor: Actor, person_id: UUID, achievement_id: UUID) -> HttpResponse:
    """One record, one button; what is missing is said before it is pressed, and again where it changed meanwhile."""
    now = sources.now()
    person = queries.to_sign_for(actor, person_id, now)
    earned = queries.achievement(actor, achievement_id)
    lacks: list[str] = []
    if request.method == "POST":
        try:
            actions.award(actor, person_id=person_id, achievement_id=achievement_id, now=now)
            messages.success(
                request, _("Signed for %(name)s, who can keep it, show it and take it along.") % {"name": person.name}
            )
            return redirect("credentials:signing", _slug(request))
        except REFUSED as refused:
            lacks = sentences(refused, _guardian(), {one[0]: one[1] for one in earned.alignments})
        except (signer.SignerUnavailable, signer.SignerRefused):
            messages.warning(request, _("Nobody signs just now. The award is kept and will be signed by itself."))
            return redirect("credentials:signing", _slug(request))
    else:
        lacks = _lacks_before(actor, person, earned)
    context = {
        "person": person,
        "earned": earned,
        "lacks": lacks,
        "cancel_url": reverse("credentials:signing", args=[_slug(request)]),
    }
    return render(request, "credentials/sign.html", context)


@page("credentials.record.sign")
def sign_again(request: HttpRequest, actor: Actor, record_id: UUID) -> HttpResponse:
    """Renew a record under a leave."""
    now = sources.now()
    found = queries.to_renew(actor, record_id, now)
    about(request, found.person_id)
    shown = showing.renewal_page(found, now)
    lacks = shown.lacks if shown else [_("It counts no more, or has no last day.")]
    if request.method == "POST":
        try:
            actions.renew_award(actor, record_id=record_id, now=now)
            messages.success(request, _("Renewed. The newer record has taken the place of the old one."))
            return redirect("credentials:signing", _slug(request))
        except REFUSED as refused:
            lacks = sentences(refused, _guardian())
        except (signer.SignerUnavailable, signer.SignerRefused):
            messages.warning(request, _("Nobody signs just now. The renewal is kept and will be signed by itself."))
            return redirect("credentials:signing", _slug(request))
    context = {
        "record": found,
        "renewal": shown,
        "lacks": lacks,
        "back": _("What you can sign"),
        "cancel_url": reverse("credentials:signing", args=[_slug(request)]),
    }
    return render(request, "credentials/renew.html", context)


@page("credentials.signing.train")
def train(request: HttpRequest, actor: Actor) -> HttpResponse:
    """She reads the rules and answers; what was wrong is told, and she answers again."""
    form = TrainingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.finish_training(actor, answers=form.cleaned_data, now=sources.now())
            messages.success(request, _("Done. It is noted with today’s date."))
            return redirect("credentials:signing", _slug(request))
        except actions.NotTrained as refused:
            for name in refused.wrong:
                form.add_error(name, _("Not so. Read the rules above once more."))
    context = {"form": form, "rules": training.RULES, "done": queries.own_training(actor), "version": training.VERSION}
    return render(request, "credentials/training.html", context)


def _guardian() -> str:
    return _("First a guardian has to agree. A talent lead notes the consent.")


def _has(one: queries.Signable) -> bool:
    return one.prospect.record is not None


def _untried(one: queries.Signable) -> bool:
    return any(lack.lack is queries.Lack.NO_ATTEMPT for lack in one.prospect.missing)


def _lacks(one: queries.Signable) -> list[str]:
    if _has(one):
        return []
    lacks = words.lacks(one.prospect.missing, {each[0]: each[1] for each in one.achievement.alignments})
    return lacks or ([_guardian()] if one.prospect.needs_guardian else [])


def _lacks_before(actor: Actor, person: people.Person, earned: queries.Achievement) -> list[str]:
    now = sources.now()
    try:
        queries.ground(actor, person, earned.pk, now)
    except queries.MayNotSign as refused:
        return [words.why_not(refused.why)]
    found = [one for one in queries.signable(actor, [person], now) if one.achievement.pk == earned.pk]
    if not found:
        raise NotFound(str(earned.pk))
    if _has(found[0]):
        return [_("It is signed already.")]
    return _lacks(found[0])


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
