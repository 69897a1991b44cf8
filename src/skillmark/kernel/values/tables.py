"""Tables of text: read row by row with every problem named, written so that no cell runs as a formula."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import BinaryIO, TextIO, TypeVar

from skillmark.kernel.values.problems import BadInput, Problem
from skillmark.kernel.values.sentences import Sentence, told

T = TypeVar("T")

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# As people and spreadsheets write them: Python alone would also take 1_0, ١٠ and 1e3. Python reads no longer ones.
WHOLE = re.compile(r"[+-]?[0-9]{1,4000}")
DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,4000}(?:\.[0-9]{0,4000})?|\.[0-9]{1,4000})")
LONGEST_LINE = 1 << 20  # bytes; a longer line is a broken quote or an attack, never a person
csv.field_size_limit(LONGEST_LINE)  # a cell of a line that may be so long; Python alone stops at an eighth of it


def whole_number(text: str) -> int | None:
    """The number that an optional sign and the digits 0–9 write; None for any other text."""
    return int(text) if WHOLE.fullmatch(text) else None


@lru_cache(maxsize=1024)  # a column of ratings says the same few numbers a hundred thousand times
def decimal_number(text: str) -> Decimal | None:
    """The number that an optional sign, the digits 0–9 and at most one point write; None for any other text."""
    if not DECIMAL.fullmatch(text):
        return None
    number = Decimal(text)
    return number.copy_abs() if number.is_zero() else number  # nought has no sign


class BadCell(Exception):
    """One cell that cannot be used; `read_table` gathers these."""

    def __init__(self, column: str | None, message: str) -> None:
        self.column = column
        self.message = message
        super().__init__(message)


class Row:
    """One row of a table. `number` counts as a spreadsheet does: the header is row 1."""

    __slots__ = ("_cells", "number")

    def __init__(self, number: int, cells: dict[str, str]) -> None:
        self.number = number
        self._cells = cells

    def __contains__(self, column: str) -> bool:
        return column in self._cells

    def columns(self) -> tuple[str, ...]:
        """The names of the table's columns, in its order."""
        return tuple(self._cells)

    def optional(self, column: str) -> str:
        """The cell without surrounding blanks; empty where the column or the cell is absent."""
        cell = self._cells.get(column, "").strip()
        return as_meant(cell) if cell[:1] == "'" else cell

    def as_written(self, column: str) -> str:
        """The cell without surrounding blanks, with the apostrophe that keeps a spreadsheet from running it."""
        return self._cells.get(column, "").strip()

    def text(self, column: str) -> str:
        """The cell without surrounding blanks. Raises BadCell when empty."""
        value = self._cells.get(column, "").strip()
        if not value:
            raise BadCell(column, told("is empty"))
        return as_meant(value) if value[0] == "'" else value

    def whole(self, column: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`: an optional sign and digits 0–9. Raises BadCell otherwise."""
        value = self.text(column)
        number = whole_number(value)
        if number is None:
            raise BadCell(column, told("“%(value)s” is not a whole number", value=_short(value)))
        if not low <= number <= high:
            raise BadCell(column, _outside(value, low, high))
        return number

    def decimal(self, column: str, low: Decimal, high: Decimal) -> Decimal:
        """A number from `low` to `high`: an optional sign, digits 0–9, at most one point. Raises BadCell otherwise."""
        value = self.text(column)
        number = decimal_number(value)
        if number is None:
            raise BadCell(column, told("“%(value)s” is not a number", value=_short(value)))
        if not low <= number <= high:
            raise BadCell(column, _outside(value, low, high))
        return number

    def choice(self, column: str, allowed: Sequence[str]) -> str:
        """One of `allowed`. Raises BadCell otherwise."""
        value = self.text(column)
        if value not in allowed:
            said = told("“%(value)s” is none of %(allowed)s", value=_short(value), allowed=", ".join(allowed))
            raise BadCell(column, said)
        return value


def read_table(
    stream: BinaryIO, *, name: str, required: Sequence[str], build: Callable[[Row], T], delimiter: str = ","
) -> list[T]:
    """Build one value per row of a UTF-8 table with a header row; blank rows are passed over.

    `build` raises BadCell for a row it cannot use; the rest is still read, so that all problems are known at once.
    Raises BadInput naming file, row and column.
    """
    built: list[T] = []
    problems: list[Problem] = []
    try:
        for row in iter_rows(stream, name=name, required=required, delimiter=delimiter):
            if isinstance(row, Problem):
                problems.append(row)
                continue
            try:
                built.append(build(row))
            except BadCell as bad:
                problems.append(Problem(name, bad.message, row.number, bad.column))
    except BadInput as end:  # the file cannot be read on; what was found before is told too
        problems.extend(end.problems)
    if problems:
        raise BadInput(problems)
    return built


def iter_rows(stream: BinaryIO, *, name: str, required: Sequence[str], delimiter: str = ",") -> Iterator[Row | Problem]:
    """Rows one by one, a Problem in the place of each row that has another number of cells than the header.

    Raises BadInput for what makes the whole file unreadable: no header, a missing or repeated column, not UTF-8.
    """
    rows = written_rows(stream, name=name, delimiter=delimiter)
    header = header_of(next(rows, (1, []))[1], name=name)
    missing = [column for column in required if column not in header]
    if missing:
        said = told("the column is missing (found: %(columns)s)", columns=", ".join(header))
        raise BadInput.of(said, file=name, row=1, column=missing[0])
    for column in header:
        if column and header.count(column) > 1:
            raise BadInput.of(told("the column appears twice"), file=name, row=1, column=column)
    width = len(header)
    for number, cells in rows:
        # the whole row is looked at only where its first cell is blank: there are a hundred thousand rows
        if not (cells and cells[0].strip()) and not "".join(cells).strip():
            continue
        if len(cells) != width:
            yield Problem(name, cells_told(len(cells), width), number)
            continue
        yield Row(number, dict(zip(header, cells, strict=True)))


def written_rows(stream: BinaryIO, *, name: str, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of every row as it is written, blank ones too. Raises BadInput for what is not UTF-8 text."""
    lines, tabbed = _lines(stream, name), delimiter == "\t"
    reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE if tabbed else csv.QUOTE_MINIMAL)
    number = 1
    try:
        for cells in reader:
            yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:
        said = told("cannot be read as a table (%(error)s)", error=error)
        raise BadInput.of(said, file=name, row=reader.line_num) from None


def header_of(cells: Sequence[str], *, name: str) -> list[str]:
    """The column names without surrounding blanks. Raises BadInput where there is none."""
    header = [column.strip() for column in cells]
    if not any(header):
        raise BadInput.of(told("has no header row"), file=name, row=1)
    return header


def write_table(stream: TextIO, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV whose text cells cannot run as formulas in a spreadsheet; `read_table` gives them back."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([neutral(cell) if isinstance(cell, str) else cell for cell in row])


def neutral(cell: str) -> str:
    """A text cell with an apostrophe before a leading = + - @, tab or return, and before apostrophes that stand before
    one: so no two cells are written alike.
    """
    return "'" + cell if cell.lstrip("'").startswith(FORMULA_STARTS) else cell


def as_meant(cell: str) -> str:
    """The cell as it was before `neutral`."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA_STARTS) else cell


class OneSpelling:
    """Refuses a table in which two people differ by nothing but the apostrophe that makes a formula a text."""

    def __init__(self, column: str) -> None:
        self._column = column
        self._first: dict[str, tuple[str, int]] = {}

    def check(self, row: Row, person_id: str) -> None:
        """Raises BadCell where this id stood before with, or without, the apostrophe."""
        if not person_id.startswith(("'", *FORMULA_STARTS)):
            return
        cell = row.as_written(self._column)
        before, number = self._first.setdefault(person_id, (cell, row.number))
        if before != cell:
            raise BadCell(
                self._column,
                told(
                    "“%(cell)s” and “%(before)s” in row %(row)s are the same id, since an apostrophe before = + - @ is "
                    "not part of it; give one of the two people another id",
                    cell=cell,
                    before=before,
                    row=number,
                ),
            )


def cells_told(found: int, expected: int) -> Sentence:
    return told("has %(found)s cells where the header has %(expected)s", found=found, expected=expected)


def _outside(value: str, low: int | Decimal, high: int | Decimal) -> Sentence:
    return told("%(value)s is outside %(low)s to %(high)s", value=_short(value), low=low, high=high)


def _short(value: str) -> str:
    return value if len(value) <= 40 else value[:39] + "…"


def _lines(stream: BinaryIO, name: str) -> Iterator[str]:
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            said = told("the line is longer than %(most)s bytes", most=LONGEST_LINE)
            raise BadInput.of(said, file=name, row=number)
        if b"\x00" in line:
            raise BadInput.of(told("holds a NUL, which no text has; save the file as UTF-8"), file=name, row=number)
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise BadInput.of(told("is not UTF-8 text; save the file as UTF-8"), file=name, row=number) from None
