"""Open jobs: opening and ending them, and their public pages."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from skillmark.campaigns import queries as campaigns
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.hiring import actions, queries, rules
from skillmark.hiring.documents import posting_context, posting_jsonld
from skillmark.hiring.forms import PostingForm
from skillmark.hiring.models import Posting
from skillmark.hiring.views.shared import slug_of
from skillmark.kernel.values import PayPeriod, minor_units
from skillmark.people import queries as people
from skillmark.standards import queries as standards
from skillmark.ui import lists
from skillmark.ui.tables import Column, Link, Table


@page("hiring.job.read")
def postings(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """A campaign's open jobs."""
    campaign = campaigns.campaign(actor, campaign_id)
    now = sources.now()
    found = list(queries.postings(actor, campaign_id))
    today = people.today(actor, now)
    context = {
        "campaign": campaign,
        "shown": [(posting, _is_open(posting, today)) for posting in found],
        "may_open": access.may(actor, "hiring.job.open"),
    }
    return render(request, "hiring/postings.html", context)


@page("hiring.job.open")
def open_job(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """Open a job: what it asks comes from the standard; pay, schedule, place and closing date are asked for here."""
    campaign = campaigns.campaign(actor, campaign_id)
    form = PostingForm(request.POST or None, currency=campaign.currency)
    sent = request.method == "POST" and form.is_valid()
    flagged = form.flag("es" if translation.get_language() == "es" else "en") if sent else []
    if sent and (not flagged or "read" in request.POST):
        given = form.cleaned_data
        try:
            actions.open_job(
                actor,
                campaign_id=campaign_id,
                pay_low=minor_units(given["pay_low"], campaign.currency),
                pay_high=minor_units(given["pay_high"], campaign.currency),
                pay_period=PayPeriod(given["pay_period"]),
                schedule=given["schedule"],
                place=actions.Place(given["locality"], given["country"], given["region"], given["street"]),
                closes_on=given["closes_on"],
                how_to_apply=given["how_to_apply"],
                title=given["title"],
                benefits=given["benefits"],
                now=sources.now(),
            )
            messages.success(request, _("The job is open for everybody to see."))
            return redirect("hiring:postings", workspace=slug_of(request), campaign_id=campaign_id)
        except actions.CannotOpen as refused:
            form.refuse(refused.reasons)
        except standards.NotPublished as refused:
            form.add_error(None, standards.why_not_usable(refused))
    context = {
        "campaign": campaign,
        "form": form,
        "flagged": flagged,
        "in_standard": len(standards.reading(actor, campaign.framework_id)),
    }
    return render(request, "hiring/open_job.html", context, status=400 if form.errors else 200)


@page("hiring.job.end")
def end_job(request: HttpRequest, actor: Actor, posting_id: UUID) -> HttpResponse:
    """Says what taking down means, then does it."""
    posting = queries.posting(actor, posting_id)
    slug = slug_of(request)
    if request.method == "POST":
        actions.end_posting(actor, posting_id=posting_id, now=sources.now())
        messages.success(request, _("The job is taken down."))
        return redirect("hiring:postings", workspace=slug, campaign_id=posting.campaign_id)
    cancel = reverse("hiring:postings", kwargs={"workspace": slug, "campaign_id": posting.campaign_id})
    return render(request, "hiring/end_job.html", {"posting": posting, "cancel_url": cancel})


@require_safe
@page("hiring.published.read", scope="public")
def public_postings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every job open today."""
    found = lists.find(
        request,
        queries.published_postings(sources.now()),
        text=["title", "locality", "employer__public_name"],
        orders=[
            lists.Order("closing", _("The one that closes first"), ("closes_on", "title", "id")),
            lists.Order("title", _("By name"), ("title", "closes_on", "id")),
        ],
    )
    shown = lists.part(request, found)
    table = Table(
        caption=_("Open jobs"),
        hidden_caption=True,
        order=found.sort.label,
        columns=[Column(_("Job")), Column(_("Employer")), Column(_("Place")), Column(_("Apply until"))],
        rows=[
            [
                Link(posting.title, reverse("hiring:public_posting", kwargs={"posting_id": posting.pk})),
                posting.employer.public_name,
                posting.locality,
                date_format(posting.closes_on),
            ]
            for posting in shown
        ],
    )
    return lists.answer(request, "hiring/public_postings.html", {"page": shown, "found": found}, table)


@require_safe
@page("hiring.published.read", scope="public")
def public_posting(request: HttpRequest, actor: Actor, posting_id: UUID) -> HttpResponse:
    """One open job as everybody sees it; where it was opened anew, the way there."""
    try:
        posting = queries.published_posting(posting_id)
    except NotFound:
        return redirect("hiring:public_posting", queries.opened_anew(posting_id).pk)
    context = posting_context(posting) | {
        "closed": people.day_in(posting.workspace, sources.now()) > posting.closes_on,
        "demonstration": posting.workspace.demonstration,
        "workspace_name": posting.employer.public_name,
        "jsonld_url": reverse("hiring:public_posting_jsonld", kwargs={"posting_id": posting.pk}),
    }
    return render(request, "hiring/posting.html", context)


@require_safe
@page("hiring.published.read", scope="public")
def public_posting_jsonld(request: HttpRequest, actor: Actor, posting_id: UUID) -> HttpResponse:
    """The same for machines: schema.org JobPosting."""
    try:
        document = posting_jsonld(queries.published_posting(posting_id))
    except NotFound:
        return redirect("hiring:public_posting_jsonld", queries.opened_anew(posting_id).pk)
    return JsonResponse(document, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False})


def _is_open(posting: Posting, today: date) -> bool:
    return rules.is_open(posting.opens_on, posting.closes_on, posting.ended_at is not None, today)
