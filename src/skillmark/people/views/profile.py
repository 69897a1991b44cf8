"""The organisation: how it is called and shown."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skillmark.foundation import sources
from skillmark.foundation.access import may
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.people import actions, queries
from skillmark.people.forms import ProfileForm
from skillmark.people.views.shared import slug_of
from skillmark.people.words import ORGANISATIONS
from skillmark.ui import brand


@page("people.profile.read")
def profile(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The organisation's profile, for every member to read."""
    home = queries.profile(actor)
    context = {
        "profile": home,
        "kind": ORGANISATIONS[home.kind],
        "workspace": queries.workspace(actor),
        "may_change": may(actor, "people.profile.change"),
    }
    return render(request, "people/profile.html", context)


@page("people.profile.change")
def change_profile(request: HttpRequest, actor: Actor) -> HttpResponse:
    home, workspace = queries.profile(actor), queries.workspace(actor)
    now_called = {
        "name": home.name,
        "public_name": home.public_name,
        "colour": home.colour,
        "time_zone": workspace.time_zone,
        "currency": workspace.currency,
        "minimum_cell": workspace.minimum_cell,
        "kind": home.kind,
    }
    form = ProfileForm(request.POST or None, initial=now_called)
    if request.method == "POST" and form.is_valid():
        actions.change_profile(actor, **form.cleaned_data, now=sources.now())
        messages.success(request, _("Saved."))
        return redirect("people:profile", workspace=slug_of(request))
    return render(request, "people/change_profile.html", {"form": form}, status=400 if form.errors else 200)


@page("people.profile.read", at_tablet=True)
def brand_stylesheet(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The workspace's colour, as the stylesheet every page of it asks for."""
    response = HttpResponse(brand.stylesheet(queries.profile(actor).colour), content_type="text/css")
    response["Cache-Control"] = "private, max-age=300"
    return response
