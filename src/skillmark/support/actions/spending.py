"""Money spent on somebody, and what a campaign's ledger is told: hours and amounts of an arm, and nobody's name."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from skillmark.campaigns import actions as campaigns
from skillmark.campaigns import queries as campaign_queries
from skillmark.foundation import audit, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import Money, told
from skillmark.people import queries as people
from skillmark.support import queries, sealing
from skillmark.support.actions.shared import house, refused, said, worded, worked_on
from skillmark.support.models import Case, Payment

TOLD_BY = WHAT = "support"  # which help it was, the ledger is not told


@action
def pay(
    actor: Actor,
    *,
    case_id: UUID,
    money: Money,
    words: str,
    referral_id: UUID | None = None,
    happened_on: date,
    now: datetime,
) -> Payment:
    """Note what a service cost, or what was paid to her because of a need.

    Raises BadInput for no money, a day to come, or a referral that was not received; NotFound for one of another case.
    """
    found = worked_on(actor, case_id)
    today = people.today(actor, now)
    text = said(words, "words", told("say what it was for"))
    if money.minor <= 0:
        raise refused("amount", told("is no amount"))
    if happened_on > today:
        raise refused("happened_on", told("lies in the future"))
    if referral_id is not None:
        service = queries.referral(actor, referral_id, today)
        if service.referral.case_id != found.pk or service.referral.starts_on is None:
            raise refused("referral", told("is no service that was received"))
    ledger_id = tell_ledger(
        actor, found, hours=Decimal(0), money_minor=money.minor, currency=money.currency, happened_on=happened_on,
        now=now,
    )  # fmt: skip
    payment_id = sources.new_id()
    payment: Payment = Payment.objects.record(
        actor,
        now=now,
        id=payment_id,
        case=found,
        referral_id=referral_id,
        sealed=sealing.seal(found, payment_id, worded(actor, found, text)),
        amount_minor=money.minor,
        currency=money.currency,
        happened_on=happened_on,
        ledger_id=ledger_id,
    )
    audit.record(actor, "support.payment.noted", payment, case=case_id)
    return payment


def tell_ledger(
    actor: Actor, found: Case, *, hours: Decimal, money_minor: int, currency: str, happened_on: date, now: datetime
) -> UUID | None:
    """Post to the ledger of the case's campaign; gives the line's id. Money in another currency stays with the case."""
    if found.campaign_id is None:
        return None
    there = house(actor)
    if money_minor and campaign_queries.campaign(there, found.campaign_id).currency != currency:
        return None
    line = campaigns.post(
        there,
        campaign_id=found.campaign_id,
        arm=campaign_queries.Arm.SUPPORT,
        hours=hours,
        money_minor=money_minor,
        planned=False,
        told_by=TOLD_BY,
        what=WHAT,
        happened_on=happened_on,
        now=now,
    )
    return UUID(str(line.pk))
