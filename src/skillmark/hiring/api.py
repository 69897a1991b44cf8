"""The REST face of hiring: open jobs, runs of fit, and inviting people to a first task.

What a person said of herself, her past jobs and what she needs of a job stay on the pages.
"""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from skillmark.campaigns import queries as campaigns
from skillmark.foundation import sources
from skillmark.foundation.api import MOST_A_PAGE, Page, actor_of, operation, paged
from skillmark.hiring import actions, queries, rules
from skillmark.hiring.documents import posting_jsonld

router = Router(tags=["Hiring"])


class PublicJobOut(Schema):
    """An open job as everybody sees it; pay in whole minor units of `currency` for each `pay_period`.

    `how_to_apply`: an e-mail address, a phone number, a web address or a sentence.
    """

    id: UUID
    title: str
    employer: str
    pay_low: int
    pay_high: int
    currency: str
    pay_period: str
    schedule: str
    street: str
    locality: str
    region: str
    country: str
    benefits: str
    how_to_apply: str
    openings: int
    opens_on: date
    closes_on: date

    @staticmethod
    def resolve_employer(posting: queries.Posting) -> str:
        return str(posting.employer.public_name)


class JobOut(PublicJobOut):
    """An open job with the campaign and the version of a standard it was made from. `ended_at`: taken down early."""

    campaign_id: UUID
    framework_id: UUID
    recorded_at: datetime
    ended_at: datetime | None


class FitRunOut(Schema):
    """One computation of who fits. `seats`: for how many places people were planned; `anything_checked`: whether
    anybody held a checked record, without which the list is no short list.
    """

    id: UUID
    campaign_id: UUID
    framework_id: UUID
    people: int
    erased: int
    seats: int
    hours_limit: int
    anything_checked: bool
    recorded_at: datetime


class FitEntryOut(Schema):
    """One person in a run: shares from 0 to 1 with six decimals, cost in minor units of the campaign's currency.

    `hours`, `weeks` and `cost_minor` are of a part where `unclosable` names what no training closes.
    """

    id: UUID
    person_id: UUID
    position: int
    rank: int
    unmet_essentials_verified: int
    unmet_essentials_effective: int
    coverage_verified: float
    coverage_effective: float
    missing: list[str]
    missing_verified: list[str]
    module_ids: list[str]
    hours: float
    weeks: float
    cost_minor: int
    unclosable: list[str]
    assumed: bool
    eligible: bool

    @staticmethod
    def resolve_unmet_essentials_verified(entry: queries.FitEntry) -> int:
        return int(entry.unmet_verified)

    @staticmethod
    def resolve_unmet_essentials_effective(entry: queries.FitEntry) -> int:
        return int(entry.unmet_effective)

    @staticmethod
    def resolve_coverage_verified(entry: queries.FitEntry) -> float:
        return _part(entry.coverage_verified, rules.MILLIONTHS)

    @staticmethod
    def resolve_coverage_effective(entry: queries.FitEntry) -> float:
        return _part(entry.coverage_effective, rules.MILLIONTHS)

    @staticmethod
    def resolve_hours(entry: queries.FitEntry) -> float:
        return _part(entry.hundredths_of_hours, rules.HUNDREDTHS)

    @staticmethod
    def resolve_weeks(entry: queries.FitEntry) -> float:
        return _part(entry.hundredths_of_weeks, rules.HUNDREDTHS)


class InvitationsIn(Schema):
    """Entries of the run whose people are invited."""

    entry_ids: list[UUID] = Field(min_length=1, max_length=MOST_A_PAGE)


class InvitationOut(Schema):
    id: UUID
    person_id: UUID
    invited_by_id: UUID | None
    happened_on: date


@router.get("/open-jobs", response=Page[JobOut], summary="Open jobs, past and present, oldest first")
@operation("hiring.job.read")
def open_jobs(request: HttpRequest, cursor: str = "", limit: int = 50) -> object:
    return paged(queries.every_posting(actor_of(request)), cursor, limit)


@router.get("/open-jobs/{posting_id}", response=JobOut, summary="One open job")
@operation("hiring.job.read")
def open_job(request: HttpRequest, posting_id: UUID) -> object:
    return queries.posting(actor_of(request), posting_id)


@router.get(
    "/published-jobs", response=Page[PublicJobOut], summary="Every job open today, without a token, oldest first"
)
@operation("hiring.published.read", scope="public")
def published_jobs(request: HttpRequest, cursor: str = "", limit: int = 50) -> object:
    return paged(queries.published_postings(sources.now()), cursor, limit)


@router.get(
    "/published-jobs/{posting_id}",
    response=dict[str, object],
    summary="One open job as schema.org JobPosting, without a token",
)
@operation("hiring.published.read", scope="public")
def published_job(request: HttpRequest, posting_id: UUID) -> object:
    return posting_jsonld(queries.published_posting(posting_id))


@router.get("/campaigns/{campaign_id}/fit-runs", response=Page[FitRunOut], summary="A campaign's runs, oldest first")
@operation("hiring.fit.read")
def fit_runs(request: HttpRequest, campaign_id: UUID, cursor: str = "", limit: int = 50) -> object:
    actor = actor_of(request)
    campaigns.campaign(actor, campaign_id)
    return paged(queries.runs(actor, campaign_id), cursor, limit)


@router.get("/fit-runs/{fit_run_id}", response=FitRunOut, summary="One run")
@operation("hiring.fit.read")
def fit_run(request: HttpRequest, fit_run_id: UUID) -> object:
    return queries.run(actor_of(request), fit_run_id)


@router.get(
    "/fit-runs/{fit_run_id}/entries",
    response=Page[FitEntryOut],
    summary="Everybody of a run; position is the place in the list",
)
@operation("hiring.fit.read")
def entries(request: HttpRequest, fit_run_id: UUID, cursor: str = "", limit: int = 50) -> object:
    actor = actor_of(request)
    return paged(queries.entries(actor, queries.run(actor, fit_run_id).pk), cursor, limit)


@router.post(
    "/fit-runs/{fit_run_id}/invitations",
    response={201: list[InvitationOut]},
    summary="Invite people of a run to a first task; those invited before are passed over",
)
@operation("hiring.person.invite")
def invite(request: HttpRequest, fit_run_id: UUID, given: InvitationsIn) -> object:
    invited = actions.invite(actor_of(request), run_id=fit_run_id, entry_ids=given.entry_ids, now=sources.now())
    return Status(201, invited)


def _part(count: int, whole: int) -> float:
    return float(Decimal(count) / whole)
