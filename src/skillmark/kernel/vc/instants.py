"""Instants as credentials write them, and the allowance for clocks that differ."""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

LEEWAY = timedelta(seconds=300)  # clocks differ by minutes; a record's life is counted in years
UNREADABLE = "not a date and time with a time zone, as in 2026-01-31T09:00:00Z"
WRITTEN = re.compile(r"(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})", re.ASCII)


@lru_cache(maxsize=4096)  # the records of one day share their dates
def _read(text: str) -> datetime:
    match = WRITTEN.fullmatch(text)
    if match is None:
        raise ValueError(UNREADABLE)
    *numbers, fraction, zone = match.groups()
    year, month, day, hour, minute, second = (int(number) for number in numbers)
    micro = int((fraction or "0").ljust(6, "0")[:6])
    try:
        return datetime(year, month, day, hour, minute, second, micro, tzinfo=_zone(zone)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError("the date lies outside the calendar") from error


def instant(text: object) -> datetime:
    """An XML Schema dateTimeStamp, which must name its time zone, in UTC. Raises ValueError."""
    if not isinstance(text, str):
        raise ValueError(UNREADABLE)
    return _read(text)


def written(moment: datetime) -> str:
    """An instant in RFC 3339, UTC, whole seconds unless it has a fraction. Raises ValueError without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _zone(text: str) -> timezone:
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[4:6])
    if hours > 14 or minutes > 59:
        raise ValueError("the time zone is outside -14:00 to +14:00")
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)
