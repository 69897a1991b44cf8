"""Which declared rules there are, which were in force when, and which speak of a record."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from skillmark.credentials import equivalence as deciding
from skillmark.credentials.models import Equivalence, OutsideRecord
from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.people import queries as people


def equivalences(actor: Actor) -> "QuerySet[Equivalence]":
    """Every rule there ever was, by issuer, the latest first."""
    access.require(actor, "credentials.outside.read")
    found: QuerySet[Equivalence] = Equivalence.objects.within(actor)
    return found.select_related("framework", "declared_by").order_by("issuer", "-recorded_at", "-id")


def equivalence(actor: Actor, rule_id: UUID) -> Equivalence:
    return one(equivalences(actor), rule_id)


def rules_at(actor: Actor, as_of: datetime) -> list[deciding.Rule]:
    """The rules in force at an instant, on the workspace's own day then, in the order they were declared."""
    rows: QuerySet[Equivalence] = Equivalence.objects.within(actor).filter(recorded_at__lte=as_of)
    found = [_rule(row) for row in rows.select_related("framework").order_by("recorded_at", "id")]
    if not found:
        return []
    day = people.today(actor, as_of)
    return [rule for rule in found if deciding.in_force(rule, as_of, day)]


def rules_for(actor: Actor, record: OutsideRecord, as_of: datetime) -> list[Equivalence]:
    """The rules in force that speak of a record. Whose it is, if somebody's, none of her own."""
    access.require(actor, "credentials.outside.read")
    nobody = UUID(int=0)
    shown = deciding.Shown(record.person_id or nobody, record.issuer, record.achievement, record.levels)
    named = {rule.rule_id for rule in deciding.counted(shown, rules_at(actor, as_of))}
    return [rule for rule in equivalences(actor).filter(issuer=record.issuer) if rule.pk in named]


def _rule(row: Equivalence) -> deciding.Rule:
    return deciding.Rule(
        row.pk,
        row.issuer,
        row.kind,
        row.outside,
        row.least,
        row.framework.lineage,
        row.competency,
        row.level,
        row.begins,
        row.ends,
        row.declared_by_id,
        row.recorded_at,
        row.ended_at,
    )
