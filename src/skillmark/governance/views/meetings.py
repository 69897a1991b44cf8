"""Meetings: when, with what before them, and what was written."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.governance import actions, calendars, queries, subjects, words
from skillmark.governance.forms import MeetingForm, MinutesForm
from skillmark.governance.models import Meeting, Seat
from skillmark.kernel.values import BadInput
from skillmark.ui.sentences import in_words


@page("governance.meeting.call")
def call(request: HttpRequest, actor: Actor, body_id: UUID) -> HttpResponse:
    body = queries.body(actor, body_id)
    access.require(actor, "governance.meeting.call", Seat(workspace_id=body.workspace_id, body=body))
    now = sources.now()
    form = MeetingForm(request.POST or None, zone=ZoneInfo(actor.time_zone), now=now)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        called = actions.call_meeting(
            actor,
            body_id=body_id,
            begins_at=form.begins_at(),
            minutes_long=given["minutes_long"],
            place=given["where"],
            now=now,
        )
        messages.success(request, _("The meeting is called, and everybody who sits there is told."))
        return _to(request, "meeting", called)
    context = {"form": form, "body": body}
    return render(request, "governance/call.html", context, status=400 if form.errors else 200)


@page("governance.body.read")
def meeting(request: HttpRequest, actor: Actor, meeting_id: UUID) -> HttpResponse:
    return render(request, "governance/meeting.html", _shown(actor, queries.meeting(actor, meeting_id)))


@page("governance.body.read")
def papers(request: HttpRequest, actor: Actor, meeting_id: UUID) -> HttpResponse:
    """Everything that is to be read before a meeting, to print in one go."""
    return render(request, "governance/papers.html", _shown(actor, queries.meeting(actor, meeting_id)))


@page("governance.body.read")
def calendar(request: HttpRequest, actor: Actor, meeting_id: UUID) -> HttpResponse:
    found = queries.meeting(actor, meeting_id)
    address = reverse("governance:meeting", args=[found.workspace.slug, found.pk])
    text = calendars.event(
        uid=str(found.pk),
        title=found.body.name,
        where=found.place,
        url=request.build_absolute_uri(address),
        begins_at=found.begins_at,
        minutes_long=found.minutes_long,
        now=sources.now(),
    )
    headers = {"Content-Disposition": 'attachment; filename="meeting.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


@page("governance.meeting.call")
def call_off(request: HttpRequest, actor: Actor, meeting_id: UUID) -> HttpResponse:
    found = queries.meeting(actor, meeting_id)
    access.require(actor, "governance.meeting.call", found)
    if request.method == "POST":
        try:
            actions.call_off_meeting(actor, meeting_id=meeting_id, now=sources.now())
        except BadInput as bad:
            messages.error(request, in_words(bad.problems[0].message))
            return _to(request, "meeting", found)
        messages.success(request, _("The meeting is called off, and everybody is told."))
        return redirect("governance:who_decides", request.workspace_slug)  # type: ignore[attr-defined]
    cancel = reverse("governance:meeting", args=[found.workspace.slug, found.pk])
    return render(request, "governance/call_off.html", {"meeting": found, "cancel_url": cancel})


@page("governance.minutes.write")
def minutes(request: HttpRequest, actor: Actor, meeting_id: UUID) -> HttpResponse:
    found = queries.meeting(actor, meeting_id)
    access.require(actor, "governance.minutes.write", found)
    now = sources.now()
    stands = queries.written(actor, found).first()
    draft = {"agenda": queries.agenda_of(actor, found, now), "meeting": found}
    text = stands.text if stands else render_to_string("governance/minutes_draft.txt", draft).strip()
    final = stands is not None and stands.final
    form = MinutesForm(request.POST or None, initial={"text": text, "final": final})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.write_minutes(actor, meeting_id=meeting_id, text=given["text"], final=given["final"], now=now)
        except BadInput as bad:
            form.add_error(None, in_words(bad.problems[0].message))
        else:
            messages.success(request, _("Written."))
            return _to(request, "meeting", found)
    context = {"form": form, "meeting": found, "final": final}
    return render(request, "governance/minutes.html", context, status=400 if form.errors else 200)


def _shown(actor: Actor, found: Meeting) -> dict[str, Any]:
    now = sources.now()
    agenda = queries.agenda_of(actor, found, now)
    written = list(queries.written(actor, found))
    return {
        "meeting": found,
        "agenda": agenda,
        "overdue": [(words.CONSTITUENCIES[constituency], day) for constituency, day in agenda.overdue.items()],
        "papers": [(one, subjects.of(actor, one.subject_type, one.subject_id)) for one in agenda.proposals],
        "stands": written[0] if written else None,
        "before": written[1:],
        "begun": found.begins_at <= now,
        "may_call": access.may(actor, "governance.meeting.call", found),
        "may_write": access.may(actor, "governance.minutes.write", found),
    }


def _to(request: HttpRequest, name: str, found: Meeting) -> HttpResponse:
    return redirect(f"governance:{name}", request.workspace_slug, found.pk)  # type: ignore[attr-defined]
