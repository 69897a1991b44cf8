"""What the SMS gateway and the mail server tell: somebody answered, a message came back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from skillmark.foundation import incoming, problems, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.values import BadInput
from skillmark.people import actions, rules
from skillmark.people.rules import Reply
from skillmark.people.words import COME_BACK

Told = Callable[[dict[str, Any]], None]


@csrf_exempt
@page("people.incoming.tell", scope="public")
def answered(request: HttpRequest, actor: Actor) -> HttpResponse:
    """An SMS that came in: `{"from": "+15550142999", "text": "STOP"}`. Neither STOP nor START: passed over."""
    return _take(request, _answered)


@csrf_exempt
@page("people.incoming.tell", scope="public")
def came_back(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A message that did not arrive: `{"message": its id or Message-ID, "problem": "bounced"}`."""
    return _take(request, _came_back)


def _answered(said: dict[str, Any]) -> None:
    phone, reply = _text(said, "from"), rules.reply(_text(said, "text"))
    if not rules.number_tail(phone):
        raise BadInput.of("is no phone number", file="from")
    if reply is Reply.STOP:
        actions.stop_sms(_gateway(), phone=phone, now=sources.now())
    elif reply is Reply.START:
        actions.start_sms(_gateway(), phone=phone, now=sources.now())


def _came_back(said: dict[str, Any]) -> None:
    number, problem = _text(said, "message").strip("<>").partition("@")[0], _text(said, "problem")
    if problem not in COME_BACK:
        raise BadInput.of(f"is none of {', '.join(sorted(COME_BACK))}", file="problem")
    try:
        message_id = UUID(number)
    except ValueError:
        raise BadInput.of("is no id of a message", file="message") from None
    actions.note_came_back(_gateway(), message_id=message_id, problem=problem, now=sources.now())


def _take(request: HttpRequest, act: Told) -> HttpResponse:
    """204 where it was taken in, also a second time; one sentence where it was not."""
    if request.method != "POST":
        return problems.document(405, "method", "Send it by POST.")
    try:
        act(incoming.told(settings.INSTALLED.incoming, request.headers, request.body, sources.now()))
    except BadInput as bad:
        return problems.document(400, "bad-input", bad.problems[0].sentence())
    return HttpResponse(status=204)


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str):
        raise BadInput.of("is missing, or no text", file=name)
    return value


def _gateway() -> Actor:
    return Actor(process="gateway")
