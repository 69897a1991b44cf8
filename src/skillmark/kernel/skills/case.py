"""A CASE 1.0/1.1 CFPackage with a requirements table beside it, read strictly as a standard.

Source: 1EdTech Competencies and Academic Standards Exchange, CFPackage binding.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from skillmark.kernel.skills.exchange import Package, read_case
from skillmark.kernel.skills.model import Requirement
from skillmark.kernel.skills.tables import read_requirements
from skillmark.kernel.values import BadInput, Problem, told

TASK_TYPE = "Task"


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
    """Read a CFPackage as a standard needs it. Raises BadInput for whatever no framework may be (see `exchange`)."""
    package = read_case(stream.read(), name=name)
    document = package.document
    return CasePackage(
        document.identifier,
        document.title.strip(),
        document.creator.strip(),
        document.version.strip() or None,
        _licence(package),
        tuple(
            CaseItem(
                item.identifier,
                item.code.strip(),
                item.name.strip(),
                item.statement.strip(),
                item.notes.strip(),
                item.item_type.strip(),
            )
            for item in package.items
        ),
        {child: tuple(found) for child, found in package.parents().items()},
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


def _licence(package: Package) -> str | None:
    """The title of the licence the document names, else of the only one that is defined."""
    named = package.document.licence
    if named is not None and named.title.strip():
        return named.title.strip()
    defined = [one.title.strip() for one in package.definitions if one.kind == "CFLicenses"]
    return defined[0] or None if len(defined) == 1 else None
