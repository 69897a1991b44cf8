"""The first sheet of an Excel workbook (.xlsx) as rows of text, read without trusting a byte of it.

Office Open XML (ECMA-376): a ZIP of XML parts. Values are taken as the sheet holds them: a formula counts as the value
it last came to, a day as ISO text. What cannot be read so is a Problem in its row's place, never an empty cell.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from xml.parsers import expat

from skillmark.kernel.values.problems import BadInput, Problem
from skillmark.kernel.values.sentences import Sentence, told

MOST_EXPANDED = 200 * 2**20  # bytes of one part: what 200,000 rows of thirty columns come to
MOST_COLUMNS = 200  # the widest employee file seen has 90
CHUNK = 1 << 16
DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))  # ECMA-376 18.8.30
UNSPOKEN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # of a number format: quoted text, escapes, colours
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
WHOLE = re.compile(r"-?[0-9]+\.0+")
# what the standard library raises at a damaged or locked archive
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, KeyError)
Attributes = dict[str, str]
Cells = list[str]


def workbook_rows(content: bytes, name: str, most: int) -> Iterator[tuple[int, Cells] | Problem]:
    """(row number, cells) of the first visible sheet, blank rows passed over; a Problem for a row that cannot be used.

    Raises BadInput for what makes the whole file unreadable: macros, a password, a bomb, more than `most` rows.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            _only_a_workbook(names, archive, name)
            book = _Book(archive, name)
            sheet = _Sheet(book, name, most)
            _parse(archive, book.first_sheet(), name, sheet.start, sheet.end, sheet.text)
    except UNREADABLE:
        raise BadInput.of(told("is an Excel file that cannot be read; save it again"), file=name) from None
    return sheet.read()


def _only_a_workbook(names: set[str], archive: zipfile.ZipFile, name: str) -> None:
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise BadInput.of(told("is locked with a password; save it without one"), file=name)
    if any(part.lower().endswith("vbaproject.bin") for part in names):
        raise BadInput.of(told("holds macros, which are not taken; save it as an Excel workbook (.xlsx)"), file=name)
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise BadInput.of(told("is another kind of spreadsheet; save it as .xlsx or as CSV (UTF-8)"), file=name)
    if "xl/workbook.xml" not in names:
        raise BadInput.of(told("is an archive, not a spreadsheet; bring the .xlsx or CSV file itself"), file=name)


def _parse(
    archive: zipfile.ZipFile,
    part: str,
    name: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] = lambda tag: None,
    text: Callable[[str], None] = lambda data: None,
) -> None:
    """Run through one part. A document type is refused: it is how XML bombs are built, and no workbook has one."""

    def refuse(*_: object) -> None:
        raise BadInput.of(told("is an Excel file that cannot be read; save it again"), file=name)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
    parser.CharacterDataHandler = text
    expanded = 0
    with archive.open(part) as opened:
        while data := opened.read(CHUNK):
            expanded += len(data)
            if expanded > MOST_EXPANDED:
                said = told("grows beyond %(most)s MB when opened", most=MOST_EXPANDED // 2**20)
                raise BadInput.of(said, file=name)
            try:
                parser.Parse(data, False)
            except expat.ExpatError:
                refuse()
    try:
        parser.Parse(b"", True)
    except expat.ExpatError:
        refuse()


class _Book:
    """What a sheet's cells refer to: shared texts, which styles are days, from when days are counted."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.archive, self.name = archive, name
        self.since = datetime(1899, 12, 30, tzinfo=UTC)  # day 60, which never was, makes all later ones one too many
        self.sheets: list[str] = []
        self.targets: dict[str, str] = {}
        self.shared: list[str] = []
        self.dated: list[bool] = []
        _parse(archive, "xl/workbook.xml", name, self._workbook)
        _parse(archive, "xl/_rels/workbook.xml.rels", name, self._relation)
        present = set(archive.namelist())
        if "xl/sharedStrings.xml" in present:
            self._shared_texts()
        if "xl/styles.xml" in present:
            self._styles()

    def first_sheet(self) -> str:
        for sheet in self.sheets:
            target = self.targets.get(sheet, "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            if target and part in self.archive.namelist():
                return part
        raise BadInput.of(told("has no sheet"), file=self.name)

    def _workbook(self, tag: str, attributes: Attributes) -> None:
        if tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            self.since = datetime(1904, 1, 1, tzinfo=UTC)
        if tag == "sheet" and attributes.get("state", "visible") == "visible":
            self.sheets.append(next((value for key, value in attributes.items() if key.endswith(":id")), ""))

    def _relation(self, tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def _shared_texts(self) -> None:
        held: list[str] = []
        depth = {"t": False, "rPh": False}  # rPh: how a Japanese text is read aloud, no part of it

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "si":
                held.clear()
            if tag in depth:
                depth[tag] = True

        def end(tag: str) -> None:
            if tag == "si":
                self.shared.append("".join(held))
            if tag in depth:
                depth[tag] = False

        def text(data: str) -> None:
            if depth["t"] and not depth["rPh"]:
                held.append(data)

        _parse(self.archive, "xl/sharedStrings.xml", self.name, start, end, text)

    def _styles(self) -> None:
        own: dict[int, bool] = {}
        inside = {"cellXfs": False}

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "cellXfs":
                inside[tag] = True
            elif tag == "numFmt":
                spoken = UNSPOKEN.sub("", attributes.get("formatCode", "")).lower()
                own[_number(attributes.get("numFmtId"))] = any(sign in spoken for sign in "dmyhs")
            elif tag == "xf" and inside["cellXfs"]:
                number = _number(attributes.get("numFmtId"))
                self.dated.append(own.get(number, number in DATE_FORMATS))

        def end(tag: str) -> None:
            if tag == "cellXfs":
                inside[tag] = False

        _parse(self.archive, "xl/styles.xml", self.name, start, end)

    def is_day(self, style: int) -> bool:
        return 0 <= style < len(self.dated) and self.dated[style]

    def day(self, serial: str) -> str:
        """ISO text of a serial number: a day, with a time only where it has one; the number itself where it is none."""
        try:
            moment = self.since + timedelta(seconds=round(float(serial) * 86400))
        except (ValueError, OverflowError):
            return serial
        return moment.date().isoformat() if not (moment.hour or moment.minute) else moment.strftime("%Y-%m-%d %H:%M")


class _Sheet:
    """The cells of a sheet, gathered as its part is run through."""

    def __init__(self, book: _Book, name: str, most: int) -> None:
        self.book, self.name, self.most = book, name, most
        self.rows: list[tuple[int, Cells]] = []
        self.faults: dict[int, Problem] = {}
        self.merged: list[tuple[int, int, str]] = []
        self.number = 0
        self.cells: Cells = []
        self.column = 0
        self.kind = self.style = ""
        self.held: list[str] = []
        self.taking = self.formula = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._open_cell(attributes)
        elif tag in ("v", "t"):
            self.taking = True
        elif tag == "f":
            self.formula = True
        elif tag == "row":
            self.number = _number(attributes.get("r")) or self.number + 1
            self.cells, self.column = [], 0
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, data: str) -> None:
        if self.taking:
            self.held.append(data)

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self.taking = False
        elif tag == "c":
            self._close_cell()
        elif tag == "row" and (any(cell.strip() for cell in self.cells) or self.number in self.faults):
            if len(self.rows) > self.most:
                raise BadInput.of(too_many_rows(self.most), file=self.name)
            self.rows.append((self.number, self.cells))

    def read(self) -> Iterator[tuple[int, Cells] | Problem]:
        for first, last, where in self.merged:
            for number, _ in self.rows:
                if first <= number <= last:
                    self._fault(
                        number, told("the cells %(cells)s are merged; split them and fill in each", cells=where)
                    )
        for number, cells in self.rows:
            yield self.faults.get(number) or (number, cells)

    def _open_cell(self, attributes: Attributes) -> None:
        self.held, self.formula = [], False
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
        found = REFERENCE.fullmatch(attributes.get("r", ""))
        self.column = _column(found[1]) if found else self.column + 1
        if self.column > MOST_COLUMNS:
            said = told("has more than %(most)s columns", most=MOST_COLUMNS)
            raise BadInput.of(said, file=self.name, row=self.number)

    def _close_cell(self) -> None:
        value = "".join(self.held)
        if self.kind == "e":
            self._fault(self.number, _comes_to(_letters(self.column), value))
        elif self.formula and not self.held and self.kind != "str":
            self._fault(self.number, _no_value(_letters(self.column)))
        if value:
            self.cells.extend([""] * (self.column - len(self.cells)))
            self.cells[self.column - 1] = self._plain(value)

    def _plain(self, value: str) -> str:
        if self.kind == "s":
            index = _number(value)
            return self.book.shared[index] if 0 <= index < len(self.book.shared) else ""
        if self.kind == "b":
            return "true" if value == "1" else "false"
        if self.kind != "n":
            return value[:10] if self.kind == "d" and value[10:] in ("T00:00:00", "T00:00:00Z") else value
        if self.book.is_day(_number(self.style)):
            return self.book.day(value)
        return value.partition(".")[0] if WHOLE.fullmatch(value) else value

    def _merge(self, where: str) -> None:
        ends = [REFERENCE.fullmatch(end) for end in where.split(":")]
        if len(ends) == 2 and ends[0] and ends[1] and len(self.merged) < self.most:
            self.merged.append((int(ends[0][2]), int(ends[1][2]), where))

    def _fault(self, number: int, message: Sentence) -> None:
        self.faults.setdefault(number, Problem(self.name, message, number))


def too_many_rows(most: int) -> Sentence:
    return told("has more than %(most)s rows; bring it in parts", most=f"{most:,}")


def _comes_to(column: str, error: str) -> Sentence:
    if not error:
        return told("the formula in column %(column)s comes to an error", column=column)
    return told("the formula in column %(column)s comes to %(error)s", column=column, error=error)


def _no_value(column: str) -> Sentence:
    return told(
        "the formula in column %(column)s has no value yet; open the file in the spreadsheet program and save it",
        column=column,
    )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
