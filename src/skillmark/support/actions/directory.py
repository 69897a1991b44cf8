"""The directory of services is kept."""

from datetime import datetime
from uuid import UUID

from skillmark.foundation import access, audit
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import Money, told, written
from skillmark.people import queries as people
from skillmark.support import queries
from skillmark.support.models import Offer
from skillmark.support.rules import Domain

LONGEST = 200


@action
def add_offer(
    actor: Actor,
    *,
    provider: str,
    title: str,
    domain: Domain,
    capacity: int,
    cost: Money,
    area: str = "",
    contact: str = "",
    now: datetime,
) -> Offer:
    """Note who helps with what, where, for how many at once, at what cost each. Raises BadInput."""
    access.require(actor, "support.directory.keep")
    found: Offer = Offer.objects.record(
        actor,
        now=now,
        provider=written(provider, most=LONGEST, file="offer", column="provider", missing=told("say who helps")),
        title=written(title, most=LONGEST, file="offer", column="title", missing=told("say with what")),
        domain=domain.value,
        area=written(area, most=LONGEST, file="offer", column="area", missing=None),
        contact=written(contact, most=LONGEST, file="offer", column="contact", missing=None),
        capacity=capacity,
        cost_minor=cost.minor,
        currency=cost.currency,
    )
    audit.record(actor, "support.offer.added", found, capacity=capacity)
    return found


@action
def change_capacity(actor: Actor, *, offer_id: UUID, capacity: int, now: datetime) -> Offer:
    """Say for how many at once there is room. Below what is taken, there is room for nobody until places come free."""
    access.require(actor, "support.directory.keep")
    found = queries.offer(actor, offer_id, lock=True)
    found.capacity = capacity
    found.save(update_fields=["capacity"])
    audit.record(actor, "support.offer.changed", found, capacity=capacity)
    return found


@action
def end_offer(actor: Actor, *, offer_id: UUID, now: datetime) -> Offer:
    """It is offered no more. Services that run go on."""
    access.require(actor, "support.directory.keep")
    found = queries.offer(actor, offer_id, lock=True)
    found.ended_on = people.today(actor, now)
    found.save(update_fields=["ended_on"])
    audit.record(actor, "support.offer.ended", found)
    return found
