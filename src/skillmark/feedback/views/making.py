"""Making a suggestion: inside, and without a log-in."""

import time
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

from skillmark.feedback import actions, subjects
from skillmark.feedback.forms import PublicSuggestionForm, SuggestionForm
from skillmark.feedback.models import Kind
from skillmark.feedback.subjects import Subject
from skillmark.foundation import api, entries, sources
from skillmark.foundation.rates import Rate
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.ui.forms import refuse

SUGGESTION_RATE = Rate(burst=5, each_second=1 / 60)  # somebody with much to say sends five at once, then one a minute


@page("feedback.suggestion.make", at_tablet=True)
def suggest(request: HttpRequest, actor: Actor, subject_type: str, subject_id: UUID) -> HttpResponse:
    about = subjects.subject(actor, subject_type, subject_id)
    form = SuggestionForm(request.POST or None, initial={"kind": about.kind})
    wait = _wait(form, f"{actor.workspace_id} {actor.person_id}") if request.method == "POST" else 0
    if request.method == "POST" and form.is_valid() and not wait:
        given = form.cleaned_data
        try:
            actions.suggest(
                actor,
                subject_type=subject_type,
                subject_id=subject_id,
                kind=Kind(given["kind"]),
                text=given["text"],
                anonymous=given["anonymous"],
                quotable=given["quotable"],
                language=get_language() or "en",
                now=sources.now(),
            )
        except BadInput as bad:
            refuse(form, bad)
        else:
            messages.success(request, _thanks(kept=not given["anonymous"]))
            if entries.is_at_tablet(request):
                return redirect(request.path)  # neither the subject nor her own list is open there
            return redirect(about.url if given["anonymous"] else reverse("feedback:own", args=[people.slug(actor)]))
    return _answer(request, "feedback/suggest.html", {"form": form, "about": about}, form, wait)


@page("feedback.suggestion.send", scope="public")
def send(request: HttpRequest, actor: Actor, subject_type: str, subject_id: UUID) -> HttpResponse:
    """Open to everybody, about what is open to everybody."""
    about = subjects.public_subject(subject_type, subject_id)
    assert about.workspace is not None, "what is public says of which workspace it is"
    with timezone.override(ZoneInfo(about.workspace.time_zone)):
        return _send(request, actor, about)


def _send(request: HttpRequest, actor: Actor, about: Subject) -> HttpResponse:
    assert about.workspace is not None
    known = actor.account_id is not None
    form = PublicSuggestionForm(request.POST or None, initial={"kind": about.kind}, known=known)
    wait = _wait(form, str(request.META.get("REMOTE_ADDR", ""))) if request.method == "POST" else 0
    if request.method == "POST" and form.is_valid() and not wait:
        given = form.cleaned_data
        try:
            actions.send(
                actor,
                subject_type=about.subject_type,
                subject_id=about.subject_id,
                kind=Kind(given["kind"]),
                text=given["text"],
                organisation=given["organisation"],
                anonymous=given.get("anonymous", False),
                quotable=given["quotable"],
                language=get_language() or "en",
                now=sources.now(),
            )
        except BadInput as bad:
            refuse(form, bad)
        else:
            messages.success(request, _thanks(kept=known and not given["anonymous"]))
            return redirect(about.url)
    context = {
        "form": form,
        "about": about,
        "publisher": people.public_name(about.workspace),
        "demonstration": about.workspace.demonstration,
        "known": known,
    }
    return _answer(request, "feedback/send.html", context, form, wait)


def _wait(form: SuggestionForm, who: str) -> int:
    """The seconds until whoever came may send the next one, which the form says; 0 for now, and for what is refused."""
    if not form.is_valid():
        return 0
    wait = api.buckets.wait(f"suggestion {who}", SUGGESTION_RATE, time.monotonic())
    if wait:
        form.add_error(None, _("So many suggestions came from here that the next one waits a minute. Yours is below."))
    return wait


def _answer(
    request: HttpRequest, template: str, context: dict[str, Any], form: SuggestionForm, wait: int
) -> HttpResponse:
    answer = render(request, template, context, status=429 if wait else 400 if form.errors else 200)
    if wait:
        answer["Retry-After"] = str(wait)
    return answer


def _thanks(*, kept: bool) -> str:
    if kept:
        return _("Thank you. Your suggestion is kept, and you are told what becomes of it.")
    return _("Thank you. Your suggestion is kept, and no name with it.")
