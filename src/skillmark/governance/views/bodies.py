"""Who decides, and who sits there."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.governance import actions, queries
from skillmark.governance.forms import BodyForm, EndSeatForm, SeatForm, SecrecyForm, TermForm
from skillmark.governance.models import Alternate, Body, Constituency, Filling, Outcome, Proposal, Seat
from skillmark.governance.views.appeals import counts as appeal_counts
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.ui.sentences import in_words

MET_LATELY = timedelta(days=60)  # meetings whose minutes are still talked of


@page("governance.body.read")
def who_decides(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = sources.now()
    today = people.today(actor, now)
    met = list(queries.meetings(actor, after=now - MET_LATELY))
    groups = [
        {
            "body": group.body,
            "quorum": group.quorum,
            "missing": [(constituency, group.overdue.get(constituency)) for constituency in group.missing],
            "seats": [_shown(actor, seat, today, group.unfitting) for seat in group.seats],
            "may_change": access.may(actor, "governance.body.change", _place(group.body)),
            "meetings": [one for one in met if one.body_id == group.body.pk],
            "may_call": access.may(actor, "governance.meeting.call", _place(group.body)),
            "may_give": access.may(actor, "governance.seat.give", _place(group.body)),
        }
        for group in queries.groups(actor, today)
    ]
    context = {
        "groups": groups,
        "today": today,
        "proposals": [(found, _is_blocked(found, now)) for found in queries.proposals(actor)],
        "consultations": queries.consultations(actor),
        "may_ask": access.may(actor, "governance.proposal.make"),
        "counts": appeal_counts(actor, today) if access.may(actor, "governance.appeal.set") else None,
        "may_set_up": access.may(actor, "governance.body.set_up"),
    }
    return render(request, "governance/who_decides.html", context)


@page("governance.body.set_up")
def set_up(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = BodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_up_body(actor, name=form.cleaned_data["name"], now=sources.now())
        messages.success(request, _("The group stands. Each seat now needs a person."))
        return _who_decides(request)
    return render(request, "governance/set_up.html", {"form": form})


@page("governance.seat.give")
def give_seat(request: HttpRequest, actor: Actor, body_id: UUID) -> HttpResponse:
    body = queries.body(actor, body_id)
    access.require(actor, "governance.seat.give", _place(body))
    now = sources.now()
    today = people.today(actor, now)
    wanted = request.GET.get("for", "")
    only = Constituency(wanted) if request.method == "GET" and wanted in Constituency.values else None
    form = SeatForm(
        request.POST or None,
        persons=queries.whom_to_seat(actor, body, today, only),
        initial={"constituency": wanted, "starts": today},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.take_seat(
                actor,
                body_id=body_id,
                constituency=Constituency(given["constituency"]),
                person_id=UUID(given["person"]),
                filled_by=Filling(given["filled_by"]),
                starts=given["starts"],
                ends=given["ends"],
                chairs=given["chairs"],
                now=now,
            )
        except actions.AlreadySeated:
            form.add_error("person", _("This person has a seat in the group on one of these days."))
        except BadInput as bad:
            form.add_error("person", in_words(bad.problems[0].message))
        else:
            messages.success(request, _("The seat is given, and the person is told."))
            return _who_decides(request)
    context = {"form": form, "body": body}
    return render(request, "governance/give_seat.html", context, status=400 if form.errors else 200)


@page("governance.seat.end")
def end_seat(request: HttpRequest, actor: Actor, seat_id: UUID) -> HttpResponse:
    seat = queries.seat(actor, seat_id)
    access.require(actor, "governance.seat.end", seat)
    now = sources.now()
    initial = {"last_day": max(people.today(actor, now), seat.starts)}
    form = EndSeatForm(request.POST or None, starts=seat.starts, ends=seat.ends, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.end_seat(actor, seat_id=seat_id, last_day=form.cleaned_data["last_day"], now=now)
        messages.success(request, _("The seat ends on that day, and the person is told."))
        return _who_decides(request)
    cancel = reverse("governance:who_decides", args=[request.workspace_slug])  # type: ignore[attr-defined]
    context = {"form": form, "seat": seat, "cancel_url": cancel}
    return render(request, "governance/end_seat.html", context, status=400 if form.errors else 200)


@page("governance.seat.give")
def name_alternate(request: HttpRequest, actor: Actor, seat_id: UUID) -> HttpResponse:
    seat = queries.seat(actor, seat_id)
    access.require(actor, "governance.seat.give", Alternate(workspace_id=seat.workspace_id, seat=seat))
    now = sources.now()
    today = people.today(actor, now)
    persons = queries.whom_to_seat(actor, seat.body, today, Constituency(seat.constituency))
    form = TermForm(
        request.POST or None, persons=persons, initial={"starts": max(today, seat.starts), "ends": seat.ends}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.name_alternate(
                actor,
                seat_id=seat_id,
                person_id=UUID(given["person"]),
                starts=given["starts"],
                ends=given["ends"],
                filled_by=Filling(given["filled_by"]),
                now=now,
            )
        except actions.AlreadySeated:
            form.add_error(
                "person", _("This person speaks for a seat on one of these days, or the seat has its alternate then.")
            )
        except BadInput as bad:
            form.add_error(None, in_words(bad.problems[0].message))
        else:
            messages.success(request, _("The alternate is named, and told."))
            return _who_decides(request)
    context = {"form": form, "seat": seat}
    return render(request, "governance/name_alternate.html", context, status=400 if form.errors else 200)


@page("governance.seat.end")
def end_alternate(request: HttpRequest, actor: Actor, alternate_id: UUID) -> HttpResponse:
    alternate = queries.alternate(actor, alternate_id)
    access.require(actor, "governance.seat.end", alternate)
    now = sources.now()
    initial = {"last_day": max(people.today(actor, now), alternate.starts)}
    form = EndSeatForm(request.POST or None, starts=alternate.starts, ends=alternate.ends, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.end_alternate(actor, alternate_id=alternate_id, last_day=form.cleaned_data["last_day"], now=now)
        messages.success(request, _("It ends on that day, and the person is told."))
        return _who_decides(request)
    cancel = reverse("governance:who_decides", args=[request.workspace_slug])  # type: ignore[attr-defined]
    context = {"form": form, "alternate": alternate, "cancel_url": cancel}
    return render(request, "governance/end_alternate.html", context, status=400 if form.errors else 200)


@page("governance.body.change")
def secrecy(request: HttpRequest, actor: Actor, body_id: UUID) -> HttpResponse:
    body = queries.body(actor, body_id)
    access.require(actor, "governance.body.change", _place(body))
    form = SecrecyForm(request.POST if request.method == "POST" else None, initial={"secret": body.secret})
    if request.method == "POST" and form.is_valid():
        actions.choose_secrecy(actor, body_id=body_id, secret=form.cleaned_data["secret"], now=sources.now())
        messages.success(request, _("Saved. It holds for questions put from now on."))
        return _who_decides(request)
    return render(request, "governance/secrecy.html", {"form": form, "body": body})


def _is_blocked(found: Proposal, now: datetime) -> bool:
    """Whether a question waits, after its last day, for a frontline voice."""
    over = not hasattr(found, "decision") and now >= found.deadline
    return over and queries.standing(found, now).outcome is Outcome.NO_FRONTLINE_VOICE


def _shown(actor: Actor, seat: Seat, today: date, unfitting: set[UUID]) -> dict[str, object]:
    """A seat as its group's list has it: with whoever stands in, and what the reader may do."""
    standing_in = [one for one in seat.alternates.all() if one.person_id and (one.ends is None or today <= one.ends)]
    may_name = access.may(actor, "governance.seat.give", Alternate(workspace_id=seat.workspace_id, seat=seat))
    return {
        "seat": seat,
        "unfitting": seat.pk in unfitting,
        "may_end": access.may(actor, "governance.seat.end", seat),
        "alternates": [
            (one, access.may(actor, "governance.seat.end", one), one.pk in unfitting) for one in standing_in
        ],
        "may_name": may_name and not standing_in,
    }


def _place(body: Body) -> Seat:
    """A place in the group that is nobody's: what a permission about seats is asked of before anybody is chosen."""
    return Seat(workspace_id=body.workspace_id, body=body)


def _who_decides(request: HttpRequest) -> HttpResponse:
    return redirect("governance:who_decides", request.workspace_slug)  # type: ignore[attr-defined]
