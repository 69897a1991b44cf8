"""The REST face: what every operation of `/api/v1` has in common.

    router = Router(tags=["People"])

    @router.get("/people", response=Page[PersonOut])
    @operation("people.person.read")
    def people(request, cursor: str = "", limit: int = 50):
        return paged(queries.persons(actor_of(request)), cursor, limit)

`operation` declares the permission, recognises the token, holds it to its rate and its permissions, sets
`request.actor`, and gives a POST its one effect. Errors become problem documents.
"""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import NinjaAPI, Schema
from ninja.decorators import decorate_view
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.security import HttpBearer

from skillmark.foundation import access, idempotency, problems, routes, sources, tokens
from skillmark.foundation.models.doors import ApiToken
from skillmark.foundation.rates import Buckets, Rate
from skillmark.foundation.roles import ANYBODY, Actor
from skillmark.kernel.values import BadInput, unstorable_place

RATE = Rate(burst=120, each_second=10.0)  # a page of fifty people a tenth of a second: a yearly import in minutes
PUBLIC_RATE = Rate(burst=60, each_second=2.0)
MOST_A_PAGE = 200
LONGEST_PLACE = 9  # digits: no list that is computed whole has a thousand million rows
T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])
M = TypeVar("M", bound=models.Model)
Run = Callable[..., HttpResponseBase]
buckets = Buckets()


class Page(Schema, Generic[T]):
    """Some records, and the cursor of those that follow (null at the end)."""

    items: list[T]
    next: str | None


class Token(HttpBearer):
    """Tells the description that a token is sent; `operation` has recognised it before this is asked."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        return getattr(request, "actor", None)


class Body(Parser):
    """The body as JSON whose every text can be kept. Raises BadInput naming the member."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        parsed = super().parse_body(request)
        place = unstorable_place(parsed)
        if place is not None:
            raise BadInput.of("holds a sign that no text has (NUL, or half of a pair)", file=place or "body")
        return parsed


def make(title: str, version: str, description: str) -> NinjaAPI:
    """An API whose every error is a problem document. It serves no pages of its own."""
    api = NinjaAPI(
        title=title,
        version=version,
        description=description,
        docs_url=None,
        openapi_url=None,
        urls_namespace="api",
        parser=Body(),
    )
    api.add_exception_handler(Exception, lambda request, error: problems.answer(_as_exception(error)))
    for kind in list(api._exception_handlers):
        api.add_exception_handler(kind, lambda request, error: problems.answer(_as_exception(error)))
    return api


def operation(
    permission: str, *, scope: Literal["workspace", "public"] = "workspace", keeps_body: bool = True
) -> Callable[[F], F]:
    """Declare what an operation asks for. Stands directly above the function, below `@router.get` or `.post`.

    `keeps_body`: a POST sent again is told from another by its body, of which a digest is kept for a day. False where
    that would tell what nobody may know: whoever has the digest tries the few bodies there are.
    """

    def declare(function: F) -> F:
        def around(run: Run) -> Run:
            @wraps(run)
            def answered(request: HttpRequest, **address: Any) -> HttpResponseBase:
                try:
                    response = _answered(request, permission, scope, keeps_body, lambda: run(request, **address))
                    if scope == "workspace" and response.status_code == HTTPStatus.OK:
                        actor: Actor = actor_of(request)
                        routes.note_reading(request, actor, permission, address)
                    return response
                except Exception as error:  # noqa: BLE001  every error is told as a problem document
                    return problems.answer(error)

            answered.permission = permission  # type: ignore[attr-defined]
            return answered

        def contribute(made: Operation) -> None:
            made.permission = permission  # type: ignore[attr-defined]
            made.auth_callbacks = [Token()] if scope == "workspace" else []
            made.auth_param = made.auth_callbacks or None
            posts = "POST" in made.methods
            refusals = [*_REFUSALS, *(_TO_A_TOKEN if scope == "workspace" else ()), *(_TO_A_POST if posts else ())]
            told = {"responses": problems.described(refusals)} | ({"parameters": [_KEY_PARAMETER]} if posts else {})
            made.openapi_extra = {**(made.openapi_extra or {}), **told}

        function.permission = permission  # type: ignore[attr-defined]
        function.scope = scope  # type: ignore[attr-defined]
        decorate_view(around)(function)
        function._ninja_contribute_to_operation.append(contribute)  # type: ignore[attr-defined]
        return function

    return declare


def longest(kept_in: type[models.Model], field: str) -> int:
    """The most letters that this field of a record holds: what a schema that fills it takes."""
    most = getattr(kept_in._meta.get_field(field), "max_length", None)
    if most is None:
        raise TypeError(f"{kept_in.__name__}.{field} has no longest text")
    return int(most)


def paged(records: "models.QuerySet[M]", cursor: str, limit: int) -> dict[str, Any]:
    """One page of records, oldest first, and the cursor of the next. Raises BadInput for a cursor not given here."""
    if not 1 <= limit <= MOST_A_PAGE:
        raise BadInput.of(f"must be from 1 to {MOST_A_PAGE}", file="limit")
    if cursor:
        try:
            records = records.filter(pk__gt=UUID(cursor))
        except ValueError:
            raise BadInput.of("is none that this API gave", file="cursor") from None
    found = list(records.order_by("pk")[: limit + 1])
    return {"items": found[:limit], "next": str(found[limit - 1].pk) if len(found) > limit else None}


_REFUSALS, _TO_A_TOKEN, _TO_A_POST = (400, 404, 410, 422, 429), (401, 403), (413, 503)
_KEY_PARAMETER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "Any text of your own for this request; sent again, it has no second effect.",
    "schema": {"type": "string", "minLength": 1, "maxLength": idempotency.LONGEST_KEY},
}


def actor_of(request: Any) -> Actor:
    """Whom the token of a request stands for."""
    actor: Actor = request.actor
    return actor


def sliced(records: Sequence[T], cursor: str, limit: int) -> dict[str, Any]:
    """As `paged`, of what is computed whole and has its own order; the cursor is a place in it."""
    if not 1 <= limit <= MOST_A_PAGE:
        raise BadInput.of(f"must be from 1 to {MOST_A_PAGE}", file="limit")
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) <= LONGEST_PLACE):
        raise BadInput.of("is none that this API gave", file="cursor")
    begin = int(cursor or 0)
    end = begin + limit
    return {"items": records[begin:end], "next": str(end) if len(records) > end else None}


def _answered(
    request: HttpRequest, permission: str, scope: str, keeps_body: bool, run: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    now = sources.now()
    if scope == "public":
        _hold_to(PUBLIC_RATE, request.META.get("REMOTE_ADDR", ""))
        request.actor = ANYBODY  # type: ignore[attr-defined]
        return run()
    token = _recognised(request, now)
    _hold_to(RATE, token.digest)
    actor = routes.actor_in(token.account_id, token.workspace.slug, strong_login=token.strong)
    if permission not in token.permissions:
        raise access.Forbidden(permission)
    access.require_ever(actor, permission)
    request.actor = actor  # type: ignore[attr-defined]
    if request.method != "POST":
        return run()
    body = request.body if keeps_body else b""
    asked = b"\n".join([(request.method or "").encode(), request.get_full_path().encode(), body])
    return idempotency.once(token, request.headers.get("Idempotency-Key", ""), asked, now, run)


def _recognised(request: HttpRequest, now: datetime) -> ApiToken:
    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    token = tokens.recognised(text.strip(), now) if kind.lower() == "bearer" else None
    if token is None:
        _hold_to(PUBLIC_RATE, request.META.get("REMOTE_ADDR", ""))
        raise problems.Unauthenticated
    return token


def _hold_to(rate: Rate, who: str) -> None:
    wait = buckets.wait(who, rate, time.monotonic())
    if wait:
        raise problems.TooMany(wait)


def _as_exception(error: Any) -> Exception:
    return error if isinstance(error, Exception) else RuntimeError(str(error))


__all__ = ["Page", "actor_of", "longest", "make", "operation", "paged", "sliced"]
