"""A pilot grows only once a group has decided that it may."""

from datetime import datetime
from uuid import UUID

from skillmark.campaigns import queries
from skillmark.campaigns.actions import leading
from skillmark.campaigns.models import Campaign
from skillmark.foundation import access, audit
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told


class NotDecided(Exception):
    """No standing decision of a group widens this pilot."""


@action
def widen_pilot(actor: Actor, *, campaign_id: UUID, openings: int, now: datetime) -> Campaign:
    """Make a full campaign of a pilot, with as many openings, as a group decided.

    Raises NotDecided without a standing decision, BadInput where it is no pilot, or for fewer openings than it had.
    """
    campaign = leading.led(actor, campaign_id, lock=True)
    access.require(actor, "campaigns.pilot.widen")
    if not campaign.is_pilot:
        raise BadInput.of(told("this campaign is no trial"), file="campaign")
    decision = queries.decided_to_widen(actor, campaign)
    if decision is None:
        raise NotDecided(campaign.title)
    before = campaign.openings
    if openings < before:
        raise BadInput.of(told("a trial that grows has no fewer jobs than before"), file="campaign", column="openings")
    campaign.openings, campaign.widened_at = openings, now
    campaign.save(update_fields=["openings", "widened_at"])
    audit.record(actor, "campaigns.pilot.widened", campaign, before=before, openings=openings, decision=decision.pk)
    return campaign
