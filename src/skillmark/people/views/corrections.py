"""Putting right what is held: by herself, by those who look after it, and by asking."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skillmark.foundation import personal, sources
from skillmark.foundation.access import require
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions, queries
from skillmark.people.forms import AnswerForm, CorrectionForm, EmploymentForm, OwnDetailsForm, RatingForm
from skillmark.people.views.shared import slug_of


@page("people.person.correct")
def correct_person(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    """Name, e-mail address and phone number."""
    shown = queries.person(actor, person_id)
    require(actor, "people.person.correct", shown)
    initial = {"name": shown.name, "email": shown.email, "phone": shown.phone}
    form = OwnDetailsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.correct_person(actor, person_id=person_id, **form.cleaned_data, now=sources.now())
        messages.success(request, _("Saved."))
        return redirect("people:person", workspace=slug_of(request), person_id=person_id)
    context = {"form": form, "person": shown}
    return render(request, "people/correct_person.html", context, status=400 if form.errors else 200)


@page("people.employment.record")
def correct_employment(request: HttpRequest, actor: Actor, person_id: UUID, employment_id: UUID) -> HttpResponse:
    shown = queries.person(actor, person_id)
    require(actor, "people.employment.record", shown)
    job = queries.employment(actor, person_id, employment_id)
    initial = {
        "title": job.title or job.occupation_code,
        "organisation": job.organisation,
        "started": job.started,
        "ended": job.ended,
    }
    form = EmploymentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.correct_employment(actor, employment_id=job.pk, **form.cleaned_data, now=sources.now())
        messages.success(request, _("Saved."))
        return redirect("people:person", workspace=slug_of(request), person_id=person_id)
    context = {"form": form, "person": shown}
    return render(request, "people/correct_job.html", context, status=400 if form.errors else 200)


@page("people.self_rating.record")
def correct_rating(request: HttpRequest, actor: Actor, person_id: UUID, rating_id: UUID) -> HttpResponse:
    """What she says of one competency, said anew."""
    shown = queries.anyone(actor, person_id)
    require(actor, "people.self_rating.record", shown)
    said = queries.self_rating(actor, person_id, rating_id)
    form = RatingForm(request.POST or None, initial={"level": said.level})
    if request.method == "POST" and form.is_valid():
        level = form.cleaned_data["level"]
        actions.rate_self(actor, person_id=person_id, competency_id=said.competency_id, level=level, now=sources.now())
        messages.success(request, _("Saved."))
        return redirect("house:own_data")
    context = {"form": form, "said": said}
    return render(request, "people/correct_rating.html", context, status=400 if form.errors else 200)


@page("people.correction.ask")
def ask(request: HttpRequest, actor: Actor, person_id: UUID, kind: str) -> HttpResponse:
    """What she cannot correct herself, she asks for; of one kind of record that is held on her."""
    shown = queries.anyone(actor, person_id)
    require(actor, "people.correction.ask", shown)
    kinds = {row["kind"].replace(".", "-"): row["kind"] for row in personal.everything(actor, person_id)}
    meant = kinds.get(kind)
    if meant is None or personal.put_right_within(meant):
        raise NotFound(kind)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = actions.ask_correction(
            actor, person_id=person_id, kind=meant, wanted=form.cleaned_data["wanted"], now=sources.now()
        )
        if asked.assignee is None:
            messages.success(request, _("Asked. Whoever looks after this place answers on this page."))
        else:
            messages.success(request, _("Asked. %(name)s answers on this page.") % {"name": asked.assignee.name})
        return redirect("house:own_data")
    context = {"form": form, "kind": meant, "organisation": queries.profile(actor).public_name}
    return render(request, "people/ask_correction.html", context, status=400 if form.errors else 200)


@page("people.correction.answer")
def answer(request: HttpRequest, actor: Actor, correction_id: UUID) -> HttpResponse:
    """What somebody asks to have put right, and the answer she will read."""
    asked = queries.correction(actor, correction_id)
    about(request, asked.person_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer_correction(
            actor,
            correction_id=correction_id,
            corrected=form.cleaned_data["corrected"] == "yes",
            answer=form.cleaned_data["answer"],
            now=sources.now(),
        )
        messages.success(request, _("Answered."))
        return redirect("house:today", workspace=slug_of(request))
    return render(request, "people/correction.html", {"form": form, "asked": asked}, status=400 if form.errors else 200)
