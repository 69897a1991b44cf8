"""When a certificate is earned because other records hold: all of some, so many of others, none of them too old."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from skillmark.credentials.rules import in_force


class Why(StrEnum):
    """Why something that a certificate asks for does not hold."""

    NEVER = "never"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    TOO_OLD = "too_old"


@dataclass(frozen=True, slots=True)
class Needs:
    """What a certificate asks for, by achievement: every one of `every`, `count` of `some`, signed in `days` days."""

    every: tuple[UUID, ...]
    some: tuple[UUID, ...] = ()
    count: int = 0
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A signed record of a person, as the rule reads it. One whose place was taken by a newer one is not withdrawn."""

    record_id: UUID
    valid_from: datetime
    valid_until: datetime | None
    revoked_at: datetime | None
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Lacking:
    """One achievement that does not hold, and why."""

    achievement: UUID
    why: Why


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands: the record that counts by achievement, what lacks of all-of, and of the others how many
    more and which would do.
    """

    counting: Mapping[UUID, Held]
    lacking: tuple[Lacking, ...]
    more: int
    among: tuple[Lacking, ...]

    @property
    def earned(self) -> bool:
        return not self.lacking and self.more == 0


def standing(needs: Needs, held: Mapping[UUID, Sequence[Held]], now: datetime) -> Standing:
    """What a person's records come to. Of several records of one achievement the latest counts; of the so many, the
    latest signed do.
    """
    counting: dict[UUID, Held] = {}
    faults: dict[UUID, Why] = {}
    for achievement in (*needs.every, *needs.some):
        good = [one for one in held.get(achievement, ()) if _fault(one, needs, now) is None]
        if good:
            counting[achievement] = max(good, key=lambda one: (one.valid_from, one.record_id))
        else:
            faults[achievement] = _worst(held.get(achievement, ()), needs, now)
    lacking = tuple(Lacking(one, faults[one]) for one in needs.every if one in faults)
    some = sorted((one for one in needs.some if one in counting), key=lambda one: counting[one].valid_from)
    used = some[max(0, len(some) - needs.count) :] if needs.count else []
    return Standing(
        {one: counting[one] for one in (*needs.every, *used) if one in counting},
        lacking,
        max(0, needs.count - len(some)),
        tuple(Lacking(one, faults[one]) for one in needs.some if one in faults),
    )


def _fault(one: Held, needs: Needs, now: datetime) -> Why | None:
    if one.revoked_at is not None and one.revoked_at <= now and not one.replaced:
        return Why.WITHDRAWN
    if not in_force(now, valid_from=one.valid_from, valid_until=one.valid_until, revoked_at=one.revoked_at):
        return Why.ENDED
    if needs.days is not None and one.valid_from < now - timedelta(days=needs.days):
        return Why.TOO_OLD
    return None


def _worst(held: Sequence[Held], needs: Needs, now: datetime) -> Why:
    """The reason of her latest record; never, where she has none."""
    latest = max(held, key=lambda one: (one.valid_from, one.record_id), default=None)
    return Why.NEVER if latest is None else _fault(latest, needs, now) or Why.NEVER
