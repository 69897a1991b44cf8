"""What each word means at each place of a record, worked out once: the fast path's memory of compiled contexts.

A scope is an active context of JSON-LD. The one of a part follows from the scope around it, the member it stands in and
its types; pyld works it out when it is first met, and never again. Whatever a context can do beyond plain terms
(default languages, vocabularies, reversed or nested properties, lists, indexes, JSON) makes its word unknown here, and
the record is left to the slow path.
"""

from collections.abc import Iterable
from typing import Any

from pyld import jsonld
from pyld.context_resolver import ContextResolver

from skillmark.kernel.vc.frozen import FILES, frozen
from skillmark.kernel.vc.quads import IRI, TYPE, XSD
from skillmark.kernel.vc.source import Refused

MOST_SCOPES = (
    5_000  # those of Open Badges and CLR together are a few hundred; a hostile record could ask for any number
)
PLAIN, REFERENCE, WORD, TYPED = range(4)  # a text; an address; a term or address; a text with a datatype
UNREAD = {"@vocab", "@language", "@direction", "@base"}  # a default at this place
UNREAD_IN_TERM = {"@language", "@direction", "@nest", "@index"}
# the property as a term, the kind of its values, their datatype, whether the member has a context of its own
Plan = tuple[str, int, str | None, bool]
Types = str | tuple[str, ...] | None


class Scope:
    """One active context: `plans` by member name, `inner` by member, types, and whether there is an id alone.

    `plain` is for the fast path to remember the members of whole records that it has looked at.
    """

    __slots__ = ("context", "inner", "plain", "plans", "prefixes")

    def __init__(self, context: Any) -> None:
        self.context = context
        self.plans: dict[str, Plan] = {}
        self.plain: set[str] = set()
        self.inner: dict[tuple[str, Types, bool], tuple[Scope, tuple[str, ...]] | None] = {}
        self.prefixes = {term for term, meaning in context["mappings"].items() if meaning and meaning.get("_prefix")}

    def plan(self, term: str) -> Plan | None:
        """How the values of a member are written, or None where that is not for the fast path."""
        found = _plan(term, self.context["mappings"].get(term))
        if found is not None:  # names that no context knows are not remembered: there is no end of them
            self.plans[term] = found
        return found

    def word(self, text: str) -> str | None:
        """The term of RDF that a word stands for where terms are expected; None where it is none."""
        meaning = self.context["mappings"].get(text)
        if text in self.context["mappings"]:
            address = meaning.get("@id") if meaning else None
        else:
            address = None if self.abbreviated(text) else text
        return f"<{address}>" if isinstance(address, str) and IRI.fullmatch(address) else None

    def abbreviated(self, text: str) -> bool:
        """Whether a text with a colon is short for a longer address."""
        prefix, _, rest = text.partition(":")
        return prefix in self.prefixes and not rest.startswith("//")


class Scopes:
    """The scopes of one allow-list of contexts."""

    def __init__(self) -> None:
        self._roots: dict[tuple[tuple[str, ...], Types], tuple[Scope, tuple[str, ...]] | None] = {}
        self._known = 0
        self._processor = jsonld.JsonLdProcessor()
        self._options: dict[str, Any] = {
            "base": None,
            "processingMode": "json-ld-1.1",
            "contextResolver": ContextResolver({}, _frozen_alone),
        }

    def root(self, addresses: tuple[str, ...], types: Types) -> tuple[Scope, tuple[str, ...]] | None:
        """The scope of a record with these contexts and types, and its types as written; None where it is too much."""
        key = (addresses, types)
        if key in self._roots:
            return self._roots[key]
        self._grown()
        found = self._roots[key] = self._entered(None, {"@context": list(addresses)}, types)
        return found

    def inner(self, scope: Scope, term: str, types: Types, alone: bool) -> tuple[Scope, tuple[str, ...]] | None:
        """The scope of an object that stands in a member of another; `alone` where it holds nothing but an id."""
        key = (term, types, alone)
        context = scope.context
        if not alone and "previousContext" in context:
            context = context["previousContext"]
        scoped = (scope.context["mappings"].get(term) or {}).get("@context")
        try:
            if scoped is not None:
                context = self._processor._process_context(context, scoped, self._options, override_protected=True)
            found = self._entered(context, {}, types)
        except (jsonld.JsonLdError, Refused):
            found = None
        scope.inner[key] = found
        self._grown()
        return found

    def _entered(self, context: Any, element: dict[str, Any], types: Types) -> tuple[Scope, tuple[str, ...]] | None:
        if types is not None:
            element = element | {"type": [types] if isinstance(types, str) else list(types)}
        try:
            if context is None:
                context = self._processor._get_initial_context(self._options)
            inner, _, typed = self._processor._prepare_nested_context(context, element, self._options)
        except (jsonld.JsonLdError, Refused):
            return None
        if not _usable(inner) or not _usable(typed):
            return None
        words = [Scope(typed).word(name) for name in element.get("type", [])]
        if None in words:
            return None
        return Scope(inner), tuple(f" {TYPE} {word} .\n" for word in words)

    def _grown(self) -> None:
        self._known += 1
        if self._known > MOST_SCOPES:
            self._roots.clear()
            self._known = 0


def _usable(context: Any) -> bool:
    mappings = context["mappings"]
    usual = all((mappings.get(name) or {}).get("@id") == f"@{name}" for name in ("id", "type"))
    return usual and not any(context.get(name) is not None for name in UNREAD)


def _plan(term: str, meaning: Any) -> Plan | None:
    if not meaning or ":" in term or term.startswith("@") or meaning.get("reverse"):
        return None
    address, kind, container = meaning.get("@id"), meaning.get("@type"), meaning.get("@container", [])
    if not isinstance(address, str) or not IRI.fullmatch(address) or UNREAD_IN_TERM & meaning.keys():
        return None
    if not set(_listed(container)) <= {"@set"}:
        return None
    written, scoped = f" <{address}> ", "@context" in meaning
    if kind in (None, "@none", f"{XSD}string"):
        return written, PLAIN, None, scoped
    if kind in ("@id", "@vocab"):
        return written, REFERENCE if kind == "@id" else WORD, None, scoped
    return (written, TYPED, kind, scoped) if isinstance(kind, str) and IRI.fullmatch(kind) else None


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list | tuple) else [value]


def _frozen_alone(address: str, _options: Any) -> dict[str, Any]:
    if address not in FILES:
        raise Refused("context_not_allowed", address)
    return {"contextUrl": None, "documentUrl": address, "document": frozen(FILES[address]), "tag": "static"}
