"""The front door, Today and search: pages made from the contexts' answers."""

from base64 import b64encode
from datetime import date
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from skillmark.campaigns import queries as campaigns
from skillmark.config import navigation, tables
from skillmark.config.installation import first_page
from skillmark.config.pages import board
from skillmark.foundation import access, entries, sources
from skillmark.foundation import waiting as waits
from skillmark.foundation.answers import Due, Hit
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.routes import page
from skillmark.people import queries as people

LATEST = date.max


@page("house.front.read", scope="public")
def front(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Where anybody begins: standards, checking a record, open jobs, published figures."""
    if first_page.code(settings.DATA):
        return redirect("house:set_up")
    return render(request, "house/front.html", {"shelves": board.shelves()})


@page("house.front.read", scope="public")
def health(request: HttpRequest, actor: Actor) -> HttpResponse:
    """That the house answers and its records can be read."""
    return JsonResponse({"status": "ok", "records": board.records_answer()})


@never_cache
@page("house.front.read", scope="public")
def waiting(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whoever is in at this device, and what seals there the forms of hers that are not sent yet; nobody: neither."""
    in_by_entry = entries.of(request) is not None
    if not waits.writer(request) or (in_by_entry and not entries.stands(request)):
        return JsonResponse({"writer": "", "key": ""})
    return JsonResponse({"writer": waits.writer(request), "key": b64encode(waits.key(request)).decode()})


@page("house.own.read", scope="holder")
def my_workspaces(request: HttpRequest, actor: Actor) -> HttpResponse:
    """After log-in: straight to the only workspace, else a choice."""
    own = people.own_workspaces(actor)
    if len(own) == 1:
        return redirect("house:today", own[0].slug)
    return redirect("people:own")


@page("house.today.read", at_tablet=True)
def today(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for the reader, the soonest first, and one main action for her role."""
    now = sources.now()
    due = [item for answer in tables.answers().get("due_for", {}).values() for item in answer(actor, now)]
    at_tablet = entries.is_at_tablet(request)
    if at_tablet:
        due = [item for item in due if _opens_at_tablet(item.url)]
    due.sort(key=lambda item: (item.by or LATEST, item.title))
    running = [] if at_tablet else _campaigns(actor)
    context = {
        "today": people.today(actor, now),
        "mine": [item for item in due if not item.waits_on],
        "others": [item for item in due if item.waits_on],
        "main": None if at_tablet else main_action(request, actor),
        "campaigns": running,
        "view_as_url": "" if due or running or at_tablet else _view_as(request, actor),
        "person_name": people.names(actor, [actor.person_id]).get(actor.person_id, "") if actor.person_id else "",
    }
    return render(request, "house/today.html", context)


def _campaigns(actor: Actor) -> list[campaigns.Campaign]:
    return list(campaigns.campaigns(actor)[:5]) if access.may_ever(actor, "campaigns.campaign.read") else []


def _view_as(request: HttpRequest, actor: Actor) -> str:
    """Where a lead whose workspace is still empty sees what it will be like for others, and comes back from."""
    if not access.may(actor, "people.sample.view"):
        return ""
    return f"{reverse('house:view_as', args=[actor.slug])}?{urlencode({'back': request.path})}"


def _opens_at_tablet(url: str) -> bool:
    """Whether somebody who came in by PIN may go on to this page."""
    return bool(getattr(resolve(urlsplit(url).path).func, "at_tablet", False))


@page("house.today.read")
def settings_page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the reader may set in this workspace."""
    groups = navigation.settings_for(actor, request.workspace_slug)  # type: ignore[attr-defined]
    return render(request, "house/settings.html", {"groups": groups})


@page("house.search.use")
def search(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One box over every context; each answers only what this reader may see."""
    text = request.GET.get("q", "").strip()
    hits: list[Hit] = []
    if text:
        hits = [hit for answer in tables.answers().get("search", {}).values() for hit in answer(actor, text)]
    return render(request, "house/search.html", {"q": text, "hits": hits})


def main_action(request: HttpRequest, actor: Actor) -> Due | None:
    """The one thing a role comes here for most."""
    slug = request.workspace_slug  # type: ignore[attr-defined]
    if actor.has([Role.TALENT_LEAD]):
        return Due(_("Start from a job"), reverse("house:start", args=[slug]))
    if actor.has([Role.ASSESSOR]):
        return Due(_("Score work"), reverse("assessment:attempts", args=[slug]))
    if actor.has([Role.RECRUITER, Role.EVALUATOR, Role.PROVIDER, Role.AGENCY]):
        return Due(_("See the campaigns"), reverse("campaigns:campaigns", args=[slug]))
    if actor.has([Role.CASE_MANAGER]):
        return Due(_("Find somebody"), reverse("people:people", args=[slug]))
    if actor.has([Role.STEERING_MEMBER]):
        return Due(_("See what is to be decided"), reverse("governance:who_decides", args=[slug]))
    if actor.has([Role.WORKER]):
        return Due(_("My records"), reverse("credentials:own"))
    return None
