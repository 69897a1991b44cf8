"""Opening a job anew from the version of its standard in force, and the way there from the address it had."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.hiring import actions, queries
from skillmark.hiring.forms import OpenAnewForm
from skillmark.hiring.views.shared import slug_of
from skillmark.standards import queries as standards
from skillmark.standards import showing_versions


@page("hiring.job.end")
def open_anew(request: HttpRequest, actor: Actor, posting_id: UUID) -> HttpResponse:
    """What differs, what it changes for those who applied and those who will; then one press."""
    posting = queries.posting(actor, posting_id)
    slug = slug_of(request)
    cancel = reverse("hiring:postings", kwargs={"workspace": slug, "campaign_id": posting.campaign_id})
    newer, campaigns = queries.to_open_anew_in(actor, posting)
    if newer is None:
        messages.info(request, _("This job is made from the version in force. There is nothing to open anew."))
        return redirect(cancel)
    sent = request.POST if request.method == "POST" else None
    form = OpenAnewForm(campaigns, sent) if campaigns else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            opened = actions.open_anew(actor, posting_id=posting_id, campaign_id=form.campaign_id(), now=sources.now())
        except actions.NothingNewer:
            messages.error(request, _("This job is not open any more. Open it as a new one."))
            return redirect(cancel)
        messages.success(request, _("The job is open anew. Whoever has its old address is led to it."))
        return redirect("hiring:postings", workspace=slug, campaign_id=opened.campaign_id)
    context = {
        "posting": posting,
        "newer": newer,
        "changes": showing_versions.changes(standards.differences(actor, posting.framework_id, newer.pk)),
        "campaigns": campaigns,
        "form": form,
        "may_start": access.may_ever(actor, "campaigns.campaign.start"),
        "cancel_url": cancel,
    }
    return render(request, "hiring/open_anew.html", context, status=400 if form and form.errors else 200)
