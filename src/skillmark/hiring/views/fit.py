"""Whom to invite, one person's fit, and the plan to close gaps."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmark.campaigns import queries as campaigns
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.foundation.scopes import NotFound
from skillmark.hiring import actions, queries, rules, showing, tables
from skillmark.hiring.forms import InviteForm
from skillmark.hiring.models import FitEntry
from skillmark.hiring.views.shared import download, slug_of
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.standards import queries as standards
from skillmark.ui.tables import Column, Link, Table

A_PAGE = 50


@page("hiring.fit.read")
def fit(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """Everybody of a campaign in listing order."""
    campaign = campaigns.campaign(actor, campaign_id)
    run = queries.latest_run(actor, campaign_id)
    context: dict[str, object] = {
        "campaign": campaign,
        "run": run,
        "title": showing.list_title(run),
        "may_run": access.may(actor, "hiring.fit.run"),
    }
    if run is None:
        return render(request, "hiring/fit.html", context)
    listed = Paginator(queries.entries(actor, run.pk), A_PAGE).get_page(request.GET.get("page"))
    named = showing.names(actor, run.framework_id)
    tied = rules.tied_ranks(queries.entries(actor, run.pk).values_list("rank", flat=True))
    invited = set(queries.invitations(actor, campaign_id).values_list("person_id", flat=True))
    address = _address(request)
    told_nothing = showing.untold(list(listed.object_list))
    context |= {
        "page": listed,
        "table": showing.people_table(
            run, list(listed.object_list), named, currency=campaign.currency, tied=tied, invited=invited,
            address=address,
        ),
        "untold": _untold_table(told_nothing, address) if told_nothing else None,
        "invited": len(invited),
        "standard": run.framework,
        "may_invite": actor.person_id is not None and access.may_ever(actor, "hiring.person.invite"),
        "order_is_by_claims": not run.anything_checked,
    }  # fmt: skip
    return render(request, "hiring/fit.html", context)


@page("hiring.fit.run")
def run_fit(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """Compute the list anew; a plain GET goes back to the list."""
    campaigns.campaign(actor, campaign_id)
    if request.method == "POST":
        try:
            run = actions.run_fit(actor, campaign_id=campaign_id, now=sources.now())
            done = ngettext("%(count)s person is listed.", "%(count)s people are listed.", run.people)
            messages.success(request, done % {"count": run.people})
        except BadInput:
            messages.error(request, _("Nobody has applied yet, or the standard asks for nothing. Bring those first."))
        except standards.NotPublished as refused:
            messages.error(request, standards.why_not_usable(refused))
    return redirect("hiring:fit", workspace=slug_of(request), campaign_id=campaign_id)


@page("hiring.fit.read")
def table(request: HttpRequest, actor: Actor, campaign_id: UUID, sheet: str) -> HttpResponse:
    """A table of the latest run as a file."""
    run = queries.latest_run(actor, campaign_id)
    if run is None or sheet not in tables.SHEETS:
        raise NotFound(sheet)
    header, rows = tables.SHEETS[sheet](actor, run)
    return download(sheet, header, rows)


@page("hiring.entry.read")
def person(request: HttpRequest, actor: Actor, entry_id: UUID) -> HttpResponse:
    """One person's fit, requirement by requirement."""
    entry = queries.entry(actor, entry_id)
    about(request, entry.person_id)
    context = entry_context(actor, entry, showing.names(actor, entry.run.framework_id))
    if access.may(actor, "hiring.fit.read"):
        invitation = queries.invitations(actor, entry.run.campaign_id).filter(person_id=entry.person_id).first()
        context |= {
            "listed": True,
            "invitation": invitation,
            "may_invite": invitation is None and access.may(actor, "hiring.person.invite", entry),
            "shared_by": queries.entries(actor, entry.run_id).filter(rank=entry.rank).count() - 1,
        }
    return render(request, "hiring/person.html", context)


@page("hiring.plan.read")
def plan(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """Paths by hours, cost and rank; the mix in hours and money; who is planned for a seat."""
    campaign = campaigns.campaign(actor, campaign_id)
    run = queries.latest_run(actor, campaign_id)
    context: dict[str, object] = {"campaign": campaign, "run": run}
    if run is not None:
        listed = Paginator(queries.entries_by_path(actor, run.pk), A_PAGE).get_page(request.GET.get("page"))
        named = showing.names(actor, run.framework_id)
        seats = list(campaigns.seats(actor, campaign_id))
        seats_assumed = any(cohort.assumed for cohort in campaigns.cohorts(actor, campaign_id))
        context |= {
            "page": listed,
            "paths": showing.path_table(
                run, list(listed.object_list), named, currency=campaign.currency, address=_address(request)
            ),
            "assumed": bool(run.assumed_modules),
            "eligible": queries.entries_by_path(actor, run.pk).filter(eligible=True).count(),
            "partial": queries.entries_by_path(actor, run.pk).exclude(unclosable=[]).count(),
            "cohort": showing.cohort_table(seats, campaign.currency, assumed=seats_assumed) if seats else None,
            "seats": seats,
            "mix": showing.mix_table(actor, campaign, assumed=seats_assumed),
        }
    return render(request, "hiring/plan.html", context)


@page("hiring.person.invite")
def invite(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """Choose whom to invite. The reader decides and is named for it; nobody is rejected here."""
    campaign = campaigns.campaign(actor, campaign_id)
    run = queries.latest_run(actor, campaign_id)
    if run is None:
        raise NotFound(str(campaign_id))
    named = showing.names(actor, run.framework_id)
    before = set(queries.invitations(actor, campaign_id).values_list("person_id", flat=True))
    left = [
        entry
        for entry in queries.entries(actor, run.pk)
        if entry.person_id not in before and entry.person_id != actor.person_id
    ]
    choices = [(str(entry.pk), _choice(entry, named)) for entry in left]
    form = InviteForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        invited = actions.invite(actor, run_id=run.pk, entry_ids=form.chosen, now=sources.now())
        done = ngettext("%(count)s person is invited.", "%(count)s people are invited.", len(invited))
        messages.success(request, done % {"count": len(invited)})
        return redirect("hiring:fit", workspace=slug_of(request), campaign_id=campaign_id)
    context = {"campaign": campaign, "form": form, "left": left, "order": showing.listing_order(run)}
    return render(request, "hiring/invite.html", context, status=400 if form.errors else 200)


def entry_context(actor: Actor, entry: FitEntry, named: showing.Names) -> dict[str, object]:
    """What a page of fit shows, for whoever reads it."""
    currency = entry.run.campaign.currency
    return {
        "entry": entry,
        "run": entry.run,
        "campaign": entry.run.campaign,
        "person": entry.person,
        "table": showing.fit_table(
            entry, named, people.said_on(actor, entry.person_id, known_at=entry.run.recorded_at)
        ),
        "must_haves": showing.must_haves(entry, named),
        "to_close": showing.to_close(entry, currency),
        "weeks": showing.weeks_text(entry.hundredths_of_weeks),
        "modules": entry.module_ids,
        "unclosable": [named.of(one) for one in entry.unclosable],
        "past_jobs": showing.past_job_sentences(entry),
    }


def _choice(entry: FitEntry, named: showing.Names) -> str:
    told = _("%(name)s (rank %(rank)s; must-haves still missing: %(missing)s)")
    return told % {"name": entry.person.name, "rank": entry.rank, "missing": showing.must_haves(entry, named).lower()}


def _untold_table(told: list[tuple[FitEntry, str]], address: Callable[[FitEntry], str]) -> Table:
    return Table(
        caption=_("Past jobs that told us nothing"),
        hidden_caption=True,
        columns=[Column(_("Name")), Column(_("Why"))],
        rows=[[Link(entry.person.name, address(entry)), sentence] for entry, sentence in told],
        order=_("as in the list above"),
    )


def _address(request: HttpRequest) -> Callable[[FitEntry], str]:
    slug = slug_of(request)
    return lambda entry: reverse("hiring:person_fit", kwargs={"workspace": slug, "entry_id": entry.pk})
