"""`/api/v1`: the routers of every context under one roof, and their description (OpenAPI 3.1)."""

import json
from collections.abc import Callable
from functools import cache, wraps
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from skillmark.foundation import api as foundation_api
from skillmark.foundation import problems
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page

DESCRIPTION = (
    "Records of one workspace. A token belongs to a person and may do some of what she may; lists come in pages; "
    "every POST carries an Idempotency-Key; errors are problem documents (RFC 9457)."
)


@cache
def api() -> NinjaAPI:
    """Every context's `api.router`, in the order of the floors."""
    made = foundation_api.make("Skillmark", "1", DESCRIPTION)
    for context in settings.CONTEXTS:
        if find_spec(f"skillmark.{context}.api") is not None:
            made.add_router("", import_module(f"skillmark.{context}.api").router)
    return made


def description() -> dict[str, Any]:
    """The OpenAPI document, as plain JSON values."""
    told: dict[str, Any] = json.loads(json.dumps(api().get_openapi_schema(path_prefix="/api/v1/"), default=str))
    told["components"]["schemas"]["Problem"] = problems.SCHEMA
    return told


@csrf_exempt  # nothing below /api/v1/ reads a cookie, so nothing there can be sent in somebody's name
@page("foundation.api.describe", scope="public")
def openapi(request: HttpRequest, actor: Actor) -> HttpResponse:
    return HttpResponse(json.dumps(description(), ensure_ascii=False), content_type="application/json")


@csrf_exempt
def nothing_here(request: HttpRequest) -> HttpResponse:
    return problems.answer(Http404())


nothing_here.permission, nothing_here.scope = "foundation.api.describe", "public"  # type: ignore[attr-defined]


def _told_as_problem(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """What the framework refuses by itself (an unknown method, for one) as a problem document too."""

    @wraps(view)
    def answered(*arguments: Any, **address: Any) -> HttpResponseBase:
        response = view(*arguments, **address)
        if response.status_code < 400 or response.get("Content-Type") == problems.CONTENT_TYPE:
            return response
        told = problems.document(response.status_code, "refused", response.reason_phrase)
        if "Allow" in response:
            told["Allow"] = response["Allow"]
        return told

    return answered


def urls() -> list[URLPattern]:
    """The addresses below /api/v1/, for `config.urls`."""
    operations = [
        pattern for pattern in api().urls[0] if isinstance(pattern, URLPattern) and pattern.name != "api-root"
    ]
    for pattern in operations:
        pattern.callback = _told_as_problem(pattern.callback)
    return [path("openapi.json", openapi, name="openapi"), *operations, re_path(r"", nothing_here, name="api-nothing")]
