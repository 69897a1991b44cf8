"""The training on offer by REST."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from skillmark.campaigns import queries as campaigns
from skillmark.foundation.api import Page, actor_of, operation, paged
from skillmark.learning import queries

router = Router(tags=["Training"])


class StepOut(Schema):
    competency_id: str
    from_level: int
    to_level: int


class ModuleOut(Schema):
    """`cost_minor` in whole minor units of the campaign's currency; `assumed`: no provider gave these figures.

    `delivery`: online, hands_on or on_the_job; it is empty and `provider_id` null where nobody has said so.
    """

    id: UUID
    reference: str
    hours: float
    cost_minor: int
    weeks: float
    prerequisites: list[str]
    assumed: bool
    delivery: str
    provider_id: UUID | None
    steps: list[StepOut]

    @staticmethod
    def resolve_hours(module: queries.Module) -> float:
        return module.hundredths_of_hours / queries.HUNDREDTHS

    @staticmethod
    def resolve_weeks(module: queries.Module) -> float:
        return module.hundredths_of_weeks / queries.HUNDREDTHS

    @staticmethod
    def resolve_steps(module: queries.Module) -> list[Any]:
        return sorted(module.steps.all(), key=lambda step: step.competency_id)


@router.get("/campaigns/{uuid:campaign_id}/modules", response=Page[ModuleOut])
@operation("learning.catalogue.read")
def list_modules(request: HttpRequest, campaign_id: UUID, cursor: str = "", limit: int = 50) -> dict[str, Any]:
    actor = actor_of(request)
    campaigns.campaign(actor, campaign_id)
    return paged(queries.modules(actor, campaign_id), cursor, limit)
