"""Opening a job for everybody to see, and taking it down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from skillmark.campaigns import actions as campaign_actions
from skillmark.campaigns import queries as campaigns
from skillmark.campaigns.queries import StepName
from skillmark.foundation import access, audit
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.hiring import queries, rules
from skillmark.hiring.models import Posting
from skillmark.kernel.values import PayPeriod
from skillmark.people import queries as people
from skillmark.standards import queries as standards

LONGEST = {"schedule": 2000, "benefits": 2000, "how_to_apply": 300}


# what a job says anew as it said before; what it asks comes from the version in force
SAME_ANEW = (
    "employer_id", "pay_low", "pay_high", "currency", "pay_period", "schedule", "street", "locality", "region",
    "country", "benefits", "how_to_apply", "openings", "closes_on",
)  # fmt: skip


class NothingNewer(Exception):
    """The job was made from the version in force, or is not open any more: there is nothing to open anew."""


class CannotOpen(Exception):
    """A job may not be opened like this. `reasons`: (field, why), why ∈ missing, no_range, past, degree,
    too_long, no_way."""

    def __init__(self, reasons: list[tuple[str, str]]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("; ".join(f"{field}: {why}" for field, why in reasons))


@dataclass(frozen=True, slots=True)
class Place:
    """Where the work is done. `country` is an ISO 3166 code of two letters."""

    locality: str
    country: str
    region: str = ""
    street: str = ""


@action
def open_job(
    actor: Actor,
    *,
    campaign_id: UUID,
    pay_low: int | None,
    pay_high: int | None,
    pay_period: PayPeriod | None,
    schedule: str,
    place: Place,
    closes_on: date | None,
    how_to_apply: str,
    opens_on: date | None = None,
    title: str = "",
    benefits: str = "",
    employer_id: UUID | None = None,
    now: datetime,
) -> Posting:
    """Open a job from the campaign's standard; pay in minor units of the campaign's currency.

    Raises CannotOpen without pay range, schedule, place, closing date or a way to apply, with a closing date in the
    past, or where a text asks for a degree; NotPublished for a draft outside a demonstration. `employer_id` None: the
    workspace's own.
    """
    access.require(actor, "hiring.job.open")
    campaign = campaigns.campaign(actor, campaign_id)
    framework = standards.framework_to_use(actor, campaign.framework_id)
    first_day = opens_on or people.today(actor, now)
    texts = {"title": title, "schedule": schedule, "benefits": benefits, "how_to_apply": how_to_apply}
    reasons = _reasons(pay_low, pay_high, pay_period, place, closes_on, first_day, texts)
    if reasons or pay_low is None or pay_high is None or pay_period is None or closes_on is None:
        raise CannotOpen(reasons)
    employers = people.organisations(actor)
    employer = employers.get(pk=employer_id) if employer_id else people.profile(actor)
    posting: Posting = Posting.objects.record(
        actor,
        now=now,
        campaign=campaign,
        framework=framework,
        employer=employer,
        title=title.strip() or framework.title[:200],
        pay_low=pay_low,
        pay_high=pay_high,
        currency=campaign.currency,
        pay_period=pay_period.value,
        schedule=schedule.strip(),
        street=place.street.strip(),
        locality=place.locality.strip(),
        region=place.region.strip(),
        country=place.country.strip().upper(),
        benefits=benefits.strip(),
        how_to_apply=rules.way_to_apply(how_to_apply).text,
        openings=campaign.openings,
        opens_on=first_day,
        closes_on=closes_on,
        opened_by_id=actor.person_id,
    )
    audit.record(actor, "hiring.job.opened", posting, framework=framework.pk, openings=posting.openings)
    _note_postings(actor, campaign, first_day, now)
    return posting


@action
def open_anew(actor: Actor, *, posting_id: UUID, campaign_id: UUID, now: datetime) -> Posting:
    """Open a job anew from the version of its standard in force, with the same words, in a campaign that leads there.

    The one before is taken down, and its address leads on. Whoever applied for it stays in its campaign, under the
    version she applied under. Raises NothingNewer where that version is in force or the job is not open any more,
    NotFound for a campaign that leads elsewhere.
    """
    access.require(actor, "hiring.job.open")
    before = queries.posting(actor, posting_id, lock=True)
    access.require(actor, "hiring.job.end", before)
    newer, today = standards.newer_version(before.framework), people.today(actor, now)
    if newer is None or not rules.can_be_opened_anew(before.closes_on, before.ended_at is not None, today):
        raise NothingNewer(before.title)
    campaign = campaigns.campaign(actor, campaign_id)
    if campaign.framework_id != newer.pk:
        raise NotFound(f"campaign {campaign_id} leads to another version")
    as_standard = before.title == before.framework.title[:200]
    same = {field: getattr(before, field) for field in SAME_ANEW}
    posting: Posting = Posting.objects.record(
        actor,
        now=now,
        **same,
        campaign=campaign,
        framework=newer,
        title=newer.title[:200] if as_standard else before.title,
        opens_on=max(today, before.opens_on),
        opened_by_id=actor.person_id,
        replaces=before,
    )
    before.ended_at = now
    before.save(update_fields=["ended_at"])
    audit.record(actor, "hiring.job.opened_anew", posting, replaces=before.pk, framework=newer.pk)
    _note_postings(actor, campaign, posting.opens_on, now)
    return posting


def _note_postings(actor: Actor, campaign: campaigns.Campaign, first_day: date, now: datetime) -> None:
    shown = queries.postings(actor, campaign.pk).filter(ended_at=None).count()
    campaign_actions.note_step(
        actor, campaign_id=campaign.pk, step=StepName.POSTING, happened_on=first_day, figures={"postings": shown},
        url_name="hiring:postings", url_arguments=[str(campaign.pk)], now=now,
    )  # fmt: skip


@action
def end_posting(actor: Actor, *, posting_id: UUID, now: datetime) -> Posting:
    """Take an open job down before its closing date. Nothing happens the second time."""
    posting = queries.posting(actor, posting_id, lock=True)
    access.require(actor, "hiring.job.end", posting)
    if posting.ended_at is None:
        posting.ended_at = now
        posting.save(update_fields=["ended_at"])
        audit.record(actor, "hiring.job.ended", posting)
    return posting


def _reasons(
    pay_low: int | None,
    pay_high: int | None,
    pay_period: PayPeriod | None,
    place: Place,
    closes_on: date | None,
    first_day: date,
    texts: Mapping[str, str],
) -> list[tuple[str, str]]:
    given = {
        "pay_low": pay_low, "pay_high": pay_high, "pay_period": pay_period, "schedule": texts["schedule"].strip(),
        "locality": place.locality.strip(), "country": place.country.strip(), "closes_on": closes_on,
        "how_to_apply": texts["how_to_apply"].strip(),
    }  # fmt: skip
    reasons = [(field, "missing") for field, value in given.items() if value in (None, "")]
    if pay_low is not None and pay_high is not None and not rules.pay_is_a_range(pay_low, pay_high):
        reasons.append(("pay_high", "no_range"))
    if closes_on is not None and closes_on < first_day:
        reasons.append(("closes_on", "past"))
    if given["how_to_apply"] and not rules.is_way_to_apply(texts["how_to_apply"]):
        reasons.append(("how_to_apply", "no_way"))
    reasons += [(field, "degree") for field, text in texts.items() if rules.mentions_degree(text)]
    reasons += [(field, "too_long") for field, most in LONGEST.items() if len(texts[field]) > most]
    return reasons
