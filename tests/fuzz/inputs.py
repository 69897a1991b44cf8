"""What a careless or hostile sender puts where an address, a form or a body takes a value."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from tests.matrix import walker
from tests.matrix.objects import Visitor, World
from tests.matrix.routes import Route

from skillmark.config import api
from skillmark.foundation import api as foundation_api

SOURCE = Path(foundation_api.__file__).resolve().parents[1]
NUL, HALF = "a\x00b", "a\ud800b"  # no database text keeps the first, no UTF-8 the second
LONG = "x" * 3000  # longer than any field of one line
FEW_TEXTS = (NUL, LONG, "9" * 40, "NaN")
TEXTS = (*FEW_TEXTS, "", "not an address", "-1", "1e999", "\u202e\ufeff", "2026-02-30", "[]")
VALUES: tuple[Any, ...] = (*TEXTS, HALF, None, True, -1, 10**40, 1.5, float("nan"), [], [None], [NUL], {}, {NUL: HALF})
BODIES = (b"", b"{", b"[]", b"null", b'"a"', b"\xff\xfe", b"\x00", b"[" * 100_000, b'{"a":' + b"9" * 5000 + b"}")
FORM = "application/x-www-form-urlencoded"
FIELD = re.compile(r"<(?:input|select|textarea)[^>]*\sname=\"([^\"]+)\"")
PART = re.compile(r"<(?:(\w+):)?(\w+)>|\{(\w+)\}")


@dataclass(frozen=True)
class Answer:
    """How a request was answered; `sent` says which request it was."""

    sent: str
    status: int
    content: bytes = b""


@cache
def query_names() -> tuple[str, ...]:
    """Every name that a page reads from the query, told by the source; the search of people is a form."""
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    return tuple(sorted({*re.findall(r"request\.GET\.get\(\"(\w+)\"", text), "text"}))


def encoded(value: str) -> str:
    """Percent-encoded; half of a surrogate pair by the bytes it would have."""
    return quote(value.encode("utf-8", "surrogatepass"), safe="")


class Sender:
    """Sends to one route as somebody its row lets in; whatever a request changed is taken back."""

    def __init__(self, route: Route, row: walker.Row, world: World) -> None:
        self.route = route
        self.place = world.ours
        self.visitor = _visitor(route, row, world)
        self.own = not row  # nobody may ask of others, so she asks of herself

    def get(self, query: str = "", part: str | None = None) -> Answer:
        """`part` takes the place of each part of the address that takes any text."""
        return self._send("GET", self._address(part) + (f"?{query}" if query else ""), b"", FORM)

    def post(self, fields: dict[str, str]) -> Answer:
        body = "&".join(f"{name}={encoded(value)}" for name, value in fields.items())
        return self._send("POST", self._address(None), body.encode(), FORM)

    def send(self, body: bytes, query: str = "") -> Answer:
        """An operation of the API, with this body where it takes one."""
        given = body if self.route.method != "GET" else b""
        address = self._address(None) + (f"?{query}" if query else "")
        return self._send(self.route.method, address, given, "application/json")

    def known(self) -> dict[str, Any]:
        """Members of bodies that name a record, so that what comes after it was found is reached."""
        employer = self.place.find(self.route.name, "organisation_id", self._attempt())
        entry = self.place.find(self.route.name, "entry_id", self._attempt())
        return {"employer_id": str(employer), "entry_ids": [str(entry)], "email": "ana@example.com"}

    def authorization(self) -> dict[str, str]:
        """The header with the visitor's token, where the operation asks for one."""
        asks = self.route.is_operation and self.route.scope == "workspace"
        return {"Authorization": f"Bearer {self.visitor.token}"} if asks and self.visitor.token else {}

    def part(self, name: str) -> str:
        """What this part of the address is for a record that is there."""
        return str(self.place.find(self.route.name, name, self._attempt()))

    def takes_any_text(self) -> bool:
        return any(kind in ("str", "path") for kind, _, _ in PART.findall(self.route.address))

    def _address(self, part: str | None) -> str:
        def filled(match: re.Match[str]) -> str:
            kind, name = match[1] or "", match[2] or match[3]
            if part is not None and kind in ("str", "path"):
                return encoded(part)
            return quote(self.place.slug if name == "workspace" else self.part(name))

        return "/" + PART.sub(filled, self.route.address).lstrip("/")

    def _attempt(self) -> walker.Attempt:
        return walker.Attempt("", self.visitor, self.place, self.place, set(), own=self.own)

    def _send(self, method: str, address: str, body: bytes, kind: str) -> Answer:
        foundation_api.buckets.__init__()  # type: ignore[misc]  # nobody is told to slow down here
        headers = {"Idempotency-Key": "fuzz"} | self.authorization()
        with transaction.atomic():
            response = self.visitor.client().generic(method, address, body, kind, headers=headers)
            content = b"" if response.streaming else response.content
            transaction.set_rollback(True)
        told = f"{method} {address[:300]} {body[:300]!r}"
        return Answer(told, response.status_code, content)


def to_a_page(sender: Sender, *, full: bool) -> Iterator[Answer]:
    """Every name of a query with every text; the parts of the address; the fields of the forms that the page shows.

    All names and fields at once; in full, with more texts, and each also by itself.
    """
    shown = sender.get()
    yield shown
    names = query_names()
    texts = TEXTS if full else FEW_TEXTS
    for text in (*texts, HALF):
        yield sender.get("&".join(f"{name}={encoded(text)}" for name in names))
        yield from (sender.get(f"{name}={encoded(text)}") for name in names if full)
        if sender.takes_any_text():
            yield sender.get(part=text or "-")
    fields = set(FIELD.findall(shown.content.decode(errors="replace"))) if shown.status == 200 else set()
    for text in texts if fields else ():
        yield sender.post(dict.fromkeys(sorted(fields), text))
        yield from (sender.post({name: text}) for name in sorted(fields) if full)


def to_an_operation(sender: Sender) -> Iterator[Answer]:
    """Every parameter of the query and every member of the body with every value, the rest as it should be."""
    operation = api.description()["paths"][sender.route.address][sender.route.method.lower()]
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "query":
            yield from (sender.send(b"{}", f"{parameter['name']}={encoded(text)}") for text in (*TEXTS, HALF))
    if sender.route.method == "GET":
        return
    schema = _resolved(operation["requestBody"]["content"]["application/json"]["schema"])
    sample = {name: _sample(_resolved(member)) for name, member in schema["properties"].items()} | sender.known()
    sample = {name: value for name, value in sample.items() if name in schema["properties"]}
    yield from map(sender.send, BODIES)
    yield sender.send(b'{"a": "' + b"x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE + b'"}')
    for name in sample:
        for value in VALUES:
            yield sender.send(json.dumps(sample | {name: value}).encode())
    yield sender.send(json.dumps(sample | {NUL: HALF}).encode())


def _visitor(route: Route, row: walker.Row, world: World) -> Visitor:
    if route.scope == "public":
        return world.nobody
    if route.scope == "holder":
        return world.ours.holder
    if not row:
        return next(visitor for visitor in world.ours.visitors if visitor.member is not None)
    return next(visitor for visitor in world.ours.visitors if walker.lets_in(visitor, set(row), visitor.coaches))


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = api.description()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return found


def _sample(schema: dict[str, Any]) -> Any:
    """A value that this member takes, as far as the description tells."""
    if schema.get("format") in SAMPLES:
        return SAMPLES[schema["format"]]
    if schema.get("enum"):
        return schema["enum"][0]
    if schema.get("type") == "array":
        return [_sample(_resolved(schema["items"]))]
    return SAMPLES.get(schema.get("type", ""))


SAMPLES: dict[str, Any] = {
    "uuid": "01890000-0000-7000-8000-000000000000", "date": "2030-01-01", "email": "ana@example.com",
    "string": "Ana", "integer": 1, "number": 1.5, "boolean": True, "object": {},
}  # fmt: skip
