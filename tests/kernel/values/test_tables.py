"""Tables name every problem by file, row and column, and what is written runs in no spreadsheet."""

import io
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillmark.kernel.values import BadCell, BadInput, Problem, Row, read_table, write_table


def read(data: bytes, column: str = "a") -> list[str]:
    return read_table(BytesIO(data), name="t.csv", required=[column], build=lambda row: row.optional(column))


@given(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=20), st.sampled_from(["", *"=+-@"]))
def test_text_comes_back_as_it_was_and_never_starts_a_formula(text: str, start: str):
    cell = start + text
    if cell.startswith("'") and cell[1:2] in tuple("=+-@"):
        return  # an apostrophe before a formula sign is itself the mark
    written = StringIO()
    write_table(written, ["a", "b"], [[cell, "x"]])
    assert written.getvalue().splitlines()[1][:1] not in tuple("=+-@")
    assert read(written.getvalue().encode()) == [cell]


def test_a_row_that_is_not_utf_8_is_named():
    with pytest.raises(BadInput, match=r"t\.csv, row 3: is not UTF-8"):
        read(b"a\nfine\n\xff\n")


def test_a_row_with_another_number_of_cells_is_named():
    with pytest.raises(BadInput, match=r"t\.csv, row 3: has 3 cells where the header has 2"):
        read(b"a,b\n1,2\n1,2,3\n")


def test_a_missing_and_a_repeated_column_are_named():
    with pytest.raises(BadInput, match=r"row 1, column a: the column is missing \(found: b, c\)"):
        read(b"b,c\n1,2\n")
    with pytest.raises(BadInput, match=r"column a: the column appears twice"):
        read(b"a,a\n1,2\n")


def test_an_empty_file_has_no_header():
    with pytest.raises(BadInput, match="has no header row"):
        read(b"")


def test_many_problems_show_three_and_the_count_and_keep_all():
    def refuse(row: Row) -> int:
        return row.whole("a", 0, 10)

    with pytest.raises(BadInput) as caught:
        read_table(BytesIO(b'a\n11\nx\n5\n""\n12\n13\n'), name="t.csv", required=["a"], build=refuse)
    assert caught.value.sentence() == (
        "4 problems: t.csv, row 2, column a: 11 is outside 0 to 10; t.csv, row 3, column a: “x” is not a whole number; "
        "t.csv, row 6, column a: 12 is outside 0 to 10; and 1 more"
    )
    assert [problem.row for problem in caught.value.problems] == [2, 3, 6, 7]


def test_a_byte_order_mark_is_passed_over():
    assert read("\ufeffa\nx\n".encode()) == ["x"]


def test_a_choice_names_what_is_allowed():
    with pytest.raises(BadCell, match="is none of x, y"):
        Row(2, {"a": "z"}).choice("a", ["x", "y"])


def test_a_problem_says_its_place():
    assert Problem("f.csv", "is empty", 4, "b").sentence() == "f.csv, row 4, column b: is empty"
    with pytest.raises(ValueError):
        BadInput([])


@pytest.mark.parametrize("text, number", [("7", 7), ("+7", 7), ("-7", -7), ("007", 7), (" 7 ", 7), ("-0", 0)])
def test_a_whole_number_is_a_sign_and_digits(text: str, number: int):
    assert Row(2, {"a": text}).whole("a", -9, 9) == number


@pytest.mark.parametrize("text", ["1_0", "١", "１", "1.0", "1e0", "0x1", "--1", "+", "1 0", "²"])
def test_what_python_alone_would_read_as_a_whole_number_is_refused(text: str):
    with pytest.raises(BadCell, match="is not a whole number"):
        Row(2, {"a": text}).whole("a", 0, 10)


@pytest.mark.parametrize("text, number", [("7", "7"), ("+7.50", "7.50"), (".5", "0.5"), ("7.", "7"), ("-0.0", "0.0")])
def test_a_decimal_number_is_a_sign_digits_and_a_point(text: str, number: str):
    assert str(Row(2, {"a": text}).decimal("a", Decimal(0), Decimal(9))) == number


@pytest.mark.parametrize("text", ["1_0", "١.٥", "1e3", "NaN", "Infinity", "1,5", ".", "1.2.3", "-"])
def test_what_python_alone_would_read_as_a_decimal_number_is_refused(text: str):
    with pytest.raises(BadCell, match="is not a number"):
        Row(2, {"a": text}).decimal("a", Decimal(0), Decimal(10_000))


def test_a_number_of_a_thousand_digits_is_outside_and_shown_short():
    with pytest.raises(BadCell, match=r"^9{39}… is outside 0 to 10$"):
        Row(2, {"a": "9" * 1000}).whole("a", 0, 10)


def test_a_row_with_a_nul_is_named():
    with pytest.raises(BadInput, match=r"a\.csv, row 2: holds a NUL"):
        read_table(BytesIO(b"a,b\n1,x\x00\n"), name="a.csv", required=("a",), build=lambda row: row)


@pytest.mark.parametrize("cell", ["=x", "'=x", "''=x", "-1", "@x", "'x", "''", "plain"])
def test_every_text_comes_back_as_it_was_and_no_two_are_written_alike(cell: str) -> None:
    stream = io.StringIO()
    write_table(stream, ("a", "b"), [(cell, "end")])
    read = read_table(io.BytesIO(stream.getvalue().encode()), name="t.csv", required=("a",), build=lambda row: row)
    assert [row.optional("a") for row in read] == [cell]
    assert not stream.getvalue().splitlines()[1].startswith(("=", "+", "-", "@"))


def test_what_was_found_before_the_file_breaks_off_is_told_too() -> None:
    content = b"a\n1\nx\n\xff\n"
    with pytest.raises(BadInput) as refused:
        read_table(io.BytesIO(content), name="t.csv", required=("a",), build=lambda row: row.whole("a", 0, 9))
    assert [(one.row, one.column) for one in refused.value.problems] == [(3, "a"), (4, None)]
