"""Identifiers for what a format names only by an address, a code or a position: the same each time it is read."""

import re
from uuid import NAMESPACE_URL, uuid5

from skillmark.kernel.skills.exchange.package import Association, Link, Members

UUID_AT_END = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", re.IGNORECASE)


def is_uuid(identifier: str) -> bool:
    return UUID_AT_END.fullmatch(identifier) is not None


def identifier_of(address: str) -> str:
    """The UUID an address ends in, or one made from the whole address."""
    found = UUID_AT_END.search(address)
    return found[0].lower() if found else str(uuid5(NAMESPACE_URL, address))


def related(origin: Link, kind: str, destination: Link, grouping: Link | None = None, **other: object) -> Association:
    """An association known by its ends, its type and its grouping."""
    ends = f"{origin.identifier} {kind} {destination.identifier} {grouping.identifier if grouping else ''}"
    return Association(str(uuid5(NAMESPACE_URL, ends)), kind, origin, destination, grouping, other)


def beyond(format_name: str, members: Members) -> dict[str, object]:
    """What a format says beyond the fields of a package, where CASE 1.1 keeps such: under `extensions`."""
    return {"extensions": {format_name: dict(members)}} if members else {}


def said_beyond(other: Members, format_name: str) -> dict[str, object]:
    """What `beyond` kept of this format."""
    extensions = other.get("extensions")
    found = extensions.get(format_name) if isinstance(extensions, dict) else None
    return dict(found) if isinstance(found, dict) else {}
