"""When somebody who does not lead talent may sign: for whom, for what, from when to when, and after which training."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

LONGEST_DAYS = 366  # a leave to sign is looked at again once a year: people change crews, and so do those they lead


class Reach(StrEnum):
    """Whose records: of those who report to her, of a unit and the units in it, or of everybody in the workspace."""

    REPORTS = "reports"
    UNIT = "unit"
    EVERYBODY = "everybody"


class WhyNot(StrEnum):
    """What keeps somebody from signing."""

    HERSELF = "herself"
    NO_LEAVE = "no_leave"
    NOT_YET = "not_yet"
    OVER = "over"
    ACHIEVEMENT = "achievement"
    PERSON = "person"
    UNTRAINED = "untrained"
    ONLY_ASSESSOR = "only_assessor"


@dataclass(frozen=True, slots=True)
class Leave:
    """A delegation as the rule reads it. `ends` is its last day."""

    delegation_id: UUID
    achievements: frozenset[UUID]
    reach: Reach
    unit_id: UUID | None
    starts: date
    ends: date
    ended: bool

    def holds_on(self, day: date) -> bool:
        return not self.ended and self.starts <= day <= self.ends


@dataclass(frozen=True, slots=True)
class Whom:
    """Whose record it would be: who manages her, and every unit that she is in, those around her own too."""

    person_id: UUID
    manager_id: UUID | None
    units: frozenset[UUID]


def reaches(leave: Leave, delegate_id: UUID, whom: Whom) -> bool:
    """Whether a leave covers this person."""
    if leave.reach is Reach.EVERYBODY:
        return True
    if leave.reach is Reach.UNIT:
        return leave.unit_id in whom.units
    return whom.manager_id == delegate_id


def leave_for(
    leaves: Iterable[Leave], delegate_id: UUID, whom: Whom, achievement_id: UUID, *, trained: bool, today: date
) -> Leave | WhyNot:
    """The leave under which she may sign this for this person today, of several the one that lasts longest; or why
    she may not (S4-05: within delegated scope alone, after her own training alone, never about herself).
    """
    if whom.person_id == delegate_id:
        return WhyNot.HERSELF
    hers = [*leaves]
    found = [leave for leave in hers if leave.holds_on(today)]
    if not found:
        return no_leave(hers, today)
    found = [leave for leave in found if achievement_id in leave.achievements]
    if not found:
        return WhyNot.ACHIEVEMENT
    found = [leave for leave in found if reaches(leave, delegate_id, whom)]
    if not found:
        return WhyNot.PERSON
    if not trained:
        return WhyNot.UNTRAINED
    return max(found, key=lambda leave: (leave.ends, str(leave.delegation_id)))


def no_leave(leaves: Iterable[Leave], today: date) -> WhyNot:
    """Why none of these holds today."""
    lasting = [leave for leave in leaves if not leave.ended]
    if any(leave.starts > today for leave in lasting):
        return WhyNot.NOT_YET
    return WhyNot.OVER if any(True for _ in leaves) else WhyNot.NO_LEAVE


def alone(delegate_id: UUID, independent: Iterable[UUID], asked_independent: int) -> bool:
    """Whether nobody but she is the independent assessor whom the policy asks for: then somebody else signs."""
    return asked_independent > 0 and set(independent) == {delegate_id}
