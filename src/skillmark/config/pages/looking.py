"""View as: choose a role, walk the true pages of a sample as somebody who has it, and stop."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from skillmark.config.sample import making
from skillmark.config.sample.looks import LOOKS, look
from skillmark.foundation import entries, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions
from skillmark.people import queries as people

LONGEST_BACK = 500  # letters; no address of a page is longer, and it is kept in the session


@never_cache
@page("people.sample.view")
def view_as(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The roles, or the sample that has to be made first. Choosing one begins to look."""
    cast = people.sample_cast(actor.workspace_id)
    chosen = look(request.POST.get("role", ""))
    seen = next((person for roles, person in cast.items() if chosen and chosen.role in roles), None)
    here = reverse("house:view_as", args=[actor.slug])
    if seen is not None and chosen is not None:
        actions.look_as(actor, person_id=seen.pk, now=sources.now())
        entries.look(
            request,
            workspace=seen.workspace.slug,
            person_id=seen.pk,
            ground_id=actor.person_id,
            role=chosen.role,
            back=_own_address(request, request.POST.get("back", "")) or here,
        )
        return redirect("house:today", workspace=seen.workspace.slug)
    making_now = making.progress(actor)
    context = {
        "looks": [one for one in LOOKS if any(one.role in roles for roles in cast)] if making_now is None else [],
        "progress": making_now,
        "here": here,
        "back": _own_address(request, request.GET.get("back", "")),
    }
    return render(request, "house/view_as.html", context)


@page("people.sample.view")
def make_sample(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Make it, or throw it away and make it again."""
    if request.method == "POST":
        making.ask(actor, now=sources.now())
    return redirect("house:view_as", workspace=actor.slug)


@never_cache
@page("people.entry.use", scope="public")
def stop_looking(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Herself again, where she was before, or at the page of hers that she asked for meanwhile."""
    entry = entries.of(request)
    if request.method != "POST" or entry is None or entry.way is not entries.Way.SAMPLE:
        return redirect("house:front")
    entries.end(request)
    try:
        actions.look_no_more(people.who_looks(entry), person_id=entry.person_id, now=sources.now())
    except NotFound:
        return redirect("house:my_workspaces")  # her role ended meanwhile
    return redirect(_own_address(request, request.POST.get("back", "")) or entry.back)


def _own_address(request: HttpRequest, address: str) -> str:
    """A path of this installation; empty for anything else."""
    within = address.startswith("/") and len(address) <= LONGEST_BACK
    return address if within and url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""
