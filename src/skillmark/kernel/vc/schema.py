"""Does a record have the parts and types that its own standard demands? Reads `shapes`."""

from collections.abc import Callable
from functools import cache
from typing import Any

from skillmark.kernel.vc.frozen import CREDENTIALS_V1
from skillmark.kernel.vc.instants import instant
from skillmark.kernel.vc.quads import is_iri
from skillmark.kernel.vc.shapes import (
    BADGE,
    CLR,
    CREDENTIAL,
    DATES_1,
    ENDORSEMENT,
    KINDS,
    NO_TYPE,
    OPEN,
    PRESENTATION,
    Members,
)
from skillmark.kernel.vc.source import Document

VALUE_MEMBERS = {"@value", "@language", "@direction"}
RECORDS: tuple[tuple[set[str], Members], ...] = (
    ({"OpenBadgeCredential", "AchievementCredential"}, BADGE),
    ({"EndorsementCredential"}, ENDORSEMENT),
    ({"ClrCredential"}, CLR),
    (set(), CREDENTIAL),
)
Test = Callable[[Any], bool]
Tests = tuple[dict[str, Test], tuple[str, ...]]  # by member, and the members that must be there


def faults(document: Document) -> list[str]:
    """What is wrong with the record's shape, each as “place: what”; empty where nothing is."""
    found: list[str] = []
    types = types_of(document)
    if "VerifiablePresentation" in types:
        if not _in_order(document, PRESENTATION_TESTS):
            _members("", document, PRESENTATION, found)
        return found
    if "VerifiableCredential" not in types:
        found.append("type: VerifiableCredential is missing")
    older = listed(document.get("@context"))[0] == CREDENTIALS_V1
    kind = next((number for number, (names, _) in enumerate(RECORDS) if not names.isdisjoint(types)), len(RECORDS) - 1)
    if not _in_order(document, RECORD_TESTS[older][kind]):
        _members("", document, RECORDS[kind][1] | (DATES_1 if older else {}), found)
    subjects = document.get("credentialSubject")
    if subjects is not None and any(subject == {} for subject in listed(subjects)):
        found.append("credentialSubject: it states nothing")
    if not found and _ends_before_it_begins(document):
        found.append("validUntil: it lies before validFrom")
    return found


def _ends_before_it_begins(document: Document) -> bool:
    for first, last in (("validFrom", "validUntil"), ("issuanceDate", "expirationDate")):
        begins, ends = document.get(first), document.get(last)
        if isinstance(begins, str) and isinstance(ends, str) and instant(ends) < instant(begins):
            return True
    return False


def types_of(value: Document) -> list[str]:
    """The types of an object; empty where they are no strings."""
    types = value.get("type", [])
    if type(types) is str:
        return [types]
    if type(types) is not list:
        return []
    for name in types:
        if not isinstance(name, str):
            return []
    return types


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _members(place: str, value: Document, members: Members, found: list[str]) -> None:
    for name, (shape, required) in members.items():
        here = f"{place}{name}"
        content = value.get(name)
        if content is None or content == []:
            if required:
                found.append(f"{here} is missing")
            continue
        _shape(here, content, shape, found)


def _shape(place: str, value: Any, shape: str, found: list[str]) -> None:
    if shape.endswith("*"):
        for item in listed(value):
            _shape(place, item, shape[:-1], found)
        return
    if shape.startswith("?"):
        if isinstance(value, str):
            _shape(place, value, "address", found)
            return
        shape = shape[1:]
    if shape in PLAIN:
        test, wanted = PLAIN[shape]
        if not test(value):
            found.append(f"{place} is not {wanted}")
        return
    _object(place, value, shape, found)


def _object(place: str, value: Any, kind: str, found: list[str]) -> None:
    if not isinstance(value, dict):
        found.append(f"{place} is not an object")
        return
    types = types_of(value)
    if kind not in NO_TYPE and kind not in types:
        found.append(f"{place}.type: {kind} is missing")
    if kind in OPEN - {"Issuer", "Subject"} and not types:
        found.append(f"{place}.type is missing")
    _members(f"{place}.", value, KINDS[kind], found)


def _is_text(value: Any) -> bool:
    if type(value) is str:
        return True
    if isinstance(value, list):
        return bool(value) and all(_is_text(item) for item in value if not isinstance(item, list))
    if isinstance(value, dict):
        return value.keys() <= VALUE_MEMBERS and all(isinstance(text, str) for text in value.values())
    return isinstance(value, str)


def _is_address(value: Any) -> bool:
    return type(value) is str and is_iri(value)


def _is_time(value: Any) -> bool:
    try:
        instant(value)
    except ValueError:
        return False
    return True


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


PLAIN = {
    "text": (_is_text, "a text"),
    "string": (lambda value: isinstance(value, str), "a plain text"),
    "address": (_is_address, "an absolute address"),
    "time": (_is_time, "a date and time with a time zone"),
    "yes_no": (lambda value: isinstance(value, bool), "true or false"),
    "number": (_is_number, "a number"),
    "any": (lambda value: True, "anything"),
}


def _in_order(value: Document, tests: Tests) -> bool:
    """Whether `_members` would find nothing, in a fifth of its time: nothing is named where nothing is wrong."""
    by_member, required = tests
    for name, content in value.items():
        test = by_member.get(name)
        if test is _is_text and type(content) is str:  # most members, without a call
            continue
        if test is not None and not test(content) and content is not None and content != []:
            return False
    for name in required:
        content = value.get(name)
        if content is None or content == []:
            return False
    return True


def _tests(members: Members) -> Tests:
    by_member = {name: _test(shape) for name, (shape, _) in members.items() if shape != "any"}
    return by_member, tuple(name for name, (_, required) in members.items() if required)


@cache
def _kind(kind: str) -> Tests:
    return _tests(KINDS[kind])


@cache
def _test(shape: str) -> Test:
    """The test of a shape, as `_shape` reads it."""
    if shape.endswith("*"):
        one = _test(shape[:-1])
        return lambda value: all(map(one, value)) if type(value) is list else one(value)
    if shape.startswith("?"):
        other = _test(shape[1:])
        return lambda value: _is_address(value) if type(value) is str else other(value)
    if shape in PLAIN:
        return PLAIN[shape][0]
    typed, open_ = shape not in NO_TYPE, shape in OPEN - {"Issuer", "Subject"}

    def object_in_order(value: Any) -> bool:
        if type(value) is not dict:
            return False
        if typed or open_:
            types = types_of(value)
            if (typed and shape not in types) or (open_ and not types):
                return False
        return _in_order(value, _kind(shape))

    return object_in_order


PRESENTATION_TESTS = _tests(PRESENTATION)
RECORD_TESTS = tuple([_tests(members | further) for _, members in RECORDS] for further in ({}, DATES_1))
