"""ESCO's folder of CSV files, whole: skills, groups, occupations and every relation between them.

Source: ESCO 1.2, official file names. A relation of the hierarchy with an end that the folder lacks (it holds a part of
ESCO only) orders nothing here and is kept as an outside reference, `ext:broaderConcept`.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from skillmark.kernel.skills.exchange.naming import beyond, identifier_of, related
from skillmark.kernel.skills.exchange.package import (
    CHILD_OF,
    EXACT,
    PART_OF,
    RELATED,
    Association,
    Definition,
    Document,
    Item,
    Link,
    Package,
)
from skillmark.kernel.skills.exchange.refusing import Place, require_sound
from skillmark.kernel.skills.onet import Files
from skillmark.kernel.values import BadCell, BadInput, Problem, Row, iter_rows, told

CONCEPTS = (
    "skillGroups", "skills", "ISCOGroups", "occupations", "digCompSkillsCollection", "greenSkillsCollection",
    "digitalSkillsCollection", "languageSkillsCollection", "researchSkillsCollection", "transversalSkillsCollection",
)  # fmt: skip
BROADER = ("broaderRelationsOccPillar", "broaderRelationsSkillPillar")
NEEDED = "skills"
ADDRESS, LABEL = "conceptUri", "preferredLabel"
TAKEN = {ADDRESS, LABEL, "description", "conceptType", "altLabels", "code"}
BROADER_OUTSIDE = "ext:broaderConcept"
MODEL = "http://data.europa.eu/esco/model"  # the address that tells ESCO from other frameworks
OCCUPATION, ESSENTIAL, OPTIONAL = "Occupation", "essential", "optional"
ACKNOWLEDGEMENT = "This standard uses the ESCO classification of the European Commission. It was modified."


def is_esco(files: Files) -> bool:
    return any(_part(name) == NEEDED for name in files)


def read_esco(files: Files, *, name: str) -> Package:
    """Raises BadInput with every problem, each with file, row and column."""
    reading = _Reading({_part(file): file for file in files if file.endswith(".csv")}, files)
    if NEEDED not in reading.names:
        raise BadInput.of(told("the ESCO folder lacks the file of its skills, skills_en.csv"), file=name)
    for part in CONCEPTS:
        reading.concepts(part)
    reading.hierarchy()
    for part in BROADER:
        for row in reading.rows(part, (ADDRESS, "broaderUri")):
            reading.broader(row.text(ADDRESS), row.text("broaderUri"))
    for row in reading.rows("skillSkillRelations", ("originalSkillUri", "relationType", "relatedSkillUri")):
        reading.relate(row.text("originalSkillUri"), row.text("relatedSkillUri"), row.text("relationType"))
    for row in reading.rows("occupationSkillRelations", ("occupationUri", "relationType", "skillUri")):
        reading.relate(row.text("occupationUri"), row.text("skillUri"), row.text("relationType"))
    reading.crosswalk()
    if reading.problems:
        raise BadInput(reading.problems)
    document = Document(identifier_of(MODEL), "ESCO", MODEL, "European Commission")
    package = Package(
        document, tuple(reading.items.values()), tuple(reading.associations.values()), tuple(reading.groupings.values())
    )
    require_sound(package, name=name, places=reading.places)
    return package


def _part(name: str) -> str:
    return name.removesuffix(".csv").rpartition("_")[0]


class _Reading:
    """The files of one folder, and what they came to so far."""

    def __init__(self, names: Mapping[str, str], files: Files) -> None:
        self.names, self.files = names, files
        self.items: dict[str, Item] = {}  # by address
        self.associations: dict[str, Association] = {}
        self.groupings: dict[str, Definition] = {}
        self.problems: list[Problem] = []
        self.places: dict[str, Place] = {}
        self.here = Place("")
        self._links: dict[str, Link] = {}

    def rows(self, part: str, needed: tuple[str, ...]) -> Iterator[Row]:
        """The rows of a file; nothing where the folder lacks it. What a row lacks is told with its place."""
        if part not in self.names:
            return
        name = self.names[part]
        with self.files[name]() as stream:
            for row in iter_rows(stream, name=name, required=needed):
                if isinstance(row, Problem):
                    self.problems.append(row)
                    continue
                try:
                    for column in needed:
                        row.text(column)
                except BadCell as bad:
                    self.problems.append(Problem(name, bad.message, row.number, bad.column))
                    continue
                self.here = Place(needed[-1], row.number, name)
                yield row

    def concepts(self, part: str) -> None:
        collection = part.endswith("Collection")
        seen: dict[str, int] = {}
        for row in self.rows(part, (ADDRESS, LABEL)):
            address = row.text(ADDRESS)
            first = seen.setdefault(address, row.number)
            if first != row.number:
                said = told("“%(item)s” stands in row %(row)s already", item=address, row=first)
                self.problems.append(Problem(self.names[part], said, row.number, ADDRESS))
            if address not in self.items:
                rest = {column: row.optional(column) for column in row.columns() if column not in TAKEN}
                self.items[address] = Item(
                    identifier_of(address), row.text(LABEL), address, row.optional("code"),
                    notes=row.optional("description"), item_type=row.optional("conceptType"),
                    keywords=tuple(_labels(row.optional("altLabels"))),
                    other=beyond("esco", {column: text for column, text in rest.items() if text}),
                )  # fmt: skip
            if collection:
                self._member(address, part)

    def _member(self, address: str, part: str) -> None:
        """A collection is an item of its own, and its skills are part of it."""
        collection = f"http://data.europa.eu/esco/collection/{part}"
        if collection not in self.items:
            self.items[collection] = Item(identifier_of(collection), part, collection, item_type="Collection")
        self._keep(related(self.link(address), PART_OF, self.link(collection)))

    def hierarchy(self) -> None:
        for row in self.rows("skillsHierarchy", ("Level 0 URI",)):
            chain = [row.optional(f"Level {depth} URI") for depth in range(4)]
            chain = [address for address in chain if address]
            for parent, child in pairwise(chain):
                self.broader(child, parent)

    def broader(self, child: str, parent: str) -> None:
        inside = child in self.items and parent in self.items
        self._keep(related(self.link(child), CHILD_OF if inside else BROADER_OUTSIDE, self.link(parent)))

    def relate(self, origin: str, destination: str, kind: str) -> None:
        if kind not in self.groupings:
            self.groupings[kind] = Definition("CFAssociationGroupings", identifier_of(f"esco:{kind}"), kind)
        grouping = Link(self.groupings[kind].identifier, kind)
        self._keep(related(self.link(origin), RELATED, self.link(destination), grouping))

    def crosswalk(self) -> None:
        """What the folder says of O*NET's occupations, which stand outside."""
        code, title, address, kind = "O*NET Id", "O*NET Title", "ESCO or ISCO URI", "Type of Match"
        for part in self.names:
            if not self.names[part].startswith("esco_onet_crosswalk"):
                continue
            for row in self.rows(part, (code, address, kind)):
                to = f"https://www.onetonline.org/link/summary/{row.text(code)}"
                outside = Link(identifier_of(to), row.optional(title), to)
                match = row.text(kind)
                self._keep(
                    related(outside, EXACT if match == "exactMatch" else f"ext:{match}", self.link(row.text(address)))
                )

    def link(self, address: str) -> Link:
        if address not in self._links:
            item = self.items.get(address)
            self._links[address] = Link(identifier_of(address), item.statement if item else "", address)
        return self._links[address]

    def _keep(self, association: Association) -> None:
        if association.identifier not in self.associations:
            self.places[f"CFAssociations[{len(self.associations)}]"] = self.here
            self.associations[association.identifier] = association


def _labels(text: str) -> Iterator[str]:
    for part in text.replace("|", "\n").split("\n"):
        if part.strip():
            yield part.strip()
