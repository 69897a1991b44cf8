"""What links open here: signing a text, and the copy of what one signed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skillmark.foundation.links import NotWanted, Task
from skillmark.foundation.models import StoredFile
from skillmark.foundation.roles import Actor
from skillmark.people import actions, queries
from skillmark.people.access import COPY, SIGNING
from skillmark.people.forms.signing import SignForm
from skillmark.people.models import Signature, SigningRequest
from skillmark.people.showing import copy_shown, text_shown
from skillmark.people.words import CANNOT_SIGN


def _form(actor: Actor, request: SigningRequest, given: Mapping[str, Any] | None) -> SignForm:
    try:
        actions.require_open(request)
    except actions.CannotSign as why:
        raise NotWanted(CANNOT_SIGN[why.reason]) from None
    return SignForm(request.text.digest, given)


def _carry_out(actor: Actor, request: SigningRequest, form: SignForm, now: datetime) -> None:
    given = form.cleaned_data
    try:
        actions.sign(
            actor, signing_id=request.pk, digest=given["digest"], name=given["name"], agreed=given["agree"], now=now
        )
    except actions.CannotSign as why:
        raise NotWanted(CANNOT_SIGN[why.reason]) from None


def _page(actor: Actor, request: SigningRequest) -> str:
    """Whoever has a log-in signs with it."""
    if request.person.account_id is None:
        return ""
    return reverse("people:sign", kwargs={"workspace": queries.slug(actor), "signing_id": request.pk})


def _file(actor: Actor, request: SigningRequest) -> tuple[StoredFile, bytes]:
    return queries.content(actor, request.text)


def _copy_file(actor: Actor, signature: Signature) -> tuple[StoredFile, bytes]:
    return queries.content(actor, signature.request.text)


LINKED: Mapping[str, Task] = {
    SIGNING: Task(
        title=_("Sign a text"),
        asking="people.text.prepare",
        of_herself=True,
        event="people.text_to_sign",
        template="people/link_sign.html",
        find=queries.signing_request,
        says=lambda request: {},
        form=_form,
        carry_out=_carry_out,
        context=lambda actor, request: text_shown(actor, request.text) | {"signing": request},
        page=_page,
        file=_file,
    ),
    COPY: Task(
        title=_("Your copy of what you signed"),
        asking="people.text.prepare",
        of_herself=True,
        event="people.text_signed",
        template="people/link_copy.html",
        find=queries.signature_by_id,
        says=lambda signature: {},
        form=None,
        context=copy_shown,
        file=_copy_file,
    ),
}
