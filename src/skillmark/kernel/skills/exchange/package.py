"""One neutral package: a framework as its publisher wrote it, whatever format it came in.

Its words are those of 1EdTech CASE, which says most. What a format says beyond them stands in `other`, so that it comes
out again as it went in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

CHILD_OF, PART_OF, PRECEDES = "isChildOf", "isPartOf", "precedes"
INWARD = (CHILD_OF, PART_OF, PRECEDES)  # what they order stands in the package; all other types may point outside
EXACT, RELATED, REPLACED_BY = "exactMatchOf", "isRelatedTo", "replacedBy"
SKILL_LEVEL = "hasSkillLevel"
MOST_LEVELS = 10  # as many as a requirement can ask for; more are refused, never rescaled
LONGEST_IDENTIFIER = 500  # an address at its longest; what records are found by is kept in columns of this width

Members = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Link:
    """What a source names: its identifier, its title and its address, empty where it says none."""

    identifier: str
    title: str = ""
    uri: str = ""
    other: Members = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """What a framework says of itself. `licence` is the link to its licence, where it names one."""

    identifier: str
    title: str
    uri: str = ""
    creator: str = ""
    version: str = ""
    licence: Link | None = None
    other: Members = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """One statement. `code` is CASE's humanCodingScheme, `name` its abbreviatedStatement."""

    identifier: str
    statement: str
    uri: str = ""
    code: str = ""
    name: str = ""
    notes: str = ""
    item_type: str = ""
    keywords: tuple[str, ...] = ()
    licence: Link | None = None
    other: Members = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Association:
    """One item's relation to another, or to something outside the package."""

    identifier: str
    type: str
    origin: Link
    destination: Link
    grouping: Link | None = None
    other: Members = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Definition:
    """An item type, concept, subject, licence or association grouping; `kind` is CASE's name of the list it is in."""

    kind: str
    identifier: str
    title: str = ""
    other: Members = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Level:
    """What one score looks like."""

    identifier: str
    descriptor: str
    other: Members = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Criterion:
    identifier: str
    weight: int | float | None = None
    levels: tuple[Level, ...] = ()
    other: Members = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rubric:
    identifier: str
    title: str = ""
    criteria: tuple[Criterion, ...] = ()
    other: Members = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Package:
    """A framework whole. `definitions_other`: what else its CFDefinitions hold, empty where there is nothing."""

    document: Document
    items: tuple[Item, ...] = ()
    associations: tuple[Association, ...] = ()
    definitions: tuple[Definition, ...] = ()
    rubrics: tuple[Rubric, ...] = ()
    definitions_other: Members | None = None
    other: Members = field(default_factory=dict)

    def parents(self) -> dict[str, list[str]]:
        """Item → the items or the document it is a child of, in the order told."""
        return grouped(self.associations, CHILD_OF)


def grouped(associations: Sequence[Association], kind: str) -> dict[str, list[str]]:
    """Origin → destinations of the associations of this type."""
    found: dict[str, list[str]] = {}
    for association in associations:
        if association.type == kind:
            found.setdefault(association.origin.identifier, []).append(association.destination.identifier)
    return found
