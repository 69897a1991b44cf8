"""Records of other issuers: bringing them, whose they are, whether their issuer is accepted."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.credentials import actions, queries, words
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
        brought = actions.import_records(
            actor, files=files, accept_issuers=form.cleaned_data["accept"], now=sources.now()
        )
        told = [(one, *words.FATES[one.fate.value]) for one in brought]
    return render(request, "credentials/bring.html", {"form": form, "told": told})


@page("credentials.outside.read")
def outside_record(request: HttpRequest, actor: Actor, record_id: UUID) -> HttpResponse:
    record = queries.outside_record(actor, record_id)
    about(request, record.person_id)
    accepted = queries.accepted_issuers(actor)
    fate = actions.fate(record, accepted, demonstration=actor.demonstration)
    status = vc.StatusLists(queries.list_loader(actor))
    verdict = vc.verify(record.document.encode(), at=sources.now(), status=status)
    context = {
        "record": record,
        "told": words.told(verdict, _document(record)),
        "fate": words.FATES[fate.value],
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
    context = {"form": form, "record": record, "named": words.holder_name(_document(record))}
    return render(request, "credentials/whose.html", context)


def _document(record: OutsideRecord) -> dict[str, object]:
    try:
        found = json.loads(record.document)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
