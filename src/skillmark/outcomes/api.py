"""The REST face of outcomes: the study with its measurement plan, and figures that left the house."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from skillmark.campaigns import queries as campaigns
from skillmark.foundation.api import Page, actor_of, operation, paged
from skillmark.foundation.scopes import NotFound
from skillmark.outcomes import queries

router = Router(tags=["Outcomes"])


class StudyOut(Schema):
    """A study as registered. `plan_hash`: SHA-256 over the RFC 8785 form of the plan, lower-case hex."""

    id: UUID
    campaign_id: UUID
    run_id: UUID
    plan_hash: str
    outcome_observed_from: date
    recorded_at: datetime


class ReleaseOut(Schema):
    """Frozen figures. No group below `minimum` people is shown; `digest` is over minimum, definition and rows."""

    id: UUID
    number: int
    programme: str
    job: str
    minimum: int
    definition_version: str
    first_day: date
    as_of: datetime
    digest: str

    @staticmethod
    def resolve_programme(release: queries.FigureRelease) -> str:
        return str(release.campaign.public_name)

    @staticmethod
    def resolve_job(release: queries.FigureRelease) -> str:
        return str(release.run.framework.title)


class CellOut(Schema):
    """People by the job before or by must-haves missing, and the furthest step they reached. `Total` marks a margin;
    a null count is too few to show.
    """

    previous_job: str
    must_haves_missing: str
    furthest_step: str
    count: int | None


class WholeReleaseOut(ReleaseOut):
    cells: list[CellOut]

    @staticmethod
    def resolve_cells(release: queries.FigureRelease) -> list[dict[str, Any]]:
        return [dict(zip(CellOut.model_fields, row, strict=True)) for row in release.rows]


@router.get("/campaigns/{campaign_id}/study", response=StudyOut, summary="The study registered for a campaign")
@operation("outcomes.study.read")
def study(request: HttpRequest, campaign_id: UUID) -> object:
    found = queries.study(actor_of(request), campaign_id)
    if found is None:
        raise NotFound(str(campaign_id))
    return found


@router.get(
    "/campaigns/{campaign_id}/measurement-plan",
    response=dict[str, object],
    summary="The registered plan whole: measurement_plan.json",
)
@operation("outcomes.study.read")
def measurement_plan(request: HttpRequest, campaign_id: UUID) -> object:
    plan = queries.measurement_plan(actor_of(request), campaign_id)
    if plan is None:
        raise NotFound(str(campaign_id))
    return plan


@router.get(
    "/campaigns/{campaign_id}/releases", response=Page[ReleaseOut], summary="A campaign's releases, oldest first"
)
@operation("outcomes.figures.read")
def releases(request: HttpRequest, campaign_id: UUID, cursor: str = "", limit: int = 50) -> object:
    actor = actor_of(request)
    campaigns.campaign(actor, campaign_id)
    return paged(queries.releases(actor, campaign_id), cursor, limit)


@router.get("/releases/{release_id}", response=WholeReleaseOut, summary="One release with its counts")
@operation("outcomes.figures.read")
def release(request: HttpRequest, release_id: UUID) -> object:
    return queries.release(actor_of(request), release_id)


@router.get(
    "/published-figures",
    response=list[ReleaseOut],
    summary="The latest release of each campaign, the newest first, at most twenty; without a token",
)
@operation("outcomes.published.read", scope="public")
def published_figures(request: HttpRequest) -> object:
    return queries.published_releases()


@router.get(
    "/published-figures/{release_id}", response=WholeReleaseOut, summary="One release with its counts, without a token"
)
@operation("outcomes.published.read", scope="public")
def published(request: HttpRequest, release_id: UUID) -> object:
    return queries.published_release(release_id)
