"""What two packages say differently, by identifier."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeGuard

from skillmark.kernel.skills.exchange.case import case_json
from skillmark.kernel.skills.exchange.package import Package

LISTS = {"CFItems": "item", "CFAssociations": "association", "CFRubrics": "rubric"}
ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One record there, gone or said otherwise. `before` and `after` hold the members that differ."""

    kind: str
    record: str
    identifier: str
    text: str
    before: Mapping[str, object]
    after: Mapping[str, object]


def difference(before: Package, after: Package) -> list[Change]:
    """Every change from one to the other: the document, items, associations, rubrics, definitions. None: they are equal
    but for the order in which their records stand.
    """
    old, new = dict(_records(before)), dict(_records(after))
    changes: list[Change] = []
    for key in [*old, *(key for key in new if key not in old)]:
        first, second = old.get(key, {}), new.get(key, {})
        kind = CHANGED if key in old and key in new else ADDED if key in new else REMOVED
        if kind == CHANGED and first == second:
            continue
        members = [name for name in {**first, **second} if first.get(name) != second.get(name)]
        changes.append(Change(kind, *key, _text(second or first), _of(first, members), _of(second, members)))
    return changes


def _records(package: Package) -> Iterator[tuple[tuple[str, str], dict[str, object]]]:
    whole = case_json(package)
    document = whole.pop("CFDocument")
    yield ("document", ""), _mapping(document)
    for key, record in LISTS.items():
        yield from _taken(whole, key, record)
    definitions = whole.get("CFDefinitions")
    if isinstance(definitions, dict) and definitions:
        rest = dict(definitions)
        for key in definitions:
            yield from _taken(rest, key, key)
        whole["CFDefinitions"] = rest
        if not rest:
            del whole["CFDefinitions"]
    if whole:
        yield ("package", ""), whole


def _are_records(entries: object) -> TypeGuard[list[dict[str, object]]]:
    return isinstance(entries, list) and bool(entries) and all(isinstance(entry, dict) for entry in entries)


def _taken(whole: dict[str, object], key: str, record: str) -> Iterator[tuple[tuple[str, str], dict[str, object]]]:
    """The records of a list by their identifier; those without one, or with one that stands twice, by their place. What
    is no list of records stays in the whole.
    """
    entries = whole.get(key)
    if not _are_records(entries):
        return
    del whole[key]
    seen: set[str] = set()
    for number, members in enumerate(entries):
        identifier = members.get("identifier")
        known = isinstance(identifier, str) and identifier not in seen
        key = str(identifier) if known else f"[{number}]"
        seen.add(key)
        yield (record, key), members


def _of(members: Mapping[str, object], names: list[str]) -> dict[str, object]:
    return {name: members[name] for name in names if name in members}


def _text(members: Mapping[str, object]) -> str:
    keys = ("humanCodingScheme", "fullStatement", "associationType", "title")
    return " ".join(str(members[key]) for key in keys if members.get(key))


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}
