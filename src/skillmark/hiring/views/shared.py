"""What several pages of hiring need."""

import io
from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse

from skillmark.kernel.values import write_table


def slug_of(request: HttpRequest) -> str:
    """The workspace of the address."""
    slug: str = request.workspace_slug  # type: ignore[attr-defined]
    return slug


def download(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A CSV to keep, whose cells no spreadsheet runs."""
    text = io.StringIO()
    write_table(text, header, rows)
    response = HttpResponse(text.getvalue().encode("utf-8"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
