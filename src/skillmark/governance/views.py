"""Pages of governance: who decides, what is asked, how it came out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.governance import actions, queries
from skillmark.governance.forms import BallotForm, BodyForm
from skillmark.governance.models import Choice, Proposal, Seat


@page("governance.body.read")
def who_decides(request: HttpRequest, actor: Actor) -> HttpResponse:
    context = {
        "bodies": queries.bodies(actor),
        "proposals": queries.proposals(actor),
        "may_set_up": access.may(actor, "governance.body.set_up"),
    }
    return render(request, "governance/who_decides.html", context)


@page("governance.body.set_up")
def set_up(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = BodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_up_body(actor, name=form.cleaned_data["name"], now=sources.now())
        messages.success(request, _("The group stands. Each seat now needs a person."))
        return redirect("governance:who_decides", request.workspace_slug)  # type: ignore[attr-defined]
    return render(request, "governance/set_up.html", {"form": form})


@page("governance.proposal.read")
def proposal(request: HttpRequest, actor: Actor, proposal_id: UUID) -> HttpResponse:
    found = queries.proposal(actor, proposal_id)
    now = sources.now()
    seat = _free_ballot(actor, found)
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
    ballots = list(found.ballots.select_related("seat"))
    context = {
        "proposal": found,
        "decision": getattr(found, "decision", None),
        "voted": len(ballots),
        "form": form if now < found.deadline else None,
        "may_close": access.may(actor, "governance.proposal.close", found),
        "over": now >= found.deadline or len(ballots) >= found.seats,
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


def _free_ballot(actor: Actor, found: Proposal) -> Seat | None:
    """The actor's seat in this body, where its ballot is not cast."""
    try:
        seat = queries.own_seat(actor, found.body_id)
    except NotFound:
        return None
    if hasattr(found, "decision") or found.ballots.filter(seat=seat).exists():
        return None
    return seat
