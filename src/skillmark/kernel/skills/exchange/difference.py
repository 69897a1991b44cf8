"""What two packages say differently, by identifier."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

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
        if first == second:
            continue
        kind = CHANGED if key in old and key in new else ADDED if key in new else REMOVED
        members = [name for name in {**first, **second} if first.get(name) != second.get(name)]
        changes.append(Change(kind, *key, _text(second or first), _of(first, members), _of(second, members)))
    return changes


def _records(package: Package) -> Iterator[tuple[tuple[str, str], dict[str, object]]]:
    whole = case_json(package)
    document = whole.pop("CFDocument")
    yield ("document", ""), _mapping(document)
    for key, record in LISTS.items():
        yield from _listed(record, whole.pop(key, None))
    definitions = _mapping(whole.pop("CFDefinitions", None))
    for key, listed in definitions.items():
        yield from _listed(key, listed)
    if whole:
        yield ("package", ""), whole


def _listed(record: str, entries: object) -> Iterator[tuple[tuple[str, str], dict[str, object]]]:
    for entry in entries if isinstance(entries, list) else ():
        members = _mapping(entry)
        yield (record, str(members.get("identifier", ""))), members


def _of(members: Mapping[str, object], names: list[str]) -> dict[str, object]:
    return {name: members[name] for name in names if name in members}


def _text(members: Mapping[str, object]) -> str:
    keys = ("humanCodingScheme", "fullStatement", "associationType", "title")
    return " ".join(str(members[key]) for key in keys if members.get(key))


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}
