"""The holder's own pages: where she is known, what is held on her, in which language she is written to."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from skillmark.foundation import sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions, queries
from skillmark.people.queries.own import invitation_names
from skillmark.people.words import ROLES, how_sent


@page("people.own.read", scope="holder")
def own(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Her workspaces, those that invite her, and what was written to her."""
    workspaces = [
        {"workspace": workspace, "roles": [ROLES[role] for role in workspace.roles]}
        for workspace in queries.own_workspaces(actor)
    ]
    context = {
        "account": queries.own_account(actor),
        "workspaces": workspaces,
        "invitations": invitation_names(queries.own_invitations(actor)),
        "letters": [
            (letter, how_sent(letter.message, ZoneInfo(letter.time_zone))) for letter in queries.own_messages(actor)
        ],
        "languages": settings.LANGUAGES,
        "takes_numbers": bool(settings.INSTALLED.sms),
    }
    return render(request, "people/own.html", context)


@page("people.own.change", scope="holder")
def accept_invitation(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    names = dict(invitation_names(queries.own_invitations(actor)))
    if person_id not in names:
        raise NotFound(str(person_id))
    if request.method == "POST":
        actions.accept_invitation(actor, person_id=person_id, now=sources.now())
        messages.success(request, _("You have joined."))
        return redirect("people:own")
    return render(request, "people/accept_invitation.html", {"name": names[person_id], "cancel_url": "/me/"})


@page("people.own.change", scope="holder")
def end_link(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    own = next((one for one in queries.own_workspaces(actor) if one.person_id == person_id), None)
    if own is None:
        raise NotFound(str(person_id))
    if request.method == "POST":
        actions.end_link(actor, person_id=person_id, now=sources.now())
        messages.success(request, _("You have left."))
        return redirect("people:own")
    return render(request, "people/end_link.html", {"name": own.name, "cancel_url": "/me/"})


@page("people.own.change", scope="holder")
def set_language(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Written to in this language from now on, and shown pages in it."""
    chosen = request.POST.get("language", "")
    if request.method != "POST" or chosen not in dict(settings.LANGUAGES):
        return redirect("people:own")
    actions.set_language(actor, language=chosen, now=sources.now())
    with translation.override(chosen):
        messages.success(request, _("Saved."))
    response = redirect("people:own")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, samesite="Lax", secure=request.is_secure())
    return response
