"""What anybody fetches to check a record: lists of withdrawn records, and which keys an organisation signs with.

Each says how long it stays fresh and what changed since, to any page of any site: nothing in it is anybody's secret.
"""

import hashlib
import json
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from skillmark.credentials import queries
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page

FRESH_SECONDS = 300  # a withdrawal is seen everywhere after five minutes, and a busy day asks for a list once in five
VC, DID = "application/vc", "application/did+json"


@page("credentials.published.read", scope="public")
def status_list(request: HttpRequest, actor: Actor, list_id: UUID) -> HttpResponse:
    found = queries.published_status_list(list_id)
    return _published(request, found.document, VC, found.published_at)


@page("credentials.published.read", scope="public")
def endorsement(request: HttpRequest, actor: Actor, endorsement_id: UUID) -> HttpResponse:
    """A signed statement about what can be earned. It names nobody, so anybody may read it."""
    return _published(request, queries.published_endorsement(endorsement_id).document, VC, None)


@page("credentials.published.read", scope="public")
def issuer_document(request: HttpRequest, actor: Actor, issuer_id: UUID) -> HttpResponse:
    """The document of a did:web: every key the organisation ever signed with, those in wrong hands as revoked."""
    return _published(request, json.dumps(queries.issuer_document(issuer_id), indent=2), DID, None)


def _published(request: HttpRequest, text: str, media_type: str, changed_at: datetime | None) -> HttpResponse:
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    changed = int(changed_at.timestamp()) if changed_at else None
    whole = HttpResponse(text, content_type=media_type)
    response = get_conditional_response(request, etag=tag, last_modified=changed, response=whole) or whole
    # past its time a list must be asked for anew: stale, it would tell a withdrawn record as one that counts
    response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}, must-revalidate"
    response["ETag"] = tag
    if changed_at:
        response["Last-Modified"] = http_date(changed_at.timestamp())
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
