"""The directory of services, and who in it has a place for a need."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.kernel.values import Money
from skillmark.support import rules
from skillmark.support.models import Offer, Referral
from skillmark.support.rules import Domain
from skillmark.support.sealing import place_of


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the directory and how many places it has left."""

    offer: Offer
    left: int

    @property
    def cost(self) -> Money:
        return Money(self.offer.cost_minor, self.offer.currency)


def offers(actor: Actor) -> "QuerySet[Offer]":
    """Who helps with what, by domain and provider."""
    access.require(actor, "support.directory.read")
    rows: QuerySet[Offer] = Offer.objects.within(actor)
    return rows.filter(ended_on=None).order_by("domain", "provider", "title", "id")


def offer(actor: Actor, offer_id: UUID, *, lock: bool = False) -> Offer:
    found: Offer = one(offers(actor), offer_id, lock=lock)
    return found


def places(actor: Actor, listed: "QuerySet[Offer] | list[Offer]") -> list[Place]:
    """Each with what it has left. Places are counted by digest: nobody learns here who has one."""
    rows: QuerySet[Referral] = Referral.objects.within(actor)
    taken = Counter(rows.filter(state__in=rules.TAKES_A_PLACE).values_list("place", flat=True))
    return [Place(found, max(found.capacity - taken[place_of(found.pk)], 0)) for found in listed]


def places_for(actor: Actor, domain: Domain) -> list[Place]:
    """Who helps with this and has a place left, the one with most places first."""
    found = places(actor, offers(actor).filter(domain=domain))
    return sorted((one for one in found if one.left), key=lambda one: (-one.left, one.offer.provider, one.offer.pk))
