"""Rules of certificates, and where somebody stands by them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from skillmark.credentials import stacking
from skillmark.credentials.models import Achievement, SignedRecord, StackedAward, StackRule
from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor


def stack_of(actor: Actor, achievement_id: UUID) -> StackRule:
    """The rule by which a certificate is earned. Raises NotFound for what is earned otherwise."""
    access.require(actor, "credentials.achievement.read")
    rules = StackRule.objects.within(actor).select_related("certificate")
    found = rules.filter(certificate_id=achievement_id).first()
    return found if found is not None else one(rules, achievement_id)


def stacks(actor: Actor) -> "QuerySet[StackRule]":
    """The rules by which certificates are earned now."""
    found: QuerySet[StackRule] = StackRule.objects.within(actor).filter(certificate__retired_at=None)
    return found.select_related("certificate__framework").order_by("recorded_at", "id")


def stacks_on(actor: Actor, framework_id: UUID) -> list[StackRule]:
    """Those that ask for something that is earned on this version of a standard, retired since or not, or whose own
    certificate is earned on it.
    """
    access.require(actor, "credentials.achievement.read")
    earned = {
        str(pk)
        for pk in Achievement.objects.within(actor).filter(framework_id=framework_id).values_list("pk", flat=True)
    }
    return [
        rule
        for rule in stacks(actor)
        if str(rule.certificate_id) in earned or not earned.isdisjoint([*rule.every, *rule.some])
    ]


def needs_of(rule: StackRule) -> stacking.Needs:
    return stacking.Needs(
        tuple(UUID(one) for one in rule.every), tuple(UUID(one) for one in rule.some), rule.count, rule.days
    )


def asked_by(actor: Actor, rules: Iterable[StackRule]) -> dict[UUID, Achievement]:
    """The achievements that these rules ask for, by id."""
    wanted = {UUID(one) for rule in rules for one in (*rule.every, *rule.some)}
    found: QuerySet[Achievement] = Achievement.objects.within(actor).filter(pk__in=wanted)
    return {one.pk: one for one in found.select_related("framework")}


def standing(actor: Actor, person_id: UUID, rule: StackRule, now: datetime) -> stacking.Standing:
    """Where a person stands by a rule, for whoever may read her records: she herself among them."""
    asked = asked_by(actor, [rule])
    held: dict[UUID, list[stacking.Held]] = defaultdict(list)
    records: QuerySet[SignedRecord] = SignedRecord.objects.within(actor).filter(person_id=person_id)
    for record in records.select_related("award__achievement__framework").order_by("id"):
        if not access.may(actor, "credentials.record.read", record):
            continue
        for wanted in asked.values():
            if does_for(record.award.achievement, wanted):
                held[wanted.pk].append(
                    stacking.Held(record.pk, record.valid_from, record.valid_until, record.revoked_at, record.replaced)
                )
    return stacking.standing(needs_of(rule), held, now)


def does_for(earned: Achievement, wanted: Achievement) -> bool:
    """Whether a record of `earned` is one of `wanted`, or of a later version of it."""
    if earned.pk == wanted.pk:
        return True
    same = earned.public_name == wanted.public_name and earned.framework.lineage == wanted.framework.lineage
    return same and (earned.framework.version, earned.version) > (wanted.framework.version, wanted.version)


def stacked(record: SignedRecord) -> StackedAward | None:
    """How a record was earned, where a rule earned it."""
    return getattr(record.award, "stacked", None)
