"""What can be earned on a standard."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings

from skillmark.assessment import queries as assessment
from skillmark.credentials import renewal, rules
from skillmark.credentials.models import Achievement
from skillmark.foundation import access, audit
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told
from skillmark.standards import queries as standards

CRITERIA = (
    "Showed the work to the standard's pass mark, marked independently on its rubric by people who saw it, "
    "and checked in every way the verification policy asks for."
)
USUAL = renewal.Terms()


@action
def define_achievement(
    actor: Actor,
    *,
    framework_id: UUID,
    public_name: str,
    description: str = "",
    criteria: str = "",
    competencies: Collection[str] | None = None,
    renewal_months: int | None = None,
    terms: renewal.Terms = USUAL,
    now: datetime,
) -> Achievement:
    """Define what can be earned on a standard, as a new version of its public name.

    `public_name` is neutral: it stands on records. `competencies`: what it proves at the required level; without it,
    all that the standard's tasks show. `terms`: how its records are renewed. Raises standards' NotPublished, and
    BadInput where it would prove nothing, or name a competency that no task shows by the work itself.
    """
    access.require(actor, "credentials.achievement.define")
    framework = standards.framework_to_use(actor, framework_id)
    name = public_name.strip()
    if not name:
        raise BadInput.of(told("needs a name"), file="achievement", column="public_name")
    if not all(0 <= days <= renewal.LONGEST_DAYS for days in (terms.opens_days, terms.grace_days)):
        raise BadInput.of(told("days are from 0 to %(most)s", most=renewal.LONGEST_DAYS), file="achievement")
    shown = {competency for task in assessment.tasks(actor, framework_id) for competency in task.shows}
    wanted = shown if competencies is None else set(competencies)
    base = rules.site(settings.ADDRESS, demonstration=actor.demonstration)
    require_work(actor, framework, wanted)
    alignments = [
        [one.reference, one.name, rules.competency_address(one.reference, framework_id, base)]
        for one in standards.competencies(actor, framework_id)
        if one.reference in wanted
    ]
    if not alignments or len(alignments) < len(wanted):
        raise BadInput.of(told("names competencies the standard does not ask for, or none"), file="achievement")
    before = Achievement.objects.within(actor).filter(framework=framework, public_name=name).order_by("version").last()
    achievement: Achievement = Achievement.objects.record(
        actor,
        now=now,
        framework=framework,
        version=before.version + 1 if before else 1,
        public_name=name,
        description=description.strip() or f"{name}: shown and checked against the standard {framework.title}.",
        criteria=criteria.strip() or CRITERIA,
        alignments=alignments,
        renewal_months=renewal_months,
        **terms.kept(),
    )
    audit.record(actor, "credentials.achievement.defined", achievement, framework=framework_id)
    return achievement


def require_work(actor: Actor, framework: standards.Framework, competencies: Collection[str]) -> None:
    """Whatever can be earned rests, for each competency, on the work itself (S0-09). Raises BadInput naming each that
    no task of the standard shows so, and the task that would.
    """
    lacking = assessment.not_performed(actor, framework, competencies)
    if lacking:
        names = {one.reference: one.name for one in standards.competencies(actor, framework.pk)}
        named = [f"{names[one]} (“{task}”)" if task else names[one] for one, task in lacking.items()]
        said = told(
            "asks for a task that shows the work itself, not a knowledge test alone, for each of these. Set such a "
            "task first (the nearest one of the standard stands beside it): %(competencies)s",
            competencies="; ".join(named),
        )
        raise BadInput.of(said, file="achievement", column="competencies")
