"""Who holds which role: grant and end."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from skillmark.foundation import sources
from skillmark.foundation.access import Forbidden, may
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions, queries
from skillmark.people.forms import RoleForm
from skillmark.people.models import RoleGrant
from skillmark.people.views.shared import slug_of
from skillmark.people.words import ROLES
from skillmark.ui import lists
from skillmark.ui.tables import Column, Link, Table


@page("people.role.read")
def roles(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every role not taken away, by role, then by name."""
    slug = slug_of(request)
    found = lists.find(
        request,
        queries.grants(actor).filter(ended_at=None),
        text=["person__name"],
        orders=[
            lists.Order("role", _("By role, then by name"), ("role", "person__name", "id")),
            lists.Order("name", _("By name"), ("person__name", "role", "id")),
        ],
        choices=[lists.Choice("role", _("Role"), "role", [(role.value, ROLES[role]) for role in Role])],
    )
    shown = lists.part(request, found)
    over = queries.names(actor, [grant.over for grant in shown if grant.over])
    rows = [
        [
            grant.person.name,
            ROLES[Role(grant.role)],
            over.get(grant.over, _("One case")) if grant.over else _("Everybody"),
            _period(grant),
            _end(slug, grant) if may(actor, "people.role.end", grant) else _("Your own"),
        ]
        for grant in shown
    ]
    table = Table(
        caption=_("Roles held"),
        columns=[Column(_("Who")), Column(_("Role")), Column(_("For whom")), Column(_("When")), Column(_("Change"))],
        rows=rows,
        order=found.sort.label,
        hidden_caption=True,
    )
    return lists.answer(request, "people/roles.html", {"page": shown, "found": found}, table)


@page("people.role.grant")
def grant_role(request: HttpRequest, actor: Actor) -> HttpResponse:
    others = queries.to_choose(actor, without=[actor.person_id])  # nobody grants herself a role
    now = sources.now()
    chosen = {"person": request.GET.get("person", "")}
    form = RoleForm(request.POST or None, initial=chosen, persons=others, today=queries.today(actor, now))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        person_id = UUID(given["person"])
        actions.grant_role(
            actor,
            person_id=person_id,
            role=Role(given["role"]),
            over=UUID(given["over"]) if given["over"] else None,
            starts=given["starts"],
            ends=given["ends"],
            now=now,
        )
        messages.success(request, _("The role was given."))
        _let_in(request, actor, queries.person(actor, person_id), now)
        return redirect("people:roles", workspace=slug_of(request))
    return render(request, "people/grant_role.html", {"form": form}, status=400 if form.errors else 200)


def _let_in(request: HttpRequest, actor: Actor, person: queries.Person, now: datetime) -> None:
    """A role is of no use to whoever cannot come in, so she is invited with her first one."""
    if person.account_id is not None or not may(actor, "people.person.invite", person):
        return
    told = {"name": person.name, "address": person.email or person.phone}
    if actions.invite(actor, person_id=person.pk, now=now):
        messages.info(request, _("%(name)s has no log-in yet: an invitation goes to %(address)s.") % told)
    elif not told["address"]:
        messages.info(
            request,
            _("%(name)s has no log-in and no address yet. Open the person’s page to print an invitation.") % told,
        )


@page("people.role.end")
def end_role(request: HttpRequest, actor: Actor, grant_id: UUID) -> HttpResponse:
    grant = queries.grants(actor).filter(pk=grant_id, ended_at=None).first()
    if grant is None:
        raise NotFound(str(grant_id))
    if not may(actor, "people.role.end", grant):
        raise Forbidden("people.role.end")
    if request.method == "POST":
        actions.end_role(actor, grant_id=grant_id, now=sources.now())
        messages.success(request, _("The role was ended."))
        return redirect("people:roles", workspace=slug_of(request))
    context = {
        "grant": grant,
        "role": ROLES[Role(grant.role)],
        "cancel_url": reverse("people:roles", kwargs={"workspace": slug_of(request)}),
    }
    return render(request, "people/end_role.html", context)


def _end(slug: str, grant: RoleGrant) -> Link:
    address = reverse("people:end_role", kwargs={"workspace": slug, "grant_id": grant.pk})
    return Link(_("End"), address, f"{ROLES[Role(grant.role)]}, {grant.person.name}")


def _period(grant: RoleGrant) -> str:
    starts = date_format(grant.starts, "SHORT_DATE_FORMAT")
    if grant.ends is None:
        return _("from %(day)s") % {"day": starts}
    return f"{starts} – {date_format(grant.ends, 'SHORT_DATE_FORMAT')}"
