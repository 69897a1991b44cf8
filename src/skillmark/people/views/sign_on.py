"""In through an organisation's own provider: found by one's work e-mail address, there and back; and who sets it up."""

import base64
import time
from typing import Any
from uuid import UUID

from allauth.core.exceptions import RateLimited
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from skillmark.foundation import entries, fetch, sealing, sources
from skillmark.foundation.rates import Buckets, Rate
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.values import BadInput
from skillmark.people import actions, queries, sign_on
from skillmark.people.forms.entering import SignOnForm, WorkAddressForm
from skillmark.people.sign_on import NotLetIn, Reason
from skillmark.people.views.shared import slug_of
from skillmark.people.words import NOT_LET_IN

BEGUN = "sign_on"  # in the session: what was sent along to the provider
RATE = Rate(burst=60, each_second=1.0)  # each asks the provider; a whole shift comes in behind one address
BEGINNINGS = Buckets()
STAY_SECONDS = 600  # to log in there
SECRET_BYTES = 32


@page("people.sign_on.manage")
def sign_ons(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Through whom people are let in, and what the provider has to be told."""
    context = {"sign_ons": queries.sign_ons(actor), "back": _back(slug_of(request))}
    return render(request, "people/sign_ons.html", context)


@page("people.sign_on.manage")
def add_sign_on(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = SignOnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if not actor.demonstration:
                sign_on.discover(form.cleaned_data["issuer"])
            actions.set_up_sign_on(actor, **form.cleaned_data, now=sources.now())
        except fetch.Refused:
            form.add_error("issuer", _("Write a whole address that begins with https:// and leads to the internet."))
        except NotLetIn:
            form.add_error("issuer", _("No provider answers for this address. Compare it letter by letter."))
        except BadInput as bad:
            form.add_error(bad.problems[0].file, _input_words(bad))
        else:
            messages.success(request, _("People with these addresses can log in through it from now on."))
            return redirect("people:sign_ons", workspace=slug_of(request))
    context = {"form": form, "back": _back(slug_of(request))}
    return render(request, "people/add_sign_on.html", context, status=400 if form.errors else 200)


@page("people.sign_on.manage")
def end_sign_on(request: HttpRequest, actor: Actor, sign_on_id: UUID) -> HttpResponse:
    shown = queries.sign_on(actor, sign_on_id)
    if request.method == "POST":
        actions.end_sign_on(actor, sign_on_id=sign_on_id, now=sources.now())
        messages.success(request, _("Nobody is let in through it any more."))
        return redirect("people:sign_ons", workspace=slug_of(request))
    cancel = reverse("people:sign_ons", kwargs={"workspace": slug_of(request)})
    return render(request, "people/end_sign_on.html", {"sign_on": shown, "cancel_url": cancel})


@never_cache
@page("people.entry.use", scope="public")
def find(request: HttpRequest, actor: Actor) -> HttpResponse:
    """From a work e-mail address to the provider: a link, since browsers let no form be led to another site."""
    form = WorkAddressForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = queries.sign_ons_for(form.cleaned_data["address"])
        if not found:
            form.add_error("address", _("No organisation lets people with this address in. Log in another way."))
    context = {"form": form, "found": found}
    return render(request, "people/find_sign_on.html", context, status=400 if form.errors else 200)


@never_cache
@page("people.entry.use", scope="public")
def start(request: HttpRequest, actor: Actor, sign_on_id: UUID) -> HttpResponse:
    """There: with a state, a nonce and a verifier that this browser alone can bring back."""
    row = queries.open_sign_on(sign_on_id)
    if row is None:
        return _refused(request, Reason.ENDED)
    if BEGINNINGS.wait(request.META.get("REMOTE_ADDR", ""), RATE, time.monotonic()):
        raise RateLimited
    try:
        provider = sign_on.discover(row.issuer)
    except (fetch.Refused, NotLetIn):
        return _refused(request, Reason.UNREACHABLE)
    state, nonce, verifier = _secret(), _secret(), _secret()
    begun = {"id": str(row.pk), "state": state, "nonce": nonce, "verifier": verifier}
    request.session[BEGUN] = begun | {"at": sources.now().timestamp()}
    back = _back(row.workspace.slug)
    return redirect(
        sign_on.log_in_address(
            provider, client_id=row.client_id, back=back, state=state, nonce=nonce, verifier=verifier
        )
    )


@never_cache
@page("people.entry.use", scope="public")
def back(request: HttpRequest, actor: Actor, place: str) -> HttpResponse:
    """And back: what the provider says is checked, and whoever it vouches for is in, in this workspace alone."""
    begun = request.session.pop(BEGUN, None)
    try:
        return _let_in(request, begun or {}, place)
    except NotLetIn as refused:
        return _refused(request, refused.reason)


@never_cache
@page("people.entry.use", scope="public")
def leave(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Out again."""
    if request.method == "POST":
        entries.end(request)
        return redirect("house:front")
    return render(request, "people/leave.html")


def _let_in(request: HttpRequest, begun: dict[str, Any], place: str) -> HttpResponse:
    given = request.GET
    if not constant_time_compare(begun.get("state", ""), given.get("state", "")) or not begun:
        raise NotLetIn(Reason.STATE)
    if sources.now().timestamp() - begun["at"] > STAY_SECONDS:
        raise NotLetIn(Reason.STATE)
    row = queries.open_sign_on(UUID(begun["id"]))
    if row is None:
        raise NotLetIn(Reason.ENDED)
    if row.workspace.slug != place or given.get("iss", row.issuer) != row.issuer:  # RFC 9207
        raise NotLetIn(Reason.STATE)
    if not given.get("code"):
        raise NotLetIn(Reason.CANCELLED)
    try:
        provider = sign_on.discover(row.issuer)
        token = sign_on.redeem(
            provider,
            client_id=row.client_id,
            secret=sealing.unseal(row.pk, bytes(row.secret)),
            back=_back(place),
            code=given["code"],
            verifier=begun["verifier"],
        )
        said = sign_on.read(provider, token, client_id=row.client_id, nonce=begun["nonce"])
    except (fetch.Refused, sealing.Unreadable):
        raise NotLetIn(Reason.UNREACHABLE) from None
    person = actions.enter_by_provider(actions.by_provider(row), sign_on_id=row.pk, said=said, now=sources.now())
    entries.begin(
        request,
        entries.Way.PROVIDER,
        workspace=place,
        person_id=person.pk,
        ground_id=row.pk,
        strong_login=said.second_step and row.second_step_counts,
    )
    return redirect("house:today", place)


def _refused(request: HttpRequest, reason: Reason) -> HttpResponse:
    return render(request, "people/sign_on_refused.html", {"sentence": NOT_LET_IN[reason]}, status=400)


def _input_words(bad: BadInput) -> str:
    if bad.problems[0].file == "domains":
        return _("Write domains such as example.org, one on each line.")
    return _("This cannot be set up in a demonstration, whose log-ins are printed.")


def _back(place: str) -> str:
    return str(settings.ADDRESS) + reverse("people:sign_on_back", kwargs={"place": place})


def _secret() -> str:
    return base64.urlsafe_b64encode(sources.random_bytes(SECRET_BYTES)).rstrip(b"=").decode()
