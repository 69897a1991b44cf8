"""Links that open one thing, for one purpose, for a while, to whoever has them. Only their digest is kept.

The secret of a link is derived from its id with the installation's own key, which is outside the database: so it can be
sent hours later, or printed, without being kept anywhere, and a copy of the database opens nothing.
"""

import base64
import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise

from skillmark.foundation import access, audit, exposure, samples, sources
from skillmark.foundation.access import NotInSample
from skillmark.foundation.models.doors import CapabilityLink
from skillmark.foundation.models.files import StoredFile
from skillmark.foundation.models.workspace import Workspace
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, LinkRight
from skillmark.foundation.scopes import NotFound, WorkspaceScope
from skillmark.foundation.work import action

SHOWING = ".read"  # a link for reading shows its subject; any other lets somebody do one thing
SECRET_BYTES = 16  # as hard to guess as a key, and short enough for a text message
SALT = "skillmark.foundation.links"


class NotWanted(Exception):
    """What the link asks for cannot be done, or not any more. Its text is a sentence for whoever came by it."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a link of one purpose opens: a form about one subject, and what sending it does.

    `asking` is the permission of whoever may ask for it. `of_herself`: asked of the person the subject is about, and of
    nobody else; otherwise of anybody but her. `event` names the message that asks, `says` its parameters, neutral
    public names alone. `form` and `carry_out` raise NotWanted; without a form there is something to keep and nothing to
    do. `page` is the address of the page where she does it logged in, where the link alone does not suffice; `file` is
    what can be downloaded beside the form. `waits` gives, of many people, the subject that waits for each on a day;
    only what has it can be asked of many at once. `called` names whom a link without a holder was given to: somebody
    who is not known here. Without it such a link opens nothing.
    """

    title: Promise
    asking: str
    of_herself: bool
    event: str
    template: str
    find: Callable[[Actor, UUID], Any]
    says: Callable[[Any], dict[str, str | int]]
    form: Callable[[Actor, Any, Mapping[str, Any] | None], forms.Form] | None
    carry_out: Callable[[Actor, Any, Any, datetime], None] = field(default=lambda actor, subject, form, now: None)
    context: Callable[[Actor, Any], dict[str, object]] = field(default=lambda actor, subject: {})
    page: Callable[[Actor, Any], str] = field(default=lambda actor, subject: "")
    file: Callable[[Actor, Any], tuple[StoredFile, bytes]] | None = None
    waits: Callable[[Actor, Collection[UUID], date], Mapping[UUID, Any]] | None = None
    called: Callable[[Actor, Any], str] | None = None


_tasks: dict[str, Task] = {}


def install(tasks: Mapping[str, Task]) -> None:
    """Put the assembled map purpose → task in force."""
    _tasks.clear()
    _tasks.update(tasks)


def task(purpose: str) -> Task:
    """What a link of this purpose opens. Raises NotFound."""
    if purpose not in _tasks:
        raise NotFound(purpose)
    return _tasks[purpose]


def asked_of_many() -> dict[str, Task]:
    """The tasks, by purpose, that can be asked of many people at once."""
    return {purpose: doing for purpose, doing in _tasks.items() if doing.waits is not None}


@action
def open_link(
    actor: Actor,
    *,
    purpose: str,
    subject: models.Model,
    person_id: UUID | None,
    expires_at: datetime,
    single_use: bool,
    holder_id: UUID | None = None,
    on_paper: bool = False,
    now: datetime,
) -> tuple[CapabilityLink, str]:
    """Make a link to a subject for a purpose ("hiring.slate.read"); gives it and its secret, which is not kept.

    `person_id` names whom it is about and `holder_id` to whom it is given, so that it goes when either is erased.
    Raises UnderAge for a link that shows somebody under 18 to whoever has it, NotInSample in a sample: whoever had its
    address would come in.
    """
    if samples.is_sample(actor.workspace_id):
        raise NotInSample("people.link.ask")
    if purpose.endswith(SHOWING):
        exposure.require_may_be_shown(actor.workspace_id, person_id, now)
    link_id = sources.new_id()
    secret = secret_of(link_id)
    made: CapabilityLink = CapabilityLink.objects.record(
        actor,
        now=now,
        id=link_id,
        digest=digest(secret),
        purpose=purpose,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        person_id=person_id,
        holder_id=holder_id,
        opened_by_id=actor.person_id,
        on_paper=on_paper,
        single_use=single_use,
        expires_at=expires_at,
    )
    audit.record(
        actor, "foundation.link.opened", made, subject_id=subject.pk, expires_at=expires_at, holder=holder_id,
        on_paper=on_paper,
    )  # fmt: skip
    return made, secret


@action
def end_link(actor: Actor, *, link_id: UUID, now: datetime) -> None:
    """Close it before its time. Raises NotFound."""
    row = one(CapabilityLink.objects.within(actor).filter(ended_at=None), link_id, lock=True)
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    audit.record(actor, "foundation.link.ended", row)


@action
def carry_out(actor: Actor, *, link_id: UUID, form: forms.Form, now: datetime) -> None:
    """Do what the link asks for, and spend it: of two who come at once, one is told NotFound.

    `actor` is the link's holder (`holder_of`): what is done is done by her, not by whoever sent it.
    """
    row: CapabilityLink = one(still_open(CapabilityLink.objects.within(actor), now), link_id, lock=True)
    doing = task(row.purpose)
    doing.carry_out(actor, doing.find(actor, row.subject_id), form, now)
    row.used_at = now
    row.save(update_fields=["used_at"])
    audit.record(actor, "foundation.link.used", row, subject_id=row.subject_id)


def holder_of(link: CapabilityLink) -> Actor:
    """To whom the link was given, with the right it gives and no other."""
    place = Workspace.objects.get(pk=link.workspace_id)
    return Actor(
        scope=WorkspaceScope(place.pk),
        person_id=link.holder_id,
        demonstration=place.demonstration,
        time_zone=place.time_zone,
        slug=place.slug,
        link=LinkRight(link.purpose, link.subject_id),
    )


def known(secret: str) -> CapabilityLink | None:
    """The link behind a secret, whether or not it still opens anything."""
    found: CapabilityLink | None = CapabilityLink.objects.across_workspaces().filter(digest=digest(secret)).first()
    return found


def by_id(link_id: UUID) -> CapabilityLink | None:
    """A link that a browser was let in by before."""
    found: CapabilityLink | None = CapabilityLink.objects.across_workspaces().filter(pk=link_id).first()
    return found


def asked_by(actor: Actor) -> "models.QuerySet[CapabilityLink]":
    """Links to tasks that this actor sent or printed, the newest first."""
    rows: models.QuerySet[CapabilityLink] = CapabilityLink.objects.within(actor)
    hers = rows.filter(opened_by_id=actor.person_id, purpose__in=_tasks).exclude(opened_by_id=None)
    return hers.order_by("-recorded_at", "-id")


def open_to(actor: Actor, purpose: str, holder_ids: Collection[UUID], now: datetime) -> set[tuple[UUID, UUID]]:
    """(holder, subject) of every link of a purpose by which one of these people can still do what she was asked."""
    rows: models.QuerySet[CapabilityLink] = CapabilityLink.objects.within(actor)
    found = still_open(rows.filter(purpose=purpose, holder_id__in=holder_ids), now)
    return {(link.holder_id, link.subject_id) for link in found if link.holder_id is not None}


def asked_about(actor: Actor, purpose: str, subject_id: UUID) -> "models.QuerySet[CapabilityLink]":
    """Links to one task, whoever sent them, the newest first, for whoever may send one."""
    doing = task(purpose)
    access.require(actor, doing.asking, doing.find(actor, subject_id))
    rows: models.QuerySet[CapabilityLink] = CapabilityLink.objects.within(actor)
    return rows.filter(purpose=purpose, subject_id=subject_id).order_by("-recorded_at", "-id")


def asked(actor: Actor, link_id: UUID) -> CapabilityLink:
    """A link to a task, for whoever may send one about its subject. Raises NotFound."""
    row: CapabilityLink = one(CapabilityLink.objects.within(actor), link_id)
    doing = task(row.purpose)
    access.require(actor, doing.asking, doing.find(actor, row.subject_id))
    return row


def follow(secret: str, *, purpose: str, now: datetime) -> CapabilityLink:
    """The link behind a secret, if it still opens for this purpose. Raises NotFound, whatever the reason."""
    row = _open(secret, purpose, now).first()
    if row is not None and purpose.endswith(SHOWING):  # she may be known to be under 18 since
        row = row if exposure.may_be_shown(row.workspace_id, row.person_id, now) else None
    if row is None:
        raise NotFound("link")
    return row


def use(secret: str, *, purpose: str, now: datetime) -> CapabilityLink:
    """Follow a link and, if it is for one use, spend it: of two who come at once, one is told NotFound."""
    row = follow(secret, purpose=purpose, now=now)
    spent = _open(secret, purpose, now).update(used_at=now)
    if not spent:
        raise NotFound("link")
    return row


def secret_of(link_id: UUID) -> str:
    """What stands in the address of a link."""
    derived = salted_hmac(SALT, str(link_id), algorithm="sha256").digest()[:SECRET_BYTES]
    return base64.urlsafe_b64encode(derived).rstrip(b"=").decode()


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def opens(link: CapabilityLink, now: datetime) -> bool:
    """Whether it still opens anything."""
    spent = link.single_use and link.used_at is not None
    return link.ended_at is None and link.expires_at > now and not spent


def can_be_shown(link: CapabilityLink) -> bool:
    """Whether its address can still be made: not after the installation's key was lost with its machine."""
    return digest(secret_of(link.pk)) == link.digest


def still_open(rows: "models.QuerySet[CapabilityLink]", now: datetime) -> "models.QuerySet[CapabilityLink]":
    return rows.filter(ended_at=None, expires_at__gt=now).exclude(single_use=True, used_at__isnull=False)


def _open(secret: str, purpose: str, now: datetime) -> "models.QuerySet[CapabilityLink]":
    rows = CapabilityLink.objects.across_workspaces().filter(digest=digest(secret), purpose=purpose)
    return still_open(rows, now)
