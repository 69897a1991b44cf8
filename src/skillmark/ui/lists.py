"""A list in pages on the screen, and whole as a table to keep: the same rows, order and filter, by the same view.

A view asks `part` for what it shows and gives its table to `answer`; its template says `{% download %}`.
"""

import io
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import strip_tags
from django.utils.text import slugify

from skillmark.kernel.values import write_table
from skillmark.ui.tables import Link, Table

PARAMETER, CSV = "download", "csv"


def is_download(request: HttpRequest) -> bool:
    return request.method == "GET" and request.GET.get(PARAMETER) == CSV


def part(request: HttpRequest, items: "QuerySet[Any] | Sequence[Any]", a_page: int) -> "Page[Any]":
    """The page of the list that is asked for; all of it where it is downloaded."""
    if is_download(request):
        return Paginator(items, max(1, len(items))).get_page(1)
    return Paginator(items, a_page).get_page(request.GET.get("page"))


def answer(request: HttpRequest, template: str, context: dict[str, Any], table: Table) -> HttpResponse:
    """The page, or its table as a CSV file that starts nothing in a spreadsheet."""
    if not is_download(request):
        return render(request, template, context | {"table": table})
    stream = io.StringIO()
    header = [str(column.title) for column in table.columns]
    write_table(stream, header, [[_plain(value) for value in row] for row in table.rows])
    name = slugify(str(table.caption)) or "table"
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "no-store"}
    return HttpResponse(stream.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _plain(value: Any) -> str:
    from skillmark.ui.templatetags.skillmark import cell  # it knows how each kind of cell is written

    if isinstance(value, Link):
        return str(value.text)
    written = cell(value)
    return strip_tags(written) if hasattr(written, "__html__") else str(written)
