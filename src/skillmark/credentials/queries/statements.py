"""Who of a group holds a current record, and the statements that were published of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Value

from skillmark.credentials import stating
from skillmark.credentials.models import Achievement, CapabilityStatement, SignedRecord
from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.people import queries as people


def count_for_statement(actor: Actor, achievement: Achievement, job: str, as_of: datetime) -> stating.Counted:
    """Who was in a job at an instant and who of them held a record in force, as it was known then: the same instant
    always gives the same. Raises NotFound for a job nobody holds. Only ids, for counting alone.
    """
    access.require(actor, "credentials.statement.publish")
    members = people.people_in_jobs(actor, as_of).get(job)
    if members is None:
        raise NotFound(job)
    records: QuerySet[SignedRecord] = SignedRecord.objects.within(actor).filter(
        Q(valid_until=None) | Q(valid_until__gt=as_of),
        Q(revoked_at=None) | Q(revoked_at__gt=as_of),
        valid_from__lte=as_of,
        recorded_at__lte=as_of,
        award__achievement__public_name=achievement.public_name,
        award__achievement__framework__lineage=achievement.framework.lineage,
    )
    return stating.Counted(members, frozenset(records.values_list("person_id", flat=True)) & members)


def refusal_of_statement(actor: Actor, counted: stating.Counted, achievement: Achievement) -> stating.Refusal | None:
    """Why a count may not be published beside all that were before, withdrawn ones too: they were read."""
    before: QuerySet[CapabilityStatement] = CapabilityStatement.objects.within(actor).filter(
        achievement__public_name=achievement.public_name,
        achievement__framework__lineage=achievement.framework.lineage,
    )
    return stating.refusal(counted, map(_counted, before.order_by("id")), people.workspace(actor).minimum_cell)


def statements(actor: Actor) -> "QuerySet[CapabilityStatement]":
    """Statements of the workspace, the latest first."""
    access.require(actor, "credentials.statement.read")
    found: QuerySet[CapabilityStatement] = CapabilityStatement.objects.within(actor)
    return found.select_related("achievement", "published_by").order_by("-recorded_at", "-id")


def cited(actor: Actor, now: datetime) -> list[tuple[UUID, str, UUID, list[list[str]], bool]]:
    """What can be earned, and the statements about it that are in force: (id, name, id of the version of the standard,
    what of it it speaks of, whether it is a statement). In one query, since Today asks.
    """
    access.require(actor, "credentials.statement.read")
    earned: QuerySet[Achievement] = Achievement.objects.within(actor).filter(retired_at=None)
    rows = statements(actor).filter(withdrawn_at=None, valid_until__gt=now).exclude(document="").order_by()
    stated = rows.select_related(None).annotate(stated=Value(True))
    about = [f"achievement__{name}" for name in ("public_name", "framework_id", "alignments")]
    found = earned.annotate(stated=Value(False)).values_list(
        "pk", "public_name", "framework_id", "alignments", "stated"
    )
    both: QuerySet[Any, Any] = found.union(stated.values_list("pk", *about, "stated"), all=True)
    return [(which, name, version, alignments, bool(said)) for which, name, version, alignments, said in both]


def statement(actor: Actor, statement_id: UUID) -> CapabilityStatement:
    return one(statements(actor), statement_id)


def published_statement(statement_id: UUID) -> CapabilityStatement:
    """Public scope: a statement that was signed. Raises NotFound."""
    rows: QuerySet[CapabilityStatement] = CapabilityStatement.objects.across_workspaces().exclude(document="")
    found: CapabilityStatement | None = rows.filter(pk=statement_id).first()
    if found is None:
        raise NotFound(str(statement_id))
    return found


def jobs_to_state(actor: Actor, as_of: datetime) -> list[str]:
    """The jobs in which people are now; how many in each it does not say."""
    access.require(actor, "credentials.statement.publish")
    return sorted(people.people_in_jobs(actor, as_of), key=str.casefold)


def _counted(row: CapabilityStatement) -> stating.Counted:
    def ids(texts: Iterable[str]) -> frozenset[UUID]:
        return frozenset(map(UUID, texts))

    return stating.Counted(ids(row.counted.get("members", ())), ids(row.counted.get("holders", ())))
