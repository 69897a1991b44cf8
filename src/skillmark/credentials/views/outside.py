"""Records of other issuers: bringing them, whose they are, whether their issuer is accepted."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.credentials import actions, formats, looking_up, queries, words
from skillmark.credentials.forms import BringForm, WhoseForm
from skillmark.credentials.models import OutsideRecord
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.kernel import vc
from skillmark.people import queries as people


@page("credentials.outside.read")
def outside(request: HttpRequest, actor: Actor) -> HttpResponse:
    accepted = queries.accepted_issuers(actor)
    lines = [
        (record, *words.FATES[actions.fate(record, accepted, demonstration=actor.demonstration).value])
        for record in queries.outside_records(actor)
    ]
    context = {
        "lines": lines,
        "issuers": list({one.issuer: one for one in queries.issuers(actor)}.values()),
        "days": actions.UNATTRIBUTED_DAYS,
        "may_bring": access.may_ever(actor, "credentials.outside.import"),
    }
    return render(request, "credentials/outside.html", context)


@page("credentials.outside.import")
def bring(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = BringForm(request.POST or None, request.FILES or None)
    told = []
    if request.method == "POST" and form.is_valid():
        files: dict[str, bytes] = {}
        for number, upload in enumerate(form.cleaned_data["records"], start=1):
            name = upload.name if upload.name not in files else f"{number}-{upload.name}"
            files[name] = upload.read()
        now = sources.now()
        pages = {} if actor.demonstration else looking_up.pages_for(files.values(), now=now)
        brought = actions.import_records(
            actor, files=files, pages=pages, accept_issuers=form.cleaned_data["accept"], now=now
        )
        told = [(one, *words.FATES[one.fate.value]) for one in brought]
    return render(request, "credentials/bring.html", {"form": form, "told": told})


@page("credentials.outside.read")
def outside_record(request: HttpRequest, actor: Actor, record_id: UUID) -> HttpResponse:
    record = queries.outside_record(actor, record_id)
    about(request, record.person_id)
    accepted = queries.accepted_issuers(actor)
    fate = actions.fate(record, accepted, demonstration=actor.demonstration)
    parts = [
        (part, *words.FATES[actions.fate(part, accepted, demonstration=actor.demonstration).value])
        for part in queries.parts_of(actor, record)
    ]
    context = {
        "record": record,
        "told": _told(actor, record),
        "parts": parts,
        "claims": words.claims(record.claims),
        "fate": words.FATES[fate.value],
        "replay": queries.replay(actor, record),
        "rules": queries.rules_for(actor, record, sources.now()) if record.word == "valid" else [],
        "may_declare": record.word == "valid" and access.may(actor, "credentials.equivalence.declare", record),
        "to_accept": fate in (actions.Fate.NOT_ACCEPTED, actions.Fate.SOMEBODY_ELSE),
        "may_accept": access.may(actor, "credentials.issuer.accept", record),
        "may_name": access.may(actor, "credentials.outside.name", record),
    }
    return render(request, "credentials/outside_record.html", context)


@page("credentials.issuer.accept")
def accept(request: HttpRequest, actor: Actor, record_id: UUID) -> HttpResponse:
    record = queries.outside_record(actor, record_id)
    access.require(actor, "credentials.issuer.accept", record)
    if request.method == "POST":
        actions.accept_issuer(actor, issuer=record.issuer, name=record.issuer_name, now=sources.now())
        messages.success(request, _("From now on genuine records of this issuer count."))
        return redirect("credentials:outside_record", _slug(request), record_id)
    back = reverse("credentials:outside_record", args=[_slug(request), record_id])
    return render(request, "credentials/accept.html", {"record": record, "cancel_url": back})


@page("credentials.outside.name")
def whose(request: HttpRequest, actor: Actor, record_id: UUID) -> HttpResponse:
    record = queries.outside_record(actor, record_id)
    access.require(actor, "credentials.outside.name", record)
    persons = people.to_choose(actor, without=[actor.person_id])
    form = WhoseForm(persons, request.POST or None)
    if request.method == "POST" and form.is_valid():
        person_id = UUID(form.cleaned_data["person"])
        actions.name_person(actor, record_id=record_id, person_id=person_id, now=sources.now())
        messages.success(request, _("Noted."))
        return redirect("credentials:outside_record", _slug(request), record_id)
    context = {"form": form, "record": record, "named": _named(record)}
    return render(request, "credentials/whose.html", context)


def _told(actor: Actor, record: OutsideRecord) -> words.Told | None:
    """Its verdict now; None for what nobody signed as a whole."""
    opened = formats.opened(queries.bytes_of(actor, record))
    if opened.format is formats.Format.RESUME:
        return None
    if opened.older is not None:
        pages = {address: text.encode() for address, text in record.pages.items()}
        judged, document = formats.judged_older(opened.older, pages, sources.now())
        return words.told(judged.verdict, document)
    status = vc.StatusLists(queries.list_loader(actor))
    verdict = vc.verify(queries.bytes_of(actor, record), at=sources.now(), status=status)
    return words.told(verdict, opened.document)


def _named(record: OutsideRecord) -> str:
    return words.holder_name(formats.opened(record.document.encode()).named)


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
