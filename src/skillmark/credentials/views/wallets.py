"""Issuing into wallets: OpenID for Verifiable Credential Issuance 1.0, pre-authorised code, format `ldp_vc`.

What is handed over is the record as it was signed: its subject stays the opaque id it names, so no key is bound and no
proof of one is asked for (docs/decisions/wallets.md).
"""

import json
import time
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from skillmark.credentials import actions, queries
from skillmark.foundation import api, qr, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.vc.frozen import CREDENTIALS_V2, OPEN_BADGES

GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
KIND = "OpenBadgeCredential_ldp_vc"
OFFER_SCHEME = "openid-credential-offer://?credential_offer="


@never_cache
@page("credentials.own.read", scope="holder")
def offer(request: HttpRequest, holder: Actor, record_id: UUID) -> HttpResponse:
    """The holder offers a record to her wallet. What opens it is shown once, on the page that was asked for."""
    found = queries.own_record(holder, record_id)
    context: dict[str, object] = {"record": found}
    if request.method == "POST":
        code, pin = actions.offer(holder, record_id=record_id, now=sources.now())
        address = OFFER_SCHEME + quote(json.dumps(_offered(code), separators=(",", ":")), safe="")
        context |= {"address": address, "pin": pin, "code": SafeString(qr.svg(address))}
    return render(request, "credentials/own_offer.html", context)


@page("credentials.published.read", scope="public")
def issuer_metadata(request: HttpRequest, actor: Actor) -> HttpResponse:
    kind = {
        "format": "ldp_vc",
        "credential_signing_alg_values_supported": ["eddsa-rdfc-2022"],
        "credential_definition": {
            "@context": [CREDENTIALS_V2, OPEN_BADGES],
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
        },
        "credential_metadata": {"display": [{"name": "Open Badge", "locale": "en"}]},
    }
    return _published({
        "credential_issuer": settings.ADDRESS,
        "credential_endpoint": settings.ADDRESS + reverse("credentials:wallet_credential"),
        "display": [{"name": "Skillmark", "locale": "en"}],
        "credential_configurations_supported": {KIND: kind},
    })  # fmt: skip


@page("credentials.published.read", scope="public")
def server_metadata(request: HttpRequest, actor: Actor) -> HttpResponse:
    return _published({
        "issuer": settings.ADDRESS,
        "token_endpoint": settings.ADDRESS + reverse("credentials:wallet_token"),
        "token_endpoint_auth_methods_supported": ["none"],
        "grant_types_supported": [GRANT],
        "response_types_supported": [],
        "pre-authorized_grant_anonymous_access_supported": True,
    })  # fmt: skip


@csrf_exempt  # it reads no cookie: the code is what opens it
@page("credentials.published.read", scope="public")
def token(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A code and the number of the page for a token. Every refusal reads alike."""
    if request.method != "POST":
        return _refused("invalid_request", 405)
    if _too_often(request):
        return _refused("slow_down", 429)
    if request.POST.get("grant_type") != GRANT:
        return _refused("unsupported_grant_type")
    code, pin = request.POST.get("pre-authorized_code", ""), request.POST.get("tx_code", "")
    if not code or not pin:
        return _refused("invalid_request")
    try:
        text = actions.exchange(code, pin, sources.now())
    except NotFound:
        return _refused("invalid_grant")
    seconds = int(actions.OFFER_OPEN_FOR.total_seconds())
    return _answer({"access_token": text, "token_type": "Bearer", "expires_in": seconds})


@csrf_exempt  # it reads no cookie: the token is what opens it
@page("credentials.published.read", scope="public")
def credential(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The record as it was signed, once."""
    if request.method != "POST":
        return _refused("invalid_credential_request", 405)
    if _too_often(request):
        return _refused("slow_down", 429)
    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    wanted = _wanted(request)
    if wanted is None:
        return _refused("invalid_credential_request")
    if wanted != KIND:
        return _refused("unknown_credential_configuration")
    try:
        document = actions.fetch_offered(text.strip() if kind.lower() == "bearer" else "", now=sources.now())
    except NotFound:
        refused = _refused("invalid_token", 401)
        refused["WWW-Authenticate"] = 'Bearer error="invalid_token"'
        return refused
    return _answer({"credentials": [{"credential": json.loads(document)}]})


def _offered(code: str) -> dict[str, Any]:
    number = {"input_mode": "numeric", "length": actions.PIN_DIGITS}
    return {
        "credential_issuer": settings.ADDRESS,
        "credential_configuration_ids": [KIND],
        "grants": {GRANT: {"pre-authorized_code": code, "tx_code": number}},
    }


def _wanted(request: HttpRequest) -> str | None:
    try:
        asked = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    named = asked.get("credential_configuration_id") if isinstance(asked, dict) else None
    return named if isinstance(named, str) else None


def _too_often(request: HttpRequest) -> int:
    return api.buckets.wait(request.META.get("REMOTE_ADDR", ""), api.PUBLIC_RATE, time.monotonic())


def _refused(error: str, status: int = 400) -> HttpResponse:
    return _answer({"error": error}, status)


def _answer(told: dict[str, Any], status: int = 200) -> HttpResponse:
    response = JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-store"
    return response


def _published(told: dict[str, Any]) -> HttpResponse:
    response = JsonResponse(told)
    response["Cache-Control"] = "public, max-age=300"
    response["Access-Control-Allow-Origin"] = "*"
    return response
