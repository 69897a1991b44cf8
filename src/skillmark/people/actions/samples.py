"""Looking at a sample: who of its made-up people can be looked as, and which lead looks as whom."""

from datetime import datetime
from uuid import UUID

from django.utils.text import slugify

from skillmark.foundation import audit, samples, sources
from skillmark.foundation.access import require
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound, WorkspaceScope
from skillmark.foundation.work import action
from skillmark.people import queries
from skillmark.people.actions.accounts import link_account
from skillmark.people.models import Account, Person, RoleGrant

NOWHERE = "sample.invalid"  # RFC 2606: no letter ever arrives there


@action
def let_be_seen(actor: Actor, *, person_id: UUID, now: datetime) -> Person:
    """Give somebody of a sample records of her own to look at: a closed account, which no log-in, code or letter opens.

    Raises NotFound outside a sample.
    """
    if not samples.is_sample(actor.workspace_id):
        raise NotFound("no sample")
    person = one(Person.objects.within(actor), person_id)
    address = f"{slugify(person.name)}.{sources.random_bytes(4).hex()}@{NOWHERE}"
    account = Account(email=address, name=person.name, is_active=False, recorded_at=now)
    account.set_unusable_password()
    account.save(force_insert=True)
    return link_account(actor, person_id=person_id, account_id=account.pk, now=now)


@action
def look_as(actor: Actor, *, person_id: UUID, now: datetime) -> Person:
    """Note in the lead's own chain as whom of her workspace's sample she looks. Raises Forbidden, NotFound."""
    require(actor, "people.sample.view")
    seen = queries.seen_as(actor.workspace_id, person_id)
    roles = (
        RoleGrant.objects.within(WorkspaceScope(seen.workspace_id)).filter(person=seen, ended_at=None).order_by("role")
    )
    herself = one(Person.objects.within(actor), _person_id(actor))
    audit.record(
        actor,
        "people.sample.looked",
        herself,
        sample=seen.workspace_id,
        seen_as=seen.pk,
        roles=[Role(role) for role in roles.values_list("role", flat=True)],
    )
    return seen


@action
def look_no_more(actor: Actor, *, person_id: UUID, now: datetime) -> None:
    """Note that she stopped."""
    herself = one(Person.objects.within(actor), _person_id(actor))
    audit.record(actor, "people.sample.left", herself, seen_as=person_id)


def _person_id(actor: Actor) -> UUID:
    if actor.person_id is None:
        raise NotFound("nobody")
    return actor.person_id
