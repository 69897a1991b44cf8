"""Pages for anybody: check a record, and the lists of withdrawn ones."""

import hashlib
import json
import time
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from skillmark.credentials import checking, queries, words
from skillmark.credentials.forms import LARGEST_RECORD, CheckForm
from skillmark.foundation import api, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page

FRESH_SECONDS = 300  # a withdrawal is seen everywhere after five minutes, and a busy day asks for a list once in five


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
        brought = form.cleaned_data["file"]
        data = brought.read(LARGEST_RECORD + 1) if brought else form.cleaned_data["text"].encode()
        verdict = checking.check(data, sources.now())
        document = _document(data) if verdict.verdict != "unreadable" else {}
        replaced = verdict.reason().code == "revoked" and queries.was_replaced(document)
        context["told"] = words.told(verdict, document, replaced=replaced)
        context["form"] = CheckForm()
    return render(request, "credentials/check.html", context)


@page("credentials.published.read", scope="public")
def status_list(request: HttpRequest, actor: Actor, list_id: UUID) -> HttpResponse:
    found = queries.published_status_list(list_id)
    tag = f'"{hashlib.sha256(found.document.encode()).hexdigest()[:32]}"'
    fresh = request.headers.get("If-None-Match") == tag
    response = HttpResponse(
        b"" if fresh else found.document, status=304 if fresh else 200, content_type="application/vc"
    )
    response["ETag"] = tag
    response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _document(data: bytes) -> dict[str, object]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
