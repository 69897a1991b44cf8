"""A spreadsheet somebody brings, CSV or Excel, with whatever column names: known by its content, read whole, and every
row that cannot be used in its place as a Problem.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from skillmark.kernel.values.problems import BadInput, Problem
from skillmark.kernel.values.sentences import told
from skillmark.kernel.values.tables import BadCell, as_meant, cells_told, header_of, written_rows
from skillmark.kernel.values.workbooks import too_many_rows, workbook_rows

MOST_ROWS = 200_000  # twice the largest employer this is measured with
DELIMITERS = ",;\t"  # a spreadsheet program set to Spanish or German separates by semicolons
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ARCHIVE = b"PK\x03\x04"
FIRST_SERIAL, LAST_SERIAL = 367, 73050  # 1901 to 2099: a number outside is hardly a day
SERIALS_SINCE = date(1899, 12, 30)
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?: .*)?")
SERIAL = re.compile(r"\d{3,5}")


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """Column names in the file's order, and its rows: (number, one cell a column), or what is wrong with one."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, list[str]] | Problem, ...]


class DayOrder(StrEnum):
    """Which of the two first numbers of 03/04/2026 is the day."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


def read_spreadsheet(content: bytes, *, name: str, most: int = MOST_ROWS) -> Spreadsheet:
    """The table a file holds. Raises BadInput, in one plain sentence, for a file that cannot be taken at all."""
    rows = workbook_rows(content, name, most) if _is_workbook(content, name) else _text(content, name, most)
    first = next(rows, None)
    if first is None:
        raise BadInput.of(told("is empty"), file=name)
    if isinstance(first, Problem):
        said = told("%(problem)s; the first row must be the column names", problem=first.message)
        raise BadInput([Problem(name, said, first.row)])
    columns = _columns(header_of(first[1], name=name), name, first[0])
    read = tuple(_fitted(row, len(columns), name) for row in rows)
    if not read:
        raise BadInput.of(told("has column names and no row below them"), file=name, row=first[0])
    return Spreadsheet(columns, read)


def day_orders(values: Iterable[str]) -> frozenset[DayOrder]:
    """The orders in which days such as 03/04/2026 of one column can be meant. Both: only whoever made the file knows.
    None: they contradict one another. Days written another way say which they are, and are passed over.
    """
    possible = set(DayOrder)
    contradicted: set[DayOrder] = set()
    for value in values:
        found = SLASHED.fullmatch(value)
        if found and int(found[1]) > 12:
            contradicted.add(DayOrder.MONTH_FIRST)
        if found and int(found[2]) > 12:
            contradicted.add(DayOrder.DAY_FIRST)
    return frozenset(possible - contradicted)


def has_slashed_days(values: Iterable[str]) -> bool:
    return any(SLASHED.fullmatch(value) for value in values)


def day_of(text: str, column: str, order: DayOrder | None) -> date:
    """The day a cell says: 2026-03-31, 31.3.2026, a spreadsheet's own day number, or 31/3/2026 in the order given.

    Raises BadCell for anything else, also for a slashed day where no order was given.
    """
    try:
        if found := ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := DOTTED.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if SERIAL.fullmatch(text) and FIRST_SERIAL <= int(text) <= LAST_SERIAL:
            return SERIALS_SINCE + timedelta(days=int(text))
        if (found := SLASHED.fullmatch(text)) and order is not None:
            first, second = int(found[1]), int(found[2])
            day, month = (first, second) if order is DayOrder.DAY_FIRST else (second, first)
            return date(int(found[3]), month, day)
    except ValueError:
        raise BadCell(column, told("“%(value)s” is no day of the calendar", value=text[:40])) from None
    raise BadCell(column, told("“%(value)s” is not a day such as 2026-03-31", value=text[:40]))


def _is_workbook(content: bytes, name: str) -> bool:
    """Raises BadInput where the content is nothing that is taken, or something else than the name says."""
    suffix = name.lower().rpartition(".")[2]
    if not content.strip():
        raise BadInput.of(told("is empty"), file=name)
    if content.startswith(OLD_EXCEL):
        if ENCRYPTED in content:
            raise BadInput.of(told("is locked with a password; save it without one"), file=name)
        raise BadInput.of(told("is an old Excel file (.xls); save it as .xlsx or as CSV (UTF-8)"), file=name)
    if content.startswith(ARCHIVE):
        if suffix in ("csv", "txt", "tsv"):
            said = told("is named .%(ending)s and is no text; save it as CSV, or call it .xlsx", ending=suffix)
            raise BadInput.of(said, file=name)
        return True
    if suffix in ("xlsx", "xlsm", "xls", "ods"):
        said = told("is named .%(ending)s and is no Excel workbook; save it as .xlsx or as CSV (UTF-8)", ending=suffix)
        raise BadInput.of(said, file=name)
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{", b"<")):
        raise BadInput.of(told("is no table; bring an Excel workbook (.xlsx) or a CSV file"), file=name)
    return False


def _text(content: bytes, name: str, most: int) -> Iterator[tuple[int, list[str]] | Problem]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):  # "Unicode text", as Excel calls UTF-16
        try:
            content = content.decode("utf-16").encode()
        except UnicodeDecodeError:
            raise BadInput.of(told("is not UTF-8 text; save the file as UTF-8"), file=name) from None
    header = content[: content.find(b"\n") + 1 or len(content)]
    delimiter = max(DELIMITERS, key=lambda sign: header.count(sign.encode()))
    count = 0
    for number, cells in written_rows(io.BytesIO(content), name=name, delimiter=delimiter):
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > most + 1:
            raise BadInput.of(too_many_rows(most), file=name)
        yield number, [as_meant(cell.strip()) for cell in cells]


def _columns(header: Sequence[str], name: str, row: int) -> tuple[str, ...]:
    while header and not header[-1]:
        header = header[:-1]
    for position, column in enumerate(header, start=1):
        if not column:
            raise BadInput.of(told("column %(position)s has no name", position=position), file=name, row=row)
    twice = [column for column, times in Counter(map(str.casefold, header)).items() if times > 1]
    if twice:
        shown = next(column for column in header if column.casefold() == twice[0])
        raise BadInput.of(told("the column appears twice; give each its own name"), file=name, row=row, column=shown)
    return tuple(header)


def _fitted(row: tuple[int, list[str]] | Problem, width: int, name: str) -> tuple[int, list[str]] | Problem:
    if isinstance(row, Problem):
        return row
    number, cells = row
    if any(cell.strip() for cell in cells[width:]):
        return Problem(name, cells_told(len(cells), width), number)
    return number, [cell.strip() for cell in [*cells[:width], *[""] * (width - len(cells))]]
