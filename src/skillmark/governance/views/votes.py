"""What is asked, how each votes, and how it came out."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.governance import actions, queries, subjects, words
from skillmark.governance.forms import BallotForm, ConflictForm
from skillmark.governance.models import Choice, Outcome
from skillmark.ui.deadlines import DeadlineForm


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
    stands = queries.standing(found, now)
    decision = getattr(found, "decision", None)
    blocked = decision is None and stands.outcome is Outcome.NO_FRONTLINE_VOICE
    context = {
        "proposal": found,
        "decision": decision,
        "subject": subjects.of(actor, found.subject_type, found.subject_id),
        "stands": stands,
        "form": form,
        "stands_in": seat is not None and seat.person_id != actor.person_id,
        "blocked": blocked,
        "conflicts": queries.conflicts(actor, found),
        "may_declare": decision is None and now < found.deadline and queries.seats_to_declare(actor, found),
        "may_extend": blocked and access.may(actor, "governance.proposal.extend", found),
        "may_close": access.may(actor, "governance.proposal.close", found),
        "signed": [(words.SIDES[side], one) for side, one in queries.signatures(decision)] if decision else [],
        "unsigned": [words.SIDES[side] for side in queries.unsigned(decision)] if decision else [],
        "may_sign": queries.seat_to_sign(actor, found, now) is not None,
        "over": stands.outcome is not Outcome.OPEN,
    }
    return render(request, "governance/proposal.html", context)


@page("governance.conflict.declare")
def conflict(request: HttpRequest, actor: Actor, proposal_id: UUID) -> HttpResponse:
    found = queries.proposal(actor, proposal_id)
    seats = queries.seats_to_declare(actor, found)
    if not seats:
        raise access.Forbidden("governance.conflict.declare")
    form = ConflictForm(seats, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            noted = actions.declare_conflict(
                actor,
                proposal_id=proposal_id,
                seat_id=UUID(given["seat"]),
                reason=given["reason"],
                now=sources.now(),
            )
        except actions.CannotDeclare:
            messages.error(request, _("This cannot be declared any more: the vote is over, or the seat has voted."))
        else:
            asked = _("It is asked, and whoever holds the seat is told. The seat votes unless she says so herself.")
            said = _("It is noted. This seat does not vote on the question.")
            messages.success(request, asked if noted.asked else said)
        return redirect("governance:proposal", request.workspace_slug, proposal_id)  # type: ignore[attr-defined]
    context = {"form": form, "proposal": found}
    return render(request, "governance/conflict.html", context, status=400 if form.errors else 200)


@page("governance.proposal.extend")
def extend(request: HttpRequest, actor: Actor, proposal_id: UUID) -> HttpResponse:
    found = queries.proposal(actor, proposal_id)
    access.require(actor, "governance.proposal.extend", found)
    now = sources.now()
    form = DeadlineForm(request.POST or None, now=now, zone=ZoneInfo(actor.time_zone))
    if request.method == "POST" and form.is_valid():
        try:
            actions.extend_deadline(actor, proposal_id=proposal_id, deadline=form.deadline(), now=now)
        except actions.NotBlocked:
            messages.error(request, _("This question does not wait for a frontline voice."))
        except actions.TooFewSeats:
            messages.error(
                request,
                _("Nobody who does the work can still vote on this. Close it, give the seat, and put it again."),
            )
        else:
            messages.success(request, _("The question is open again, and whoever does the work is asked."))
        return redirect("governance:proposal", request.workspace_slug, proposal_id)  # type: ignore[attr-defined]
    context = {"form": form, "proposal": found}
    return render(request, "governance/extend.html", context, status=400 if form.errors else 200)


@page("governance.decision.sign")
def sign(request: HttpRequest, actor: Actor, proposal_id: UUID) -> HttpResponse:
    """Stand by what was decided, for her side."""
    found = queries.proposal(actor, proposal_id)
    seat = queries.seat_to_sign(actor, found, sources.now())
    if seat is None:
        raise access.Forbidden("governance.decision.sign")
    access.require(actor, "governance.decision.sign", seat)
    if request.method == "POST":
        actions.sign(actor, proposal_id=proposal_id, now=sources.now())
        messages.success(request, _("Signed. It is carried out once every side has signed."))
        return redirect("governance:proposal", request.workspace_slug, proposal_id)  # type: ignore[attr-defined]
    return render(request, "governance/sign.html", {"proposal": found, "seat": seat})


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
