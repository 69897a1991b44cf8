"""What links open here: signing a text, the copy of what one signed, and a log-in of one's own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skillmark.foundation import sources
from skillmark.foundation.links import NotWanted, Task
from skillmark.foundation.models import StoredFile
from skillmark.foundation.roles import Actor
from skillmark.people import actions, queries
from skillmark.people.access import COPY, JOINING, SIGNING
from skillmark.people.forms.joining import JoinForm
from skillmark.people.forms.signing import SignForm
from skillmark.people.models import Person, Signature, SigningRequest
from skillmark.people.showing import copy_shown, text_shown
from skillmark.people.words import CANNOT_SIGN, ROLES


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
            actor,
            signing_id=request.pk,
            digest=given["digest"],
            name=given["name"],
            agreed=given["agree"],
            drawing=given["drawing"],
            now=now,
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


def _join_form(actor: Actor, person: Person, given: Mapping[str, Any] | None) -> JoinForm:
    return JoinForm(given, email=person.email, phone=person.phone)


def _join(actor: Actor, person: Person, form: JoinForm, now: datetime) -> None:
    given = form.cleaned_data
    password = given.get("password") or None
    actions.join(actor, person_id=person.pk, email=given.get("email", ""), password=password, now=now)


def _log_in_there(actor: Actor, person: Person) -> str:
    """Whoever has a log-in already comes in by it, and joins on her own page."""
    known = person.account_id is not None or queries.logs_in_by(person.email, "" if person.email else person.phone)
    return reverse("people:own") if known else ""


def _invited_as(actor: Actor, person: Person) -> dict[str, object]:
    held = queries.roles_of(actor, person, queries.today(actor, sources.now()))
    return {"roles": [ROLES[role] for role in held], "logs_in_by": person.email or person.phone}


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
    JOINING: Task(
        title=_("An invitation to come in"),
        asking="people.person.invite",
        of_herself=True,
        event="people.invited",
        template="people/link_join.html",
        find=queries.anyone,
        says=lambda person: {"to": queries.addresses_digest(person)},
        form=_join_form,
        carry_out=_join,
        context=_invited_as,
        page=_log_in_there,
        waits=lambda actor, person_ids, day: {one.pk: one for one in queries.people_by_id(actor, person_ids)},
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
