"""Declaring what of another issuer counts for which competency here, one by one or as a table; and ending it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from skillmark.credentials.equivalence import What
from skillmark.credentials.models import Equivalence, OutsideRecord
from skillmark.foundation import access, audit
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadCell, BadInput, Row, read_table, told
from skillmark.standards import queries as standards

COLUMNS = ("issuer", "kind", "outside", "competency", "level", "begins", "reason")  # and name, least, ends, if any
MOST_RULES = 5_000  # of one table


@dataclass(frozen=True, slots=True)
class Declared:
    """One rule as it is asked for; see `Equivalence`."""

    issuer: str
    kind: What
    outside: str
    competency: str
    level: int
    begins: date
    reason: str
    ends: date | None = None
    least: int | None = None
    name: str = ""


@action
def declare_equivalence(
    actor: Actor, *, framework_id: UUID, declared: Declared, record_id: UUID | None = None, now: datetime
) -> Equivalence:
    """From its first day on, what this issuer signs so counts for that competency, of everybody but who says so.

    `record_id`: the record of somebody else that she is looking at. Declared so before, and in force, the rule that is
    there. Raises BadInput for a competency the standard does not have, days in the wrong order, or without a reason.
    """
    about = one(OutsideRecord.objects.within(actor), record_id) if record_id is not None else None
    access.require(actor, "credentials.equivalence.declare", about)
    framework = standards.framework_to_use(actor, framework_id)
    if declared.competency not in {line.reference for line in standards.competencies(actor, framework_id)}:
        raise BadInput.of(told("is no competency of the standard"), file="rule", column="competency")
    if declared.ends is not None and declared.ends < declared.begins:
        raise BadInput.of(told("lies before the first day"), file="rule", column="ends")
    if not declared.reason.strip():
        raise BadInput.of(told("say why"), file="rule", column="reason")
    fields = {
        "issuer": declared.issuer,
        "kind": declared.kind.value,
        "outside": declared.outside,
        "least": declared.least,
        "framework": framework,
        "competency": declared.competency,
        "level": declared.level,
        "begins": declared.begins,
        "ends": declared.ends,
        "declared_by_id": actor.person_id,
    }
    before: Equivalence | None = Equivalence.objects.within(actor).filter(**fields, ended_at=None).first()
    if before is not None:
        return before
    rule: Equivalence = Equivalence.objects.record(
        actor, now=now, **fields, name=declared.name[:300], reason=declared.reason.strip()
    )
    audit.record(
        actor, "credentials.equivalence.declared", rule, kind=rule.kind, level=rule.level, framework=framework_id
    )
    return rule


@action
def end_equivalence(actor: Actor, *, rule_id: UUID, now: datetime) -> Equivalence:
    """From now on the rule counts for nothing; what it counted for until now is still told of those days."""
    access.require(actor, "credentials.equivalence.declare")
    rule: Equivalence = one(Equivalence.objects.within(actor), rule_id, lock=True)
    if rule.ended_at is None:
        rule.ended_at = now
        rule.save(update_fields=["ended_at"])
        audit.record(actor, "credentials.equivalence.ended", rule)
    return rule


@action
def declare_table(
    actor: Actor, *, framework_id: UUID, content: bytes, name: str, now: datetime
) -> Sequence[Equivalence]:
    """Every rule of a table (CSV; `COLUMNS`), all or none. Raises BadInput with every problem by row and column."""
    access.require(actor, "credentials.equivalence.declare")
    known = {line.reference for line in standards.competencies(actor, framework_id)}

    def build(row: Row) -> Declared:
        competency = row.text("competency")
        if competency not in known:
            raise BadCell("competency", told("is no competency of the standard"))
        begins, ends = _day(row, "begins"), _day(row, "ends") if row.optional("ends") else None
        if ends is not None and begins is not None and ends < begins:
            raise BadCell("ends", told("lies before the first day"))
        return Declared(
            _short(row, "issuer", 500),
            What(row.choice("kind", tuple(What))),
            _short(row, "outside", 500),
            competency,
            row.whole("level", 1, 10),
            begins,
            _short(row, "reason", 500),
            ends,
            row.whole("least", 0, 10) if row.optional("least") else None,
            row.optional("name"),
        )

    found = read_table(io.BytesIO(content), name=name, required=COLUMNS, build=build)
    if not found or len(found) > MOST_RULES:
        raise BadInput.of(told("holds no rule, or more than %(most)s", most=MOST_RULES), file=name)
    return [declare_equivalence(actor, framework_id=framework_id, declared=line, now=now) for line in found]


def _day(row: Row, column: str) -> date:
    try:
        return date.fromisoformat(row.text(column))
    except ValueError:
        raise BadCell(column, told("is no day written as 2026-03-31")) from None


def _short(row: Row, column: str, most: int) -> str:
    text = row.text(column)
    if len(text) > most:
        raise BadCell(column, told("has more than %(most)s letters", most=most))
    return text
