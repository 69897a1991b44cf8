"""A list on the screen: sorted and narrowed as its reader asks, a page at a time, or whole as a table to keep.

    found = lists.find(request, people, text=["name"], orders=[Order("name", _("By name"), ("name", "id"))])
    shown = lists.part(request, found)
    …
    return lists.answer(request, "people/people.html", {"page": shown, "found": found}, table)

Its template says `{% list_controls found %}` above the table and `{% download %}` below. What is asked for stands in
the address, so that a link to a list is a link to this part of it. What is kept is what the screen shows, all of it.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial, reduce
from operator import or_
from typing import Any

import xlsxwriter
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import strip_tags
from django.utils.text import slugify

from skillmark.kernel.values import neutral, write_table
from skillmark.ui.tables import Link, Table, Text

DOWNLOAD, CSV, XLSX = "download", "csv", "xlsx"
SORT, TEXT, PAGE = "sort", "text", "page"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_SEARCH = 200
A_GLANCE, A_PAGE = 5, 50  # rows
LONGEST_SHEET_NAME = 31  # what spreadsheets take
Items = QuerySet[Any] | Sequence[Any]


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort: its name in the address, how it reads, and the fields, as a query writes them."""

    name: str
    label: Text
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow: a field and the values that can be asked for, each with how it reads."""

    name: str
    label: Text
    field: str
    options: Sequence[tuple[str, Text]]


@dataclass(frozen=True, slots=True)
class Found:
    """The part of a list that was asked for, and what was asked."""

    items: Items
    orders: Sequence[Order]
    choices: Sequence[Choice]
    searches: bool
    sort: Order
    text: str = ""
    chosen: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.orders:
            raise ValueError("a list has an order")

    @property
    def narrowed(self) -> bool:
        return bool(self.text or self.chosen)

    @property
    def worth_asking(self) -> bool:
        """A list that fits on a glance is not searched."""
        if self.narrowed:
            return True
        # how many more there are, the page itself counts
        few = self.items.order_by()[: A_GLANCE + 1].count() if isinstance(self.items, QuerySet) else len(self.items)
        return few > A_GLANCE


def find(
    request: HttpRequest,
    items: Items,
    *,
    orders: Sequence[Order],
    text: Sequence[str] = (),
    choices: Sequence[Choice] = (),
) -> Found:
    """What the address asks of a list. The first of `orders` is the usual one; `text` names the fields that are
    searched. Records of the database are sorted there, others here. What nobody offered counts as not asked.
    """
    sort = next((order for order in orders if order.name == request.GET.get(SORT)), orders[0])
    searched = request.GET.get(TEXT, "").strip()[:LONGEST_SEARCH] if text else ""
    asked = {choice.name: request.GET.get(choice.name, "") for choice in choices}
    chosen = {choice.name: asked[choice.name] for choice in choices if asked[choice.name] in dict(choice.options)}
    wanted = {choice.field: chosen[choice.name] for choice in choices if choice.name in chosen}
    if isinstance(items, QuerySet):
        matches = reduce(or_, (Q(**{f"{name}__icontains": searched}) for name in text), Q()) if searched else Q()
        items = items.filter(matches, **wanted).order_by(*sort.by)
    else:
        items = _sorted(_narrowed(items, searched, text, wanted), sort.by)
    return Found(items, orders, choices, bool(text), sort, searched, chosen)


def asked_for(request: HttpRequest) -> str:
    """The form in which a list is kept: "csv", "xlsx", or empty for a page on the screen."""
    form = request.GET.get(DOWNLOAD, "") if request.method == "GET" else ""
    return form if form in (CSV, XLSX) else ""


def part(request: HttpRequest, found: Found | Items) -> "Page[Any]":
    """The page of the list that is asked for; all of it where it is kept."""
    items = found.items if isinstance(found, Found) else found
    if asked_for(request):
        return Paginator(items, max(1, len(items))).get_page(1)
    return Paginator(items, A_PAGE).get_page(request.GET.get(PAGE))


def answer(request: HttpRequest, template: str, context: dict[str, Any], table: Table) -> HttpResponse:
    """The page, or its table as a file that starts nothing in a spreadsheet."""
    form = asked_for(request)
    if not form:
        return render(request, template, context | {"table": table})
    header = [str(column.title) for column in table.columns]
    return as_file(slugify(str(table.caption)) or "table", form, header, table.rows)


def as_file(name: str, form: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A table to keep, "csv" or "xlsx", that starts nothing in a spreadsheet."""
    write, kind = (_csv, "text/csv; charset=utf-8") if form == CSV else (_xlsx, XLSX_TYPE)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "no-store"}
    return HttpResponse(write(name, header, rows), content_type=kind, headers=headers)


def _narrowed(items: Sequence[Any], searched: str, text: Sequence[str], wanted: dict[str, str]) -> list[Any]:
    needle = searched.casefold()
    return [
        item
        for item in items
        if all(str(_at(item, path)) == value for path, value in wanted.items())
        and (not needle or any(needle in str(_at(item, path)).casefold() for path in text))
    ]


def _sorted(items: list[Any], by: tuple[str, ...]) -> list[Any]:
    for path in reversed(by):  # a later field decides among those that an earlier one leaves equal
        items = sorted(items, key=partial(_place, path.lstrip("-")), reverse=path.startswith("-"))
    return items


def _place(path: str, item: Any) -> tuple[bool, Any]:
    """Where an item stands in the order of a field: texts without regard to capitals, what is missing last."""
    value = _at(item, path)
    return (value is None, "") if value is None else (False, value.casefold() if isinstance(value, str) else value)


def _at(item: Any, path: str) -> Any:
    """What stands at `person__name`, as a query writes it; nothing where a step is missing."""
    for step in path.split("__"):
        item = item[step] if isinstance(item, dict) else getattr(item, step, None)
    return item


def _csv(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """With the mark by which spreadsheet programs know UTF-8."""
    stream = io.StringIO()
    write_table(stream, [neutral(title) for title in header], ([_plain(value) for value in row] for row in rows))
    return "\ufeff" + stream.getvalue()


def _xlsx(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet with a header that stays in sight. Every text is written as text, never as a formula or a link."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name[:LONGEST_SHEET_NAME])
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for place, title in enumerate(header):
            sheet.write_string(0, place, title, bold)
        for line, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
                    sheet.write_number(line, place, value)
                elif isinstance(value, date):
                    sheet.write_datetime(line, place, value, day)
                else:
                    sheet.write_string(line, place, _plain(value))
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return stream.getvalue()


def _plain(value: Any) -> str:
    from skillmark.ui.templatetags.skillmark import cell  # it knows how each kind of cell is written

    if isinstance(value, Link):
        return str(value.text)
    written = cell(value)
    return strip_tags(written) if hasattr(written, "__html__") else str(written)
