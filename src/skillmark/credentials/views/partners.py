"""What other organisations are asked for, answer, withdraw; and endorsements signed elsewhere."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.credentials import actions, queries, showing, words
from skillmark.credentials.forms import AskPartnerForm, BringEndorsementForm, EndorseForm
from skillmark.credentials.partners import Kind
from skillmark.foundation import access, signer, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people


@page("credentials.partner.list")
def partners(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All of it for whoever leads; for others what they were asked for an organisation."""
    now = sources.now()
    leads = access.may(actor, "credentials.partner.read")
    rows = list(queries.partner_asks(actor) if leads else queries.asked_of(actor))
    found = queries.endorsed(actor, list(queries.achievements(actor)), now) if leads else {}
    shown = showing.endorsement_lines([one for lines in found.values() for one in lines])
    today = people.today(actor, now)
    context = {
        "lines": [(row, words.ask_state(row, today), row.person_id == actor.person_id) for row in rows],
        "endorsements": shown,
        "leads": leads,
        "may_ask": access.may_ever(actor, "credentials.partner.ask"),
    }
    return render(request, "credentials/partners.html", context)


@page("credentials.partner.ask")
def ask(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = sources.now()
    earned = [
        (str(one.pk), f"{one.public_name} ({one.version})") for one in queries.achievements(actor) if not one.retired_at
    ]
    persons = people.to_choose(actor, without=[actor.person_id])
    form = AskPartnerForm(persons, earned, request.POST or None, initial={"starts": people.today(actor, now)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_partner(actor, **form.given(), now=now)
        except (BadInput, NotFound):
            form.add_error(None, _("Name another organisation than your own, and days that lie ahead."))
        else:
            messages.success(request, _("Asked. It stands on that person’s first page here."))
            return redirect("credentials:partners", _slug(request))
    return render(request, "credentials/ask_partner.html", {"form": form})


@page("credentials.partner.answer")
def answer(request: HttpRequest, actor: Actor, ask_id: UUID) -> HttpResponse:
    """Give the endorsement, or agree to certify together: one page, one button."""
    row = queries.partner_ask(actor, ask_id)
    access.require(actor, "credentials.partner.answer", row)
    back = reverse("credentials:partners", args=[_slug(request)])
    endorses = row.kind == Kind.ENDORSE
    form = EndorseForm(request.POST or None) if endorses else None
    if row.ended_at is not None or row.agreed_at is not None:
        return redirect(back)
    if request.method == "POST" and (form is None or form.is_valid()):
        now = sources.now()
        try:
            if form is not None:
                actions.give_endorsement(actor, ask_id=ask_id, statement=form.statement(), now=now)
                messages.success(request, _("Signed. Everybody who reads a record of it sees your endorsement."))
            else:
                actions.agree_to_certify(actor, ask_id=ask_id, now=now)
                messages.success(request, _("Agreed. Records of it carry both signatures from the first day on."))
            return redirect(back)
        except (signer.SignerUnavailable, signer.SignerRefused):
            messages.warning(request, _("Nobody signs just now. Nothing was done; try again in a while."))
    context = {"row": row, "form": form, "endorses": endorses}
    return render(request, "credentials/answer_partner.html", context)


@page("credentials.partner.end")
def end(request: HttpRequest, actor: Actor, ask_id: UUID) -> HttpResponse:
    row = queries.partner_ask(actor, ask_id)
    access.require(actor, "credentials.partner.end", row)
    back = reverse("credentials:partners", args=[_slug(request)])
    if request.method == "POST":
        actions.end_partner(actor, ask_id=ask_id, now=sources.now())
        messages.success(request, _("Ended. What was signed stays."))
        return redirect(back)
    return render(request, "credentials/end_partner.html", {"row": row, "cancel_url": back})


@page("credentials.endorsement.withdraw")
def withdraw(request: HttpRequest, actor: Actor, endorsement_id: UUID) -> HttpResponse:
    row = queries.endorsement(actor, endorsement_id)
    access.require(actor, "credentials.endorsement.withdraw", row)
    back = reverse("credentials:partners", args=[_slug(request)])
    if request.method == "POST":
        actions.withdraw_endorsement(actor, endorsement_id=endorsement_id, now=sources.now())
        messages.success(request, _("Withdrawn. Whoever checks it from now on is told so."))
        return redirect(back)
    return render(request, "credentials/withdraw_endorsement.html", {"row": row, "cancel_url": back})


@page("credentials.endorsement.bring")
def bring(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = BringEndorsementForm(request.POST or None, request.FILES or None)
    refused: tuple[str, str] | None = None
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.bring_endorsement(actor, data=form.cleaned_data["file"].read(), now=sources.now())
            name = {"name": kept.issuer_name}
            messages.success(request, _("Kept: %(name)s. It is checked again whenever it is shown.") % name)
            return redirect("credentials:partners", _slug(request))
        except actions.NoEndorsement as why:
            refused = (words.no_endorsement(why.why), why.reason)
    return render(request, "credentials/bring_endorsement.html", {"form": form, "refused": refused})


@page("credentials.endorsement.put_away")
def put_away(request: HttpRequest, actor: Actor, endorsement_id: UUID) -> HttpResponse:
    row = queries.brought_endorsement(actor, endorsement_id)
    back = reverse("credentials:partners", args=[_slug(request)])
    if request.method == "POST":
        actions.put_away_endorsement(actor, endorsement_id=endorsement_id, now=sources.now())
        messages.success(request, _("Put away. No record shows it any more."))
        return redirect(back)
    return render(request, "credentials/put_away_endorsement.html", {"row": row, "cancel_url": back})


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
