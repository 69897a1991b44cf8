"""Letting somebody sign who does not lead talent: who may, for whom, until when, and ending it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.credentials import actions, queries
from skillmark.credentials.forms import DelegateForm
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people


@page("credentials.delegation.read")
def delegations(request: HttpRequest, actor: Actor) -> HttpResponse:
    today, done = people.today(actor, sources.now()), queries.trainings(actor)
    names = {str(one.pk): one.public_name for one in queries.achievements(actor)}
    lines = [
        {
            "row": row,
            "names": [names[one] for one in row.achievements if one in names],
            "state": _state(row, today),
            "trained_on": done.get(row.delegate_id) if row.delegate_id else None,
            "signed": queries.signed_under(actor, row),
        }
        for row in queries.delegations(actor)
    ]
    context = {
        "lines": lines,
        "may_give": access.may_ever(actor, "credentials.delegation.give"),
        "may_end": access.may_ever(actor, "credentials.delegation.end"),
    }
    return render(request, "credentials/delegations.html", context)


@page("credentials.delegation.give")
def delegate(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = sources.now()
    earned = [
        (str(one.pk), f"{one.public_name} ({one.version})") for one in queries.achievements(actor) if not one.retired_at
    ]
    units = [(str(one.pk), one.name) for one in people.units(actor)]
    persons = queries.supervisors(actor, now)
    form = DelegateForm(persons, earned, units, request.POST or None, initial={"starts": people.today(actor, now)})
    if request.method == "POST" and form.is_valid():
        try:
            given = actions.delegate(actor, **form.given(), now=now)
        except (BadInput, NotFound):
            form.add_error(None, _("Something changed meanwhile. Look at each answer and send it again."))
        else:
            name = given.delegate.name if given.delegate else ""
            messages.success(request, _("%(name)s may sign, once the training is done.") % {"name": name})
            return redirect("credentials:delegations", _slug(request))
    context = {"form": form, "persons": persons, "earned": earned}
    return render(request, "credentials/delegate.html", context)


@page("credentials.delegation.end")
def end(request: HttpRequest, actor: Actor, delegation_id: UUID) -> HttpResponse:
    row = queries.delegation_to(actor, delegation_id)
    back = reverse("credentials:delegations", args=[_slug(request)])
    if request.method == "POST":
        actions.end_delegation(actor, delegation_id=delegation_id, now=sources.now())
        messages.success(request, _("Ended. Nothing more is signed under it."))
        return redirect(back)
    return render(request, "credentials/end_delegation.html", {"row": row, "cancel_url": back})


def _state(row: queries.Delegation, today: object) -> tuple[str, str]:
    if row.ended_at is not None:
        return _("Ended"), "grey"
    if row.ends < today:  # type: ignore[operator]
        return _("Over"), "grey"
    return (_("Not begun"), "amber") if row.starts > today else (_("In force"), "green")  # type: ignore[operator]


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
