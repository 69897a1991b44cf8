"""The O*NET text database, whole: occupations, their tasks, the content model with its level anchors, and every rating.

The reader of `kernel/skills/onet.py` reads the files; here they become a package. Ratings stand as published.
"""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

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
    NEEDED,
    OCCUPATIONS,
    Files,
    onet_source,
    onet_version,
    read_catalogue,
    read_elements,
    read_occupations,
)
from skillmark.kernel.values import BadInput, Problem
from skillmark.kernel.values.workbooks import workbook_rows

MOST_ROWS = 1_048_576  # what a sheet holds; the official ones have fewer
NOTHING: Members = {}
ADDRESS = "https://www.onetcenter.org/database.html#"
RATED = Definition("CFAssociationGroupings", identifier_of(f"{ADDRESS}rated"), "rated")


def is_onet(files: Files) -> bool:
    return OCCUPATIONS in files or _workbook(OCCUPATIONS) in files


def read_onet(files: Files, *, name: str, version: str | None = None) -> Package:
    """The text files, or the workbooks of the Excel edition. `version`: what the folder's name tells, where that is not
    `name`. Raises BadInput with file, row and column.
    """
    if OCCUPATIONS in files or _workbook(OCCUPATIONS) not in files:
        return _package(files, version or onet_version(name), name)
    texts = {part: _as_text(files[_workbook(part)], _workbook(part)) for part in NEEDED if _workbook(part) in files}
    try:
        return _package(texts, version or onet_version(name), name)
    except BadInput as bad:  # told with the names of the files that were brought
        raise BadInput([replace(each, file=_told_of(each.file)) for each in bad.problems]) from None


def _workbook(part: str) -> str:
    return part.removesuffix(".txt") + ".xlsx"


def _told_of(file: str) -> str:
    return _workbook(file) if file in NEEDED else file


def _as_text(opened: Callable[[], BinaryIO], file: str) -> Callable[[], BinaryIO]:
    """The first sheet as the text edition writes it, every row on its own line, so that numbers of rows stay true."""

    def text() -> BinaryIO:
        with opened() as stream:
            rows = workbook_rows(stream.read(), file, MOST_ROWS)
        lines: list[str] = []
        for row in rows:
            if isinstance(row, Problem):
                raise BadInput([row])
            lines += [""] * (row[0] - 1 - len(lines))
            lines.append("\t".join(" ".join(cell.split()) for cell in row[1]))
        return BytesIO("\n".join([*lines, ""]).encode())

    return text


def _package(files: Files, version: str | None, name: str) -> Package:
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
    source = onet_source(version)
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
