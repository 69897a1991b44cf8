"""Tries a route as everybody and says where the answer differs from its row."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from tests.matrix import filling
from tests.matrix.objects import COACH, NO_ROLE, Place, Visitor, World
from tests.matrix.routes import Route

from skillmark.foundation import api as foundation_api
from skillmark.foundation.roles import Role

ANYBODY, SIGNED_IN, ITS_HOLDER = "anybody", "signed_in", "its_holder"
ALLOWED, REFUSED, MISSING, LOG_IN, BROKEN = "allowed", "refused", "missing", "log-in asked", "broken"
INVALID = "allowed, but for what was sent"  # an empty form or body, told so before any record was looked for
Row = Set[str] | str


@dataclass(frozen=True)
class Rows:
    """All that tests/matrix/rows says. `ROWS`: who may open it; `POSTS`: who may send it an empty form, where that
    differs; `OWN`: who may open it about herself, where that differs.
    """

    rows: Mapping[str, Row]
    posts: Mapping[str, Row]
    own: Mapping[str, Row]


def read_rows() -> Rows:
    gathered: dict[str, dict[str, Row]] = {"ROWS": {}, "POSTS": {}, "OWN": {}}
    for file in sorted((Path(__file__).parent / "rows").glob("[a-z]*.py")):
        module = import_module(f"tests.matrix.rows.{file.stem}")
        for table, into in gathered.items():
            for name, row in getattr(module, table, {}).items():
                if name in into:
                    raise ValueError(f"{name} stands twice in {table}, the second time in {file.name}")
                into[name] = row
    return Rows(gathered["ROWS"], gathered["POSTS"], gathered["OWN"])


@dataclass(frozen=True)
class Attempt:
    """One visitor at one address, and what she should be told."""

    said: str
    visitor: Visitor
    place: Place
    objects: Place
    expected: Set[str]
    method: str = "GET"
    own: bool = False


def objections(route: Route, rows: Rows, world: World) -> list[str]:
    """Where this route answers somebody otherwise than its row says. Empty: the row holds."""
    if route.permission is None:
        return [f"{route.name} declares no permission"]
    if route.name not in rows.rows:
        return [f"{route.name} has no row in tests/matrix/rows"]
    told = []
    for attempt in attempts(route, rows, world):
        found = verdict(route, attempt)
        if found not in attempt.expected and not (found == INVALID and ALLOWED in attempt.expected):
            wanted = " or ".join(sorted(attempt.expected))
            told.append(f"{route.name}: {attempt.method} by {attempt.said}: {found}, not {wanted}")
    return told


def attempts(route: Route, rows: Rows, world: World) -> Iterator[Attempt]:
    row = rows.rows[route.name]
    methods = {route.method: row} if route.is_operation else {"GET": row, "POST": rows.posts.get(route.name, row)}
    for method, allowed in methods.items():
        if route.scope == "workspace":
            yield from _in_workspaces(route, method, allowed, world)
        else:
            yield from _outside_workspaces(route, method, allowed, world)
    if route.name in rows.own:
        yield from _about_herself(rows.own[route.name], world)


def _in_workspaces(route: Route, method: str, allowed: Row, world: World) -> Iterator[Attempt]:
    """Every role at home and next door, somebody without a role, a stranger, and nobody at all."""
    if isinstance(allowed, str):
        raise ValueError(f"{route.name}: a page of a workspace names roles, not “{allowed}”")
    here, there = world.ours, world.theirs
    # kinds and forms of spreadsheets are every workspace's
    about_a_record = set(route.parameters) - {"workspace", "kind", "form"}
    refused = {REFUSED, MISSING} if about_a_record else {REFUSED}
    for visitor in here.visitors:
        may = lets_in(visitor, allowed, here.person_id if about_a_record else None)
        yield Attempt(visitor.said, visitor, here, here, {ALLOWED} if may else refused, method)
        if not route.is_operation:  # a token belongs to one workspace, so there is no other to name
            yield Attempt(f"{visitor.said} of another workspace", visitor, there, there, {MISSING}, method)
        if about_a_record:
            said = f"{visitor.said}, of a record from another workspace"
            yield Attempt(said, visitor, here, there, {REFUSED, MISSING, INVALID}, method)
    if not route.is_operation:
        yield Attempt("a stranger with a log-in", world.stranger, here, here, {MISSING}, method)
    yield Attempt("nobody in particular", world.nobody, here, here, {LOG_IN}, method)


def lets_in(visitor: Visitor, allowed: Set[str], about: UUID | None) -> bool:
    """Whether a row lets her in. A coach's list shows whom she coaches; an address about somebody, that one alone."""
    if visitor.role:
        return visitor.role in allowed
    coaches_her = visitor.coaches is not None and about in (None, visitor.coaches)
    return set(Role) <= set(allowed) or (coaches_her and COACH in allowed)


def _outside_workspaces(route: Route, method: str, allowed: Row, world: World) -> Iterator[Attempt]:
    """Whoever she is elsewhere counts for nothing in her own records and in public."""
    if isinstance(allowed, Set) and len(allowed) == 1:
        (allowed,) = allowed
    if allowed not in (ANYBODY, SIGNED_IN, ITS_HOLDER):
        raise ValueError(f"{route.name}: a page outside workspaces is for anybody, signed_in or its_holder")
    here = world.ours
    known = {ALLOWED} if allowed != ITS_HOLDER else {REFUSED, MISSING}
    for visitor in (*here.visitors, world.stranger):
        yield Attempt(visitor.said, visitor, here, here, known, method)
    if allowed == ITS_HOLDER:
        yield Attempt("its holder", here.holder, here, here, {ALLOWED}, method)
    unknown = {ALLOWED} if allowed == ANYBODY else {LOG_IN}
    yield Attempt("nobody in particular", world.nobody, here, here, unknown, method)


def _about_herself(allowed: Row, world: World) -> Iterator[Attempt]:
    here = world.ours
    for visitor in here.visitors:
        may = visitor.role in allowed or (visitor.role is None and NO_ROLE in allowed)
        expected = {ALLOWED} if may else {REFUSED, MISSING}
        yield Attempt(f"{visitor.said}, about herself", visitor, here, here, expected, own=True)


def verdict(route: Route, attempt: Attempt) -> str:
    """What the visitor was told. Whatever the request changed is taken back."""
    foundation_api.buckets.__init__()  # type: ignore[misc]  # nobody is told to slow down here
    parts = [name for name in route.parameters if name != "workspace"]
    objects = {name: attempt.objects.find(route.name, name, attempt) for name in parts}
    with transaction.atomic():
        response = _ask(route, attempt, objects)
        transaction.set_rollback(True)
    return _told(response)


def _ask(route: Route, attempt: Attempt, objects: dict[str, object]) -> Any:
    client = attempt.visitor.client()
    if attempt.visitor.member and route.name in filling.BEFORE:
        filling.BEFORE[route.name](client, objects)
    if not route.is_operation:
        address = objects | ({"workspace": attempt.place.slug} if "workspace" in route.parameters else {})
        return client.generic(attempt.method, reverse(route.name, kwargs=address), b"", _FORM)
    path = route.address
    for name, value in objects.items():
        path = path.replace("{" + name + "}", str(value))
    headers = {"Idempotency-Key": "matrix"}
    if attempt.visitor.token and route.scope == "workspace":
        headers["Authorization"] = f"Bearer {attempt.visitor.token}"
    body = b"{}" if route.method != "GET" else b""
    return client.generic(route.method, path, body, "application/json", headers=headers)


_FORM = "application/x-www-form-urlencoded"


def _told(response: Any) -> str:
    status = response.status_code
    if status == 401 or (status == 302 and urlsplit(response["Location"]).path == settings.LOGIN_URL):
        return LOG_IN
    if status >= 500:
        return BROKEN
    return {400: INVALID, 403: REFUSED, 404: MISSING, 422: INVALID}.get(status, ALLOWED)
