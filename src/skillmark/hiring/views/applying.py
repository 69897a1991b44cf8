"""Applying for an open job by one's own log-in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skillmark.foundation import sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.hiring import actions, queries
from skillmark.hiring.forms import ApplyForm
from skillmark.people import queries as people
from skillmark.standards import queries as standards


@page("hiring.job.apply", scope="holder")
def apply(request: HttpRequest, actor: Actor, posting_id: UUID) -> HttpResponse:
    """Say what applying means, then do it. Where the job was opened anew meanwhile, what it asks now comes first."""
    try:
        posting = queries.published_posting(posting_id)
    except NotFound:
        return redirect("hiring:public_posting", queries.opened_anew(posting_id).pk)
    person = people.own_person_in(actor, posting.workspace_id)
    kept = _kept(actor, posting.framework_id)
    sent = request.POST if request.method == "POST" else None
    initial = {"name": people.own_account(actor).name}
    form = ApplyForm(sent, kept=kept, known=person is not None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.apply(
                actor,
                posting_id=posting_id,
                name=form.cleaned_data.get("name", ""),
                send_self_assessment=bool(form.cleaned_data.get("send")),
                now=sources.now(),
            )
            messages.success(request, _("You have applied. Once somebody has looked at it, you find the job here."))
            return redirect("hiring:own_fits")
        except actions.NotOpen:
            messages.error(request, _("This job takes no applications here."))
        except actions.AppliedBefore:
            messages.error(request, _("You have applied for this job already."))
        return redirect("hiring:public_posting", posting_id)
    context = {
        "posting": posting,
        "form": form,
        "kept": kept,
        "open": queries.takes_applications(posting, sources.now()),
        "demonstration": posting.workspace.demonstration,
    }
    return render(request, "hiring/apply.html", context, status=400 if form.errors else 200)


def _kept(actor: Actor, framework_id: UUID) -> standards.KeptSelfAssessment | None:
    try:
        return standards.own_self_assessment(actor, framework_id)
    except NotFound:
        return None
