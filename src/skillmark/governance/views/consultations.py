"""Drafts open to comment: the public page, and the pages of those who answer."""

import time
from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skillmark.feedback import queries as feedback
from skillmark.foundation import access, api, sources
from skillmark.foundation.rates import Rate
from skillmark.foundation.records import id_in
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.governance import actions, queries, rules, subjects, words
from skillmark.governance.forms import CommentForm, ConsultationForm, ModerationForm, ResponseForm
from skillmark.governance.forms.consultations import FORGET, SHOW
from skillmark.governance.models import Body, Comment, Consultation, Hidden, Seat, Verdict
from skillmark.governance.rules import Stage
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.ui.sentences import in_words

COMMENT_RATE = Rate(burst=5, each_second=1 / 60)  # somebody with much to say writes five at once, then one a minute


@page("governance.consultation.lead")
def open_it(request: HttpRequest, actor: Actor, subject_type: str, subject_id: UUID) -> HttpResponse:
    subject = subjects.of(actor, subject_type, subject_id)
    back = subject.url if subject else reverse("governance:who_decides", args=[actor.slug])
    bodies = [each for each in queries.bodies(actor) if access.may(actor, "governance.consultation.lead", _of(each))]
    if not bodies:
        raise access.Forbidden("governance.consultation.lead")
    try:
        draft = subjects.draft(actor, subject_type, subject_id)
    except BadInput as bad:
        messages.error(request, in_words(bad.problems[0].message))
        return redirect(back)
    now = sources.now()
    form = ConsultationForm(bodies, request.POST or None, now=now, zone=ZoneInfo(actor.time_zone))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            opened = actions.open_consultation(
                actor,
                body_id=UUID(given["body_id"]),
                subject_type=subject_type,
                subject_id=subject_id,
                what_changes=given["what_changes"],
                for_whom=given["for_whom"],
                asked=given["asked"],
                closes_at=form.deadline(),
                now=now,
            )
        except BadInput as bad:
            form.add_error(None, in_words(bad.problems[0].message))
        else:
            messages.success(request, _("The draft is open to comment, as it stands now."))
            return _to(request, opened)
    context = {"form": form, "draft": draft, "back": back}
    return render(request, "governance/open_consultation.html", context, status=400 if form.errors else 200)


@page("governance.body.read")
def consultation(request: HttpRequest, actor: Actor, consultation_id: UUID) -> HttpResponse:
    found = queries.consultation(actor, consultation_id)
    leads = access.may(actor, "governance.consultation.lead", found)
    context = _shown(found, queries.said_of(found)) | {
        "subject": subjects.of(actor, found.subject_type, found.subject_id),
        "waiting": queries.unanswered_comments(found),
        "leads": leads,
    }
    return render(request, "governance/consultation.html", context)


@page("governance.consultation.lead")
def respond(request: HttpRequest, actor: Actor, consultation_id: UUID) -> HttpResponse:
    found = queries.consultation(actor, consultation_id)
    access.require(actor, "governance.consultation.lead", found)
    chosen = id_in(request.GET.get("to", ""))
    said = queries.said_of(found)
    # those that wait, and the one whose response is to be replaced
    offered = [each for each in said if each.response_id is None or each.pk == chosen]
    form = ResponseForm(offered, request.POST or None, initial={"comments": [str(chosen)] if chosen else []})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.respond(
                actor,
                consultation_id=consultation_id,
                comment_ids=[UUID(each) for each in given["comments"]],
                verdict=Verdict(given["verdict"]),
                reason=given["reason"],
                now=sources.now(),
            )
        except BadInput as bad:
            form.add_error(None, in_words(bad.problems[0].message))
        else:
            messages.success(request, _("The response is kept. It is published when the round is concluded."))
            return _to(request, found)
    context = {"form": form, "consultation": found, "offered": offered}
    return render(request, "governance/respond.html", context, status=400 if form.errors else 200)


@page("governance.consultation.lead")
def moderate(request: HttpRequest, actor: Actor, comment_id: UUID) -> HttpResponse:
    """Hide the words of a comment, with the reason in their place, or take off who wrote it."""
    found = queries.comment(actor, comment_id)
    access.require(actor, "governance.consultation.lead", found.consultation)
    form = ModerationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        what, now = form.cleaned_data["what"], sources.now()
        if what == FORGET:
            actions.forget_commenter(actor, comment_id=comment_id, now=now)
        else:
            because = None if what == SHOW else Hidden(what)
            actions.hide_comment(actor, comment_id=comment_id, because=because, now=now)
        messages.success(request, _("Done."))
        return _to(request, found.consultation)
    context = {"form": form, "comment": found, "consultation": found.consultation}
    return render(request, "governance/moderate_comment.html", context, status=400 if form.errors else 200)


@page("governance.consultation.lead")
def conclude(request: HttpRequest, actor: Actor, consultation_id: UUID) -> HttpResponse:
    found = queries.consultation(actor, consultation_id)
    access.require(actor, "governance.consultation.lead", found)
    if request.method == "POST":
        try:
            actions.conclude(actor, consultation_id=consultation_id, now=sources.now())
        except BadInput as bad:
            messages.error(request, in_words(bad.problems[0].message))
        else:
            messages.success(request, _("The responses are published."))
        return _to(request, found)
    cancel = reverse("governance:consultation", args=[found.workspace.slug, found.pk])
    return render(request, "governance/conclude.html", {"consultation": found, "cancel_url": cancel})


@page("governance.consultation.comment", scope="public")
def public(request: HttpRequest, actor: Actor, consultation_id: UUID) -> HttpResponse:
    """Open to everybody: the draft and a form while comments come, what was said and answered once it is concluded."""
    found = queries.public_consultation(consultation_id)
    with timezone.override(ZoneInfo(found.workspace.time_zone)):
        return _public(request, actor, found)


def _public(request: HttpRequest, actor: Actor, found: Consultation) -> HttpResponse:
    now = sources.now()
    stage = rules.stage(found.closes_at, found.concluded_at, now)
    lines = found.text.split("\n")
    is_open = stage is Stage.OPEN
    asked_line = request.GET.get("line", "")
    form = CommentForm(lines, request.POST or None, initial={"line": asked_line}) if is_open else None
    if request.method == "POST" and form is None:
        messages.error(request, _("The time for comments is over, so yours was not taken."))
        return redirect(request.path)
    wait = 0
    if request.method == "POST" and form is not None and form.is_valid():
        who = f"comment {request.META.get('REMOTE_ADDR', '')}"
        wait = api.buckets.wait(who, COMMENT_RATE, time.monotonic())
        if wait:
            form.add_error(None, _("So many comments came from here that the next one waits a minute. Yours is below."))
        elif _taken(actor, found, form):
            messages.success(request, _("Thank you. Your comment is taken, and is published with the response to it."))
            return redirect(request.path)
    said = queries.said_of(found) if stage is Stage.CONCLUDED else None
    context = _shown(found, said) | {
        "form": form,
        "days_left": (found.last_day - timezone.localdate(now)).days + 1,  # today and the last one count
        "publisher": people.public_name(found.workspace),
        "demonstration": found.workspace.demonstration,
    }
    status = 429 if wait else 400 if form is not None and form.errors else 200
    answer = render(request, "governance/public_consultation.html", context, status=status)
    if wait:
        answer["Retry-After"] = str(wait)
    return answer


@page("governance.consultation.comment", scope="public")
def draft_text(request: HttpRequest, actor: Actor, consultation_id: UUID) -> HttpResponse:
    """The text that the fingerprint covers, to the byte."""
    found = queries.public_consultation(consultation_id)
    headers = {"Content-Disposition": 'attachment; filename="draft.txt"'}
    return HttpResponse(found.text.encode(), content_type="text/plain; charset=utf-8", headers=headers)


def _taken(actor: Actor, found: Consultation, form: CommentForm) -> bool:
    """Whether the comment was taken; else the form says why not."""
    given = form.cleaned_data
    try:
        actions.comment(
            actor,
            consultation_id=found.pk,
            text=given["text"],
            line=int(given["line"]) if given["line"] else None,
            organisation=given["organisation"],
            constituency=given["constituency"],
            name=given["name"],
            address=given["address"],
            language=get_language() or "en",
            now=sources.now(),
        )
    except BadInput as bad:
        form.add_error(None, in_words(bad.problems[0].message))
        return False
    return True


def _shown(found: Consultation, said: Any) -> dict[str, Any]:
    """What both faces show. `said` is None where nothing that was said is shown yet."""
    lines = found.text.split("\n")
    changes = feedback.public_because_of(Comment._meta.label_lower, [each.pk for each in said or ()])
    return {
        "consultation": found,
        "stage": rules.stage(found.closes_at, found.concluded_at, sources.now()),
        "lines": list(enumerate(lines, start=1)),
        "said": [_comment(each, lines) | {"changes": changes.get(each.pk, [])} for each in said or ()],
        "voices": _voices(said) if said is not None else [],
    }


def _comment(each: Comment, lines: Sequence[str]) -> dict[str, Any]:
    return {
        "comment": each,
        "line": lines[each.line - 1] if each.line else "",
        "constituency": words.CONSTITUENCIES.get(each.constituency, ""),
        "hidden": words.HIDDEN.get(each.hidden_because, ""),
        "verdict": words.VERDICTS[each.response.verdict] if each.response else "",
    }


def _voices(said: Any) -> list[tuple[Any, int]]:
    counted = queries.voices(said)
    names = {**words.CONSTITUENCIES, "": _("No group named")}
    return [(name, counted[key]) for key, name in names.items() if counted.get(key)]


def _of(body: Body) -> Seat:
    return Seat(workspace_id=body.workspace_id, body=body)


def _to(request: HttpRequest, found: Consultation) -> HttpResponse:
    return redirect("governance:consultation", request.workspace_slug, found.pk)  # type: ignore[attr-defined]
