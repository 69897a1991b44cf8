"""Public figures: releasing them, checking them, and the page everybody sees; selection rates by group."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from skillmark.campaigns import queries as campaigns
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.outcomes import actions, documents, queries
from skillmark.outcomes.forms import MinimumForm
from skillmark.outcomes.views.shared import download, slug_of
from skillmark.people import queries as people


@page("outcomes.figures.read")
def figures(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """A campaign's releases. A POST freezes a new one."""
    campaign = campaigns.campaign(actor, campaign_id)
    form = MinimumForm(request.POST or None, least=people.workspace(actor).minimum_cell)
    if request.method == "POST":
        access.require(actor, "outcomes.figures.release")
        if form.is_valid() and _release(request, actor, campaign_id, form.cleaned_data["minimum"]):
            return redirect("outcomes:figures", workspace=slug_of(request), campaign_id=campaign_id)
    may_release = access.may(actor, "outcomes.figures.release")
    releases = list(queries.releases(actor, campaign_id))
    context = {
        "campaign": campaign,
        "form": form if may_release else None,
        "releases": releases,
        "recomputed": queries.recomputed(actor, releases[0].pk) if releases and may_release else None,
        "may_read_fairness": access.may(actor, "outcomes.fairness.read"),
    }
    return render(request, "outcomes/figures.html", context, status=400 if form.errors else 200)


@page("outcomes.fairness.read")
def fairness(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """Selection rates by group, as last counted. A POST counts again."""
    campaign = campaigns.campaign(actor, campaign_id)
    form = MinimumForm(request.POST or None, least=people.workspace(actor).minimum_cell)
    if request.method == "POST" and form.is_valid():
        try:
            actions.release_adverse_impact(
                actor, campaign_id=campaign_id, minimum=form.cleaned_data["minimum"], now=sources.now()
            )
            messages.success(request, _("Counted, and kept in the ledger of such tables."))
            return redirect("outcomes:fairness", workspace=slug_of(request), campaign_id=campaign_id)
        except people.DiffersByTooFew:
            messages.error(request, _too_near())
        except actions.NothingToCount:
            messages.error(request, _("Nobody is listed yet, so there is nothing to count."))
    kept = queries.fairness(actor, campaign_id)
    context = {
        "campaign": campaign,
        "form": form,
        "kept": kept[0] if kept else None,
        "table": documents.rates_table(kept[1]) if kept else None,
        "any": bool(kept and kept[1]),
        "answered": bool(people.attributes(actor)),
    }
    return render(request, "outcomes/fairness.html", context, status=400 if form.errors else 200)


@page("outcomes.fairness.read")
def adverse_csv(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    kept = queries.fairness(actor, campaigns.campaign(actor, campaign_id).pk)
    return download("adverse_impact", documents.ADVERSE_COLUMNS, documents.adverse_rows(kept[1] if kept else []))


@require_safe
@page("outcomes.published.read", scope="public")
def public_figures(request: HttpRequest, actor: Actor, release_id: UUID) -> HttpResponse:
    """A release as everybody sees it."""
    release = queries.published_release(release_id)
    context = documents.statistics_context(release) | {"demonstration": release.workspace.demonstration}
    return render(request, "outcomes/statistics.html", context)


@require_safe
@page("outcomes.published.read", scope="public")
def statistics_csv(request: HttpRequest, actor: Actor, release_id: UUID) -> HttpResponse:
    release = queries.published_release(release_id)
    return download("statistics", documents.STATISTICS_COLUMNS, documents.statistics_rows(release))


def _release(request: HttpRequest, actor: Actor, campaign_id: UUID, minimum: int) -> bool:
    try:
        release = actions.release_figures(actor, campaign_id=campaign_id, minimum=minimum, now=sources.now())
    except people.DiffersByTooFew:
        messages.error(request, _too_near())
        return False
    except actions.NothingToCount:
        messages.error(request, _("Nobody is listed yet, so there is nothing to count."))
        return False
    messages.success(request, _("Release %(number)s is public.") % {"number": release.number})
    return True


def _too_near() -> str:
    return _(
        "These counts differ from an earlier release by so few people that both together would tell who they are. "
        "Wait until more has changed."
    )
