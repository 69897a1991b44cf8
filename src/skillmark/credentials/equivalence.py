"""When a record of somebody else counts for a competency here because somebody declared so. Never by equal names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class What(StrEnum):
    """What of another issuer a rule names."""

    ACHIEVEMENT = "achievement"
    ADDRESS = "address"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Rule:
    """A declared rule as the decision reads it; `lineage` is its standard's, whatever the version."""

    rule_id: UUID
    issuer: str
    kind: str
    outside: str
    least: int | None
    lineage: str
    competency: str
    level: int
    begins: date
    ends: date | None
    declared_by: UUID | None
    declared_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a record from elsewhere states: whose, its issuer, what was earned, [[address, code, name, level], …]."""

    person_id: UUID
    issuer: str
    achievement: str
    levels: Sequence[Sequence[object]]


def in_force(rule: Rule, as_of: datetime, day: date) -> bool:
    """Whether a rule held at an instant, `day` being the workspace's day then: declared by then, not ended, in date."""
    if rule.declared_at > as_of or (rule.ended_at is not None and rule.ended_at <= as_of):
        return False
    return rule.begins <= day and (rule.ends is None or day <= rule.ends)


def applies(rule: Rule, shown: Shown) -> bool:
    """Whether a rule speaks of a record: the same issuer, the very id, address or code, its level high enough.

    Nobody's own rule counts for her. A level that cannot be read is high enough only where any is.
    """
    if rule.issuer != shown.issuer or not rule.outside or rule.declared_by == shown.person_id:
        return False
    if rule.kind == What.ACHIEVEMENT:
        stated = [level for *_, level in shown.levels if isinstance(level, int)]
        return rule.outside == shown.achievement and _enough(rule, max(stated, default=None))
    place = 0 if rule.kind == What.ADDRESS else 1
    return any(line[place] == rule.outside and _enough(rule, line[3]) for line in shown.levels)


def counted(shown: Shown, rules: Iterable[Rule]) -> list[Rule]:
    """The rules by which a record counts, in their order."""
    return [rule for rule in rules if applies(rule, shown)]


def _enough(rule: Rule, level: object) -> bool:
    return rule.least is None or (isinstance(level, int) and level >= rule.least)
