"""The O*NET text database, whole: occupations, their tasks, the content model with its level anchors, and every rating.

The reader of `kernel/skills/onet.py` reads the files; here they become a package. Ratings stand as published.
"""

from skillmark.kernel.skills.exchange.naming import beyond, identifier_of, related
from skillmark.kernel.skills.exchange.package import (
    CHILD_OF,
    PART_OF,
    RELATED,
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
from skillmark.kernel.skills.exchange.refusing import require_sound
from skillmark.kernel.skills.model import Element
from skillmark.kernel.skills.onet import (
    OCCUPATIONS,
    Files,
    onet_source,
    onet_version,
    read_catalogue,
    read_elements,
    read_occupations,
)

NOTHING: Members = {}
ADDRESS = "https://www.onetcenter.org/database.html#"
RATED = Definition("CFAssociationGroupings", identifier_of(f"{ADDRESS}rated"), "rated")


def is_onet(files: Files) -> bool:
    return OCCUPATIONS in files


def read_onet(files: Files, *, name: str) -> Package:
    """Raises BadInput with file, row and column."""
    catalogue, elements = read_catalogue(files), read_elements(files)
    titles: dict[str, list[str]] = {}
    for title, codes in catalogue.alternates.items():
        for code in codes:
            titles.setdefault(code, []).append(title)
    items = [
        _item(identifier, element.name, "Element", element.description) for identifier, element in elements.items()
    ]
    associations: list[Association] = []
    for identifier in elements:
        above = identifier.rpartition(".")[0]
        if above in elements:
            associations.append(related(_link(identifier), CHILD_OF, _link(above)))
    grouping = Link(RATED.identifier, RATED.title)
    for code, occupation in read_occupations(files, catalogue).items():
        others = tuple(titles.get(code, ()))
        items.append(_item(code, occupation.title, "Occupation", occupation.description, others))
        for task in occupation.tasks or ():
            key = f"{code}/{task.identifier}"
            core = NOTHING if task.core is None else {"core": task.core}
            items.append(_item(key, task.statement, "Task", said=core))
            associations.append(related(_link(key), PART_OF, _link(code)))
        for element, rating in (occupation.ratings or {}).items():
            said = beyond(
                "onet",
                {
                    "importance": str(rating.importance),
                    "level": str(rating.level),
                    "relevant": rating.relevant,
                    "lowConfidence": rating.low_confidence,
                },
            )
            associations.append(related(_link(code), RELATED, _link(element), grouping, **said))
    source = onet_source(onet_version(name))
    licence = Link(identifier_of("https://creativecommons.org/licenses/by/4.0/"), source.licence or "",
                   "https://creativecommons.org/licenses/by/4.0/")  # fmt: skip
    document = Document(
        identifier_of(ADDRESS), source.title, ADDRESS.rstrip("#"), "US Department of Labor/ETA",
        source.version or "", licence, {"notes": source.attribution},
    )  # fmt: skip
    rubrics = tuple(_anchors(identifier, element) for identifier, element in elements.items() if element.anchors)
    package = Package(document, tuple(items), tuple(associations), (RATED,), rubrics)
    require_sound(package, name=name)
    return package


def _item(
    code: str, statement: str, kind: str, notes: str = "", keywords: tuple[str, ...] = (), said: Members = NOTHING
) -> Item:
    return Item(
        identifier_of(ADDRESS + code), statement, ADDRESS + code, code, notes=notes, item_type=kind, keywords=keywords,
        other=beyond("onet", said),
    )  # fmt: skip


def _link(code: str) -> Link:
    return Link(identifier_of(ADDRESS + code), code)


def _anchors(code: str, element: Element) -> Rubric:
    """O*NET's level scale of one element: published examples of some of its levels."""
    levels = tuple(
        Level(identifier_of(f"{ADDRESS}{code}/level/{anchor.level}"), anchor.description, {"score": anchor.level})
        for anchor in element.anchors
    )
    criterion = Criterion(identifier_of(f"{ADDRESS}{code}/levels"), None, levels)
    return Rubric(identifier_of(f"{ADDRESS}{code}/scale"), element.name, (criterion,))
