"""Reviews: what is due when, what lies before each, and what it came to."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.governance import actions, calendars, queries, reviewed, words
from skillmark.governance.forms import ConclusionForm, EndForm, ReviewForm
from skillmark.governance.models import Conclusion, Question
from skillmark.governance.queries import ReviewDue
from skillmark.governance.rules import Timing
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.ui import lists
from skillmark.ui.forms import refuse
from skillmark.ui.tables import Column, Link, Table


@page("governance.body.read")
def calendar(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is overdue on top, then by due day; `?state=overdue` and `?group=…` narrow it."""
    due = queries.reviews(actor, sources.now())
    groups = {str(each.cycle.body_id): each.cycle.body.name for each in due}
    named = sorted(groups.items(), key=lambda one: (one[1].casefold(), one[0]))
    found = lists.find(
        request,
        due,
        orders=[
            lists.Order("due", _("By due day"), ("due_on",)),
            lists.Order("name", _("By name"), ("title", "due_on")),
        ],
        text=["title"],
        choices=[
            lists.Choice("state", _("How it stands"), "timing", list(words.TIMINGS.items())),
            lists.Choice("group", _("Group"), "cycle__body_id", named),
        ],
    )
    shown = lists.part(request, found)
    context = {
        "page": shown,
        "found": found,
        "overdue": sum(each.timing is Timing.OVERDUE for each in due),
        "follow_ups": [(each, words.CONCLUSIONS[each.follow_up]) for each in due if each.follow_up],
        "unreviewed": _unreviewed(actor, due),
        "ended": queries.ended_reviews(actor),
    }
    return lists.answer(request, "governance/reviews.html", context, _table(list(shown)))


@page("governance.body.read")
def due_days(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The due days as a calendar file."""
    marked = [
        calendars.WholeDay(
            uid=f"review-{each.cycle.pk}",
            title=_("Review due: %(title)s") % {"title": each.title},
            url=request.build_absolute_uri(_address(each)),
            on=each.due_on,
        )
        for each in queries.reviews(actor, sources.now())
    ]
    headers = {"Content-Disposition": 'attachment; filename="reviews.ics"'}
    text = calendars.days(marked, sources.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


@page("governance.body.read")
def review(request: HttpRequest, actor: Actor, cycle_id: UUID) -> HttpResponse:
    due = queries.review(actor, cycle_id, sources.now())
    context = {
        "due": due,
        "piles": queries.lying_before(actor, due.cycle, due.subject, due.last),
        "carried": set(due.last.carried) if due.last else set(),
        "held": [(each, words.CONCLUSIONS[each.conclusion]) for each in queries.held_reviews(actor, due.cycle)],
        "may_conclude": access.may(actor, "governance.review.conclude", due.cycle),
        "may_set": access.may(actor, "governance.review.set", due.cycle),
        "follow_up": _follow_up(actor, due),
    }
    return render(request, "governance/review.html", context)


@page("governance.review.conclude")
def conclude(request: HttpRequest, actor: Actor, cycle_id: UUID) -> HttpResponse:
    now = sources.now()
    due = queries.review(actor, cycle_id, now)
    access.require(actor, "governance.review.conclude", due.cycle)
    waiting = queries.waiting(queries.lying_before(actor, due.cycle, due.subject, due.last))
    meetings = queries.meetings_to_name(actor, due.cycle, due.last, now)
    form = ConclusionForm(waiting, meetings, request.POST or None, zone=ZoneInfo(actor.time_zone))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.conclude_review(
                actor,
                cycle_id=cycle_id,
                happened_on=form.held_on(),
                conclusion=Conclusion(given["conclusion"]),
                reason=given["reason"],
                carried=form.carried_over(),
                meeting_id=form.meeting(),
                now=now,
            )
        except BadInput as bad:
            refuse(form, bad)
        else:
            day = date_format(queries.review(actor, cycle_id, now).due_on, "DATE_FORMAT")
            messages.success(request, _("It is written down. The next review is due by %(day)s.") % {"day": day})
            return redirect(_address(due))
    context = {"form": form, "due": due, "waiting": list(waiting.values())}
    return render(request, "governance/conclude_review.html", context, status=400 if form.errors else 200)


@page("governance.review.set")
def end(request: HttpRequest, actor: Actor, cycle_id: UUID) -> HttpResponse:
    """Says what ends and what stays, asks why, then ends it."""
    due = queries.review(actor, cycle_id, sources.now())
    access.require(actor, "governance.review.set", due.cycle)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_review(actor, cycle_id=cycle_id, reason=form.cleaned_data["reason"], now=sources.now())
        except BadInput as bad:
            refuse(form, bad)
        else:
            messages.success(request, _("It is not reviewed any more. The reason stands in the calendar of reviews."))
            return redirect("governance:reviews", actor.slug)
    waiting = queries.waiting(queries.lying_before(actor, due.cycle, due.subject, due.last))
    context = {"form": form, "due": due, "waiting": list(waiting.values()), "cancel_url": _address(due)}
    return render(request, "governance/end_review.html", context, status=400 if form.errors else 200)


@page("governance.review.set")
def set_it(request: HttpRequest, actor: Actor, subject_type: str, subject: str) -> HttpResponse:
    known = reviewed.of(actor, subject_type, {subject}).get(subject)
    if known is None:
        raise Http404
    now = sources.now()
    before = queries.cycle_of(actor, subject_type, subject)
    if before is not None:
        access.require(actor, "governance.review.set", before)
    bodies = queries.bodies_to_review_with(actor)
    if not bodies and (queries.bodies(actor) or not access.may_ever(actor, "governance.body.set_up")):
        raise access.Forbidden("governance.review.set")
    stands = queries.review(actor, before.pk, now) if before else None
    persons = queries.whom_to_make_responsible(actor, people.today(actor, now))
    form = ReviewForm(bodies, persons, request.POST or None, initial=_as_it_is(stands))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            cycle = actions.set_review(
                actor,
                body_id=UUID(given["body_id"]),
                subject_type=subject_type,
                subject=subject,
                months=given["months"],
                first_due_on=given["first_due_on"],
                responsible_id=form.responsible_id(),
                now=now,
            )
        except BadInput as bad:
            refuse(form, bad)
        else:
            messages.success(request, _("The review is set, and stands in the calendar of reviews."))
            return redirect("governance:review", actor.slug, cycle.pk)
    context = {"form": form, "subject": known, "bodies": bodies, "stands": stands}
    return render(request, "governance/set_review.html", context, status=400 if form.errors else 200)


def _as_it_is(stands: ReviewDue | None) -> dict[str, Any]:
    if stands is None:
        return {}
    return {
        "body_id": str(stands.cycle.body_id),
        "months": stands.cycle.months,
        "first_due_on": stands.due_on,
        "responsible": str(stands.cycle.responsible_id or ""),
    }


def _unreviewed(actor: Actor, due: list[ReviewDue]) -> list[tuple[reviewed.Reviewed, str]]:
    """What nobody reviews, each with where that is changed; empty where the reader may not."""
    found = queries.unreviewed(actor, due)
    may = bool(found) and bool(queries.bodies_to_review_with(actor))
    return [
        (each, reverse("governance:set_review", args=[actor.slug, each.subject_type, subject]) if may else "")
        for subject, each in found
    ]


def _follow_up(actor: Actor, due: ReviewDue) -> dict[str, Any] | None:
    """What must come of the last review and is not begun, with where to begin it."""
    if due.follow_up is None or due.subject is None:
        return None
    if due.follow_up is Conclusion.NEW_DRAFT:
        return {"said": _("A new version is needed, and nobody has begun it yet."), "url": due.subject.draft_url,
                "label": _("Draft the next version")}  # fmt: skip
    asked = {
        "what_changes": _("People are no longer measured by “%(title)s”.") % {"title": due.title},
        "for_whom": _("For everybody who is measured by it or was promised a record on it."),
        "asked": _("Yes or no: it is no longer used."),
    }
    address = queries.address_to_ask_about(
        actor.slug, Question.RETIRE_STANDARD, due.cycle.subject_type, due.subject.records[0], asked
    )
    return {"said": _("It should no longer be used, and no group has been asked yet."), "url": address,
            "label": _("Ask the group")}  # fmt: skip


def _table(due: list[ReviewDue]) -> Table:
    return Table(
        caption=_("Calendar of reviews"),
        hidden_caption=True,
        columns=[
            Column(_("What")), Column(_("How it stands")), Column(_("Due by")), Column(_("Group")),
            Column(_("Prepared by")), Column(_("Last held on")),
        ],
        rows=[
            [
                Link(each.title, _address(each)),
                words.timing(each.timing, each.days),
                date_format(each.due_on),
                each.cycle.body.name,
                each.cycle.responsible.name if each.cycle.responsible else "",
                date_format(each.last.happened_on) if each.last else _("never yet"),
            ]
            for each in due
        ],
    )  # fmt: skip


def _address(due: ReviewDue) -> str:
    return reverse("governance:review", args=[due.cycle.workspace.slug, due.cycle.pk])
