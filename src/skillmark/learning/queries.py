"""Reads of training, each in one scope."""

from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.kernel.planning import Module as PlannedModule
from skillmark.kernel.planning import Step
from skillmark.learning.models import Delivery, Module, ModuleStep

__all__ = ["Delivery", "Module", "ModuleStep", "PlannedModule"]

HUNDREDTHS = 100


def modules(actor: Actor, campaign_id: UUID) -> "QuerySet[Module]":
    """A campaign's modules in catalogue order, their steps with them."""
    access.require(actor, "learning.catalogue.read")
    found: QuerySet[Module] = Module.objects.within(actor)
    return found.filter(campaign_id=campaign_id).prefetch_related("steps").order_by("position", "id")


def module(actor: Actor, campaign_id: UUID, module_id: UUID) -> Module:
    """One module of a campaign. Raises NotFound."""
    found: Module = one(modules(actor, campaign_id), module_id)
    return found


def modules_towards(actor: Actor, framework_id: UUID) -> "QuerySet[Module]":
    """The modules of every campaign that leads to this version of a standard, campaign by campaign, in their order."""
    access.require(actor, "learning.catalogue.read")
    found: QuerySet[Module] = Module.objects.within(actor).filter(campaign__framework_id=framework_id)
    return found.select_related("campaign").order_by("campaign__title", "campaign_id", "position", "id")


def catalogue(actor: Actor, campaign_id: UUID) -> list[PlannedModule]:
    """The catalogue as planning reads it."""
    return [as_planned(found) for found in modules(actor, campaign_id)]


def as_planned(found: Module) -> PlannedModule:
    """A module as planning reads it."""
    return PlannedModule(
        module_id=found.reference,
        steps=tuple(sorted(Step(step.competency_id, step.from_level, step.to_level) for step in found.steps.all())),
        hours=Decimal(found.hundredths_of_hours) / HUNDREDTHS,
        cost=found.cost_minor,
        weeks=Decimal(found.hundredths_of_weeks) / HUNDREDTHS,
        prerequisites=tuple(found.prerequisites),
        assumed=found.assumed,
    )
