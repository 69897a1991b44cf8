"""Tables people have, workbook or CSV under whatever column names, written as the main job reads them.

The columns are known by the one import machine: as they were named the last time, or as their names suggest. Where it
would have to ask, the form refuses and says where it is asked.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from skillmark.foundation.imports import kinds, queries, reading
from skillmark.foundation.imports.kinds import COLUMN, Kind
from skillmark.foundation.roles import Actor
from skillmark.kernel.values import (
    BadCell,
    BadInput,
    DayOrder,
    Problem,
    Spreadsheet,
    day_of,
    read_spreadsheet,
    told,
    write_table,
)

REFERENCE = {"number": "applicant_id"}  # what the main job calls a field that an import calls otherwise


@dataclass(frozen=True, slots=True)
class Taken:
    """A table as the main job reads it, and which column and row of the file each of its own stands for."""

    stream: BinaryIO
    name: str
    columns: Mapping[str, str]
    rows: Sequence[int]
    unreadable: Mapping[int, Problem]

    def in_the_file(self, problem: Problem) -> Problem:
        """The same, at the place where whoever brought the file finds it."""
        if problem.file != self.name:
            return problem
        row = problem.row
        if row is not None and 2 <= row < len(self.rows) + 2:
            row = self.rows[row - 2]
        column = self.columns.get(problem.column or "", problem.column)
        return self.unreadable.get(row or 0) or replace(problem, row=row, column=column)


def taken(actor: Actor, kind_name: str, content: bytes, name: str) -> Taken:
    """Raises BadInput naming file, row and column: a row that cannot be read, a column that must be asked for."""
    kind = kinds.kind(kind_name)
    sheet = read_spreadsheet(content, name=name)
    mapping = _mapping(actor, kind, sheet, name)
    places = [sheet.columns.index(column) for column in mapping.values()]
    orders = _orders(kind, sheet, mapping, name)
    unreadable = {row.row or 0: row for row in sheet.rows if isinstance(row, Problem)}
    rows: list[list[str]] = []
    numbers: list[int] = []
    for line in sheet.rows:
        if isinstance(line, Problem):  # stays a row that cannot be read, so that all problems are told at once
            rows.append([line.message] * (len(mapping) + 1))
            numbers.append(line.row or 0)
            continue
        number, cells = line
        rows.append(
            [
                _day(cells[place], orders[field]) if field in orders else cells[place]
                for field, place in zip(mapping, places, strict=True)
            ]
        )
        numbers.append(number)
    text = io.StringIO(newline="")
    write_table(text, list(mapping), rows)
    return Taken(_named(text.getvalue(), name), name, mapping, numbers, unreadable)


def told_of_files(tables: Iterable[Taken], problems: Iterable[Problem]) -> list[Problem]:
    """Each problem at the place in the file that was brought."""
    placed = list(problems)
    for table in tables:
        placed = [table.in_the_file(problem) for problem in placed]
    return placed


def _mapping(actor: Actor, kind: Kind, sheet: Spreadsheet, name: str) -> dict[str, str]:
    """What the main job calls a column → what the file calls it."""
    known = queries.remembered(actor, kind.name, reading.header_digest(sheet.columns))
    known = known or reading.suggested(kind, sheet.columns)
    found = {REFERENCE.get(field, field): column for field, column in known.items() if not field.startswith(COLUMN)}
    for field in (field for field in kind.fields if kind.needed(field.name)):
        if REFERENCE.get(field.name, field.name) not in found:
            raise BadInput.of(
                told(
                    "no column seems to be “%(field)s” (found: %(columns)s). Name one so, or bring the file in under "
                    "“Bring in a spreadsheet”, where you say which column is which",
                    field=field.label,
                    columns=", ".join(sheet.columns),
                ),
                file=name,
                row=1,
            )
    if kind.rest is not None:
        chosen = {column for field, column in known.items() if field.startswith(COLUMN)}
        others = [column for column in sheet.columns if column not in found.values()]
        found |= {column: column for column in others if not chosen or column in chosen}
    return found


def _orders(kind: Kind, sheet: Spreadsheet, mapping: Mapping[str, str], name: str) -> dict[str, DayOrder | None]:
    """For each field that is a day, which of its numbers is the day. Raises BadInput where only whoever made the file
    knows.
    """
    found: dict[str, DayOrder | None] = {}
    for field in (field.name for field in kind.fields if field.is_day and field.name in mapping):
        place = sheet.columns.index(mapping[field])
        written = [row[1][place] for row in sheet.rows if not isinstance(row, Problem) and row[1][place]]
        orders = reading.possible_orders(written)
        if orders is not None and len(orders) != 1:
            raise BadInput.of(
                told("its days can be meant in two ways; write them as 2026-03-31"), file=name, column=mapping[field]
            )
        found[field] = next(iter(orders)) if orders else None
    return found


def _day(cell: str, order: DayOrder | None) -> str:
    """As the main job reads a day; what is none stays as it is, for the reader to refuse."""
    try:
        return day_of(cell, "", order).isoformat()
    except BadCell:
        return cell


def _named(text: str, name: str) -> BinaryIO:
    stream = io.BytesIO(text.encode())
    stream.name = name
    return stream
