"""Other systems that are told when something happens: which, of what, and what became of each delivery."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmark.config.pages.events import EVENTS
from skillmark.foundation import sources, webhooks
from skillmark.foundation.models import Subscription
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.webhooks import Delivery, Standing
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.ui.tables import Column, Link, Table

STANDINGS = {
    Standing.WAITING: gettext_lazy("Waits to be sent"),
    Standing.TAKEN: gettext_lazy("Taken"),
    Standing.AGAIN: gettext_lazy("Not taken"),
    Standing.GIVEN_UP: gettext_lazy("Given up"),
    Standing.ENDED: gettext_lazy("Not sent: it is told no more"),
}


class HookForm(forms.Form):
    """Where, and of what."""

    url = forms.CharField(
        label=gettext_lazy("Address of the other system"),
        help_text=gettext_lazy("It begins with https:// and can be reached from the internet."),
        max_length=500,
    )
    events = forms.MultipleChoiceField(
        label=gettext_lazy("What is it told of?"), choices=list(EVENTS.items()), widget=forms.CheckboxSelectMultiple
    )


@page("foundation.subscription.manage")
def hooks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who is told, and the last deliveries."""
    zone = people.workspace(actor).time_zone
    told = Table(
        caption=_("Who is told"),
        columns=[Column(_("Address")), Column(_("Is told of")), Column(_("Change"))],
        rows=[[row.url, _events(row), _end(request, row)] for row in webhooks.subscriptions(actor)],
        order=_("Newest first"),
    )
    log = Table(
        caption=_("Last deliveries"),
        columns=[
            Column(_("When")),
            Column(_("What happened")),
            Column(_("Address")),
            Column(_("How it stands")),
            Column(_("Attempts"), numeric=True),
        ],
        rows=[_logged(one, zone) for one in webhooks.deliveries(actor)],
        order=_("Newest first"),
    )
    key_url = request.build_absolute_uri(reverse("house:hook_key", kwargs={"workspace_id": actor.workspace_id}))
    return render(request, "house/hooks.html", {"told": told, "log": log, "key_url": key_url})


@page("foundation.subscription.manage")
def add_hook(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = HookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            webhooks.subscribe(actor, **form.cleaned_data, now=sources.now())
        except BadInput:
            form.add_error("url", _("Write a whole address that begins with https://, without a name or a password."))
        else:
            messages.success(request, _("The other system is told from now on."))
            return redirect("house:hooks", workspace=_slug(request))
    return render(request, "house/add_hook.html", {"form": form}, status=400 if form.errors else 200)


@page("foundation.subscription.manage")
def end_hook(request: HttpRequest, actor: Actor, subscription_id: UUID) -> HttpResponse:
    shown = webhooks.subscription(actor, subscription_id)
    if request.method == "POST":
        webhooks.unsubscribe(actor, subscription_id=subscription_id, now=sources.now())
        messages.success(request, _("The other system is told no more."))
        return redirect("house:hooks", workspace=_slug(request))
    cancel = reverse("house:hooks", kwargs={"workspace": _slug(request)})
    return render(request, "house/end_hook.html", {"hook": shown, "cancel_url": cancel})


@page("house.front.read", scope="public")
def hook_key(request: HttpRequest, actor: Actor, workspace_id: UUID) -> HttpResponse:
    """The public key that deliveries of this workspace are checked with; null for a workspace that signed nothing."""
    return JsonResponse({"key": webhooks.public_key(workspace_id, sources.now())})


def _slug(request: HttpRequest) -> str:
    slug: str = request.workspace_slug  # type: ignore[attr-defined]
    return slug


def _events(row: Subscription) -> str:
    return "; ".join(str(EVENTS.get(event, event)) for event in row.events)


def _end(request: HttpRequest, row: Subscription) -> Link:
    address = reverse("house:end_hook", kwargs={"workspace": _slug(request), "subscription_id": row.pk})
    return Link(_("End"), address, row.url)


def _logged(one: Delivery, zone: str) -> list[Any]:
    """A line of the log, in the workspace's own time."""

    def moment(at: datetime) -> str:
        return date_format(localtime(at, ZoneInfo(zone)), "SHORT_DATETIME_FORMAT")

    said = str(STANDINGS[one.standing])
    if one.problem:
        said += f" ({one.problem})"
    if one.again_at is not None:
        said += ". " + _("Tried again %(moment)s") % {"moment": moment(one.again_at)}
    return [moment(one.at), EVENTS.get(one.event, one.event), one.url, said, one.attempts]
