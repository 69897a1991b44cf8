"""Forms that wait on a device while there is no connection: whose they are, the key that seals them there, and how the
device is told what came of each.

The key is made from the installation's secret for one person, so that it is the same whenever she is in, and nobody
else is ever given it. A form that waited is taken from its writer alone, whoever is in at that device by now.
"""

from collections.abc import Callable, Iterable
from functools import wraps

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare, salted_hmac

from skillmark.foundation import entries

WRITER = "X-Waited-For"  # sent with a form that a device keeps until it is answered
WHEN = "X-Waited"
NOW = "now"  # while its writer looks on: she is led on to a page that tells her
SOMEBODY_ELSE = 409


def writer(request: HttpRequest) -> str:
    """Whoever is in, for a device, without saying who she is. Empty for nobody, and for whoever looks at a sample."""
    subject = _subject(request)
    return salted_hmac("waiting.writer", subject).hexdigest()[:16] if subject else ""


def key(request: HttpRequest) -> bytes:
    """32 bytes that seal what waits on a device of whoever is in. Raises LookupError for nobody."""
    subject = _subject(request)
    if not subject:
        raise LookupError
    return salted_hmac("waiting.key", subject, algorithm="sha256").digest()


def can_wait(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Below `@page`: the form of this page can wait on a device. Nothing is taken that somebody else wrote there."""

    @wraps(view)
    def answered(request: HttpRequest, *given: object, **address: object) -> HttpResponse:
        if waited(request) and not constant_time_compare(request.headers[WRITER], writer(request)):
            return JsonResponse({"state": "somebody_else"}, status=SOMEBODY_ELSE)
        return view(request, *given, **address)

    return answered


def waited(request: HttpRequest) -> bool:
    """Whether a device sends this, which keeps it until it is answered, and not a browser by itself."""
    return request.method == "POST" and WRITER in request.headers


def taken(request: HttpRequest, said: str, address: str) -> HttpResponse:
    """It is done, and this is said of it; she is led on to `address`."""
    if not waited(request):
        messages.success(request, said)
        return redirect(address)
    if request.headers.get(WHEN) == NOW:
        messages.success(request, said)
    return JsonResponse({"state": "taken", "said": [said], "url": address})


def refused(said: Iterable[object]) -> HttpResponse:
    """Nothing was done, and why. Whoever looks on sends it again as a page, and is told there."""
    return JsonResponse({"state": "refused", "said": [str(sentence) for sentence in said]})


def faults(form: Form) -> list[str]:
    """What is wrong with a form, in its own sentences."""
    return [str(sentence) for sentences in form.errors.values() for sentence in sentences]


def _subject(request: HttpRequest) -> str:
    if not hasattr(request, "session") or entries.looks(request):
        return ""
    entry = entries.of(request)
    if entry is not None:
        return f"person {entry.person_id}"
    user = getattr(request, "user", None)
    return f"account {user.pk}" if user is not None and user.is_authenticated else ""
