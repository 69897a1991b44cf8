"""Tables people bring, read before anything is stored."""

import csv
from io import BytesIO
from typing import BinaryIO

from skillmark.kernel.values import BadCell, BadInput, Row, read_table, told

REFERENCE = "applicant_id"
LONGEST_ATTRIBUTE, LONGEST_VALUE = 60, 100
LARGEST = 50 * 2**20  # as much as the web takes in one upload


def read_demographics(
    stream: BinaryIO, *, name: str, known: frozenset[str] | None = None
) -> tuple[tuple[str, str, str], ...]:
    """(reference, attribute, value) of every answer: columns but `applicant_id` are attributes, blanks no answer.

    `known` are the references that belong to somebody (None: not asked). Raises BadInput naming file, row and column:
    strangers, a reference that comes twice, an answer too long to be one of a few choices.
    """
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise BadInput.of(told("is larger than %(most)s MB", most=LARGEST // 2**20), file=name)
    columns = _attributes(content)
    for column in columns:
        if len(column) > LONGEST_ATTRIBUTE:
            said = told("the name is longer than %(most)s letters", most=LONGEST_ATTRIBUTE)
            raise BadInput.of(said, file=name, row=1, column=column)
    seen: set[str] = set()

    def build(row: Row) -> list[tuple[str, str, str]]:
        reference = row.text(REFERENCE)
        if known is not None and reference not in known:
            raise BadCell(REFERENCE, told("nobody here has the number “%(value)s”", value=reference[:40]))
        if reference in seen:
            raise BadCell(REFERENCE, told("“%(value)s” stands twice", value=reference[:40]))
        seen.add(reference)
        return [(reference, column, _answer(row, column)) for column in columns if row.optional(column)]

    rows = read_table(BytesIO(content), name=name, required=(REFERENCE,), build=build)
    return tuple(answer for answers in rows for answer in answers)


def _answer(row: Row, column: str) -> str:
    value = row.text(column)
    if len(value) > LONGEST_VALUE:
        said = told("is longer than %(most)s letters; an answer is one of a few choices", most=LONGEST_VALUE)
        raise BadCell(column, said)
    return value


def _attributes(content: bytes) -> tuple[str, ...]:
    """The columns other than the reference, in the file's order; what is wrong with a header `read_table` says."""
    first = content.split(b"\n", 1)[0].decode("utf-8-sig", errors="replace")
    columns = [column.strip() for column in next(csv.reader([first]), [])]
    return tuple(column for column in columns if column and column != REFERENCE)
