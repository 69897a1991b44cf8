"""The page on which anybody checks a record."""

import json
import time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from skillmark.credentials import checking, queries, words
from skillmark.credentials.forms import LARGEST_RECORD, CheckForm
from skillmark.foundation import api, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page


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


def _document(data: bytes) -> dict[str, object]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
