"""The official O*NET text database, read from openers that the caller supplies (a folder, a zip, memory).

Layout: tab-delimited UTF-8 with a header row, file names as published by the National Center for O*NET Development.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import BinaryIO

from skillmark.kernel.skills.model import Anchor, Element, Occupation, Rating, Source, Task
from skillmark.kernel.values import BadCell, BadInput, Problem, Row, read_table

Files = Mapping[str, Callable[[], BinaryIO]]

OCCUPATIONS = "Occupation Data.txt"
ALTERNATES = "Alternate Titles.txt"
TASKS = "Task Statements.txt"
ELEMENTS = "Content Model Reference.txt"
ANCHORS = "Level Scale Anchors.txt"
RATINGS = ("Skills.txt", "Knowledge.txt")
NEEDED = (OCCUPATIONS, ALTERNATES, TASKS, ELEMENTS, ANCHORS, *RATINGS)

CODE = "O*NET-SOC Code"
IMPORTANCE = (Decimal(1), Decimal(5))  # scale IM of Scales Reference
LEVEL = (Decimal(0), Decimal(7))  # scale LV of Scales Reference
TASK_TYPES = {"Core": True, "Supplemental": False, "n/a": None}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every occupation without tasks and ratings, and the codes each case-folded alternate title stands for."""

    occupations: Mapping[str, Occupation]
    alternates: Mapping[str, tuple[str, ...]]


def require_files(files: Files) -> None:
    """Raises BadInput naming every needed file that is not among `files`."""
    absent = [
        Problem(name, "the O*NET database lacks this file, which is needed") for name in NEEDED if name not in files
    ]
    if absent:
        raise BadInput(absent)


def read_catalogue(files: Files) -> Catalogue:
    """Occupations and alternate titles. Raises BadInput."""
    require_files(files)
    occupations: dict[str, Occupation] = {}
    alternates: dict[str, dict[str, None]] = {}

    def occupation(row: Row) -> None:
        code = row.text(CODE)
        if code in occupations:
            raise BadCell(CODE, f"{code} stands twice")
        occupations[code] = Occupation(code, row.text("Title"), row.optional("Description"))

    def alternate(row: Row) -> None:
        code = row.text(CODE)
        if code not in occupations:
            raise BadCell(CODE, f"“{code}” is not in {OCCUPATIONS}")
        for title in (row.text("Alternate Title"), row.optional("Short Title")):
            if title and title != "n/a":
                alternates.setdefault(title.casefold(), {})[code] = None

    _read(files, OCCUPATIONS, (CODE, "Title", "Description"), occupation)
    _read(files, ALTERNATES, (CODE, "Alternate Title", "Short Title"), alternate)
    return Catalogue(occupations, {title: tuple(codes) for title, codes in alternates.items()})


def read_elements(files: Files) -> dict[str, Element]:
    """Every element of the content model by id, with its level anchors in ascending order. Raises BadInput."""
    require_files(files)
    elements: dict[str, Element] = {}
    anchors: dict[str, dict[int, Anchor]] = {}

    def element(row: Row) -> None:
        identifier = row.text("Element ID")
        if identifier in elements:
            raise BadCell("Element ID", f"{identifier} stands twice")
        elements[identifier] = Element(identifier, row.text("Element Name"), row.optional("Description"))

    def anchor(row: Row) -> None:
        if row.text("Scale ID") != "LV":
            return
        identifier, level = row.text("Element ID"), row.whole("Anchor Value", int(LEVEL[0]), int(LEVEL[1]))
        if identifier not in elements:
            raise BadCell("Element ID", f"“{identifier}” is not in {ELEMENTS}")
        if level in anchors.setdefault(identifier, {}):
            raise BadCell("Anchor Value", f"{identifier} has level {level} twice")
        anchors[identifier][level] = Anchor(level, row.text("Anchor Description"))

    _read(files, ELEMENTS, ("Element ID", "Element Name", "Description"), element)
    _read(files, ANCHORS, ("Element ID", "Scale ID", "Anchor Value", "Anchor Description"), anchor)
    for identifier, points in anchors.items():
        ordered = tuple(points[level] for level in sorted(points))
        elements[identifier] = replace(elements[identifier], anchors=ordered)
    return elements


def read_occupations(files: Files, catalogue: Catalogue, codes: Collection[str] | None = None) -> dict[str, Occupation]:
    """The occupations of `codes` (all where None) with tasks and ratings, in the catalogue's order.

    Every row's code is checked; the other cells only for the wanted occupations, so that one standard and its
    applicants load in a second. Raises BadInput; `occupation_of` refuses a code outside the catalogue.
    """
    require_files(files)
    wanted = set(catalogue.occupations if codes is None else codes) & set(catalogue.occupations)
    tasks = _tasks(files, catalogue, wanted)
    ratings: dict[str, dict[str, Rating]] = {}
    for name in RATINGS:
        _ratings(files, name, catalogue, wanted, ratings)
    return {
        code: replace(occupation, tasks=tuple(tasks.get(code, ())), ratings=ratings.get(code, {}))
        for code, occupation in catalogue.occupations.items()
        if code in wanted
    }


def occupation_of(catalogue: Catalogue, code: str) -> Occupation:
    """The occupation of this code. Raises BadInput where O*NET has none."""
    if code not in catalogue.occupations:
        raise BadInput.of(
            f"there is no occupation “{code}” (a code looks like 31-1131.00)", file=OCCUPATIONS, column=CODE
        )
    return catalogue.occupations[code]


def onet_version(name: str) -> str | None:
    """The version that a folder or archive name tells (`db_29_0_text` → `29.0`); the files themselves tell none."""
    found = re.search(r"db_(\d+)_(\d+)(?!\d)", name)
    return f"{found[1]}.{found[2]}" if found else None


def onet_source(version: str | None) -> Source:
    """The source and licence note of a standard drafted from this version of O*NET."""
    title = f"O*NET {version} Database" if version else "O*NET Database (version not stated)"
    attribution = f"{title}, CC BY 4.0, US Department of Labor/ETA; modified"
    return Source(title, version, "CC BY 4.0", attribution)


def _tasks(files: Files, catalogue: Catalogue, wanted: set[str]) -> dict[str, list[Task]]:
    tasks: dict[str, list[Task]] = {}
    seen: set[str] = set()

    def task(row: Row) -> None:
        code = _known_code(row, catalogue)
        identifier = row.text("Task ID")
        if identifier in seen:
            raise BadCell("Task ID", f"{identifier} stands twice")
        seen.add(identifier)
        if code in wanted:
            kind = row.choice("Task Type", tuple(TASK_TYPES)) if row.optional("Task Type") else "n/a"
            tasks.setdefault(code, []).append(Task(identifier, row.text("Task"), TASK_TYPES[kind]))

    _read(files, TASKS, (CODE, "Task ID", "Task", "Task Type"), task)
    return tasks


def _ratings(
    files: Files, name: str, catalogue: Catalogue, wanted: set[str], ratings: dict[str, dict[str, Rating]]
) -> None:
    importance: dict[tuple[str, str], Decimal] = {}
    levels: dict[tuple[str, str], tuple[Decimal, bool, bool]] = {}
    places: dict[tuple[str, str], int] = {}

    def rating(row: Row) -> None:
        code = _known_code(row, catalogue)
        if code not in wanted:
            return
        key, scale = (code, row.text("Element ID")), row.choice("Scale ID", ("IM", "LV"))
        places.setdefault(key, row.number)
        if key in (importance if scale == "IM" else levels):
            raise BadCell("Element ID", f"{code} is rated twice on {key[1]} (scale {scale})")
        if scale == "IM":
            importance[key] = row.decimal("Data Value", *IMPORTANCE)
            return
        relevant, low_confidence = row.optional("Not Relevant") != "Y", row.optional("Recommend Suppress") == "Y"
        levels[key] = (row.decimal("Data Value", *LEVEL), relevant, low_confidence)

    _read(files, name, (CODE, "Element ID", "Scale ID", "Data Value", "Recommend Suppress", "Not Relevant"), rating)
    halves = sorted(importance.keys() ^ levels.keys())
    if halves:
        raise BadInput(
            [
                Problem(
                    name, f"{code} has only one of importance and level on {element}", places[code, element], "Scale ID"
                )
                for code, element in halves
            ]
        )
    for (code, element), value in importance.items():
        if element in ratings.setdefault(code, {}):
            raise BadInput.of(
                f"{code} is rated on {element} in another file too",
                file=name,
                row=places[code, element],
                column="Element ID",
            )
        level, relevant, low_confidence = levels[code, element]
        ratings[code][element] = Rating(element, value, level, relevant, low_confidence)


def _known_code(row: Row, catalogue: Catalogue) -> str:
    code = row.text(CODE)
    if code not in catalogue.occupations:
        raise BadCell(CODE, f"“{code}” is not in {OCCUPATIONS}")
    return code


def _read(files: Files, name: str, columns: Sequence[str], build: Callable[[Row], None]) -> None:
    with files[name]() as stream:
        read_table(stream, name=name, required=columns, build=build, delimiter="\t")
