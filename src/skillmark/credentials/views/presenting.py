"""Answering a live proof by OpenID for Verifiable Presentations 1.0: DCQL, response mode `direct_post`, `ldp_vc`.

The request goes by value in the link that a wallet opens, and names no more than where the answer goes: so it needs no
key of ours, and a wallet shows its owner the address that asks.
"""

import json
import time
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from skillmark.credentials import actions, checking, queries
from skillmark.foundation import api, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput, told

SCHEME = "openid4vp://?"
ASKED = "record"  # the id of our one query
TYPES = [
    "https://www.w3.org/2018/credentials#VerifiableCredential",
    "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential",
]
SUITES = ["eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019"]


def link(proof: queries.LiveProof) -> str:
    """What a wallet opens: the whole authorization request."""
    formats = {"ldp_vc": {"proof_type_values": ["DataIntegrityProof"], "cryptosuite_values": SUITES}}
    wanted = {"id": ASKED, "format": "ldp_vc", "meta": {"type_values": [TYPES]}}
    return SCHEME + urlencode({
        "response_type": "vp_token",
        "response_mode": "direct_post",
        "client_id": queries.client_of(proof),
        "response_uri": queries.response_address(proof),
        "nonce": queries.challenge_of(proof),
        "dcql_query": json.dumps({"credentials": [wanted]}, separators=(",", ":")),
        "client_metadata": json.dumps({"vp_formats_supported": formats}, separators=(",", ":")),
    })  # fmt: skip


@csrf_exempt  # it reads no cookie: the address is what opens it
@never_cache
@page("credentials.proof.answer", scope="public")
def presented(request: HttpRequest, actor: Actor, secret: str) -> HttpResponse:
    """A wallet posts the presentation that answers. Every refusal reads alike but for what is wrong with its form."""
    if request.method != "POST":
        return _told({"error": "invalid_request"}, 405)
    if api.buckets.wait(request.META.get("REMOTE_ADDR", ""), api.PUBLIC_RATE, time.monotonic()):
        return _told({"error": "slow_down"}, 429)
    now = sources.now()
    try:
        domain = queries.client_of(queries.proof_to_answer(secret, now))
        presentation = _presentation(request.POST.get("vp_token", ""))
        actions.answer_by_wallet(actor, secret=secret, presentation=presentation, domain=domain, now=now)
    except NotFound:
        return _refused("It was answered, or its minutes are over.")
    except BadInput as wrong:
        return _refused(str(wrong))
    return _told({}, 200)


def _presentation(text: str) -> dict[str, Any]:
    """The one presentation of a `vp_token`. Raises BadInput for anything else, and for a member that stands twice."""
    token = checking.exact(text, file="vp_token")
    found = token.get(ASKED) if isinstance(token, dict) and len(token) == 1 else None
    if not isinstance(found, list) or len(found) != 1 or not isinstance(found[0], dict):
        raise BadInput.of(told("present one record, as a document"), file="vp_token")
    return found[0]


def _refused(why: str) -> HttpResponse:
    return _told({"error": "invalid_request", "error_description": why}, 400)


def _told(body: dict[str, Any], status: int) -> HttpResponse:
    return JsonResponse(body, status=status)
