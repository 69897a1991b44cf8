"""Steps of ladders, and what they take."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.standards.ladders import Need, Step
from skillmark.standards.models import Competency, Framework, ProgressionRule
from skillmark.standards.queries.frameworks import framework


def steps(actor: Actor, framework_id: UUID) -> list[Step]:
    """The steps that a version counts for now, by name."""
    return steps_of(actor, [framework(actor, framework_id)])[framework_id]


def steps_of(actor: Actor, frameworks: Collection[Framework]) -> dict[UUID, list[Step]]:
    """The steps that these versions count for now, by name, read together."""
    access.require(actor, "standards.framework.read")
    found: QuerySet[ProgressionRule] = ProgressionRule.objects.within(actor)
    return _now(found, frameworks)


def steps_in_public(found: Framework) -> list[Step]:
    """Any scope: the steps that a version counts for now. The caller has read the version in its own."""
    rules: QuerySet[ProgressionRule] = ProgressionRule.objects.across_workspaces()
    return _now(rules.filter(workspace_id=found.workspace_id), [found])[found.pk]


def steps_without_rule(actor: Actor, framework_id: UUID) -> list[str]:
    """The steps that lines of a version name and that nobody has said yet what they take."""
    said = {step.name for step in steps(actor, framework_id)}
    named = framework(actor, framework_id).competencies.exclude(ladder_step=None).order_by("position")
    names = dict.fromkeys(named.values_list("ladder_step", flat=True))
    return [name for name in names if name is not None and name not in said]


def review_items(actor: Actor, framework_ids: Collection[UUID]) -> dict[UUID, dict[str, str]]:
    """By version: the item of the performance review that a competency (reference) feeds, where somebody named one."""
    access.require(actor, "standards.framework.read")
    told: dict[UUID, dict[str, str]] = {framework_id: {} for framework_id in framework_ids}
    rows = Competency.objects.within(actor).filter(framework_id__in=framework_ids).exclude(review_item=None)
    for row in rows.order_by("position"):
        told[row.framework_id][row.reference] = row.review_item or ""
    return told


def _now(rules: "QuerySet[ProgressionRule]", frameworks: Collection[Framework]) -> dict[UUID, list[Step]]:
    """Of each name the latest rule that this version or one before it has set."""
    found = rules.filter(framework__lineage__in={one.lineage for one in frameworks})
    rows = list(found.select_related("framework").order_by("step", "framework__version", "version"))
    return {one.pk: _of(row for row in rows if _holds_in(row, one)) for one in frameworks}


def _holds_in(row: ProgressionRule, found: Framework) -> bool:
    said_by: Framework = row.framework
    return said_by.lineage == found.lineage and said_by.version <= found.version


def _of(rows: Iterable[ProgressionRule]) -> list[Step]:
    latest = {row.step: row for row in rows}
    return [
        Step(
            row.framework_id,
            row.step,
            row.version,
            tuple(Need(reference, name, level) for reference, name, level in row.needs),
            row.decided_by,
        )
        for row in latest.values()
        if row.needs
    ]
