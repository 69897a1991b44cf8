"""Places in a programme file: the value at a path such as `phases[2].duration`, and the line it stands on."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

STEP = re.compile(r"([A-Za-z0-9_-]+)(?:\[(\d+)\])?")
PATH = re.compile(rf"{STEP.pattern}(?:\.{STEP.pattern})*")
HEADER = re.compile(r"\s*(\[{1,2})\s*([A-Za-z0-9_.-]+)\s*\]{1,2}\s*(?:#.*)?")
ASSIGNMENT = re.compile(r"\s*([A-Za-z0-9_.-]+)\s*=")


def at(raw: Mapping[str, Any], path: str) -> Any:
    """What stands at a path, lists counted from 1; None where nothing does."""
    if not PATH.fullmatch(path):
        return None
    value: Any = raw
    for name, number in STEP.findall(path):
        value = value.get(name) if isinstance(value, Mapping) else None
        if number:
            place = int(number) - 1
            value = value[place] if isinstance(value, list) and 0 <= place < len(value) else None
    return value


def lines(text: str) -> dict[str, int]:
    """The line of each path that a line of the file begins, counted from 1."""
    found: dict[str, int] = {}
    for path, number in _beginnings(text):
        found.setdefault(path, number)
    return found


def line_of(path: str, known: Mapping[str, int]) -> int:
    """The line of a path, else of the nearest part that holds it, else the first, where a key of the whole belongs."""
    while path:
        if path in known:
            return known[path]
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return 1


def _beginnings(text: str) -> Iterator[tuple[str, int]]:
    counts: dict[str, int] = {}
    inside, quoted = "", False
    for number, line in enumerate(text.splitlines(), start=1):
        was_quoted = quoted
        quoted ^= (line.count('"""') + line.count("'''")) % 2 == 1
        if was_quoted:
            continue
        if header := HEADER.fullmatch(line):
            name = header[2]
            if len(header[1]) == 2:
                counts[name] = counts.get(name, 0) + 1
                yield name, number
                name = f"{name}[{counts[name]}]"
            yield name, number
            inside = f"{name}."
        elif key := ASSIGNMENT.match(line):
            yield f"{inside}{key[1]}", number
