"""Who answers for what in a campaign, who pays for it, and what a record and a hire cost so far (S0-31)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from skillmark.campaigns import queries, rules
from skillmark.campaigns.models import Allotment, Campaign, Responsibility
from skillmark.campaigns.states import Arm, Duty, State
from skillmark.foundation import access
from skillmark.foundation.roles import Actor, Role
from skillmark.people import queries as people

if TYPE_CHECKING:
    from django.db.models import QuerySet

Earned = Callable[[Actor, UUID, frozenset[UUID], date], int]
_earned: dict[str, Earned] = {}


def install(earned: Mapping[str, Earned]) -> None:
    """Put in force who counts records: `fn(actor, standard, people, since) -> how many they earned for it`."""
    _earned.clear()
    _earned.update(earned)


def responsibilities(actor: Actor, campaign_id: UUID) -> "QuerySet[Responsibility]":
    """Who answers for which part now."""
    access.require(actor, "campaigns.campaign.read")
    found: QuerySet[Responsibility] = Responsibility.objects.within(actor)
    return found.filter(campaign_id=campaign_id, replaced_by=None).select_related("person")


def owners(actor: Actor, campaign_id: UUID) -> dict[Duty, Responsibility | None]:
    """Each part of the work, with who answers for it; None, or one without a person, where nobody does."""
    found = {Duty(one.duty): one for one in responsibilities(actor, campaign_id)}
    return {duty: found.get(duty) for duty in Duty}


def workload(actor: Actor, person_ids: frozenset[UUID]) -> dict[UUID, int]:
    """For how many parts of campaigns each answers now, wherever in this workspace."""
    access.require(actor, "campaigns.campaign.read")
    held = Responsibility.objects.within(actor).filter(person_id__in=person_ids, replaced_by=None)
    counts = dict.fromkeys(person_ids, 0)
    for person_id in held.values_list("person_id", flat=True):
        counts[person_id] += 1
    return counts


def whom_to_charge(actor: Actor, day: date) -> list[tuple[UUID, str]]:
    """Who may answer for a part: who has a role here on this day, but for those who only work, by name."""
    access.require(actor, "campaigns.campaign.start")
    held = people.in_force(actor, day).filter(person__erased_at=None).exclude(role=Role.WORKER)
    named = {grant.person_id: grant.person.name for grant in held}
    return sorted(named.items(), key=lambda found: (found[1].casefold(), str(found[0])))


def allotments(actor: Actor, campaign_id: UUID) -> "QuerySet[Allotment]":
    """Who pays how much for which arm now; what is zero was taken back."""
    access.require(actor, "campaigns.campaign.read")
    found: QuerySet[Allotment] = Allotment.objects.within(actor)
    return (
        found.filter(campaign_id=campaign_id, replaced_by=None).select_related("payer").order_by("payer__name", "arm")
    )


def money(actor: Actor, campaign: Campaign) -> rules.Resources:
    """Budget, plan and spending of each arm, each payer's share, and what a record and a hire cost so far.

    Where what support took may not be known, no cost counts it.
    """
    access.require(actor, "campaigns.resources.read")
    given = [(one.payer.name, Arm(one.arm), one.money_minor) for one in allotments(actor, campaign.pk)]
    persons, since = queries.person_ids(actor, campaign.pk), campaign.starts_on
    return rules.resources(
        queries.mix_totals(actor, campaign),
        given,
        records=sum(count(actor, campaign.framework_id, persons, since) for count in _earned.values()),
        hires=queries.standing_at(actor, campaign.pk, State.PLACED),
    )
