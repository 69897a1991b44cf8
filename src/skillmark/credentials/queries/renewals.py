"""Whether a record may be renewed, into what, and what must be shown again for it."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from skillmark.assessment import queries as assessment
from skillmark.credentials import renewal, rules
from skillmark.credentials.models import Achievement, Award, SignedRecord
from skillmark.credentials.queries.records import demanded, proof_for
from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.governance import queries as decisions
from skillmark.standards import queries as standards


@dataclass(frozen=True, slots=True)
class Renewal:
    """What renewing a record takes. `into` is None where nothing follows it; `again` and `levels` by competency: what
    must be shown again, and what the successor will prove. `attempts` are those that show it.
    """

    into: Achievement | None
    missing: tuple[rules.Missing, ...]
    again: dict[str, int]
    levels: dict[str, int]
    attempts: tuple[assessment.AttemptProof, ...] = ()


def terms_of(earned: Achievement) -> renewal.Terms:
    return renewal.Terms(earned.opens_days, renewal.Again(earned.again), earned.grace_days)


def terms(award: Award) -> renewal.Terms:
    """The terms as they stood at issue; for what was awarded before terms were kept, those of what was earned."""
    return renewal.terms(award.terms) if award.terms else terms_of(award.achievement)


def renewal_of(actor: Actor, record: SignedRecord, now: datetime) -> Renewal:
    """What renewing this record takes now, and all that is missing for it."""
    access.require(actor, "credentials.record.award", record)
    wanted = terms(record.award)
    if record.revoked_at is not None:
        return Renewal(None, (rules.Missing(rules.Lack.WITHDRAWN),), {}, {})
    if hasattr(record.award, "stacked"):
        return Renewal(None, (rules.Missing(rules.Lack.BY_RULE),), {}, {})
    late = renewal.out_of_time(wanted, record.valid_until, now)
    into = renews_into(actor, record.award.achievement)
    if into is None:
        return Renewal(None, (*late, rules.Missing(rules.Lack.NOTHING_FOLLOWS)), {}, {})
    levels = demanded(actor, into)
    changed = changed_competencies(actor, record.award.achievement.framework_id, into.framework_id)
    again = renewal.shown_again(wanted.again, record.award.levels, levels, changed)
    missing = [*late]
    if into.framework.status == standards.Status.SUPERSEDED:
        missing.append(rules.Missing(rules.Lack.NEWER_STANDARD))
    if into.framework.status == standards.Status.RETIRED:
        missing.append(rules.Missing(rules.Lack.STANDARD_RETIRED))
    if not again:
        return Renewal(into, tuple(missing), again, levels)
    proof = proof_for(actor, record.person_id, into, _fresh(actor, record, into, wanted), again)
    missing += [
        rules.Missing(rules.Lack.NOT_AGAIN) if one.lack is rules.Lack.NO_ATTEMPT else one for one in proof.missing
    ]
    return Renewal(into, tuple(missing), again, levels, proof.attempts)


def renews_into(actor: Actor, earned: Achievement) -> Achievement | None:
    """What a record renews into: what follows it where it is retired, else the newest of its name and standard."""
    while earned.retired_at is not None:
        if earned.successor_id is None:
            return None
        earned = Achievement.objects.within(actor).select_related("framework").get(pk=earned.successor_id)
    same = Achievement.objects.within(actor).filter(
        public_name=earned.public_name, framework__lineage=earned.framework.lineage, retired_at=None
    )
    usable = [
        one
        for one in same.select_related("framework")
        if actor.demonstration or one.framework.status != standards.Status.DRAFT
    ]
    return max(usable, key=lambda one: (one.framework.version, one.version), default=earned)


def changed_competencies(actor: Actor, before_id: UUID, after_id: UUID) -> frozenset[str]:
    """Competencies that two versions of a standard state otherwise, or show by other tasks or rubrics."""
    if before_id == after_id:
        return frozenset()
    before, after = _stated(actor, before_id), _stated(actor, after_id)
    return frozenset(one for one in before.keys() | after.keys() if before.get(one) != after.get(one))


def _stated(actor: Actor, framework_id: UUID) -> dict[str, tuple[object, ...]]:
    """Each competency with its words and with every rubric it is shown by."""
    shown: dict[str, list[str]] = defaultdict(list)
    for task in assessment.tasks(actor, framework_id):
        rubric = json.dumps([task.work_task.statement, task.rubric.criteria, task.rubric.pass_mark], sort_keys=True)
        for competency in task.shows:
            shown[competency].append(rubric)
    return {
        one.reference: (one.name, one.description, one.descriptors, sorted(shown[one.reference]))
        for one in standards.competencies(actor, framework_id)
    }


def _fresh(actor: Actor, record: SignedRecord, into: Achievement, wanted: renewal.Terms) -> frozenset[UUID] | None:
    """The attempts that count: where everything is shown again, those begun since renewal opened; else any that the
    record was not earned by.
    """
    begun = assessment.sittings(actor).filter(person_id=record.person_id, task__framework_id=into.framework_id)
    if wanted.again is renewal.Again.FULL and record.valid_until is not None:
        begun = begun.filter(recorded_at__gte=wanted.opens(record.valid_until))
    used = {UUID(one) for one in record.award.sittings}
    return frozenset(one for one in begun.values_list("pk", flat=True) if one not in used)


def may_retire(actor: Actor, earned: Achievement) -> bool:
    """Whether a group has decided that this is awarded no more."""
    question = decisions.Question.RETIRE_ACHIEVEMENT
    return decisions.standing_decision(actor, earned._meta.label_lower, earned.pk, question) is not None
