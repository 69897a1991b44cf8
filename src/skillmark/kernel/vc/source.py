"""From bytes to a document: strict JSON, with limits."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from skillmark.kernel.values import storable

MOST_BYTES = 4 << 20  # a badge with pictures inside takes a few hundred kilobytes
SMALL_BYTES = 64 << 10  # fewer bytes than the values that are allowed
DEEPEST = 64  # levels; Open Badges needs about ten
MOST_VALUES = 200_000  # members and items together: what a second can walk
EXACT = 2**53 - 1  # beyond it JavaScript readers round a number, and two verifiers would read two records

Document = dict[str, Any]


class Refused(Exception):
    """The source cannot be judged as a credential; `code` is one of the published codes."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code}: {detail}" if detail else code)


class _Duplicate(Exception):
    def __init__(self, member: str) -> None:
        self.member = member
        super().__init__(member)


def document_of(source: bytes | Mapping[str, Any]) -> Document:
    """The JSON object in `source`. Raises Refused with the reason: size, depth, wrapping, JSON, duplicate member."""
    if isinstance(source, Mapping):
        document = dict(source)
        within_limits(document)
        return document
    return object_in(bare(source))


def bare(source: bytes) -> bytes:
    """The bytes without byte order mark and outer blanks. Raises Refused for too many of them."""
    if len(source) > MOST_BYTES:
        raise Refused("too_large", f"{len(source)} bytes, {MOST_BYTES} allowed")
    return source.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n")


def object_in(data: bytes) -> Document:
    """The JSON object that these bytes are, within all limits. Raises Refused."""
    document = _parsed(data)
    within_limits(document)
    return document


def small_object_in(data: bytes) -> tuple[Document, bool]:
    """The JSON object that these bytes are, and whether it is clean. Raises Refused.

    A small file without escapes can hold neither too many values nor broken text nor a letter that N-Quads escape. Its
    depth and numbers are left to who reads it: the fast path meets them in its one walk.
    """
    clean = len(data) <= SMALL_BYTES and b"\\" not in data and b"\x7f" not in data
    if not clean:
        return object_in(data), False
    found = _without_duplicates(data)
    return (_parsed(data) if found is None else found), True


def _without_duplicates(data: bytes) -> Document | None:
    """The object that these bytes without escapes are, if it can be told by counting that no member stands twice.

    Without escapes, every `"` begins or ends a text. A member that another of its name replaced would be a text that
    stands in the bytes and no longer in the object.
    """
    try:
        text = data.decode("utf-8")
        document, end = WITH_DUPLICATES.raw_decode(text)
        whole = type(document) is dict and end == len(text)
        complete = whole and 2 * _texts((document,)) == data.count(b'"')
    except (ValueError, RecursionError):
        return None
    return document if complete else None


def _texts(values: Iterable[Any]) -> int:
    """How many texts these values hold, names of members among them."""
    number = 0
    for value in values:
        kind = type(value)
        if kind is str:
            number += 1
        elif kind is dict:
            number += len(value) + _texts(value.values())
        elif kind is list:
            number += _texts(value)
    return number


def _parsed(data: bytes) -> Document:
    if not data.startswith((b"{", b"[")):
        raise Refused("not_json")
    try:
        value = WITHOUT_DUPLICATES.decode(data.decode("utf-8"))
    except _Duplicate as duplicate:
        raise Refused("duplicate_member", duplicate.member) from None
    except RecursionError:
        raise Refused("too_deep", f"{DEEPEST} levels allowed") from None
    except ValueError:  # not UTF-8, not JSON, or a number of thousands of digits
        raise Refused("not_json") from None
    if not isinstance(value, dict):
        raise Refused("not_a_credential")
    return value


def within_limits(document: Document) -> None:
    """Raises Refused for what no reader should walk: too deep, too many values, broken text, inexact numbers."""
    level: list[Any] = [document]
    depth = seen = 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise Refused("too_deep", f"{DEEPEST} levels allowed")
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                for member in value:
                    _whole_text(member)
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value)
            elif isinstance(value, str):
                _whole_text(value)
            elif isinstance(value, float | int) and not isinstance(value, bool):
                _exact(value)
            elif value is not None and not isinstance(value, bool):
                raise Refused("not_json", f"a {type(value).__name__} is no JSON value")
        seen += len(below)
        if seen > MOST_VALUES:
            raise Refused("too_many_values", f"{MOST_VALUES} allowed")
        level = below


def _whole_text(text: object) -> None:
    if not isinstance(text, str):
        raise Refused("not_json", "a member name that is no text")
    if not storable(text):
        raise Refused("broken_text")


def _exact(number: float) -> None:
    if isinstance(number, float) and (number != number or number in (float("inf"), float("-inf"))):
        raise Refused("not_json", "a number that is none")
    if abs(number) > EXACT:
        raise Refused("inexact_number", str(number)[:40])


def _members(pairs: list[tuple[str, Any]]) -> Document:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        raise _Duplicate(next(name for name in names if names.count(name) > 1))
    return members


def _no_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")


WITHOUT_DUPLICATES = json.JSONDecoder(object_pairs_hook=_members, parse_constant=_no_constant)
WITH_DUPLICATES = json.JSONDecoder(parse_constant=_no_constant)
