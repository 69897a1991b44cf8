"""Pages of what somebody needs for an attempt: ask for it, answer, withdraw."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skillmark.assessment import actions, queries, words
from skillmark.assessment.forms import AnswerNeedForm, NeedForm
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.kernel.values import BadInput
from skillmark.ui.sentences import in_words


@page("assessment.accommodation.ask")
def ask_accommodation(request: HttpRequest, actor: Actor, sitting_id: UUID) -> HttpResponse:
    sitting = queries.sitting(actor, sitting_id)
    about(request, sitting.person_id)
    access.require(actor, "assessment.accommodation.ask", sitting)
    form = NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = actions.ask_accommodation(
                actor, sitting_id=sitting_id, text=form.cleaned_data["text"], now=sources.now()
            )
            if access.may(actor, "assessment.accommodation.answer", sitting):
                messages.success(request, _("Noted. Say now whether it will be arranged."))
                return redirect("assessment:answer_accommodation", _slug(request), asked.pk)
            messages.success(request, _("Asked for. Come back here to read the answer."))
            return redirect("assessment:attempt", _slug(request), sitting_id)
        except BadInput as bad:
            form.add_error(None, in_words(bad.problems[0].message))
    context = {"form": form, "sitting": sitting, "own": actor.person_id == sitting.person_id}
    return render(request, "assessment/ask_accommodation.html", context)


@page("assessment.accommodation.answer")
def answer_accommodation(request: HttpRequest, actor: Actor, accommodation_id: UUID) -> HttpResponse:
    need = queries.need(actor, accommodation_id)
    sitting = need.accommodation.sitting
    about(request, sitting.person_id)
    access.require(actor, "assessment.accommodation.answer", sitting)
    form = AnswerNeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_accommodation(
                actor,
                accommodation_id=accommodation_id,
                granted=form.cleaned_data["granted"] == "yes",
                sentence=form.cleaned_data["sentence"],
                now=sources.now(),
            )
            messages.success(request, _("Answered. The person who asked reads it on the page of the attempt."))
            return redirect("assessment:attempt", _slug(request), sitting.pk)
        except BadInput as bad:
            form.add_error(None, in_words(bad.problems[0].message))
    context = {"form": form, "sitting": sitting, "need": need, "state": words.NEEDS[need.status.value]}
    return render(request, "assessment/answer_accommodation.html", context)


@page("assessment.accommodation.withdraw")
def withdraw_accommodation(request: HttpRequest, actor: Actor, accommodation_id: UUID) -> HttpResponse:
    need = queries.need(actor, accommodation_id)
    sitting = need.accommodation.sitting
    about(request, sitting.person_id)
    access.require(actor, "assessment.accommodation.withdraw", sitting)
    if request.method == "POST":
        try:
            actions.withdraw_accommodation(actor, accommodation_id=accommodation_id, now=sources.now())
            messages.success(request, _("Withdrawn. Whoever marks does not see it any more."))
        except BadInput as bad:
            messages.error(request, in_words(bad.problems[0].message))
        return redirect("assessment:attempt", _slug(request), sitting.pk)
    return render(request, "assessment/withdraw_accommodation.html", {"sitting": sitting, "need": need})


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
