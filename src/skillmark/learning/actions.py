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
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.sources import new_id
from skillmark.foundation.work import action
from skillmark.kernel.planning import MODULE_COLUMNS, SEPARATOR, Step, assumed_modules, read_modules
from skillmark.kernel.planning import Module as PlannedModule
from skillmark.kernel.values import BadInput, Problem, Sentence, as_kept, joined, told, write_table
from skillmark.learning import queries, rules
from skillmark.learning.models import Module, ModuleStep
from skillmark.learning.queries import HUNDREDTHS
from skillmark.people import queries as people
from skillmark.standards import queries as standards

TABLE = "modules.csv"  # what a catalogue is called where it did not come as a file
WHOLE = gettext_noop("Training comes in whole: mend the other rows, and bring this one with them.")
CHANGED_SINCE = gettext_noop("The training on offer was changed since.")
PLANNED_SINCE = gettext_noop("A plan was made with this training since.")
DESCRIBED = [
    "hundredths_of_hours", "cost_minor", "hundredths_of_weeks", "prerequisites", "assumed", "position",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taught:
    """How a module is given and by which organisation; empty and None where nobody has said so."""

    delivery: str = ""
    provider_id: UUID | None = None


@action
def import_modules(
    actor: Actor,
    *,
    campaign_id: UUID,
    modules: Sequence[PlannedModule],
    name: str = TABLE,
    taught: Mapping[str, Taught] | None = None,
    now: datetime,
) -> int:
    """Put a catalogue in place of the one before; gives how many modules it has.

    Competencies may go by any name the standard's source has for them; modules that teach nothing it asks for close
    nothing. `name` is the file's. A table says neither how a module is given nor by whom: one that was there before
    under the same name stays the same record and keeps both, and of others `taught` says it by name. Raises BadInput
    where two steps of a module come to mean the same competency.
    """
    access.require(actor, "learning.catalogue.import")
    campaign = campaigns.campaign(actor, campaign_id, lock=True)
    modules = _in_the_standards_names(actor, campaign.framework_id, modules, name)
    before = {found.reference: found for found in queries.modules(actor, campaign_id)}
    gone = set(before) - {module.module_id for module in modules}
    Module.objects.within(actor).filter(campaign=campaign, reference__in=gone).delete()
    ModuleStep.objects.within(actor).filter(module__campaign=campaign).delete()
    added: list[Module] = []
    kept: list[Module] = []
    for position, module in enumerate(modules):
        known = before.get(module.module_id)
        record = known or _blank(campaign, taught or {}, module.module_id, now)
        _describe(record, module)
        record.position = position
        (kept if known else added).append(record)
    Module.objects.across_workspaces().bulk_create(added)
    Module.objects.across_workspaces().bulk_update(kept, DESCRIBED)
    ids = {record.reference: record for record in (*added, *kept)}
    _add_steps([(ids[module.module_id], module) for module in modules], now)
    assumed = any(module.assumed for module in modules)
    audit.record(actor, "learning.catalogue.imported", campaign, modules=len(modules), assumed=assumed)
    campaigning.note_training(actor, campaign_id=campaign_id, assumed=assumed, now=now)
    return len(modules)


def _blank(campaign: campaigns.Campaign, taught: Mapping[str, Taught], name: str, now: datetime) -> Module:
    said = taught.get(name, Taught())
    return Module(
        id=new_id(), workspace_id=campaign.workspace_id, recorded_at=now, campaign=campaign,
        delivery=said.delivery, provider_id=said.provider_id,
    )  # fmt: skip


def _describe(record: Module, module: PlannedModule) -> None:
    record.reference = module.module_id
    record.hundredths_of_hours = int(module.hours * HUNDREDTHS)
    record.cost_minor = module.cost
    record.hundredths_of_weeks = int(module.weeks * HUNDREDTHS)
    record.prerequisites = list(module.prerequisites)
    record.assumed = module.assumed


def _add_steps(described: Sequence[tuple[Module, PlannedModule]], now: datetime) -> None:
    ModuleStep.objects.across_workspaces().bulk_create(
        ModuleStep(
            id=new_id(),
            workspace_id=record.workspace_id,
            recorded_at=now,
            module=record,
            competency_id=step.competency_id,
            from_level=step.from_level,
            to_level=step.to_level,
        )
        for record, module in described
        for step in module.steps
    )


@action
def save_module(
    actor: Actor,
    *,
    campaign_id: UUID,
    module: PlannedModule,
    taught: Taught,
    module_id: UUID | None = None,
    now: datetime,
) -> Module:
    """Add a module to a campaign's catalogue, or describe one anew; where its name changes, what waits for it goes on
    waiting for it. What somebody describes is assumed no longer.

    Raises BadInput, its column a field, for a name that another module has or that lists could not hold, for training
    that takes neither hours nor cost, and for modules that would wait for one another in a circle, which it writes out.
    """
    access.require(actor, "learning.module.change")
    campaign = campaigns.campaign(actor, campaign_id, lock=True)  # two changes at once could close a circle together
    known = list(queries.modules(actor, campaign_id))
    record = _blank(campaign, {}, "", now) if module_id is None else queries.module(actor, campaign_id, module_id)
    if taught.provider_id is not None and not people.organisations(actor).filter(pk=taught.provider_id).exists():
        raise NotFound(str(taught.provider_id))
    module = replace(module, assumed=False)
    others = [other for other in known if other.pk != record.pk]
    waiting = [other for other in others if module_id is not None and record.reference in other.prerequisites]
    for other in waiting:
        other.prerequisites = sorted(
            module.module_id if name == record.reference else name for name in other.prerequisites
        )
    _refuse_faulty(module, others)
    _describe(record, module)
    record.delivery, record.provider_id = taught.delivery, taught.provider_id
    if module_id is None:
        record.position = max((other.position for other in known), default=-1) + 1
    record.save()
    record.steps.all().delete()
    _add_steps([(record, module)], now)
    Module.objects.across_workspaces().bulk_update(waiting, ["prerequisites"])
    audit.record(actor, "learning.module.saved", campaign, module=str(record.pk), added=module_id is None)
    assumed = any(other.assumed for other in others)
    campaigning.note_training(actor, campaign_id=campaign_id, assumed=assumed, now=now)
    return record


def _refuse_faulty(module: PlannedModule, others: Sequence[Module]) -> None:
    before = {other.reference: other.prerequisites for other in others}
    if module.module_id in before:
        raise _fault("reference", told("Another module has this name."))
    if SEPARATOR in module.module_id:
        raise _fault("reference", told("contains “%(sign)s”, which separates modules in lists", sign=SEPARATOR))
    if not module.hours and not module.cost:
        raise _fault("hours", told("hours and cost are both 0; a path through this module would look free"))
    for name in module.prerequisites:
        if name not in before and name != module.module_id:
            raise _fault("prerequisites", told("Module %(module)s is not on offer.", module=name))
    way = rules.circle({**before, module.module_id: module.prerequisites}, module.module_id)
    if way:
        said = told("This closes a circle, in which each waits for the next: %(way)s", way=" → ".join(way))
        raise _fault("prerequisites", said)


def _fault(column: str, message: Sentence) -> BadInput:
    return BadInput([Problem("", message, column=column)])


@action
def remove_module(actor: Actor, *, campaign_id: UUID, module_id: UUID, now: datetime) -> None:
    """Take a module off the catalogue. Raises BadInput where others wait for it, and names them."""
    access.require(actor, "learning.module.change")
    campaign = campaigns.campaign(actor, campaign_id, lock=True)
    record = queries.module(actor, campaign_id, module_id)
    others = [other for other in queries.modules(actor, campaign_id) if other.pk != record.pk]
    waiting = [other.reference for other in others if record.reference in other.prerequisites]
    if waiting:
        raise _fault("", told("These wait for it: %(modules)s. Change them first.", modules=", ".join(waiting)))
    record.delete()
    audit.record(actor, "learning.module.removed", campaign, module=str(module_id))
    assumed = any(other.assumed for other in others)
    campaigning.note_training(actor, campaign_id=campaign_id, assumed=assumed, now=now)


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
    taught: Mapping[str, Taught]

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
    taught = {name: [said.delivery, said.provider_id and str(said.provider_id)] for name, said in plan.taught.items()}
    kept = {
        "catalogue": _kept(plan.before), "taught": taught, "after": _digest(plan.modules), "at": now.isoformat(),
    }  # fmt: skip
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
    found = list(queries.modules(actor, campaign_id))
    before = [queries.as_planned(one) for one in found]
    taught = {one.reference: Taught(one.delivery, one.provider_id) for one in found}
    try:
        read = read_modules(io.BytesIO(table.getvalue().encode()), TABLE, campaign.currency)
        named = _in_the_standards_names(actor, campaign.framework_id, read, TABLE)
    except BadInput as bad:
        faults: dict[int, list[str]] = {}
        for problem in bad.problems:
            number = whole.rows[problem.row - 2 if problem.row else 0].number  # the header is row 1
            placed = told("%(column)s: %(problem)s", column=problem.column, problem=problem.message)
            faults.setdefault(number, []).append(placed if problem.column else problem.message)
        return _Plan((), {number: joined(said) for number, said in faults.items()}, before, taught)
    sorted_steps = [replace(module, steps=tuple(sorted(module.steps))) for module in named]
    return _Plan(sorted_steps, {}, before, taught)


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
        # an import of before these were kept has none of them
        taught = {
            name: Taught(delivery, provider and UUID(provider))
            for name, (delivery, provider) in kept.get("taught", {}).items()
        }
        import_modules(actor, campaign_id=campaign_id, modules=modules, taught=taught, now=now)
