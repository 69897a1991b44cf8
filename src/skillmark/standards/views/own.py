"""Seeing for oneself: what somebody says she can do, kept in her browser, or in her account where she wants it."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from skillmark.foundation import sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.skills import DraftStandard
from skillmark.people import queries as people
from skillmark.standards import actions, queries, self_assessment, showing, showing_own
from skillmark.standards.own_forms import SelfAssessmentForm
from skillmark.standards.self_assessment import Answers
from skillmark.ui.tables import Column, Link, Table

COOKIE = "yourself"
REMEMBERED = timedelta(days=90)  # a season: long enough to try the next task and come back


@never_cache
@page("standards.published.read", scope="public")
def self_assessment_page(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """The questions. The answers go back to this browser as a cookie; nothing is stored here."""
    found = queries.published_framework(framework_id)
    standard, language = queries.published_standard(framework_id), showing.language_of_texts(found)
    before = _answers(request, standard)
    sent = request.POST if request.method == "POST" else None
    form = SelfAssessmentForm(standard, language, sent, initial=_initial(standard, before))
    if request.method == "POST" and form.is_valid():
        answers = Answers(people.day_in(found.workspace, sources.now()), form.levels())
        response = redirect("standards:self_result", framework_id)
        response.set_cookie(
            COOKIE,
            self_assessment.written(answers, standard),
            max_age=REMEMBERED if form.cleaned_data["stay"] else None,
            path=_path(framework_id),
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
        return response
    context = {"framework": found, "standard": standard, "form": form, "demonstration": found.workspace.demonstration}
    return render(request, "standards/self_assessment.html", context, status=400 if form.errors else 200)


@never_cache
@page("standards.published.read", scope="public")
def self_result(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """The gap and the next task, from what this browser holds; POST deletes it there."""
    found = queries.published_framework(framework_id)
    standard = queries.published_standard(framework_id)
    answers = _answers(request, standard)
    if request.method == "POST":
        response = redirect("standards:self_assessment", framework_id)
        response.delete_cookie(COOKIE, path=_path(framework_id), samesite="Lax")
        messages.success(request, _("Your answers are deleted from this browser."))
        return response
    if answers is None:
        return redirect("standards:self_assessment", framework_id)
    context = showing_own.context(standard, answers.levels, answers.on, showing.language_of_texts(found))
    context |= {
        "framework": found,
        "demonstration": found.workspace.demonstration,
        "signed_in": request.user.is_authenticated,
        "carried": self_assessment.written(answers, standard),
        "keep_url": reverse("standards:keep_self_assessment", args=[framework_id]),
    }
    return render(request, "standards/self_result.html", context)


@never_cache
@page("standards.own.keep", scope="holder")
def keep_self_assessment(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """Put what the browser holds into her account. Only she sends it there; a plain look leads back to it."""
    standard = queries.published_standard(framework_id)
    answers = self_assessment.read(request.POST.get("answers", ""), standard)
    if request.method != "POST" or answers is None:
        return redirect("standards:self_result", framework_id)
    actions.keep_self_assessment(
        actor, framework_id=framework_id, levels=answers.levels, answered_on=answers.on, now=sources.now()
    )
    messages.success(request, _("Kept in your account. Nobody but you reads it."))
    return redirect("standards:own_self_assessment", framework_id)


@page("standards.own.read", scope="holder")
def own_self_assessments(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What she keeps of standards."""
    kept = queries.own_self_assessments(actor)
    table = Table(
        caption=_("What you say you can do"),
        hidden_caption=True,
        order=_("Newest first"),
        columns=[Column(_("Job")), Column(_("Version"), numeric=True), Column(_("Answered on"))],
        rows=[
            [
                Link(one.title, reverse("standards:own_self_assessment", args=[one.framework_id])),
                one.version,
                date_format(one.answered_on),
            ]
            for one in kept
        ],
    )
    return render(request, "standards/own_self_assessments.html", {"table": table, "any": bool(kept)})


@page("standards.own.read", scope="holder")
def own_self_assessment(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """One she keeps: the gap and the next task; POST deletes it."""
    kept = queries.own_self_assessment(actor, framework_id)
    if request.method == "POST":
        actions.forget_self_assessment(actor, framework_id=framework_id)
        messages.success(request, _("Deleted from your account."))
        return redirect("standards:own_self_assessments")
    try:
        found = queries.published_framework(framework_id)
    except NotFound:  # the workspace is gone, and what she said of its standard is still hers to delete
        return render(request, "standards/self_gone.html", {"kept": kept})
    standard = queries.published_standard(framework_id)
    context = showing_own.context(standard, kept.answers, kept.answered_on, showing.language_of_texts(found))
    context |= {"framework": found, "demonstration": found.workspace.demonstration, "kept": kept}
    return render(request, "standards/self_result.html", context)


def _answers(request: HttpRequest, standard: DraftStandard) -> Answers | None:
    """What this browser holds of this version."""
    return self_assessment.read(request.COOKIES.get(COOKIE, ""), standard)


def _initial(standard: DraftStandard, before: Answers | None) -> dict[str, int]:
    levels = before.levels if before else {}
    return {
        f"line-{place}": levels[one.competency_id]
        for place, one in enumerate(standard.indicators)
        if one.competency_id in levels
    }


def _path(framework_id: UUID) -> str:
    """The cookie goes with these two pages alone."""
    return reverse("standards:self_assessment", args=[framework_id])
