"""A table handed out as a CSV file that starts nothing in a spreadsheet."""

import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from skillmark.kernel.values import write_table


def as_download(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """UTF-8 with the mark by which spreadsheet programs know it."""
    stream = io.StringIO()
    write_table(stream, header, rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse("\ufeff" + stream.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)
