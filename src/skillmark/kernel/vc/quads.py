"""From expanded JSON-LD to RDF quads in N-Quads terms. What RDF would silently drop is refused here."""

import re
from functools import lru_cache
from typing import Any

import rfc8785

Quad = tuple[str, str, str, str]  # subject, predicate, object, graph; the graph is "" for the default one

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TYPE, FIRST, REST, NIL = (f"<{RDF}{name}>" for name in ("type", "first", "rest", "nil"))
XSD = "http://www.w3.org/2001/XMLSchema#"
I18N = "https://www.w3.org/ns/i18n#"
IRI = re.compile(r"""[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>"{}|^`\\]*""")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)
BLANK = re.compile(r"_:[A-Za-z0-9_][A-Za-z0-9_.\-]*", re.ASCII)
ESCAPES = {chr(code): f"\\u{code:04X}" for code in [*range(0x20), 0x7F]} | {
    "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\",
}  # fmt: skip
SPECIAL = re.compile(r'[\x00-\x1f\x7f"\\]')
LARGEST_INTEGER = 1e21  # JSON-LD writes a whole number from here on as a double
NODE_KEYWORDS = {"@id", "@type", "@graph"}


LONGEST_USUAL = 200  # characters of an address that is remembered


@lru_cache(maxsize=4_096)  # many records of one issuer name the same addresses
def _is_usual(text: str) -> bool:
    return IRI.fullmatch(text) is not None


def is_iri(text: str) -> bool:
    """Whether a text is an absolute address."""
    return _is_usual(text) if len(text) <= LONGEST_USUAL else IRI.fullmatch(text) is not None


class Dropped(Exception):
    """Something in the document would not reach the signed bytes, or has no place in them."""


def quads_of(expanded: list[Any]) -> set[Quad]:
    """The dataset of an expanded document; blank nodes are numbered `_:b0`, `_:b1`, … in order of appearance.

    Raises Dropped for a relative or malformed IRI, a malformed language, and for keywords credentials do not use.
    """
    writer = _Writer()
    for node in expanded:
        writer.node(node, "")
    return writer.quads


def literal(text: str, suffix: str = "") -> str:
    """A literal in canonical N-Quads, which escapes every control character (PyLD's own writer does not)."""
    return f'"{SPECIAL.sub(lambda match: ESCAPES[match[0]], text)}"{suffix}'


class _Writer:
    def __init__(self) -> None:
        self.quads: set[Quad] = set()
        self._labels: dict[str, str] = {}
        self._count = 0

    def node(self, node: Any, graph: str) -> str:
        """Write a node object and give its term."""
        if not isinstance(node, dict):
            raise Dropped("a value stands where an object is needed")
        subject = self._identity(node.get("@id"))
        for kind in _listed(node.get("@type", [])):
            self.quads.add((subject, TYPE, iri(kind), graph))
        for member, values in node.items():
            if member in NODE_KEYWORDS:
                continue
            if member.startswith("@"):
                raise Dropped(f"{member} is not used in credentials")
            predicate = iri(member)
            for value in _listed(values):
                self.quads.add((subject, predicate, self._object(value, graph), graph))
        for inner in node.get("@graph", []):
            self.node(inner, subject)
        return subject

    def _object(self, value: Any, graph: str) -> str:
        if not isinstance(value, dict):
            raise Dropped("a value stands where an object is needed")
        if "@value" in value:
            return _value(value)
        if "@list" in value:
            return self._list(value["@list"], graph)
        return self.node(value, graph)

    def _list(self, items: list[Any], graph: str) -> str:
        head = NIL
        for item in reversed(items):
            term = self._object(item, graph)
            cell = self._fresh()
            self.quads.add((cell, FIRST, term, graph))
            self.quads.add((cell, REST, head, graph))
            head = cell
        return head

    def _identity(self, identifier: Any) -> str:
        if identifier is None:
            return self._fresh()
        if isinstance(identifier, str) and BLANK.fullmatch(identifier):
            if identifier not in self._labels:
                self._labels[identifier] = self._fresh()
            return self._labels[identifier]
        return iri(identifier)

    def _fresh(self) -> str:
        label = f"_:b{self._count}"
        self._count += 1
        return label


def iri(text: Any) -> str:
    """An absolute IRI as a term. Raises Dropped: RDF drops a relative one, a malformed one could forge a quad."""
    if not isinstance(text, str) or not IRI.fullmatch(text):
        raise Dropped(f"“{str(text)[:80]}” is not an absolute address, or no term of the record's contexts")
    return f"<{text}>"


def _value(value: dict[str, Any]) -> str:
    plain, kind = value["@value"], value.get("@type")
    language, direction = value.get("@language"), value.get("@direction")
    if kind == "@json":
        return literal(rfc8785.dumps(plain).decode("utf-8"), f"^^<{RDF}JSON>")
    if isinstance(plain, str):
        if language is not None and not LANGUAGE.fullmatch(language):
            raise Dropped(f"“{language[:40]}” is not a language tag")
        if direction is not None:
            return literal(plain, f"^^<{I18N}{language or ''}_{direction}>")
        if language is not None:
            return literal(plain, f"@{language}")
        return literal(plain, "" if kind in (None, f"{XSD}string") else f"^^{iri(kind)}")
    return native(plain, kind)


def native(plain: Any, kind: Any) -> str:
    if isinstance(plain, bool):
        return literal("true" if plain else "false", f"^^{iri(kind or XSD + 'boolean')}")
    if isinstance(plain, int | float):
        whole = float(plain).is_integer() and abs(plain) < LARGEST_INTEGER
        if whole and kind != f"{XSD}double":
            return literal(str(int(plain)), f"^^{iri(kind or XSD + 'integer')}")
        return literal(_double(float(plain)), f"^^{iri(kind or XSD + 'double')}")
    raise Dropped("a value is neither text, number nor yes/no")


def _double(number: float) -> str:
    """XML Schema's canonical double with at most 15 decimals, as JSON-LD demands."""
    mantissa, exponent = f"{number:.15E}".split("E")
    whole, decimals = mantissa.split(".")
    return f"{whole}.{decimals.rstrip('0') or '0'}E{int(exponent)}"


def _listed(values: Any) -> list[Any]:
    return values if isinstance(values, list) else [values]
