"""What waits for the reader's signature, signing it, and the copy she keeps."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from skillmark.foundation import files, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions, queries
from skillmark.people.forms.signing import SignForm
from skillmark.people.showing import copy_shown, how_signed, text_shown
from skillmark.people.views.shared import slug_of
from skillmark.people.words import CANNOT_SIGN
from skillmark.ui.tables import Column, Link, Table


@page("people.text.sign")
def to_sign(request: HttpRequest, actor: Actor) -> HttpResponse:
    slug = slug_of(request)
    waiting = [
        (one, reverse("people:sign", kwargs={"workspace": slug, "signing_id": one.pk}))
        for one in queries.to_sign(actor)
    ]
    signed = queries.signed_by(actor, actor.person_id) if actor.person_id else []
    how = how_signed(actor, signed)
    rows = [
        [
            Link(
                one.request.text.title, reverse("people:sign", kwargs={"workspace": slug, "signing_id": one.request_id})
            ),
            date_format(one.signed_on, "SHORT_DATE_FORMAT"),
            how[one.pk],
        ]
        for one in signed
    ]
    table = Table(
        caption=_("What you signed"),
        columns=[Column(_("Text")), Column(_("Signed on")), Column(_("How"))],
        rows=rows,
        order=_("Newest first"),
    )
    context = {"waiting": waiting, "table": table if signed else None}
    return render(request, "people/to_sign.html", context)


@page("people.text.sign")
def sign(request: HttpRequest, actor: Actor, signing_id: UUID) -> HttpResponse:
    """The text and the place to sign; afterwards what was signed."""
    asked = queries.own_request(actor, signing_id)
    signature = queries.signature(actor, signing_id)
    if signature is not None:
        return render(request, "people/signed.html", copy_shown(actor, signature))
    if asked.text.withdrawn_at is not None:
        return render(request, "people/not_to_sign.html", {"reason": CANNOT_SIGN["withdrawn"]})
    form = SignForm(asked.text.digest, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.sign(
                actor,
                signing_id=signing_id,
                digest=given["digest"],
                name=given["name"],
                agreed=given["agree"],
                drawing=given["drawing"],
                now=sources.now(),
            )
        except actions.CannotSign as why:
            form.add_error("name" if why.reason == "name" else None, str(CANNOT_SIGN[why.reason]))
        else:
            messages.success(request, _("Signed. Your copy is below, and on this page whenever you come back."))
            return redirect("people:sign", workspace=slug_of(request), signing_id=signing_id)
    context = text_shown(actor, asked.text) | {"form": form, "signing": asked}
    return render(request, "people/sign.html", context, status=400 if form.errors else 200)


@page("people.text.sign")
def own_text_file(request: HttpRequest, actor: Actor, signing_id: UUID) -> HttpResponse:
    """The text byte for byte, before and after signing."""
    return files.attachment(*queries.content(actor, queries.own_request(actor, signing_id).text))


@page("people.text.sign")
def own_copy(request: HttpRequest, actor: Actor, signing_id: UUID) -> HttpResponse:
    """The text and the signature as one file to keep and to print."""
    queries.own_request(actor, signing_id)
    signature = queries.signature(actor, signing_id)
    if signature is None:
        raise NotFound(str(signing_id))
    response = HttpResponse(copy_file(actor, signature))
    response["Content-Disposition"] = 'attachment; filename="signed.html"'
    return response


def copy_file(actor: Actor, signature: object) -> str:
    shown = copy_shown(actor, signature)  # type: ignore[arg-type]
    return render_to_string("people/copy_file.html", shown | {"written_at": timezone.localtime(sources.now())})
