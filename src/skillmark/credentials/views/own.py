"""The holder's own records, across workspaces."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from skillmark.credentials import documents, queries, showing
from skillmark.credentials.views.records import JSON_LD, way_to_appeal
from skillmark.foundation import sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.governance import queries as decisions
from skillmark.people import queries as people
from skillmark.standards.queries import Counting
from skillmark.ui import pdf

FORMS = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}


@page("credentials.own.read", scope="holder")
def own(request: HttpRequest, holder: Actor) -> HttpResponse:
    now = sources.now()
    found = queries.own_records(holder)
    stale = queries.own_stale(holder, found)
    lines = [
        (record, record.valid_until is not None and record.valid_until <= now, record.pk in stale) for record in found
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
        "stale": bool(queries.own_stale(holder, [found])),
        "own": True,
        "holder": True,
        "way": _way(holder, found),
        "counting": _counting(holder, found),
    }
    return render(request, "credentials/record.html", context)


def _way(holder: Actor, found: queries.SignedRecord) -> decisions.Way | None:
    """Where she asks for a second decision on a withdrawal; None for whoever has left the workspace."""
    if found.revoked_at is None:
        return None
    try:
        return way_to_appeal(people.own_actor(holder, found.workspace.slug), found)
    except NotFound:
        return None


def _counting(holder: Actor, found: queries.SignedRecord) -> list[Counting]:
    """What it counts for on the ladder of the workplace that signed it; nothing for whoever has left the workspace."""
    try:
        return showing.counting(people.own_actor(holder, found.workspace.slug), found, sources.now())
    except NotFound:
        return []


@page("credentials.own.read", scope="holder")
def own_record_json(request: HttpRequest, holder: Actor, record_id: UUID) -> HttpResponse:
    found = queries.own_record(holder, record_id)
    return _file(found.document.encode(), showing.file_name(found), JSON_LD)


@page("credentials.own.read", scope="holder")
def own_record_form(request: HttpRequest, holder: Actor, record_id: UUID, form: str) -> HttpResponse:
    """The record as a picture with the record inside, or as a page to print."""
    found = queries.own_record(holder, record_id)
    try:
        made = _made(found, form)
    except pdf.CannotBeSet:
        messages.warning(
            request, _("Our font lacks a letter in this record, so this form cannot be made. Download the file itself.")
        )
        return redirect("credentials:own_record", record_id=record_id)
    return _file(made, showing.file_name(found, form), FORMS[form])


@page("credentials.own.read", scope="holder")
def own_records_all(request: HttpRequest, holder: Actor) -> HttpResponse:
    """Every record in every form, with a text that says what is what, in the language she is written to in."""
    with translation.override(people.own_account(holder).language):
        made = documents.everything(queries.own_records(holder), sources.now())
    return _file(made, "records.zip", "application/zip")


@page("credentials.own.read", scope="holder")
def own_resume(request: HttpRequest, holder: Actor) -> HttpResponse:
    """Her records and what she says of herself as data that other systems for people read (LER-RS)."""
    made = documents.resume(holder, sources.now())
    return _file(json.dumps(made, ensure_ascii=False, indent=2).encode(), "ler-rs.json", "application/json")


def _made(record: queries.SignedRecord, form: str) -> bytes:
    match form:
        case "png" | "svg":
            return documents.picture(record, form)
        case "pdf":
            return documents.page(record, sources.now())
    raise NotFound(form)


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Saved and never shown: an SVG is a document of its own."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=media_type, headers=headers)
