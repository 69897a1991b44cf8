"""The holder's own records, across workspaces."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from skillmark.credentials import queries, showing
from skillmark.credentials.views.records import JSON_LD
from skillmark.foundation import sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page


@page("credentials.own.read", scope="holder")
def own(request: HttpRequest, holder: Actor) -> HttpResponse:
    now = sources.now()
    lines = [
        (record, record.valid_until is not None and record.valid_until <= now) for record in queries.own_records(holder)
    ]
    return render(request, "credentials/own.html", {"lines": lines})


@page("credentials.own.read", scope="holder")
def own_record(request: HttpRequest, holder: Actor, record_id: UUID) -> HttpResponse:
    found = queries.own_record(holder, record_id)
    context = {
        "shown": showing.record_page(found, sources.now()),
        "record": found,
        "renewal": showing.renewal_page(found, sources.now()),
        "predecessor": queries.predecessor(found),
        "own": True,
        "holder": True,
    }
    return render(request, "credentials/record.html", context)


@page("credentials.own.read", scope="holder")
def own_record_json(request: HttpRequest, holder: Actor, record_id: UUID) -> HttpResponse:
    found = queries.own_record(holder, record_id)
    headers = {"Content-Disposition": f'attachment; filename="{showing.file_name(found)}"'}
    return HttpResponse(found.document, content_type=JSON_LD, headers=headers)
