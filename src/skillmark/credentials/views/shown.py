"""What whoever has the address of a share sees: in by its secret, once, and on to the chosen records.

As with links to one task the secret is changed for a cookie of this browser at once, so that nothing that is shown,
kept in the history, sent on as a referrer or written into a log opens anything.
"""

from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from skillmark.credentials import actions, queries, showing
from skillmark.foundation import sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page

COOKIE, LOOKED = "share", "looked"
SALT = "skillmark.credentials.views.shown"
STAY_SECONDS = 7200  # to read, and to come back to the page while one writes an answer


@never_cache
@page("credentials.share.follow", scope="public")
def follow(request: HttpRequest, actor: Actor, secret: str) -> HttpResponse:
    """Take the secret, give a cookie, go on; also where the share is over, so that the next page can say so."""
    found = queries.share_behind(secret)
    if found is None:
        return _unseen(redirect("credentials:share_closed"))
    address = reverse("credentials:shown_share", kwargs={"share_id": found.pk})
    response = _unseen(redirect(address))
    _let_in(request, response, COOKIE, signing.TimestampSigner(salt=SALT).sign(str(found.pk)), address)
    return response


@never_cache
@page("credentials.share.follow", scope="public")
def closed(request: HttpRequest, actor: Actor) -> HttpResponse:
    return _over(request, "")


@never_cache
@page("credentials.share.follow", scope="public")
def shown(request: HttpRequest, actor: Actor, share_id: UUID) -> HttpResponse:
    """The chosen records, each with what checking it just now says. Nothing else of her; nothing follows anybody."""
    found = queries.share_by_id(share_id) if _came_in(request, share_id) else None
    if found is None:
        return _over(request, "")
    now = sources.now()
    if found.ended_at is not None:
        return _over(request, "withdrawn")
    if found.expires_at <= now:
        return _over(request, "expired")
    records = queries.shown_in(found, now)
    if not records:
        return _over(request, "")
    context = {
        "until": found.expires_at,
        "name": records[0].person.name,
        "records": [showing.record_page(record, now) for record in records],
    }
    response = _unseen(render(request, "credentials/shown_share.html", context))
    if request.method == "GET" and LOOKED not in request.COOKIES:  # to load the page again is no second look
        actions.note_look(actor, share_id=share_id, now=now)
        _let_in(request, response, LOOKED, "yes", request.path)
    return response


def _over(request: HttpRequest, why: str) -> HttpResponse:
    return _unseen(render(request, "credentials/share_closed.html", {"why": why}, status=410))


def _came_in(request: HttpRequest, share_id: UUID) -> bool:
    """Whether this browser came in by the secret a while ago."""
    try:
        carried = signing.TimestampSigner(salt=SALT).unsign(request.COOKIES.get(COOKIE, ""), max_age=STAY_SECONDS)
    except signing.BadSignature:
        return False
    return carried == str(share_id)


def _let_in(request: HttpRequest, response: HttpResponse, name: str, value: str, path: str) -> None:
    response.set_cookie(
        name, value, max_age=STAY_SECONDS, path=path, httponly=True, samesite="Lax", secure=request.is_secure()
    )


def _unseen(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    return response
