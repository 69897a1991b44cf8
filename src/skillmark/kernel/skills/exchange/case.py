"""CASE 1.0 and 1.1 packages to a Package and back, nothing lost on either way.

A member is taken into a field only where it is a text with something in it; what is empty, absent or of another kind
stays as it is in `other`. So a package is written as it was read. Source: 1EdTech CASE, CFPackage binding.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from skillmark.kernel.skills.exchange.content import json_of
from skillmark.kernel.skills.exchange.package import (
    Association,
    Criterion,
    Definition,
    Document,
    Item,
    Level,
    Link,
    Members,
    Package,
    Rubric,
)
from skillmark.kernel.skills.exchange.refusing import NOWHERE_ELSE, Places, placed, require_sound
from skillmark.kernel.values import BadInput, Problem, told

T = TypeVar("T")
DEFINITIONS = ("CFItemTypes", "CFConcepts", "CFSubjects", "CFLicenses", "CFAssociationGroupings")
DOCUMENT = {"identifier": "identifier", "title": "title", "uri": "uri", "creator": "creator", "version": "version"}
ITEM = {
    "identifier": "identifier",
    "statement": "fullStatement",
    "uri": "uri",
    "code": "humanCodingScheme",
    "name": "abbreviatedStatement",
    "notes": "notes",
    "item_type": "CFItemType",
}
LINK = {"identifier": "identifier", "title": "title", "uri": "uri"}
NAMED = {"identifier": "identifier", "title": "title"}
ASSOCIATION = {"identifier": "identifier", "type": "associationType"}
LEVEL = {"identifier": "identifier", "descriptor": "description"}
ALONE = {"identifier": "identifier"}
LICENCE, KEYWORDS, GROUPING = "licenseURI", "conceptKeywords", "CFAssociationGroupingURI"


def read_case(content: bytes, *, name: str) -> Package:
    """Raises BadInput with every problem, each with the path where it stands."""
    return package_of(json_of(content, name=name), name=name)


def package_of(value: object, *, name: str, places: Places = NOWHERE_ELSE) -> Package:
    """The package that this JSON value is. `places`: where its records stand, if elsewhere. Raises BadInput."""
    package = kept_package(value, name=name, places=places)
    require_sound(package, name=name, places=places)
    return package


def kept_package(value: object, *, name: str, places: Places = NOWHERE_ELSE) -> Package:
    """The same of what was found sound when it came in. Raises BadInput for what is no package at all."""
    try:
        return _Reading(name).package(value)
    except BadInput as bad:
        raise BadInput(placed(bad.problems, places)) from None


def case_json(package: Package) -> dict[str, object]:
    """The package as CASE writes it; the very members that were read, where it was read from CASE."""
    written: dict[str, object] = {"CFDocument": document_json(package.document)}
    lists: list[tuple[str, list[object]]] = [
        ("CFItems", [item_json(item) for item in package.items]),
        ("CFAssociations", [association_json(association) for association in package.associations]),
        ("CFRubrics", [rubric_json(rubric) for rubric in package.rubrics]),
    ]
    written |= {key: entries for key, entries in lists if entries}
    if package.definitions or package.definitions_other is not None:
        definitions: dict[str, object] = dict(package.definitions_other or {})
        for kind in DEFINITIONS:
            of_kind = [_plain(one, NAMED) for one in package.definitions if one.kind == kind]
            definitions |= {kind: of_kind} if of_kind else {}
        written["CFDefinitions"] = definitions
    return written | dict(package.other)


def document_json(document: Document) -> dict[str, object]:
    return _plain(document, DOCUMENT) | _linked(LICENCE, document.licence)


def item_json(item: Item) -> dict[str, object]:
    keywords: dict[str, object] = {KEYWORDS: list(item.keywords)} if item.keywords else {}
    return _plain(item, ITEM) | keywords | _linked(LICENCE, item.licence)


def association_json(association: Association) -> dict[str, object]:
    ends = {
        "originNodeURI": _plain(association.origin, LINK),
        "destinationNodeURI": _plain(association.destination, LINK),
    }
    return _plain(association, ASSOCIATION) | ends | _linked(GROUPING, association.grouping)


def rubric_json(rubric: Rubric) -> dict[str, object]:
    criteria = [_criterion_json(criterion) for criterion in rubric.criteria]
    return _plain(rubric, NAMED) | ({"CFRubricCriteria": criteria} if criteria else {})


def _criterion_json(criterion: Criterion) -> dict[str, object]:
    levels = [_plain(level, LEVEL) for level in criterion.levels]
    weight = {} if criterion.weight is None else {"weight": criterion.weight}
    return _plain(criterion, ALONE) | weight | ({"CFRubricCriterionLevels": levels} if levels else {})


def _plain(record: object, names: Mapping[str, str]) -> dict[str, object]:
    fields = {key: getattr(record, field) for field, key in names.items()}
    other: Members = record.other  # type: ignore[attr-defined]
    return {key: value for key, value in fields.items() if value} | dict(other)


def _linked(key: str, link: Link | None) -> dict[str, object]:
    return {} if link is None else {key: _plain(link, LINK)}


class _Reading:
    """One file being read: every problem is gathered and told at the end."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def package(self, value: object) -> Package:
        rest = self.members(value, "CFPackage")
        document = self.document(rest.pop("CFDocument", None))
        items = self.each(rest, "CFItems", self.item)
        associations = self.each(rest, "CFAssociations", self.association)
        rubrics = self.each(rest, "CFRubrics", self.rubric)
        definitions: list[Definition] = []
        others: dict[str, object] | None = None
        if isinstance(rest.get("CFDefinitions"), dict):
            others = self.members(rest.pop("CFDefinitions"), "CFDefinitions")
            for kind in DEFINITIONS:
                definitions += self.each(others, kind, self.defined(kind), "CFDefinitions.")
            if definitions and not others:
                others = None
        if self.problems:
            raise BadInput(self.problems)
        return Package(document, items, associations, tuple(definitions), rubrics, others, rest)

    def document(self, value: object) -> Document:
        rest = self.members(value, "CFDocument")
        if not isinstance(value, dict):
            return Document("", "")
        texts = self.texts(rest, DOCUMENT, "CFDocument", ("identifier", "title"))
        return Document(**texts, licence=self.link(rest, LICENCE), other=rest)

    def item(self, value: object, place: str) -> Item:
        rest = self.members(value, place)
        texts = self.texts(rest, ITEM, place, ("identifier", "statement"))
        keywords = rest.get(KEYWORDS)
        words: tuple[str, ...] = ()
        if isinstance(keywords, list) and keywords and all(isinstance(word, str) for word in keywords):
            words = tuple(rest.pop(KEYWORDS))  # type: ignore[arg-type]
        return Item(**texts, keywords=words, licence=self.link(rest, LICENCE), other=rest)

    def association(self, value: object, place: str) -> Association:
        rest = self.members(value, place)
        texts = self.texts(rest, ASSOCIATION, place, ("identifier", "type"))
        ends = []
        for key in ("originNodeURI", "destinationNodeURI"):
            inner = self.members(rest.pop(key, None), f"{place}.{key}")
            ends.append(Link(**self.texts(inner, LINK, f"{place}.{key}", ("identifier",)), other=inner))
        return Association(**texts, origin=ends[0], destination=ends[1], grouping=self.link(rest, GROUPING), other=rest)

    def defined(self, kind: str) -> Callable[[object, str], Definition]:
        def read(value: object, place: str) -> Definition:
            rest = self.members(value, place)
            return Definition(kind, **self.texts(rest, NAMED, place, ("identifier",)), other=rest)

        return read

    def rubric(self, value: object, place: str) -> Rubric:
        rest = self.members(value, place)
        texts = self.texts(rest, NAMED, place, ("identifier",))
        criteria = self.each(rest, "CFRubricCriteria", self.criterion, f"{place}.")
        return Rubric(**texts, criteria=criteria, other=rest)

    def criterion(self, value: object, place: str) -> Criterion:
        rest = self.members(value, place)
        texts = self.texts(rest, ALONE, place, ("identifier",))
        weight = rest.get("weight")
        number = weight if isinstance(weight, int | float) and not isinstance(weight, bool) else None
        if number is not None:
            del rest["weight"]
        elif weight is not None:
            self.wrong(told("is no number"), f"{place}.weight")
        levels = self.each(rest, "CFRubricCriterionLevels", self.level, f"{place}.")
        return Criterion(**texts, weight=number, levels=levels, other=rest)

    def level(self, value: object, place: str) -> Level:
        rest = self.members(value, place)
        return Level(**self.texts(rest, LEVEL, place, ("identifier",)), other=rest)

    def each(
        self, members: dict[str, object], key: str, read: Callable[[object, str], T], above: str = ""
    ) -> tuple[T, ...]:
        """The entries of a list; an empty or absent one stays among the members as it is."""
        entries = members.get(key)
        if not entries and (entries is None or entries == []):
            return ()
        del members[key]
        if not isinstance(entries, list):
            self.wrong(told("is not a JSON list"), f"{above}{key}")
            return ()
        return tuple(read(entry, f"{above}{key}[{number}]") for number, entry in enumerate(entries))

    def members(self, value: object, place: str) -> dict[str, object]:
        """A copy of a JSON object, from which its fields are taken."""
        if isinstance(value, dict):
            return dict(value)
        self.wrong(told("is missing or not a JSON object"), place)
        return {}

    def texts(
        self, members: dict[str, object], names: Mapping[str, str], place: str, needed: Sequence[str]
    ) -> dict[str, str]:
        found: dict[str, str] = {}
        for field, key in names.items():
            value = members.get(key)
            found[field] = value if isinstance(value, str) else ""
            if found[field]:
                del members[key]
            if field in needed and not found[field].strip():
                self.wrong(told("is missing, empty or not a text"), f"{place}.{key}")
        return found

    def link(self, members: dict[str, object], key: str) -> Link | None:
        value = members.get(key)
        if not isinstance(value, dict) or not any(isinstance(value.get(name), str) for name in LINK.values()):
            return None
        rest = dict(members.pop(key))  # type: ignore[call-overload]
        return Link(**self.texts(rest, LINK, key, ()), other=rest)

    def wrong(self, said: str, place: str) -> None:
        self.problems.append(Problem(self.name, said, None, place))
