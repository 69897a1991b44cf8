"""Changes of state in training: a catalogue in the place of the one before, and a spreadsheet of it in and back."""

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from skillmark.campaigns import actions as campaigning
from skillmark.campaigns import queries as campaigns
from skillmark.foundation import access, audit
from skillmark.foundation.imports.kinds import Brought, Done, Fate, Given, Outcome
from skillmark.foundation.imports.reading import WRONG
from skillmark.foundation.roles import Actor
from skillmark.foundation.sources import new_id
from skillmark.foundation.work import action
from skillmark.kernel.planning import MODULE_COLUMNS, Step, assumed_modules, read_modules
from skillmark.kernel.planning import Module as PlannedModule
from skillmark.kernel.values import BadInput, Problem, as_kept, joined, told, write_table
from skillmark.learning import queries
from skillmark.learning.models import Module, ModuleStep
from skillmark.learning.queries import HUNDREDTHS
from skillmark.standards import queries as standards

TABLE = "modules.csv"  # what a catalogue is called where it did not come as a file
WHOLE = gettext_noop("Training comes in whole: mend the other rows, and bring this one with them.")
CHANGED_SINCE = gettext_noop("The training on offer was changed since.")
PLANNED_SINCE = gettext_noop("A plan was made with this training since.")


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
        Problem(
            name,
            told("module %(module)s gives one competency twice, under two names", module=module.module_id),
            column="competency_id",
        )
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


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a whole file comes to: the modules, or what is wrong with which rows; and what is on offer now."""

    modules: Sequence[PlannedModule]
    faults: Mapping[int, str]
    before: Sequence[PlannedModule]

    @property
    def changes(self) -> bool:
        return not self.faults and list(self.modules) != list(self.before)

    def fates(self) -> dict[str, Fate]:
        """What becomes of each module of the file, by its name."""
        old = {module.module_id: module for module in self.before}
        fates = {}
        for new in self.modules:
            before = old.get(new.module_id)
            fates[new.module_id] = Fate.ADDED if before is None else Fate.SAME if before == new else Fate.CHANGED
        return fates


@action
def store_catalogue(actor: Actor, whole: Brought, piece: Sequence[Given], dry: bool, now: datetime) -> list[Outcome]:
    """Put the catalogue of a whole file in place, or none of it: a path through half of it would look cheap. It goes
    in with the file's last row.
    """
    access.require(actor, "learning.catalogue.import")
    campaign_id = whole.about_id
    if campaign_id is None:
        raise ValueError("training is of a campaign")
    plan: _Plan = whole.keep("catalogue", lambda all_: _plan(actor, campaign_id, all_))
    if plan.faults or whole.left_out:
        return [_refused(row.number, plan.faults) for row in piece]
    fates = plan.fates()
    outcomes = [Outcome(row.number, fates.get(row.text("module_id"), Fate.ADDED)) for row in piece]
    if not piece or piece[-1].number != whole.rows[-1].number or not plan.changes:
        return outcomes
    if not dry:
        import_modules(actor, campaign_id=campaign_id, modules=plan.modules, now=now)
    kept = {"catalogue": _kept(plan.before), "after": _digest(plan.modules), "at": now.isoformat()}
    fate = Fate.CHANGED if outcomes[-1].fate is Fate.SAME else outcomes[-1].fate
    return [*outcomes[:-1], Outcome(piece[-1].number, fate, campaign_id, before=kept)]


def _refused(number: int, faults: Mapping[int, str]) -> Outcome:
    if number not in faults:
        return Outcome(number, Fate.REFUSED, problem=(WHOLE, {}))
    return Outcome(number, Fate.REFUSED, problem=(WRONG, {"problem": as_kept(faults[number])}))


def _plan(actor: Actor, campaign_id: UUID, whole: Brought) -> _Plan:
    campaign = campaigns.campaign(actor, campaign_id)
    table = io.StringIO()
    write_table(table, MODULE_COLUMNS, ([row.text(column) for column in MODULE_COLUMNS] for row in whole.rows))
    before = queries.catalogue(actor, campaign_id)
    try:
        read = read_modules(io.BytesIO(table.getvalue().encode()), TABLE, campaign.currency)
        named = _in_the_standards_names(actor, campaign.framework_id, read, TABLE)
    except BadInput as bad:
        faults: dict[int, list[str]] = {}
        for problem in bad.problems:
            number = whole.rows[problem.row - 2 if problem.row else 0].number  # the header is row 1
            placed = told("%(column)s: %(problem)s", column=problem.column, problem=problem.message)
            faults.setdefault(number, []).append(placed if problem.column else problem.message)
        return _Plan((), {number: joined(said) for number, said in faults.items()}, before)
    sorted_steps = [replace(module, steps=tuple(sorted(module.steps))) for module in named]
    return _Plan(sorted_steps, {}, before)


def _kept(modules: Sequence[PlannedModule]) -> list[list[Any]]:
    return [
        [
            one.module_id, [[step.competency_id, step.from_level, step.to_level] for step in one.steps],
            str(one.hours), one.cost, str(one.weeks), list(one.prerequisites), one.assumed,
        ]
        for one in modules
    ]  # fmt: skip


def _digest(modules: Sequence[PlannedModule]) -> str:
    written = [replace(one, hours=one.hours.normalize(), weeks=one.weeks.normalize()) for one in modules]
    return hashlib.sha256(json.dumps(_kept(written)).encode()).hexdigest()


def catalogue_dependencies(actor: Actor, done: Sequence[Done], now: datetime) -> list[tuple[str, dict[str, str]]]:
    """Why the training stays: another took its place, or a plan was made with it."""
    for campaign_id, kept in done:
        if _digest(queries.catalogue(actor, campaign_id)) != kept["after"]:
            return [(CHANGED_SINCE, {})]
        planned = campaigns.steps(actor, campaign_id).get(campaigns.StepName.PLAN)
        if planned is not None and planned.recorded_at > datetime.fromisoformat(kept["at"]):
            return [(PLANNED_SINCE, {})]
    return []


@action
def undo_catalogue(actor: Actor, done: Sequence[Done], now: datetime) -> None:
    """Put the catalogue before in its place again."""
    for campaign_id, kept in done:
        modules = [
            PlannedModule(
                name, tuple(Step(*step) for step in steps), Decimal(hours), cost, Decimal(weeks), tuple(first), assumed
            )
            for name, steps, hours, cost, weeks, first, assumed in kept["catalogue"]
        ]
        import_modules(actor, campaign_id=campaign_id, modules=modules, now=now)
