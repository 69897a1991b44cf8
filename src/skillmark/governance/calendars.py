"""Meetings and due days as a calendar reads them (RFC 5545)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE = 75  # octets, RFC 5545, 3.1


def event(*, uid: str, title: str, where: str, url: str, begins_at: datetime, minutes_long: int, now: datetime) -> str:
    """One event in a calendar file, lines folded and ended as the standard wants; times in UTC."""
    ends_at = begins_at + timedelta(minutes=minutes_long)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{_instant(now)}",
        f"DTSTART:{_instant(begins_at)}",
        f"DTEND:{_instant(ends_at)}",
        f"SUMMARY:{_text(title)}",
        *([f"LOCATION:{_text(where)}"] if where else []),
        f"URL:{url}",
        "END:VEVENT",
    ]
    return _file(lines)


@dataclass(frozen=True, slots=True)
class WholeDay:
    """A day on which something is due."""

    uid: str
    title: str
    url: str
    on: date


def days(marked: Sequence[WholeDay], now: datetime) -> str:
    """Whole days in a calendar file, wherever its reader is; they take no time of hers."""
    lines = [
        line
        for each in marked
        for line in (
            "BEGIN:VEVENT",
            f"UID:{each.uid}",
            f"DTSTAMP:{_instant(now)}",
            f"DTSTART;VALUE=DATE:{each.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{each.on + timedelta(days=1):%Y%m%d}",  # the first day after, RFC 5545, 3.6.1
            f"SUMMARY:{_text(each.title)}",
            "TRANSP:TRANSPARENT",
            f"URL:{each.url}",
            "END:VEVENT",
        )
    ]
    return _file(lines)


def _file(events: Sequence[str]) -> str:
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Skillmark//Governance//EN", "METHOD:PUBLISH")
    lines = [*head, *events, "END:VCALENDAR"]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(said: str) -> str:
    """Backslash, comma, semicolon and line breaks are escaped."""
    escaped = said.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> list[str]:
    """The line in parts of at most 75 octets, each further one begun with a space, no letter cut in two."""
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > LINE:
            parts.append(part)
            part = " "
        part += letter
    return [*parts, part]
