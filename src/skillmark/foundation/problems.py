"""What went wrong, told to programs: RFC 9457 problem documents."""

import json
import logging
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpResponse
from ninja.errors import HttpError, ValidationError

from skillmark.foundation.access import Forbidden, LogInTooWeak, NotQualified
from skillmark.foundation.erasure import Erased
from skillmark.foundation.idempotency import LONGEST_KEY, AnswerGone, KeyMissing, KeyUsed
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.signer import SignerRefused, SignerUnavailable
from skillmark.kernel.values import BadInput

CONTENT_TYPE = "application/problem+json"
log = logging.getLogger(__name__)

TITLES = {
    400: "The request cannot be understood",
    401: "A token is needed",
    403: "Not allowed",
    404: "There is no such thing",
    405: "Not asked this way",
    409: "Not now",
    410: "Gone",
    413: "Too large",
    415: "Not in this form",
    422: "The input cannot be used",
    429: "Too many requests",
    500: "Something is broken here",
    503: "Not at the moment",
}
SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457); `problems` lists each fault of the input.",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["place", "message"],
                "properties": {
                    "place": {"type": "string"},
                    "message": {"type": "string"},
                    "row": {"type": ["integer", "null"]},
                    "column": {"type": ["string", "null"]},
                },
            },
        },
    },
}


class Unauthenticated(Exception):
    """No token, or none in force."""


class TooMany(Exception):
    """Asked too often; `wait` says for how many seconds to pause."""

    def __init__(self, wait: int) -> None:
        self.wait = wait
        super().__init__(wait)


def document(status: int, kind: str, detail: str, problems: Sequence[dict[str, Any]] = ()) -> HttpResponse:
    """A problem document. `problems` lists each fault with its `place` and `message`."""
    members: dict[str, Any] = {
        "type": f"urn:skillmark:problem:{kind}",
        "title": TITLES.get(status, "The request was refused"),
        "status": status,
        "detail": detail,
    }
    if problems:
        members["problems"] = list(problems)
    return HttpResponse(json.dumps(members, ensure_ascii=False), status=status, content_type=CONTENT_TYPE)


def described(statuses: Iterable[int]) -> dict[int, dict[str, Any]]:
    """What a description of the API says of these refusals."""
    content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": TITLES[status], "content": content} for status in sorted(statuses)}


def too_large(most: int) -> HttpResponse:
    """The document for a request of more than `most` bytes."""
    return document(413, "too-large", f"At most {most // 2**20} MB are taken at once.")


def answer(error: Exception) -> HttpResponse:
    """The document for an error; what was not foreseen is logged and told without a detail."""
    match error:
        case Unauthenticated():
            response = document(401, "unauthenticated", "Send a token in force as “Authorization: Bearer …”.")
            response["WWW-Authenticate"] = "Bearer"
            return response
        case LogInTooWeak():
            detail = f"“{error.permission}” asks for a log-in with a passkey or a second step; a token has neither."
            return document(403, "log-in-too-weak", detail)
        case NotQualified():
            detail = f"“{error.permission}” asks that the person is qualified for it, and she is not, or not any more."
            return document(403, "not-qualified", detail)
        case Forbidden():
            return document(403, "forbidden", f"This token may not do “{error.permission}”.")
        case NotFound() | Http404():
            return document(404, "not-found", "There is no such thing, or not for this token.")
        case Erased():
            return document(410, "erased", "This was erased.")
        case BadInput():
            return document(422, "bad-input", str(error), [_place(problem) for problem in error.problems])
        case ValidationError():
            faults = [{"place": _path(fault), "message": str(fault.get("msg", ""))} for fault in error.errors]
            return document(
                422, "bad-input", "; ".join(f"{fault['place']}: {fault['message']}" for fault in faults), faults
            )
        case KeyMissing():
            detail = f"Send an Idempotency-Key of at most {LONGEST_KEY} characters with every POST."
            return document(400, "idempotency-key-missing", detail)
        case KeyUsed():
            return document(422, "idempotency-key-used", "This Idempotency-Key was sent with another request before.")
        case AnswerGone():
            return document(410, "answer-gone", "This was done before; what was answered is not kept any more.")
        case TooMany():
            response = document(429, "too-many", f"Ask again in {error.wait} s.")
            response["Retry-After"] = str(error.wait)
            return response
        case RequestDataTooBig():
            return too_large(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        case SuspiciousOperation() | BadRequest():
            return document(400, "refused", TITLES[400] + ".")
        case SignerUnavailable() | SignerRefused():
            return document(503, "signer-unavailable", "Nothing can be signed at the moment. Ask again later.")
        case HttpError() if isinstance(error.__cause__, BadInput | RequestDataTooBig):
            return answer(error.__cause__)  # ninja tells every fault of a body alike; ours says which and where
        case HttpError():
            return document(error.status_code, "refused", str(error))
    log.error("An API request failed", exc_info=error)
    return document(500, "internal", "The fault was noted. Ask again later.")


def _place(problem: Any) -> dict[str, Any]:
    return {"place": problem.place, "message": problem.message, "row": problem.row, "column": problem.column}


def _path(fault: dict[str, Any]) -> str:
    return ".".join(str(part) for part in fault.get("loc", ()) if part not in ("body", "query", "path"))
