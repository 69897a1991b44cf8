"""The page on which anybody checks a record."""

import json
import re
import time
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skillmark.credentials import checking, queries, words
from skillmark.credentials.forms import LARGEST_RECORD, CheckForm
from skillmark.foundation import access, api, sources
from skillmark.foundation.rates import Rate
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import actor_in, page
from skillmark.kernel import vc
from skillmark.people import queries as people

ADDRESS = re.compile(r"https?://\S+")
SHARED = f"{settings.ADDRESS}/s/"
FETCH_RATE = Rate(burst=10, each_second=0.1)  # each may take seconds, and knocks at somebody else's door


@page("credentials.published.read", scope="public")
def check(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Nothing of what is brought here is kept. Whoever asks too often is told to wait: one measure for this page and
    its twin in the API.
    """
    wait = 0
    if request.method == "POST":
        wait = api.buckets.wait(request.META.get("REMOTE_ADDR", ""), api.PUBLIC_RATE, time.monotonic())
    if wait:
        refused = render(request, "credentials/too_often.html", {"wait": wait}, status=429)
        refused["Retry-After"] = str(wait)
        return refused
    form = CheckForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        brought, text = form.cleaned_data["file"], form.cleaned_data["text"].strip()
        if not brought and text.startswith(SHARED) and ADDRESS.fullmatch(text):
            return redirect(text.removeprefix(settings.ADDRESS))
        data = brought.read(LARGEST_RECORD + 1) if brought else _brought(request, text)
        if data is None:
            form.add_error("text", _("Nothing could be fetched from this address. Ask for the record’s own file."))
        else:
            context |= _checked(data, _list_of(actor)) | {"form": CheckForm()}
    return render(request, "credentials/check.html", context)


def _list_of(actor: Actor) -> frozenset[str] | None:
    """The issuers that count where whoever is logged in may see that list, their own among them; None without one."""
    if actor.account_id is None:
        return None
    found: list[frozenset[str]] = []
    for place in people.own_workspaces(actor):
        within = actor_in(actor.account_id, place.slug)
        if access.may_ever(within, "credentials.outside.read"):
            found.append(frozenset(queries.accepted_issuers(within)) | queries.own_issuers(within.workspace_id))
    return frozenset().union(*found) if found else None


def _checked(data: bytes, trust: frozenset[str] | None) -> dict[str, object]:
    verdict = checking.check(data, sources.now(), trust=trust)
    document = _document(data) if verdict.verdict != "unreadable" else {}
    replaced = verdict.reason().code == "revoked" and queries.was_replaced(document)
    told = words.told(verdict, document, replaced=replaced, stolen=_stolen(verdict))
    return {"told": told, "asks": _asks(verdict, document)}


def _brought(request: HttpRequest, text: str) -> bytes | None:
    """What was pasted, or what stands at the address that was; None where that cannot be had."""
    if not ADDRESS.fullmatch(text):
        return text.encode()
    if api.buckets.wait(f"fetch {request.META.get('REMOTE_ADDR', '')}", FETCH_RATE, time.monotonic()):
        return None
    return checking.brought_from(text)


def _asks(verdict: vc.Verdict, document: dict[str, object]) -> str:
    """The id of a record whose holder may be asked to answer; empty for what nobody signed."""
    named = document.get("id")
    signed = verdict.check("proof").result == "pass" and verdict.check("issuer").result == "pass"
    return named if signed and isinstance(named, str) else ""


def _stolen(verdict: vc.Verdict) -> frozenset[str]:
    """Whoever signed something in it with a key of ours that was in other hands by then."""
    if not verdict.endorsements or verdict.valid_from is None:
        return frozenset()
    return queries.stolen_issuers(datetime.fromisoformat(verdict.valid_from))


def _document(data: bytes) -> dict[str, object]:
    """The record in it, a picture's too; empty where it is neither."""
    try:
        found = json.loads(_unbaked(data))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _unbaked(data: bytes) -> bytes:
    try:
        return vc.unbake(data).encode()
    except vc.Refused:
        return data
