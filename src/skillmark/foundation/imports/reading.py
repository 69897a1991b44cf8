"""From a spreadsheet to rows as they are meant: the file's lines, the mapping, the days."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from django.utils.translation import gettext_noop

from skillmark.foundation.imports.kinds import COLUMN, Brought, Fate, Field, Given, Kind, Outcome
from skillmark.foundation.models.imports import Import
from skillmark.kernel.values import (
    BadCell,
    DayOrder,
    Kept,
    Problem,
    Spreadsheet,
    as_kept,
    day_of,
    day_orders,
    has_slashed_days,
)

Line = tuple[int, list[str], Kept]  # row number, cells, what is wrong with it
WRONG = gettext_noop("%(problem)s")
EMPTY = gettext_noop("The column “%(column)s” is empty.")
TOO_LONG = gettext_noop("The column “%(column)s” has more than %(most)s letters.")
NO_DAY = gettext_noop("The column “%(column)s”: “%(value)s” is not a day such as 2026-03-31.")


def written(sheet: Spreadsheet) -> bytes:
    """A sheet as lines of JSON, so that a piece of it is read without the rest."""
    return "\n".join(json.dumps(_line(row), ensure_ascii=False) for row in sheet.rows).encode()


def _line(row: tuple[int, list[str]] | Problem) -> Line:
    return (row.row or 0, [], as_kept(row.message)) if isinstance(row, Problem) else (*row, "")


def lines(content: bytes) -> Iterator[Line]:
    for line in content.split(b"\n"):
        number, cells, wrong = json.loads(line)
        yield number, cells, wrong


def header_digest(columns: Iterable[str]) -> str:
    """By this the mapping of a file with the same column names, in whatever order, is remembered."""
    return sha256("\n".join(sorted(column.casefold() for column in columns)).encode()).hexdigest()


def suggested(kind: Kind, columns: Sequence[str]) -> dict[str, str]:
    """Field → column where a column's name usually means the field. Each column is suggested once."""
    left = {_spelled(column): column for column in reversed(columns)}
    found: dict[str, str] = {}
    for field in kind.fields:
        for name in (str(field.label), *field.names, field.name):
            column = left.pop(_spelled(name), None)
            if column is not None:
                found[field.name] = column
                break
    return found


def column_values(content: bytes, position: int) -> list[str]:
    return [cells[position] for _, cells, _ in lines(content) if cells and cells[position]]


def possible_orders(values: Sequence[str]) -> frozenset[DayOrder] | None:
    """None where no day is written with slashes, so that there is nothing to ask."""
    return day_orders(values) if has_slashed_days(values) else None


def brought(kind: Kind, record: Import, content: bytes) -> tuple[Brought, dict[int, Outcome]]:
    """The whole file, and the rows of it that cannot be meant at all."""
    position = {column: index for index, column in enumerate(record.columns)}
    named = [(name, column) for name, column in record.mapping.items() if not name.startswith(COLUMN)]
    places = [(kind.field(name), column, position[column]) for name, column in named]
    others = [(column, position[column]) for name, column in record.mapping.items() if name.startswith(COLUMN)]
    longest = kind.rest.longest if kind.rest else 0
    orders = {name: DayOrder(order) for name, order in record.day_orders.items()}
    rows: list[Given] = []
    refused: dict[int, Outcome] = {}
    for number, cells, wrong in lines(content):
        row = _row(number, cells, places, orders) if not wrong else _refusal(number, WRONG, problem=wrong)
        if others and isinstance(row, Given):
            row = _with_rest(row, cells, others, longest)
        if isinstance(row, Outcome):
            refused[number] = row
        else:
            rows.append(row)
    answers = {int(number): answer for number, answer in record.answers.items()}
    mapped = frozenset(record.mapping)
    about = record.pk, record.person_id, record.about_id, record.recorded_at
    return Brought(*about, rows, answers, mapped, len(refused)), refused


def _row(
    number: int, cells: Sequence[str], places: Sequence[tuple[Field, str, int]], orders: Mapping[str, DayOrder]
) -> Given | Outcome:
    texts: dict[str, str] = {}
    days: dict[str, date] = {}
    for field, column, place in places:
        cell = cells[place]
        if not cell:
            if field.required:
                return _refusal(number, EMPTY, column=column)
            continue
        if field.is_day:
            try:
                days[field.name] = day_of(cell, column, orders.get(field.name))
            except BadCell:
                return _refusal(number, NO_DAY, column=column, value=cell[:40])
        elif len(cell) > field.longest:
            return _refusal(number, TOO_LONG, column=column, most=str(field.longest))
        else:
            texts[field.name] = cell
    return Given(number, texts, days)


def _with_rest(row: Given, cells: Sequence[str], others: Sequence[tuple[str, int]], longest: int) -> Given | Outcome:
    rest = {column: cells[place] for column, place in others if cells[place]}
    long = next((column for column, cell in rest.items() if len(cell) > longest), None)
    if long is not None:
        return _refusal(row.number, TOO_LONG, column=long, most=str(longest))
    return replace(row, rest=rest)


def _refusal(number: int, words: str, **values: Kept) -> Outcome:
    return Outcome(number, Fate.REFUSED, problem=(words, values))


def _spelled(name: str) -> str:
    """A column name without case, blanks, dots, dashes and underscores."""
    return "".join(sign for sign in name.casefold() if sign.isalnum())
