"""Starting a campaign, promising jobs, opening seats."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmark.campaigns import actions, programmes, queries
from skillmark.campaigns.forms import CohortForm, PromiseForm, StartForm, WidenForm
from skillmark.campaigns.views.shared import address, figures_so_far, frame, led_here, slug_of
from skillmark.foundation import sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.governance import queries as decisions
from skillmark.kernel.values import minor_units
from skillmark.people import queries as people
from skillmark.standards import queries as standards


@page("campaigns.campaign.start")
def start(request: HttpRequest, actor: Actor) -> HttpResponse:
    usable = {standards.Status.PUBLISHED, *((standards.Status.DRAFT,) if actor.demonstration else ())}
    frameworks = [(found.pk, standards.named(found)) for found in standards.frameworks(actor) if found.status in usable]
    general, published = programmes.to_start_from()
    templates = [(_("For any job"), _offered(general)), (_("As others do it"), _offered(published))]
    chosen = {"framework": request.GET.get("framework", ""), "template": general[-1].name if general else ""}
    form = StartForm(request.POST or None, initial=chosen, templates=templates, frameworks=frameworks)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        started = actions.start_campaign(
            actor,
            title=given["title"],
            template=given["template"],
            framework_id=UUID(given["framework"]),
            openings=given["openings"],
            starts_on=given["starts_on"],
            pilot=given["pilot"],
            now=sources.now(),
        )
        messages.success(request, _("The campaign has started. The first step is the promise of jobs."))
        return redirect(address(request, "campaign", started.pk))
    context = {"form": form, "frameworks": frameworks}
    return render(request, "campaigns/start.html", context, status=400 if form.errors else 200)


@page("campaigns.jobs.promise")
def promise(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    found = led_here(actor, campaign_id)
    employers = [(organisation.pk, organisation.name) for organisation in people.organisations(actor)]
    promised = queries.promised(actor, campaign_id)
    starting = {"count": max(found.openings - promised, 0) or None, "starts_on": found.starts_on}
    form = PromiseForm(request.POST or None, initial=starting, employers=employers)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        wage = given["wage"]
        actions.promise_jobs(
            actor,
            campaign_id=campaign_id,
            employer_id=UUID(given["employer"]),
            count=given["count"],
            starts_on=given["starts_on"],
            commitment=given["commitment"],
            wage_minor=None if wage is None else minor_units(wage, found.currency),
            wage_period="" if wage is None else given["period"],
            now=sources.now(),
        )
        messages.success(request, _("The promise is kept here."))
        return redirect(address(request, "campaign", campaign_id))
    context = frame(found) | {"form": form, "promised": promised}
    return render(request, "campaigns/promise.html", context, status=400 if form.errors else 200)


@page("campaigns.cohort.open")
def open_cohort(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    found = led_here(actor, campaign_id)
    promised, seats_open = queries.promised(actor, campaign_id), queries.seats_open(actor, campaign_id)
    left = max(min(found.openings, promised) - seats_open, 0)
    form = CohortForm(request.POST or None, initial={"seats": left or None, "starts_on": found.starts_on})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.open_cohort(
                actor, campaign_id=campaign_id, seats=given["seats"], starts_on=given["starts_on"], now=sources.now()
            )
        except actions.NotEnoughJobs as short:
            form.add_error("seats", _refusal(short))
        except actions.BeyondPilot as beyond:
            form.add_error("seats", _beyond(beyond))
        else:
            messages.success(request, _("The seats are open."))
            return redirect(address(request, "cohort", campaign_id))
    context = frame(found) | {"form": form, "promised": promised, "seats_open": seats_open}
    return render(request, "campaigns/open_cohort.html", context, status=400 if form.errors else 200)


@page("campaigns.pilot.widen")
def widen(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """A trial becomes a full campaign; without a decision, the way to whom to ask, with the figures so far."""
    found = led_here(actor, campaign_id)
    if not found.is_pilot:
        return redirect(address(request, "campaign", campaign_id))
    decision = queries.decided_to_widen(actor, found)
    if decision is None:
        messages.info(request, _("A group decides first whether this trial may grow. Then come back here."))
        so_far = figures_so_far(actor, found)
        question = decisions.Question.WIDEN_PILOT
        return redirect(decisions.address_to_ask(slug_of(request), question, found, what_changes=so_far))
    form = WidenForm(request.POST or None, places=found.openings)
    if request.method == "POST" and form.is_valid():
        actions.widen_pilot(actor, campaign_id=campaign_id, openings=form.cleaned_data["openings"], now=sources.now())
        messages.success(request, _("It is a full campaign from now on."))
        return redirect(address(request, "campaign", campaign_id))
    context = frame(found) | {"form": form, "decision": decision, "so_far": figures_so_far(actor, found)}
    return render(request, "campaigns/widen.html", context, status=400 if form.errors else 200)


def _offered(templates: Sequence[queries.Template]) -> list[tuple[str, str]]:
    return [(template.name, _described(template)) for template in templates]


def _described(template: queries.Template) -> str:
    train, support, measure = template.mix
    return _("%(name)s: %(train)s%% training, %(support)s%% support, %(measure)s%% measuring") % {
        "name": template.title,
        "train": train,
        "support": support,
        "measure": measure,
    }


def _refusal(short: actions.NotEnoughJobs) -> str:
    promised = ngettext("%(n)s job is promised", "%(n)s jobs are promised", short.openings) % {"n": short.openings}
    return _("There would be %(seats)s seats, but only %(promised)s. Open fewer, or have more jobs promised first.") % {
        "seats": short.seats,
        "promised": promised,
    }


def _beyond(beyond: actions.BeyondPilot) -> str:
    return _("There would be %(seats)s seats, but the trial has %(places)s places. Open fewer, or have it widened.") % {
        "seats": beyond.seats,
        "places": beyond.places,
    }
