"""Somebody's age, and what her guardian agreed to."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from skillmark.foundation import sources
from skillmark.foundation.access import may, may_ever, require
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.values import BadInput
from skillmark.people import actions, queries
from skillmark.people.forms import AgeForm, GuardianForm
from skillmark.people.forms.signing import AskGuardianForm
from skillmark.people.models import GuardianConsent
from skillmark.people.showing import how_signed
from skillmark.people.views.shared import slug_of
from skillmark.people.views.texts import asked_next
from skillmark.ui.tables import Column, Link, Table

YES_NO = {True: "yes", False: "no"}


@page("people.age.read")
def age(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    """Read and stated by herself and her coach."""
    shown = queries.anyone(actor, person_id)
    said = queries.age(actor, person_id)
    initial: dict[str, Any] = {}
    if said is not None:
        initial = {"born_on": said.born_on, "under_18": "" if said.under_18 is None else YES_NO[said.under_18]}
    form = AgeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        under_18 = {"yes": True, "no": False}.get(given["under_18"])
        try:
            actions.state_age(
                actor, person_id=person_id, born_on=given["born_on"], under_18=under_18, now=sources.now()
            )
        except actions.StaysUnder18:
            form.add_error(None, _("You are known here to be under 18. Ask your coach to change it."))
        except BadInput:
            form.add_error("born_on", _("This day lies in the future."))
        else:
            messages.success(request, _("Saved."))
            return redirect("people:age", workspace=slug_of(request), person_id=person_id)
    context = {"form": form, "person": shown}
    return render(request, "people/age.html", context, status=400 if form.errors else 200)


@page("people.guardian.note")
def guardian(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    """What guardians agreed to, and noting one more."""
    shown = queries.anyone(actor, person_id)
    held = queries.guardian_consents(actor, person_id)
    form = GuardianForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_guardian_consent(actor, person_id=person_id, **form.cleaned_data, now=sources.now())
        except BadInput:
            form.add_error("given_on", _("This day lies in the future."))
        else:
            messages.success(request, _("Saved."))
            return redirect("people:guardian", workspace=slug_of(request), person_id=person_id)
    how = how_signed(actor, [one.signature for one in held if one.signature])
    table = Table(
        caption=_("What guardians agreed to"),
        columns=[
            Column(_("Guardian")),
            Column(_("Given on")),
            Column(_("How")),
            Column(_("Withdrawn")),
            Column(_("Change")),
        ],
        rows=[
            [
                _guardian(one),
                date_format(one.given_on, "SHORT_DATE_FORMAT"),
                how[one.signature.pk] if one.signature else _("Noted here"),
                date_format(localtime(one.withdrawn_at), "SHORT_DATE_FORMAT") if one.withdrawn_at else "",
                "" if one.withdrawn_at else _end(slug_of(request), one),
            ]
            for one in held
        ],
        order=_("Newest first"),
    )
    context = {"form": form, "person": shown, "table": table}
    return render(request, "people/guardian.html", context, status=400 if form.errors else 200)


@page("people.guardian.note")
def ask_guardian(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    """Have the guardian sign one of the organisation's texts; signed, it is the consent."""
    shown = queries.anyone(actor, person_id)
    require(actor, "people.guardian.note", shown)
    texts = [(str(one.pk), one.title) for one in queries.texts_for_guardians(actor, person_id)]
    people = queries.to_choose(actor, without=[person_id])
    form = AskGuardianForm(texts, people, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            asked = actions.ask_to_sign(
                actor,
                text_id=UUID(given["text"]),
                person_id=UUID(given["person"]),
                by=given["by"],
                link=given["how"] != AskGuardianForm.SHEET,
                on_paper=given["how"] == AskGuardianForm.SLIP,
                on_behalf_of_id=person_id,
                relation=given["relation"],
                now=sources.now(),
            )
        except BadInput:
            form.add_error("by", _("This day lies in the past."))
        except actions.TextIsOver:
            form.add_error("text", _("This version is not in force any more. Look at the latest one."))
        else:
            return asked_next(request, actor, asked, given["how"])
    context = {"form": form, "person": shown, "texts": texts, "may_add": may(actor, "people.person.add")}
    context["may_prepare"] = may_ever(actor, "people.text.prepare")
    return render(request, "people/ask_guardian.html", context, status=400 if form.errors else 200)


@page("people.guardian.note")
def withdraw_guardian(request: HttpRequest, actor: Actor, person_id: UUID, guardian_consent_id: UUID) -> HttpResponse:
    require(actor, "people.guardian.note", queries.anyone(actor, person_id))
    consent = queries.guardian_consent(actor, person_id, guardian_consent_id)
    if request.method == "POST":
        actions.withdraw_guardian_consent(actor, consent_id=guardian_consent_id, now=sources.now())
        messages.success(request, _("Withdrawn. No more records are made."))
        return redirect("people:guardian", workspace=slug_of(request), person_id=person_id)
    cancel = reverse("people:guardian", kwargs={"workspace": slug_of(request), "person_id": person_id})
    return render(request, "people/withdraw_guardian.html", {"consent": consent, "cancel_url": cancel})


def _end(slug: str, consent: GuardianConsent) -> Link:
    where = {"workspace": slug, "person_id": consent.person_id, "guardian_consent_id": consent.pk}
    return Link(_("Withdraw"), reverse("people:withdraw_guardian", kwargs=where), consent.guardian)


def _guardian(consent: GuardianConsent) -> str:
    name = consent.guardian or _("Somebody who was erased since")
    return f"{name}, {consent.relation}" if consent.relation else name
