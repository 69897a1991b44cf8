"""Signing on paper: the sheet to print, its photograph, and the second person who looks at it."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from skillmark.foundation import files, qr, sources
from skillmark.foundation.access import may, require
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.kernel.values import BadInput
from skillmark.people import actions, queries
from skillmark.people.forms.signing import CodeOnSheetForm, SheetForm
from skillmark.people.models import SigningRequest
from skillmark.people.showing import copy_shown, text_shown
from skillmark.people.views.shared import slug_of
from skillmark.people.words import CANNOT_SIGN


@page("people.text.prepare")
def signing_sheet(request: HttpRequest, actor: Actor, signing_id: UUID) -> HttpResponse:
    """The text with a line to sign on, the code, and where its photograph is brought."""
    asked = _asked(request, actor, signing_id)
    address = settings.ADDRESS + reverse("people:bring_sheet", args=[slug_of(request), signing_id])
    context = text_shown(actor, asked.text) | {"signing": asked, "qr": SafeString(qr.svg(address)), "address": address}
    signature = queries.signature(actor, signing_id)
    if signature is not None:
        context |= copy_shown(actor, signature)
    return render(request, "people/signing_sheet.html", context)


@page("people.text.prepare")
def bring_sheet(request: HttpRequest, actor: Actor, signing_id: UUID) -> HttpResponse:
    asked = _asked(request, actor, signing_id)
    waiting = queries.waiting_sheet(actor, signing_id)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        brought = form.cleaned_data["file"]
        try:
            actions.bring_sheet(
                actor,
                signing_id=signing_id,
                content=brought.read(),
                file_name=brought.name,
                signed_on=form.cleaned_data["signed_on"],
                now=sources.now(),
            )
        except actions.CannotSign as why:
            form.add_error(None, str(CANNOT_SIGN[why.reason]))
        except BadInput as bad:
            is_day = bad.problems[0].file == "signed_on"
            unusable = _("This file cannot be taken. Bring a picture (PNG, JPEG) or a PDF of at most 50 MB.")
            said = _("This day lies in the future.") if is_day else unusable
            form.add_error("signed_on" if is_day else "file", said)
        else:
            messages.success(request, _("Kept. It counts once a second person has looked at it."))
            return redirect("people:bring_sheet", workspace=slug_of(request), signing_id=signing_id)
    context = {
        "form": form,
        "signing": asked,
        "waiting": waiting,
        "signed": queries.signature(actor, signing_id),
        "may_check": waiting is not None and may(actor, "people.sheet.confirm", waiting),
    }
    return render(request, "people/bring_sheet.html", context, status=400 if form.errors else 200)


@page("people.sheet.confirm")
def check_sheet(request: HttpRequest, actor: Actor, sheet_id: UUID) -> HttpResponse:
    """The second person types the code that she reads on the sheet; it stands nowhere on the page."""
    sheet = queries.sheet(actor, sheet_id)
    require(actor, "people.sheet.confirm", sheet)
    about(request, sheet.person_id)
    refuses = "refuse" in request.POST
    form = CodeOnSheetForm(request.POST if request.method == "POST" and not refuses else None)
    today = redirect("house:today", workspace=slug_of(request))
    if refuses:
        actions.refuse_sheet(actor, sheet_id=sheet_id, now=sources.now())
        messages.success(request, _("It counts for nothing. Whoever brought it can bring another one."))
        return today
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_sheet(actor, sheet_id=sheet_id, code=form.cleaned_data["code"], now=sources.now())
        except actions.CannotSign as why:
            form.add_error("code" if why.reason == "code" else None, str(CANNOT_SIGN[why.reason]))
        else:
            messages.success(request, _("It is signed, on paper, seen by two people."))
            return today
    context = {"form": form, "sheet": sheet}
    return render(request, "people/check_sheet.html", context, status=400 if form.errors else 200)


@page("people.sheet.confirm")
def sheet_file(request: HttpRequest, actor: Actor, sheet_id: UUID) -> HttpResponse:
    sheet = queries.sheet(actor, sheet_id)
    require(actor, "people.sheet.confirm", sheet)
    about(request, sheet.person_id)
    return files.attachment(*files.shown(actor, sheet.file_id))


def _asked(request: HttpRequest, actor: Actor, signing_id: UUID) -> SigningRequest:
    asked = queries.signing_request(actor, signing_id)
    require(actor, "people.text.prepare", asked)
    about(request, asked.person_id)
    return asked
