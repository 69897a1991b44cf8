"""Answers to what can go wrong, in plain sentences: not allowed, too large, bad input."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from skillmark.foundation import problems
from skillmark.foundation.access import Forbidden, LogInTooWeak
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people


class Answers:
    """Refuses an upload by its announced size before reading it, and turns known refusals into pages; programs are
    told by a problem document.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > settings.UPLOAD_LIMIT:
            limit = settings.UPLOAD_LIMIT // 2**20
            if request.path.startswith("/api/"):
                return problems.document(413, "too-large", f"At most {limit} MB are taken at once.")
            return render(request, "house/refused.html", {"reason": "too_large", "limit": limit}, status=413)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, LogInTooWeak):
            return self._log_in_again(request)
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
