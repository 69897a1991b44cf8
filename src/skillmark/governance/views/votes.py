"""What is asked, how each votes, and how it came out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.governance import actions, queries, subjects
from skillmark.governance.forms import BallotForm
from skillmark.governance.models import Choice


@page("governance.proposal.read")
def proposal(request: HttpRequest, actor: Actor, proposal_id: UUID) -> HttpResponse:
    found = queries.proposal(actor, proposal_id)
    now = sources.now()
    seat = queries.seat_to_vote(actor, found, now)
    form = BallotForm(request.POST or None) if seat else None
    if request.method == "POST":
        if seat is None or form is None:
            raise access.Forbidden("governance.proposal.vote")
        if form.is_valid():
            try:
                choice = Choice(form.cleaned_data["choice"])
                actions.vote(actor, proposal_id=proposal_id, seat_id=seat.pk, choice=choice, now=now)
                messages.success(request, _("Your vote is counted."))
            except actions.CannotVote:
                messages.error(request, _("This vote is closed, so yours could not be counted."))
            return redirect(request.path)
    voted = queries.counted_ballots(found).count()
    context = {
        "proposal": found,
        "decision": getattr(found, "decision", None),
        "subject": subjects.of(actor, found.subject_type, found.subject_id),
        "voted": voted,
        "form": form,
        "may_close": access.may(actor, "governance.proposal.close", found),
        "over": now >= found.deadline or voted >= found.seats,
    }
    return render(request, "governance/proposal.html", context)


@page("governance.proposal.close")
def close(request: HttpRequest, actor: Actor, proposal_id: UUID) -> HttpResponse:
    found = queries.proposal(actor, proposal_id)
    access.require(actor, "governance.proposal.close", found)
    if request.method == "POST":
        try:
            actions.close_proposal(actor, proposal_id=proposal_id, now=sources.now())
        except actions.StillOpen:
            messages.error(request, _("Votes are missing and the last day has not passed."))
        return redirect("governance:proposal", request.workspace_slug, proposal_id)  # type: ignore[attr-defined]
    return render(request, "governance/close.html", {"proposal": found})
