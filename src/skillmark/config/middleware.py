"""Answers to what can go wrong, in plain sentences: not allowed, too large, bad input."""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.core.exceptions import RateLimited
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse

from skillmark.foundation import entries, problems
from skillmark.foundation.access import Forbidden, LogInTooWeak, NotInSample, NotQualified
from skillmark.foundation.entries import NotThisWay
from skillmark.kernel.values import BadInput, storable
from skillmark.people import queries as people

LONGEST_LENGTH = 15  # digits; Python reads no number of thousands of them


class Answers:
    """Refuses what is too large by its announced size, before reading it, and texts that no store keeps; turns known
    refusals into pages. Programs are told by a problem document.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        carries_files = request.content_type == "multipart/form-data"
        limit = settings.UPLOAD_LIMIT if carries_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        for_programs = request.path.startswith("/api/")
        if not length.isdecimal() or len(length) > LONGEST_LENGTH or int(length) > limit:
            if for_programs:
                return problems.too_large(limit)
            context = {"reason": "too_large", "limit": limit // 2**20}
            return render(request, "house/refused.html", context, status=413)
        if not (storable(request.path_info) and _storable(request.GET)):
            return problems.document(400, "broken-text", _BROKEN) if for_programs else _broken_text(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        """Forms, once the protection against forgery has read them; bodies of the API are read by the API."""
        if entries.looks(request) and _is_real(request, view[0]):
            return _looking(request)
        is_form = request.method == "POST" and not request.path.startswith("/api/")
        return _broken_text(request) if is_form and not _storable(request.POST) else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, RateLimited):
            return render(request, "429.html", status=429)
        if isinstance(error, NotThisWay) and entries.looks(request):
            return _looking(request)
        if isinstance(error, NotInSample):
            return render(request, "house/refused.html", {"reason": "not_in_sample"}, status=403)
        if isinstance(error, NotThisWay):
            reason = "not_at_tablet" if entries.is_at_tablet(request) else "not_this_way"
            return render(request, "house/refused.html", {"reason": reason}, status=403)
        if isinstance(error, LogInTooWeak):
            return self._log_in_again(request)
        if isinstance(error, NotQualified):
            return _to_qualify(request)
        if isinstance(error, Forbidden):
            return render(request, "house/refused.html", {"reason": "forbidden"}, status=403)
        if isinstance(error, BadInput):
            context = {"reason": "bad_input", "problems": error.problems}
            return render(request, "house/refused.html", context, status=400)
        return None

    def _log_in_again(self, request: HttpRequest) -> HttpResponse:
        """What she has to set up, or else the way out and in again, back to where she was."""
        account_id = request.user.pk
        again = f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}"
        context = {
            "reason": "log_in",
            "has_second_step": account_id is not None and people.has_second_step(account_id),
            "log_out_url": f"{reverse('account_logout')}?{urlencode({'next': again})}",
        }
        return render(request, "house/refused.html", context, status=403)


def _to_qualify(request: HttpRequest) -> HttpResponse:
    """How she stands in this workspace, and the samples by which she shows it."""
    match = request.resolver_match
    assert match is not None
    address = reverse("assessment:own_qualification", args=[match.kwargs["workspace"]])
    context = {"reason": "not_qualified", "own_qualification_url": address}
    return render(request, "house/refused.html", context, status=403)


STILL_OPEN = {"house:stop_looking", "account_logout"}


def _is_real(request: HttpRequest, view: object) -> bool:
    """Whether somebody who looks at a sample would do something real here: with her own log-in, or in public."""
    match = request.resolver_match
    if match is None or match.view_name in STILL_OPEN or request.path.startswith("/api/"):
        return False
    in_public = getattr(view, "scope", "") == "public" and request.method not in ("GET", "HEAD", "OPTIONS")
    return in_public or match.route.startswith("accounts/")


def _looking(request: HttpRequest) -> HttpResponse:
    """Back to what she asked for once she stops; a form is not sent again by that."""
    asked = request.get_full_path() if request.method == "GET" else ""
    return render(request, "house/refused.html", {"reason": "looking", "asked": asked}, status=403)


_BROKEN = "The address holds a sign that no text has (NUL, or half of a pair)."


def _storable(given: QueryDict) -> bool:
    return all(storable(name) and all(map(storable, values)) for name, values in given.lists())


def _broken_text(request: HttpRequest) -> HttpResponse:
    return render(request, "house/refused.html", {"reason": "broken_text"}, status=400)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What was sent from a page whose protection against forgery is gone: most often her log-in changed meanwhile."""
    return render(request, "house/refused.html", {"reason": "stale"}, status=403)


class PlainCookies:
    """Before the log-in is read: a cookie with text that no store keeps is none of ours, and counts as not sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        for name in [name for name, value in request.COOKIES.items() if not storable(value)]:
            del request.COOKIES[name]
        return self.get_response(request)
