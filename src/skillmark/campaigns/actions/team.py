"""Who answers for which part of a campaign, and who pays how much for it."""

from datetime import datetime
from uuid import UUID

from skillmark.campaigns import resources
from skillmark.campaigns.actions.leading import led
from skillmark.campaigns.models import Allotment, Responsibility
from skillmark.campaigns.states import Arm, Duty
from skillmark.foundation import audit
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.people import queries as people


@action
def charge(actor: Actor, *, campaign_id: UUID, duty: Duty, person_id: UUID | None, now: datetime) -> Responsibility:
    """From today this person, or nobody, answers for a part of the campaign. The same again changes nothing.

    Raises NotFound for somebody without a role here.
    """
    campaign = led(actor, campaign_id, lock=True)
    today = people.today(actor, now)
    if person_id is not None and person_id not in dict(resources.whom_to_charge(actor, today)):
        raise NotFound(str(person_id))
    before = resources.responsibilities(actor, campaign_id).filter(duty=duty).first()
    if before is not None and before.person_id == person_id:
        return before
    kept: Responsibility = Responsibility.objects.record(
        actor, now=now, campaign=campaign, duty=duty, person_id=person_id, happened_on=today, replaces=before
    )
    audit.record(actor, "campaigns.duty.charged", kept, campaign=campaign.pk, duty=duty, person=person_id)
    return kept


@action
def allot(actor: Actor, *, campaign_id: UUID, payer_id: UUID, arm: Arm, money_minor: int, now: datetime) -> Allotment:
    """From today an organisation of this workspace pays so much for an arm, in place of what it paid for it before.

    Minor units of the campaign's currency; zero takes it back. Raises NotFound for an organisation of elsewhere.
    """
    campaign = led(actor, campaign_id, lock=True)
    payer = one(people.organisations(actor), payer_id)
    before = resources.allotments(actor, campaign_id).filter(payer=payer, arm=arm).first()
    if before is not None and before.money_minor == money_minor:
        return before
    kept: Allotment = Allotment.objects.record(
        actor, now=now, campaign=campaign, payer=payer, arm=arm, money_minor=money_minor,
        happened_on=people.today(actor, now), replaces=before,
    )  # fmt: skip
    audit.record(actor, "campaigns.money.allotted", kept, campaign=campaign.pk, arm=arm, money=money_minor)
    return kept
