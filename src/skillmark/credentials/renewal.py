"""When a record may be renewed, what must be shown again for it, and when its holder is reminded."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from skillmark.credentials.rules import Lack, Missing

REMINDED_DAYS = (90, 30, 7)  # before its end: time to arrange a day at work, to chase it, and a last word
OPENS_DAYS = 90  # where nobody chose: with the first reminder, so that whoever is reminded may act on it
GRACE_DAYS = 30  # where nobody chose: a month of illness costs nobody what she can do
LONGEST_DAYS = 366  # of either: what opens earlier or ends later than a year is another record, not this one renewed


class Again(StrEnum):
    """What must be shown again: everything, or only what changed since the version the record names."""

    FULL = "full"
    DELTA = "delta"


@dataclass(frozen=True, slots=True)
class Terms:
    """What was promised at issue: from how many days before its end a record may be renewed, what must be shown again,
    and for how many days after its end it still may.
    """

    opens_days: int = OPENS_DAYS
    again: Again = Again.FULL
    grace_days: int = GRACE_DAYS

    def kept(self) -> dict[str, str | int]:
        """As it stands with an award."""
        return {"opens_days": self.opens_days, "again": self.again.value, "grace_days": self.grace_days}

    def opens(self, valid_until: datetime) -> datetime:
        return valid_until - timedelta(days=self.opens_days)

    def closes(self, valid_until: datetime) -> datetime:
        return valid_until + timedelta(days=self.grace_days)


def terms(kept: Mapping[str, str | int]) -> Terms:
    return Terms(int(kept["opens_days"]), Again(str(kept["again"])), int(kept["grace_days"]))


def out_of_time(wanted: Terms, valid_until: datetime | None, now: datetime) -> tuple[Missing, ...]:
    """Why a record cannot be renewed at this instant; nothing where it can. The detail is an instant, ISO 8601."""
    if valid_until is None:
        return (Missing(Lack.NO_LAST_DAY),)
    if now < wanted.opens(valid_until):
        return (Missing(Lack.TOO_EARLY, wanted.opens(valid_until).isoformat()),)
    if now >= wanted.closes(valid_until):
        return (Missing(Lack.TOO_LATE, wanted.closes(valid_until).isoformat()),)
    return ()


def shown_again(
    again: Again, held: Mapping[str, int], demanded: Mapping[str, int], changed: Collection[str]
) -> dict[str, int]:
    """The levels that must be shown again: all; or those of competencies that are new to the record, demanded at a
    higher level than it proves, or changed in the standard.
    """
    if again is Again.FULL:
        return dict(demanded)
    return {
        competency: level
        for competency, level in demanded.items()
        if held.get(competency, 0) < level or competency in changed
    }


def counted_from(valid_until: datetime | None, now: datetime) -> datetime:
    """From when the successor's time is counted: the end of the old one, so that nobody loses by renewing early."""
    return now if valid_until is None else max(valid_until, now)


def reminder_due(valid_from: datetime, valid_until: datetime, sent: Sequence[int], now: datetime) -> int | None:
    """How many days before the end the reminder is that is due now; None where none is.

    Of several that nobody sent in time only the latest is; one whose moment lay before the record began never is.
    """
    if now >= valid_until:
        return None
    begun = [
        days
        for days in REMINDED_DAYS
        if valid_from < valid_until - timedelta(days=days) <= now and not any(one <= days for one in sent)
    ]
    return min(begun, default=None)
