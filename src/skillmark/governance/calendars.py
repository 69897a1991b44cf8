"""A meeting as a calendar reads it (RFC 5545)."""

from datetime import UTC, datetime, timedelta

LINE = 75  # octets, RFC 5545, 3.1


def event(*, uid: str, title: str, where: str, url: str, begins_at: datetime, minutes_long: int, now: datetime) -> str:
    """One event in a calendar file, lines folded and ended as the standard wants; times in UTC."""
    ends_at = begins_at + timedelta(minutes=minutes_long)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Skillmark//Governance//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{_instant(now)}",
        f"DTSTART:{_instant(begins_at)}",
        f"DTEND:{_instant(ends_at)}",
        f"SUMMARY:{_text(title)}",
        *([f"LOCATION:{_text(where)}"] if where else []),
        f"URL:{url}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
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
