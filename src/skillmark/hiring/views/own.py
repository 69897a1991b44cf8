"""What a person sees of her own fit, wherever she applied."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from skillmark.foundation import sources
from skillmark.foundation.roles import Actor, program
from skillmark.foundation.routes import page
from skillmark.governance import queries as decisions
from skillmark.hiring import queries, reasons, rules, showing
from skillmark.hiring.views.fit import entry_context
from skillmark.people import queries as people
from skillmark.ui.tables import Column, Link, Table


@page("hiring.own.read", scope="holder")
def own_fits(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The jobs somebody applied for."""
    found = queries.own_entries(actor)
    table = Table(
        caption=_("Jobs you applied for"),
        hidden_caption=True,
        order=_("Newest first"),
        columns=[Column(_("Job")), Column(_("Programme")), Column(_("Looked at on"))],
        rows=[
            [
                Link(entry.run.framework.title, reverse("hiring:own_fit", kwargs={"entry_id": entry.pk})),
                entry.run.campaign.public_name,
                date_format(entry.run.recorded_at),
            ]
            for entry in found
        ],
    )
    return render(request, "hiring/own_fits.html", {"table": table, "any": bool(found)})


@page("hiring.own.read", scope="holder")
def own_fit(request: HttpRequest, actor: Actor, entry_id: UUID) -> HttpResponse:
    """Her own fit: what is missing and what would close it. No rank: others' places are not hers to see."""
    entry = queries.own_entry(actor, entry_id)
    within = program(entry.workspace_id, "own fit", demonstration=entry.workspace.demonstration)
    named = showing.names(within, entry.run.framework_id)
    context = entry_context(within, entry, named) | {"demonstration": entry.workspace.demonstration}
    tasks = reasons.tasks_by_competency(within, entry)
    missing = reasons.reasons(entry, named, tasks)
    invited = queries.is_invited(within, entry)
    herself = people.own_actor(actor, entry.workspace.slug)
    context |= {
        "invited": invited,
        "not_yet": rules.is_not_eligible_yet(
            unmet_verified=entry.unmet_verified, eligible=entry.eligible, invited=invited
        ),
        "reasons": missing,
        "in_the_way": reasons.in_the_way(entry, named),
        "next_task": next((reason.task for reason in missing if reason.task), ""),
        "way": decisions.way_to_appeal(herself, entry._meta.label_lower, entry.pk, sources.now()),
    }
    return render(request, "hiring/own_fit.html", context)
