"""Campaigns by REST: what may be read on pages, and promises."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from skillmark.campaigns import actions, chain, queries, resources
from skillmark.campaigns.models import Campaign
from skillmark.foundation import sources
from skillmark.foundation.api import Page, actor_of, operation, paged

router = Router(tags=["Campaigns"])
MOST_MINOR = 10**14  # as the form: twelve digits of a currency, and its minor units


class CampaignOut(Schema):
    id: UUID
    title: str
    public_name: str
    framework_id: UUID
    openings: int
    hours_limit: int
    starts_on: date
    currency: str
    training_assumed: bool
    recorded_at: datetime


class ChainStepOut(Schema):
    """A step of the job; `figures` are what the context that did it told."""

    step: str
    standing: str
    happened_on: date | None
    figures: dict[str, Any]


class ArmOut(Schema):
    """Plan and actual of one part; money in whole minor units of the campaign's currency. What support took is null for
    whoever may hire or employ those it was given to.
    """

    arm: str
    share: int
    planned_hours: float
    actual_hours: float | None
    planned_minor: int
    actual_minor: int | None


class CampaignDetail(CampaignOut):
    promised: int
    seats_open: int
    steps: list[ChainStepOut]
    mix: list[ArmOut]


class PromiseIn(Schema):
    employer_id: UUID
    count: int = Field(ge=1, le=10_000)
    starts_on: date
    commitment: str = Field(min_length=1, max_length=2000)
    wage_minor: int | None = Field(default=None, ge=0, le=MOST_MINOR)
    wage_period: Literal["", "HOUR", "DAY", "WEEK", "MONTH", "YEAR"] = ""


class PromiseOut(Schema):
    id: UUID
    count: int
    starts_on: date


@router.get("/campaigns", response=Page[CampaignOut])
@operation("campaigns.campaign.read")
def list_campaigns(request: HttpRequest, cursor: str = "", limit: int = 50) -> dict[str, Any]:
    return paged(queries.campaigns(actor_of(request)), cursor, limit)


@router.get("/campaigns/{uuid:campaign_id}", response=CampaignDetail)
@operation("campaigns.campaign.read")
def get_campaign(request: HttpRequest, campaign_id: UUID) -> dict[str, Any]:
    actor = actor_of(request)
    found = queries.campaign(actor, campaign_id)
    notes = queries.steps(actor, campaign_id)
    facts = queries.facts(actor, found, notes)
    return _plain(found) | {
        "promised": facts.promised,
        "seats_open": queries.seats_open(actor, campaign_id),
        "steps": [
            {
                "step": step.value,
                "standing": standing.value,
                "happened_on": notes[step].happened_on if step in notes else None,
                "figures": notes[step].figures if step in notes else {},
            }
            for step, standing in chain.standings(facts).items()
        ],
        "mix": [
            {
                "arm": total.arm.value,
                "share": total.share,
                "planned_hours": float(total.planned_hours),
                "actual_hours": None if total.actual_hours is None else float(total.actual_hours),
                "planned_minor": total.planned_minor,
                "actual_minor": total.actual_minor,
            }
            for total in queries.mix_totals(actor, found)
        ],
    }


class OwnerOut(Schema):
    """Who answers for a part of the work, and since when; null where nobody does."""

    duty: str
    person_id: UUID | None
    since: date | None


class ArmMoneyOut(Schema):
    """An arm in minor units; what it cost is null where that may not be known."""

    arm: str
    budget_minor: int
    planned_minor: int
    spent_minor: int | None


class PayerOut(Schema):
    organisation_id: UUID
    organisation: str
    arm: str
    money_minor: int


class ResourcesOut(Schema):
    """Owners, money, and what each result cost: the sum known, the counts it was divided by, and the quotients."""

    currency: str
    owners: list[OwnerOut]
    arms: list[ArmMoneyOut]
    payers: list[PayerOut]
    spent_minor: int
    spent_is_whole: bool
    records: int
    hires: int
    each_record_minor: int | None
    each_hire_minor: int | None


@router.get("/campaigns/{uuid:campaign_id}/resources", response=ResourcesOut)
@operation("campaigns.resources.read")
def get_resources(request: HttpRequest, campaign_id: UUID) -> dict[str, Any]:
    actor = actor_of(request)
    found = queries.campaign(actor, campaign_id)
    money = resources.money(actor, found)
    return {
        "currency": found.currency,
        "owners": [
            {
                "duty": duty.value,
                "person_id": one.person_id if one else None,
                "since": one.happened_on if one and one.person_id else None,
            }
            for duty, one in resources.owners(actor, campaign_id).items()
        ],
        "arms": [
            {"arm": arm.arm.value, "budget_minor": arm.budget, "planned_minor": arm.planned, "spent_minor": arm.spent}
            for arm in money.arms
        ],
        "payers": [
            {
                "organisation_id": one.payer_id,
                "organisation": one.payer.name,
                "arm": one.arm,
                "money_minor": one.money_minor,
            }
            for one in resources.allotments(actor, campaign_id)
            if one.money_minor
        ],
        "spent_minor": money.spent,
        "spent_is_whole": money.whole,
        "records": money.records,
        "hires": money.hires,
        "each_record_minor": money.each_record,
        "each_hire_minor": money.each_hire,
    }


@router.post("/campaigns/{uuid:campaign_id}/promises", response=PromiseOut)
@operation("campaigns.jobs.promise")
def promise_jobs(request: HttpRequest, campaign_id: UUID, promise: PromiseIn) -> Any:
    return actions.promise_jobs(
        actor_of(request),
        campaign_id=campaign_id,
        employer_id=promise.employer_id,
        count=promise.count,
        starts_on=promise.starts_on,
        commitment=promise.commitment,
        wage_minor=promise.wage_minor,
        wage_period=promise.wage_period,
        now=sources.now(),
    )


def _plain(found: Campaign) -> dict[str, Any]:
    return {name: getattr(found, name) for name in CampaignOut.model_fields}
