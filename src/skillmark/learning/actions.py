"""Changes of state in training."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from skillmark.campaigns import actions as campaigning
from skillmark.campaigns import queries as campaigns
from skillmark.foundation import access, audit
from skillmark.foundation.roles import Actor
from skillmark.foundation.sources import new_id
from skillmark.foundation.work import action
from skillmark.kernel.planning import Module as PlannedModule
from skillmark.kernel.planning import Step, assumed_modules
from skillmark.kernel.values import BadInput, Problem
from skillmark.learning.models import Module, ModuleStep
from skillmark.learning.queries import HUNDREDTHS
from skillmark.standards import queries as standards

TABLE = "modules.csv"  # what a catalogue is called where it did not come as a file


@action
def import_modules(
    actor: Actor, *, campaign_id: UUID, modules: Sequence[PlannedModule], name: str = TABLE, now: datetime
) -> int:
    """Put a catalogue in place of the one before; gives how many modules it has.

    Competencies may go by any name the standard's source has for them; modules that teach nothing it asks for close
    nothing. `name` is the file's. Raises BadInput where two steps of a module come to mean the same competency.
    """
    access.require(actor, "learning.catalogue.import")
    campaign = campaigns.campaign(actor, campaign_id)
    modules = _in_the_standards_names(actor, campaign.framework_id, modules, name)
    Module.objects.within(actor).filter(campaign=campaign).delete()
    kept = [
        Module(
            id=new_id(),
            workspace_id=campaign.workspace_id,
            recorded_at=now,
            campaign=campaign,
            reference=module.module_id,
            hundredths_of_hours=int(module.hours * HUNDREDTHS),
            cost_minor=module.cost,
            hundredths_of_weeks=int(module.weeks * HUNDREDTHS),
            prerequisites=list(module.prerequisites),
            assumed=module.assumed,
            position=position,
        )
        for position, module in enumerate(modules)
    ]
    Module.objects.across_workspaces().bulk_create(kept)
    ModuleStep.objects.across_workspaces().bulk_create(
        ModuleStep(
            id=new_id(),
            workspace_id=campaign.workspace_id,
            recorded_at=now,
            module=record,
            competency_id=step.competency_id,
            from_level=step.from_level,
            to_level=step.to_level,
        )
        for record, module in zip(kept, modules, strict=True)
        for step in module.steps
    )
    assumed = any(module.assumed for module in modules)
    audit.record(actor, "learning.catalogue.imported", campaign, modules=len(kept), assumed=assumed)
    campaigning.note_training(actor, campaign_id=campaign_id, assumed=assumed, now=now)
    return len(kept)


def _in_the_standards_names(
    actor: Actor, framework_id: UUID, modules: Sequence[PlannedModule], name: str
) -> Sequence[PlannedModule]:
    known = standards.identifiers(actor, framework_id)
    named = [replace(module, steps=tuple(_named(step, known) for step in module.steps)) for module in modules]
    problems = [
        Problem(name, f"module {module.module_id} gives one competency twice, under two names", column="competency_id")
        for module in named
        if len({step.competency_id for step in module.steps}) < len(module.steps)
    ]
    if problems:
        raise BadInput(problems)
    return named


def _named(step: Step, known: Mapping[str, str]) -> Step:
    return replace(step, competency_id=known.get(step.competency_id, step.competency_id))


@action
def assume_catalogue(actor: Actor, *, campaign_id: UUID, now: datetime) -> int:
    """The assumed catalogue of the campaign's standard: one module a level and competency, marked assumed."""
    campaign = campaigns.campaign(actor, campaign_id)
    requirements = standards.requirements(actor, campaign.framework_id)
    return import_modules(actor, campaign_id=campaign_id, modules=assumed_modules(requirements), now=now)
