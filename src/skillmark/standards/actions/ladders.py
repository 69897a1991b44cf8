"""What a step of a ladder takes."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from skillmark.foundation import access, audit
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told, written
from skillmark.standards import queries
from skillmark.standards.models import ProgressionRule

LONGEST_STEP = 200  # letters
HIGHEST_LEVEL = 10


@action
def set_step(
    actor: Actor,
    *,
    framework_id: UUID,
    step: str,
    needs: Mapping[str, int],
    decided_by: str = "",
    now: datetime,
) -> ProgressionRule:
    """Say which competencies of a standard, each at which level, a step of a ladder takes, as the next version of its
    name; with none of them it is no step any more. The same again changes nothing.

    `decided_by`: the role or group that decides then; empty where all of it is enough. Raises standards' NotPublished
    and NotInUse, BadInput for a competency that the standard does not ask for, a level that there is not, or a step
    that was never one.
    """
    access.require(actor, "standards.step.set")
    framework = queries.framework_to_use(actor, framework_id)
    # two at a time would both be the next version
    queries.framework(actor, framework_id, lock=True)
    name = written(step, most=LONGEST_STEP, file="step", column="step")
    who = written(decided_by, most=LONGEST_STEP, file="step", column="decided_by", missing=None)
    names = {one.reference: one.name for one in queries.competencies(actor, framework_id)}
    strange = [one for one, level in needs.items() if one not in names or not 1 <= level <= HIGHEST_LEVEL]
    if strange:
        said = told(
            "asks for what the standard does not have, or for a level that is not from 1 to %(most)s: %(competencies)s",
            most=HIGHEST_LEVEL,
            competencies=", ".join(names.get(one, one) for one in strange)[:200],
        )
        raise BadInput.of(said, file="step", column="needs")
    wanted = [[one, name_of, needs[one]] for one, name_of in names.items() if one in needs]
    versions = ProgressionRule.objects.within(actor).filter(framework__lineage=framework.lineage, step=name)
    before: ProgressionRule | None = versions.order_by("version").last()
    if not wanted and (before is None or not before.needs):
        said = told("takes at least one competency of the standard")
        raise BadInput.of(said, file="step", column="needs")
    if before is not None and (before.needs, before.decided_by, before.framework_id) == (wanted, who, framework_id):
        return before
    rule: ProgressionRule = ProgressionRule.objects.record(
        actor,
        now=now,
        framework=framework,
        step=name,
        version=before.version + 1 if before else 1,
        needs=wanted,
        decided_by=who if wanted else "",
    )
    audit.record(actor, "standards.step.set", rule, framework=framework_id, version=rule.version)
    return rule
