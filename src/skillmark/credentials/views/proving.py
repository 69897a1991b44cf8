"""A live proof, from both sides: whoever asks sees a code, then the answer; whoever holds the record answers once.

Whoever asked is known by a cookie of the browser alone, so that the address in the code answers and shows nothing.
"""

import json
import time
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from skillmark.credentials import actions, checking, queries, reading, words
from skillmark.credentials.forms import ProveForm
from skillmark.credentials.views import presenting
from skillmark.foundation import api, qr, sources
from skillmark.foundation.exposure import UnderAge
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound

COOKIE = "proof"
SALT = "skillmark.credentials.views.proving"
STAY_SECONDS = 1800
LONGEST_ID = 500  # of a record, as a form carries it back


@never_cache
@page("credentials.proof.ask", scope="public")
def ask(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Begin. Of the record asked about a keyed digest is kept, for minutes."""
    if request.method != "POST":
        return redirect("credentials:check")
    wait = api.buckets.wait(request.META.get("REMOTE_ADDR", ""), api.PUBLIC_RATE, time.monotonic())
    if wait:
        refused = render(request, "credentials/too_often.html", {"wait": wait}, status=429)
        refused["Retry-After"] = str(wait)
        return refused
    proof = actions.ask_live(actor, about=request.POST.get("record", "")[:LONGEST_ID], now=sources.now())
    address = reverse("credentials:live", kwargs={"proof_id": proof.pk})
    response = redirect(address)
    response.set_cookie(
        COOKIE, signing.TimestampSigner(salt=SALT).sign(str(proof.pk)), max_age=STAY_SECONDS, path=address,
        httponly=True, samesite="Lax", secure=request.is_secure(),
    )  # fmt: skip
    return response


@never_cache
@page("credentials.proof.ask", scope="public")
def live(request: HttpRequest, actor: Actor, proof_id: UUID) -> HttpResponse:
    """For whoever asked: the code while it waits, then who answered, checked as the page is opened."""
    now = sources.now()
    try:
        proof = queries.live_proof(proof_id) if _asked_it(request, proof_id) else None
    except NotFound:
        proof = None
    if proof is not None and queries.is_shown(proof, now):
        return render(request, "credentials/live_answered.html", _answered(proof))
    if proof is None or proof.answered_at is not None or proof.expires_at <= now:
        # the part that asks again by itself gets a page without it, and then shows this one anew
        return render(request, "credentials/live_over.html", status=200 if "HX-Request" in request.headers else 410)
    address = queries.address_of_proof(proof)
    wallet = presenting.link(proof)
    context = {
        "proof": proof,
        "address": address,
        "code": SafeString(qr.svg(address)),
        "wallet": wallet,
        "wallet_code": SafeString(qr.svg(wallet)),
        "here": request.path,
    }
    return render(request, "credentials/live_waiting.html", context)


@never_cache
@page("credentials.proof.answer", scope="public")
def interaction(request: HttpRequest, actor: Actor, secret: str) -> HttpResponse:
    """What the code leads to: a wallet is told how to answer, a person is led to her records."""
    if "application/json" in request.headers.get("Accept", ""):
        exchange = request.build_absolute_uri(f"/api/v1/workflows/live-proof/exchanges/{secret}")
        return JsonResponse({"protocols": {"vcapi": exchange}})
    answer = redirect("credentials:own_proof", secret=secret)
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@never_cache
@page("credentials.own.prove", scope="holder")
def answer(request: HttpRequest, holder: Actor, secret: str) -> HttpResponse:
    """The holder says with her account that a record is hers."""
    now = sources.now()
    try:
        proof = queries.proof_to_answer(secret, now)
    except NotFound:
        return render(request, "credentials/own_proof_over.html", status=410)
    records = queries.records_asked_for(holder, proof)
    if not records:
        return render(request, "credentials/own_proof_none.html")
    names = [(str(record.pk), record.award.achievement.public_name) for record in records]
    form = ProveForm(names, request.POST or None, initial={"record": names[0][0]})
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_live(holder, secret=secret, record_id=UUID(form.cleaned_data["record"]), now=now)
        except UnderAge:
            form.add_error(None, _("Nobody under 18 shows records to whoever asks. Hand on your own copy instead."))
        except NotFound:
            return render(request, "credentials/own_proof_over.html", status=410)
        else:
            return render(request, "credentials/own_proof_given.html")
    return render(request, "credentials/own_proof.html", {"form": form}, status=400 if form.errors else 200)


def _answered(proof: queries.LiveProof) -> dict[str, object]:
    document = queries.answer_to(proof)
    verdict = checking.check(json.dumps(document).encode(), sources.now())
    replaced = verdict.reason().code == "revoked" and queries.was_replaced(document)
    now_named = proof.record.person.name if proof.record else ""
    return {
        "proof": proof,
        "told": words.told(verdict, document, replaced=replaced),
        "name": words.holder_name(document),
        "renamed": now_named if reading.named_otherwise(document, now_named) else "",
        "by_wallet": proof.record is None,
        "until": proof.answered_at + queries.SHOWN_FOR if proof.answered_at else None,
    }


def _asked_it(request: HttpRequest, proof_id: UUID) -> bool:
    """Whether this browser asked."""
    try:
        carried = signing.TimestampSigner(salt=SALT).unsign(request.COOKIES.get(COOKIE, ""), max_age=STAY_SECONDS)
    except signing.BadSignature:
        return False
    return carried == str(proof_id)
