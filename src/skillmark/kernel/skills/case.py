"""A CASE 1.0/1.1 CFPackage with a requirements table beside it, read strictly as a standard.

Source: 1EdTech Competencies and Academic Standards Exchange, CFPackage binding.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from skillmark.kernel.skills.model import Requirement
from skillmark.kernel.skills.tables import read_requirements
from skillmark.kernel.values import BadInput, Problem, told, unstorable_place

TASK_TYPE = "Task"
CHILD_OF = "isChildOf"


@dataclass(frozen=True, slots=True)
class CaseItem:
    """One CFItem. `code` is its humanCodingScheme and `name` its abbreviatedStatement, empty where it has none."""

    identifier: str
    code: str
    name: str
    statement: str
    notes: str
    item_type: str

    @property
    def is_task(self) -> bool:
        return self.item_type == TASK_TYPE


@dataclass(frozen=True, slots=True)
class CasePackage:
    """A framework: its document's fields, its items in order, and the parents each item has by isChildOf."""

    identifier: str
    title: str
    creator: str
    version: str | None
    licence: str | None
    items: tuple[CaseItem, ...]
    parents: Mapping[str, tuple[str, ...]]

    def item(self, given: str) -> CaseItem | None:
        """The item with this identifier or, failing that, this human coding scheme; None unless exactly one has it."""
        by_identifier = [item for item in self.items if item.identifier == given]
        found = by_identifier or [item for item in self.items if item.code == given]
        return found[0] if len(found) == 1 else None

    def under(self, ancestor: str) -> frozenset[str]:
        """Identifiers of all items below this one."""
        children: dict[str, list[str]] = {}
        for child, parents in self.parents.items():
            for parent in parents:
                children.setdefault(parent, []).append(child)
        found: set[str] = set()
        waiting = list(children.get(ancestor, ()))
        while waiting:
            child = waiting.pop()
            if child not in found:
                found.add(child)
                waiting += children.get(child, ())
        return frozenset(found)


def read_case_package(stream: BinaryIO, *, name: str) -> CasePackage:
    """Read a CFPackage. Raises BadInput: not UTF-8, not JSON, no title, a repeated identifier, an association that
    names an item nobody has, or items that are each other's children."""
    package = _json(stream, name)
    document = _mapping(package.get("CFDocument"), name, "CFDocument")
    identifier, title = _text(document, "identifier", name, "CFDocument"), _text(document, "title", name, "CFDocument")
    items = tuple(
        _item(entry, name, f"CFItems[{place}]") for place, entry in enumerate(_list(package, "CFItems", name))
    )
    _refuse_repeats([identifier, *(item.identifier for item in items)], name)
    parents = _parents(package, name, {identifier, *(item.identifier for item in items)})
    _refuse_cycles(parents, name)
    return CasePackage(
        identifier,
        title,
        _optional(document, "creator"),
        _optional(document, "version") or None,
        _licence(package, document),
        items,
        {child: tuple(found) for child, found in parents.items()},
    )


def read_case_requirements(stream: BinaryIO, package: CasePackage, *, name: str) -> tuple[Requirement, ...]:
    """The requirements table beside a package. Raises BadInput with every problem: of the table alone, and of what it
    means in the package.
    """
    seen: set[tuple[str, str]] = set()

    def fault(job_id: str, competency_id: str) -> str:
        item = package.item(competency_id)
        if item is None or item.is_task or (job_id, item.identifier) in seen:
            return _fault(package, job_id, competency_id, item)
        seen.add((job_id, item.identifier))
        return ""

    return read_requirements(stream, name=name, fault=fault)


def match_requirements(
    package: CasePackage, requirements: Sequence[Requirement], *, name: str
) -> tuple[tuple[Requirement, ...], dict[str, str]]:
    """Requirements with one spelling per competency, and identifier or code → that spelling for all competencies.

    The spelling is the one `requirements` uses first, else the item's code, else its identifier. `name` is the
    requirements file's. Raises BadInput for an id that is no item, names several, is a task, or is required twice.
    """
    problems: list[Problem] = []
    spelling: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    matched: list[Requirement] = []
    for line in requirements:
        item = package.item(line.competency_id)
        if item is None or item.is_task or (line.job_id, item.identifier) in seen:
            said = _fault(package, line.job_id, line.competency_id, item)
            problems.append(Problem(name, said, column="competency_id"))
            continue
        seen.add((line.job_id, item.identifier))
        spelt = spelling.setdefault(item.identifier, line.competency_id)
        matched.append(Requirement(line.job_id, spelt, line.level, line.weight, line.essential))
    if problems:
        raise BadInput(problems)
    known: dict[str, str] = {}
    for item in package.items:
        if item.is_task:
            continue
        unique_code = item.code if item.code and package.item(item.code) is item else ""
        spelt = spelling.get(item.identifier) or unique_code or item.identifier
        known[item.identifier] = spelt
        if unique_code:
            known[unique_code] = spelt
    return tuple(matched), known


def _fault(package: CasePackage, job_id: str, competency_id: str, item: CaseItem | None) -> str:
    if item is None:
        if sum(other.code == competency_id for other in package.items) > 1:
            return told("“%(item)s” is the code of several items; use the identifier", item=competency_id)
        return told("“%(item)s” is no item of the package", item=competency_id)
    if item.is_task:
        return told("“%(item)s” is a task, and only competencies can be required", item=competency_id)
    return told("%(job)s requires %(item)s twice, once under another name", job=job_id, item=competency_id)


def _json(stream: BinaryIO, name: str) -> dict[str, object]:
    try:
        package = json.loads(stream.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadInput.of(told("is not UTF-8 text; save the file as UTF-8"), file=name) from None
    except json.JSONDecodeError as error:
        said = told("is not JSON (%(error)s, character %(place)s)", error=error.msg, place=error.colno)
        raise BadInput.of(said, file=name, row=error.lineno) from None
    except RecursionError:
        raise BadInput.of(told("is nested too deeply to be a CASE package"), file=name) from None
    except ValueError:  # a number of thousands of digits
        raise BadInput.of(told("holds a number too long to be read"), file=name) from None
    place = unstorable_place(package)
    if place is not None:
        raise BadInput.of(told("the text at “%(place)s” holds a sign that no text has", place=place), file=name)
    return _mapping(package, name, "CFPackage")


def _item(entry: object, name: str, place: str) -> CaseItem:
    fields = _mapping(entry, name, place)
    return CaseItem(
        _text(fields, "identifier", name, place),
        _optional(fields, "humanCodingScheme"),
        _optional(fields, "abbreviatedStatement"),
        _text(fields, "fullStatement", name, place),
        _optional(fields, "notes"),
        _optional(fields, "CFItemType"),
    )


def _parents(package: Mapping[str, object], name: str, known: set[str]) -> dict[str, list[str]]:
    parents: dict[str, list[str]] = {}
    problems: list[Problem] = []
    identifiers: list[str] = []
    for place, entry in enumerate(_list(package, "CFAssociations", name)):
        where = f"CFAssociations[{place}]"
        fields = _mapping(entry, name, where)
        identifiers.append(_text(fields, "identifier", name, where))
        if _text(fields, "associationType", name, where) != CHILD_OF:
            continue  # other associations may point outside the package
        ends = []
        for end in ("originNodeURI", "destinationNodeURI"):
            node = _text(_mapping(fields.get(end), name, f"{where}.{end}"), "identifier", name, f"{where}.{end}")
            ends.append(node)
            if node not in known:
                said = told("isChildOf names “%(item)s”, which is no item of the package", item=node)
                problems.append(Problem(name, said, None, f"{where}.{end}"))
        parents.setdefault(ends[0], []).append(ends[1])
    if problems:
        raise BadInput(problems)
    _refuse_repeats(identifiers, name)
    return parents


def _refuse_repeats(identifiers: Sequence[str], name: str) -> None:
    counted = Counter(identifiers)
    repeated = [identifier for identifier, times in counted.items() if times > 1]
    if repeated:
        raise BadInput([Problem(name, told("the identifier “%(item)s” stands twice", item=one)) for one in repeated])


def _refuse_cycles(parents: Mapping[str, Sequence[str]], name: str) -> None:
    """Take away items without parents until none is left; what stays is on a cycle or below one."""
    waiting = {child: len(found) for child, found in parents.items()}
    children: dict[str, list[str]] = {}
    for child, found in parents.items():
        for parent in found:
            children.setdefault(parent, []).append(child)
    free = [node for node in children if node not in waiting]
    while free:
        for child in children.get(free.pop(), ()):
            waiting[child] -= 1
            if not waiting[child]:
                free.append(child)
    stuck = [child for child, left in waiting.items() if left]
    if stuck:
        said = told("isChildOf runs in a circle through “%(item)s”", item=stuck[0])
        raise BadInput.of(said, file=name, column="CFAssociations")


def _licence(package: Mapping[str, object], document: Mapping[str, object]) -> str | None:
    link = document.get("licenseURI")
    if isinstance(link, dict) and _optional(link, "title"):
        return _optional(link, "title")
    definitions = package.get("CFDefinitions")
    licences = definitions.get("CFLicenses") if isinstance(definitions, dict) else None
    if isinstance(licences, list) and len(licences) == 1 and isinstance(licences[0], dict):
        return _optional(licences[0], "title") or None
    return None


def _mapping(value: object, name: str, place: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise BadInput.of(told("is missing or not a JSON object"), file=name, column=place)
    return value


def _list(package: Mapping[str, object], field: str, name: str) -> list[object]:
    value = package.get(field)
    if value is None:
        return []
    if not isinstance(value, list):
        raise BadInput.of(told("is not a JSON list"), file=name, column=field)
    return value


def _text(fields: Mapping[str, object], field: str, name: str, place: str) -> str:
    value = _optional(fields, field)
    if not value:
        raise BadInput.of(told("is missing, empty or not a text"), file=name, column=f"{place}.{field}")
    return value


def _optional(fields: Mapping[str, object], field: str) -> str:
    value = fields.get(field)
    return value.strip() if isinstance(value, str) else ""
