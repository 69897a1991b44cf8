"""Lists: sorted, searched and narrowed as asked, a page at a time, and kept whole as CSV or XLSX without formulas."""

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import RequestFactory
from python_calamine import CalamineWorkbook

from skillmark.ui import lists
from skillmark.ui.tables import Column, Link, Table

NAME = lists.Order("name", "By name", ("name", "number"))
LATEST = lists.Order("latest", "Latest first", ("-since", "name"))
KIND = lists.Choice("kind", "Kind", "kind", [("a", "First kind"), ("b", "Second kind")])


@dataclass(frozen=True)
class Thing:
    name: str
    number: int
    since: date | None
    kind: str


THINGS = [
    Thing("beta", 1, date(2026, 1, 3), "a"),
    Thing("Alpha", 2, None, "b"),
    Thing("alpha", 1, date(2026, 1, 2), "a"),
    Thing("Gamma", 1, date(2026, 1, 1), "b"),
]


def found(**asked: str) -> lists.Found:
    request = RequestFactory().get("/", asked)
    return lists.find(request, THINGS, text=["name"], orders=[NAME, LATEST], choices=[KIND])


def names(of: lists.Found) -> list[str]:
    return [thing.name for thing in of.items]


def test_the_first_order_is_the_usual_one_and_capitals_do_not_count() -> None:
    assert names(found()) == ["alpha", "Alpha", "beta", "Gamma"]


def test_another_order_is_asked_for_and_what_is_missing_comes_where_the_latest_would() -> None:
    assert names(found(sort="latest")) == ["Alpha", "beta", "alpha", "Gamma"]


def test_an_order_and_a_choice_that_nobody_offered_count_as_not_asked() -> None:
    asked = found(sort="number", kind="c", number="1")
    assert names(asked) == names(found())
    assert not asked.narrowed


def test_a_list_is_searched_and_narrowed() -> None:
    assert names(found(text=" ALP ")) == ["alpha", "Alpha"]
    assert names(found(text="alp", kind="b")) == ["Alpha"]
    assert names(found(text="no such thing")) == []


def table(*rows: list[Any]) -> Table:
    return Table("Things & more", [Column("Name"), Column("Hours", numeric=True), Column("Since")], rows)


ROWS = [[Link("=1+1", "/x/"), Decimal("2.5"), date(2026, 1, 3)], ["@here", 3, "today"]]


def kept(form: str) -> bytes:
    answer = lists.answer(RequestFactory().get("/", {"download": form}), "none.html", {}, table(*ROWS))
    assert answer["Content-Disposition"] == f'attachment; filename="things-more.{form}"'
    return answer.content


def test_a_list_is_kept_as_csv_that_starts_nothing() -> None:
    read = list(csv.reader(io.StringIO(kept("csv").decode("utf-8-sig"))))
    assert [cells[0] for cells in read] == ["Name", "'=1+1", "'@here"]


def test_a_list_is_kept_as_a_sheet_whose_texts_are_texts_and_whose_numbers_are_numbers() -> None:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(kept("xlsx"))).get_sheet_by_index(0).to_python()
    assert sheet == [["Name", "Hours", "Since"], ["=1+1", 2.5, date(2026, 1, 3)], ["@here", 3.0, "today"]]
    with zipfile.ZipFile(io.BytesIO(kept("xlsx"))) as parts:
        written = parts.read("xl/worksheets/sheet1.xml")
    assert b"<row" in written
    assert b"<f>" not in written


@pytest.mark.parametrize("form", ["pdf", "", "CSV"])
def test_no_other_form_is_given(form: str) -> None:
    assert lists.asked_for(RequestFactory().get("/", {"download": form})) == ""


def test_a_page_is_a_part_and_what_is_kept_is_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "A_PAGE", 3)
    assert len(lists.part(RequestFactory().get("/", {"page": "2"}), THINGS)) == 1
    assert len(lists.part(RequestFactory().get("/", {"page": "2", "download": "xlsx"}), THINGS)) == 4
