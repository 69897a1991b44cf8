"""The doors by which tables once came in, which lead to the one door now, and what was wrong with a refused table."""

import io
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.values import write_table
from skillmark.people import queries
from skillmark.people.views.shared import slug_of
from skillmark.ui.sentences import in_words


@page("people.person.import")
def bring_applicants(request: HttpRequest, actor: Actor) -> HttpResponse:
    return redirect("house:bring_import", workspace=slug_of(request), kind="applicants")


@page("people.demographics.import")
def bring_demographics(request: HttpRequest, actor: Actor) -> HttpResponse:
    return redirect("house:bring_import", workspace=slug_of(request), kind="answers")


@page("people.person.import")
def problems(request: HttpRequest, actor: Actor, refused_id: UUID) -> HttpResponse:
    """Everything wrong with the table this reader brought last, as a table."""
    refused = queries.refused_upload(actor, refused_id)
    text = io.StringIO()
    rows = [[refused.file, row or "", column or "", in_words(message)] for row, column, message in refused.problems]
    write_table(text, [_("file"), _("row"), _("column"), _("problem")], rows)
    response = HttpResponse(text.getvalue().encode("utf-8"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="errors.csv"'
    return response
