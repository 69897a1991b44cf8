import io
import zipfile
from datetime import date

import pytest
from tests.support.workbooks import day, formula, workbook

from skillmark.kernel.values import BadCell, BadInput, DayOrder, Problem, day_of, day_orders, read_spreadsheet

HEADER = ["Name", "Hired"]


def test_a_workbook_and_a_csv_of_the_same_rows_read_alike() -> None:
    excel = read_spreadsheet(workbook([HEADER, ["Ana Ruiz", day(46112)], ["Bo", ""]]), name="staff.xlsx")
    text = read_spreadsheet("\ufeffName;Hired\r\nAna Ruiz;2026-03-31\r\nBo;\r\n".encode(), name="staff.csv")
    assert excel == text
    assert excel.columns == ("Name", "Hired")
    assert excel.rows == ((2, ["Ana Ruiz", "2026-03-31"]), (3, ["Bo", ""]))


def test_a_number_is_read_as_it_is_shown() -> None:
    assert read_spreadsheet(workbook([["Number"], [1042], [7.5], ["007"]]), name="a.xlsx").rows == (
        (2, ["1042"]), (3, ["7.5"]), (4, ["007"]),
    )  # fmt: skip


def test_a_formula_counts_as_what_it_came_to_and_one_that_never_did_is_told() -> None:
    rows = [HEADER, [formula("A1&1", "Ana"), ""], [formula("A1"), "x"], [formula("1/0", "#DIV/0!", "e"), "x"]]
    read = read_spreadsheet(workbook(rows), name="a.xlsx").rows
    assert read[0] == (2, ["Ana", ""])
    assert [row.sentence() for row in read[1:] if isinstance(row, Problem)] == [
        "a.xlsx, row 3: the formula in column A has no value yet; open the file in the spreadsheet program and save it",
        "a.xlsx, row 4: the formula in column A comes to #DIV/0!",
    ]


def test_rows_with_merged_cells_are_told_and_the_others_read() -> None:
    read = read_spreadsheet(workbook([HEADER, ["Ana", "x"], ["", "y"], ["Bo", "z"]], merged="A2:A3"), name="a.xlsx")
    told = "a.xlsx, row 2: the cells A2:A3 are merged; split them and fill in each"
    assert [row.sentence() for row in read.rows if isinstance(row, Problem)] == [told, told.replace("row 2", "row 3")]
    assert read.rows[2] == (4, ["Bo", "z"])


BOMB = {"xl/sharedStrings.xml": b"<sst>" + b" " * (201 * 2**20) + b"</sst>"}
DOCTYPE = {"xl/styles.xml": b'<!DOCTYPE a [<!ENTITY a "aaaa">]><styleSheet/>'}


def archive_of(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "name, content, sentence",
    [
        ("a.csv", b"", "a.csv: is empty"),
        ("a.csv", b" \n\n", "a.csv: is empty"),
        ("a.csv", b"Name,Hired\n", "a.csv, row 1: has column names and no row below them"),
        ("a.csv", b"Name,,Hired\na,b,c\n", "a.csv, row 1: column 2 has no name"),
        ("a.csv", b"Name,name\na,b\n", "a.csv, row 1, column Name: the column appears twice"),
        ("a.csv", "Name\nJosé\n".encode("latin-1"), "a.csv, row 2: is not UTF-8 text; save the file as UTF-8"),
        ("a.csv", workbook([HEADER, ["Ana", 1]]), "a.csv: is named .csv and is no text"),
        ("a.xlsx", b"Name\nAna\n", "a.xlsx: is named .xlsx and is no Excel workbook"),
        ("a.csv", b"<html><table>", "a.csv: is no table"),
        ("a.csv", b"%PDF-1.7", "a.csv: is no table"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), r"a.xls: is an old Excel file \(.xls\)"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx: is locked with a password",
        ),
        ("a.xlsm", workbook([HEADER, ["Ana", 1]], parts={"xl/vbaProject.bin": b"x"}), "a.xlsm: holds macros"),
        ("a.xlsx", workbook([HEADER, ["Ana", 1]], parts=BOMB), "a.xlsx: grows beyond 200 MB when opened"),
        ("a.xlsx", workbook([HEADER, ["Ana", 1]], parts=DOCTYPE), "a.xlsx: is an Excel file that cannot be read"),
        ("a.xlsx", workbook([HEADER, ["Ana", 1]])[:-30], "a.xlsx: is an Excel file that cannot be read"),
        ("a.xlsx", workbook([["Staff", ""], HEADER, ["Ana", 1]], merged="A1:B1"), "a.xlsx, row 1: the cells A1:B1 are"),
        ("a.xlsx", workbook([["Name"], [""] * 300 + ["far"]]), "a.xlsx, row 2: has more than 200 columns"),
        ("a.xlsx", archive_of(text=b"x"), "a.xlsx: is an archive, not a spreadsheet"),
        ("a.ods", archive_of(**{"content.xml": b"x"}), "a.ods: is another kind of spreadsheet"),
    ],
)
def test_what_cannot_be_taken_is_told_in_one_plain_sentence(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(BadInput, match=f"^{sentence}"):
        read_spreadsheet(content, name=name)


def test_a_million_rows_are_too_many() -> None:
    lines = b"Name\n" + b"Ana\n" * 10**6
    sheet = b"<worksheet><sheetData>" + b"<row><c><v>1</v></c></row>" * 10**6 + b"</sheetData></worksheet>"
    large = workbook([["Name"]], parts={"xl/worksheets/one.xml": sheet})
    for name, content in (("a.csv", lines), ("a.xlsx", large)):
        with pytest.raises(BadInput, match=f"{name}: has more than 200,000 rows; bring it in parts"):
            read_spreadsheet(content, name=name)


@pytest.mark.parametrize("text", ["2026-03-31", "31.3.2026", "46112", "31/03/2026", "31-3-2026", "2026-03-31 00:00"])
def test_a_day_is_read_in_each_way_it_is_written(text: str) -> None:
    assert day_of(text, "Hired", DayOrder.DAY_FIRST) == date(2026, 3, 31)


def test_a_slashed_day_is_never_guessed() -> None:
    assert day_of("03/04/2026", "Hired", DayOrder.DAY_FIRST) == date(2026, 4, 3)
    assert day_of("03/04/2026", "Hired", DayOrder.MONTH_FIRST) == date(2026, 3, 4)
    with pytest.raises(BadCell):
        day_of("03/04/2026", "Hired", None)


@pytest.mark.parametrize(
    "values, orders",
    [
        (["03/04/2026", "05/06/2026"], set(DayOrder)),
        (["03/04/2026", "25/06/2026"], {DayOrder.DAY_FIRST}),
        (["03/04/2026", "06/25/2026"], {DayOrder.MONTH_FIRST}),
        (["25/04/2026", "06/25/2026"], set()),
        (["2026-04-25", "25.4.2026", ""], set(DayOrder)),
    ],
)
def test_a_column_says_in_which_order_its_days_can_be_meant(values: list[str], orders: set[DayOrder]) -> None:
    assert day_orders(values) == orders


@pytest.mark.parametrize("text", ["31.02.2026", "03/04/26", "20260331", "soon", "12"])
def test_what_is_no_day_is_told(text: str) -> None:
    with pytest.raises(BadCell, match=r"is no|is not a day"):
        day_of(text, "Hired", DayOrder.DAY_FIRST)
