"""Shared tablets: made by whoever stands at one, and ended; in by PIN and out again."""

from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from skillmark.foundation import entries, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import actions, queries
from skillmark.people.actions.tablets import Tried
from skillmark.people.forms.entering import PinForm, SetPinForm, TabletForm
from skillmark.people.models import Tablet
from skillmark.people.views.shared import slug_of

COOKIE = "tablet"
SALT = "skillmark.people.views.tablets"
COOKIE_SECONDS = 400 * 86400  # the longest a browser keeps one; each visit to the list begins it anew


@page("people.tablet.manage")
def tablets(request: HttpRequest, actor: Actor) -> HttpResponse:
    return render(request, "people/tablets.html", {"tablets": queries.tablets(actor)})


@page("people.tablet.make")
def make_tablet(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The device in her hands becomes one, and she is logged out of it."""
    units = [(str(unit.pk), unit.name) for unit in queries.units(actor)]
    form = TabletForm(request.POST or None, units=units, shifts=queries.shifts(actor))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        unit_id = UUID(given["unit"]) if given["unit"] else None
        made = actions.make_tablet(actor, name=given["name"], unit_id=unit_id, shift=given["shift"], now=sources.now())
        entries.end(request)
        return _with_cookie(request, redirect("people:tablet"), made)
    return render(request, "people/make_tablet.html", {"form": form}, status=400 if form.errors else 200)


@page("people.tablet.manage")
def end_tablet(request: HttpRequest, actor: Actor, tablet_id: UUID) -> HttpResponse:
    shown = queries.tablet(actor, tablet_id)
    if request.method == "POST":
        actions.end_tablet(actor, tablet_id=tablet_id, now=sources.now())
        messages.success(request, _("This device shows nothing any more."))
        return redirect("people:tablets", workspace=slug_of(request))
    cancel = reverse("people:tablets", kwargs={"workspace": slug_of(request)})
    return render(request, "people/end_tablet.html", {"tablet": shown, "cancel_url": cancel})


@page("people.pin.set")
def pin(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Her own PIN for shared tablets."""
    if request.method == "POST" and "take_back" in request.POST:
        actions.take_back_pin(actor, now=sources.now())
        messages.success(request, _("Your PIN is gone. You are on no tablet's list any more."))
        return redirect("people:pin", workspace=slug_of(request))
    form = SetPinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_pin(actor, pin=form.cleaned_data["pin"], now=sources.now())
        except BadInput:
            form.add_error("pin", _("Choose another one: this is among the first that somebody tries."))
        else:
            messages.success(request, _("You can come in with it at the shared tablets of your place."))
            return redirect("people:pin", workspace=slug_of(request))
    context = {"form": form, "has_pin": queries.has_pin(actor)}
    return render(request, "people/pin.html", context, status=400 if form.errors else 200)


@never_cache
@page("people.entry.use", scope="public")
def tablet(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The short list. Whoever was in is out, and what the browser kept of her pages goes."""
    if entries.of(request) is not None:
        entries.end(request)
    device = _device(request)
    if device is None:
        return render(request, "people/no_tablet.html")
    shown = {"tablet": device, "people": queries.short_list(device)} | _place(device)
    return _cleared(_with_cookie(request, render(request, "people/tablet.html", shown), device))


@never_cache
@page("people.entry.use", scope="public")
def enter(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    """Her PIN, and she is in."""
    device = _device(request)
    name = dict(queries.short_list(device)).get(person_id) if device else None
    if device is None or name is None:
        return redirect("people:tablet")
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            tried = actions.try_pin(
                queries.at_tablet(device), tablet_id=device.pk, person_id=person_id, pin=form.cleaned_data["pin"],
                now=sources.now(),
            )  # fmt: skip
        except NotFound:
            return redirect("people:tablet")
        if tried is Tried.IN:
            place = device.workspace.slug
            entries.begin(request, entries.Way.PIN, workspace=place, person_id=person_id, ground_id=device.pk)
            return redirect("house:today", place)
        locked = _("Five wrong PINs: it is locked here for 15 minutes, and its owner is told.")
        form.add_error("pin", locked if tried is Tried.LOCKED else _("This is not the PIN."))
    context = {"form": form, "name": name} | _place(device)
    return render(request, "people/tablet_enter.html", context, status=400 if form.errors else 200)


@never_cache
@page("people.entry.use", scope="public")
def stay(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Somebody touches the screen without sending anything: she is still there."""
    return HttpResponse(status=204 if entries.touch(request) else 410, content_type="text/plain")


def _device(request: HttpRequest) -> Tablet | None:
    """The tablet that this device is."""
    try:
        kept = request.get_signed_cookie(COOKIE, salt=SALT)
    except (KeyError, signing.BadSignature):
        return None
    return queries.open_tablet(UUID(kept))


def _with_cookie(request: HttpRequest, response: HttpResponse, device: Tablet) -> HttpResponse:
    response.set_signed_cookie(
        COOKIE,
        str(device.pk),
        salt=SALT,
        max_age=COOKIE_SECONDS,
        path=reverse("people:tablet"),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def _cleared(response: HttpResponse) -> HttpResponse:
    response["Clear-Site-Data"] = '"cache"'
    return response


def _place(device: Tablet) -> dict[str, object]:
    seen_by = queries.at_tablet(device)
    named = {"workspace_name": queries.profile(seen_by).public_name, "demonstration": seen_by.demonstration}
    return {**named, "account_menu": [], "foot_links": []}  # nothing else is begun here
