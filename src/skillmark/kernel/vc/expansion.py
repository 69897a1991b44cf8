"""From a document to its canonical form, with every dropped or disguised statement refused.

The slow, full path: `pyld` expands, `quads` writes, `canonical` names. `fastpath` stands before it and answers “these
bytes” or “not mine”, and nothing else.
"""

from collections.abc import Mapping
from typing import Any

from pyld import jsonld
from pyld.context_resolver import ContextResolver

from skillmark.kernel.vc.canonical import TooMuchWork, canonical
from skillmark.kernel.vc.fastpath import fast_form, fast_options
from skillmark.kernel.vc.frozen import SHOWN_IN_JSON, Contexts, check_members
from skillmark.kernel.vc.quads import Dropped, Quad, quads_of
from skillmark.kernel.vc.scopes import Scopes
from skillmark.kernel.vc.source import Document, Refused, within_limits

MOST_SCOPED = 2_000  # contexts within contexts; those of Open Badges and CLR together are about a hundred


SCOPES = Scopes()


class Reader:
    """Reads a record part by part: fast where it can, and thoroughly, once for all parts, where it cannot.

    `whole` is the record, whose limits and members are looked at before anything is read the slow way. `clean` says
    that it came as a small file without escapes, whose limits were not walked because the fast path meets them itself.
    """

    def __init__(self, whole: Document, contexts: Contexts, *, clean: bool = False) -> None:
        self._whole = whole
        self._contexts = contexts
        self._clean = clean
        self._looked_at = False

    def thorough(self) -> None:
        """Look at the limits and members of the whole record. Raises Refused."""
        if not self._looked_at:
            self._looked_at = True
            if self._clean:
                within_limits(self._whole)
            check_members(self._whole, self._contexts)

    def form(self, part: Document) -> str:
        """The canonical form of a part. Raises Refused."""
        found = fast_form(part, SCOPES, clean=self._clean)
        if found is None:
            self.thorough()
            found = canonical_form(part, self._contexts)
        return found

    def options(self, options: Document) -> str:
        """The canonical form of the options of a proof. Raises Refused."""
        found = fast_options(options, SCOPES)
        return self.form(options) if found is None else found


def canonical_form(document: Document, contexts: Contexts) -> str:
    """The canonical N-Quads of a document that has passed the checks of `frozen`, the slow way. Raises Refused."""
    try:
        return canonical(quads_in(document, contexts))
    except TooMuchWork as work:
        raise Refused("too_much_work", str(work)) from None


def quads_in(document: Document, contexts: Contexts) -> set[Quad]:
    """The quads of a document. Raises Refused for an undefined or relative term, or one JSON-LD cannot read."""
    expanded = _expand(document, contexts)
    if len(expanded) != 1 or not isinstance(expanded[0], dict):
        raise Refused("term_refused", "the record states nothing")
    _same_in_json(document, expanded[0])
    _identifiers_unchanged(document, expanded)
    try:
        return quads_of(expanded)
    except Dropped as dropped:
        raise Refused("term_refused", str(dropped)) from None


def _expand(document: Document, contexts: Contexts) -> list[Any]:
    def load(address: str, _options: Mapping[str, Any]) -> dict[str, Any]:
        document = dict(contexts.document(address))
        # tag static: pyld keeps the compiled context for the next record
        return {"contextUrl": None, "documentUrl": address, "document": document, "tag": "static"}

    dropped: list[object] = []
    # base None: a relative address stays relative, and is refused; pyld's default would invent a base
    resolver = _Resolver(ContextResolver(contexts.compiled, load), contexts.scoped)
    options = {"base": None, "documentLoader": load, "contextResolver": resolver}
    try:
        expanded: list[Any] = jsonld.expand(document, options, on_property_dropped=dropped.append)
    except jsonld.JsonLdError as error:
        raise Refused("term_refused", _reason(error)) from None
    if dropped:
        raise Refused("term_undefined", ", ".join(sorted({str(name) for name in dropped}))[:200])
    return expanded


class _Resolver:
    """pyld's resolver, remembering contexts within contexts by identity; pyld writes each out to recognise it."""

    def __init__(self, resolver: Any, scoped: dict[int, tuple[Any, Any]]) -> None:
        self._resolver = resolver
        self._scoped = scoped

    def resolve(self, active: Any, context: Any, base: Any, cycles: Any = None) -> Any:
        if not isinstance(context, Mapping):
            return self._resolver.resolve(active, context, base, cycles)
        known = self._scoped.get(id(context))
        if known is None or known[0] is not context:
            if len(self._scoped) >= MOST_SCOPED:
                self._scoped.clear()
            known = (context, self._resolver.resolve(active, context, base, cycles))
            self._scoped[id(context)] = known  # holding the context keeps its identity from being given away again
        return known[1]


def _reason(error: Exception) -> str:
    return str(getattr(error, "code", None) or "the record is not well-formed JSON-LD")


def _same_in_json(document: Document, node: Document) -> None:
    for term, property_ in SHOWN_IN_JSON.items():
        if _stated(document.get(term)) != _stated(node.get(property_)):
            raise Refused("term_refused", f"{term} is not what it seems")


def _stated(value: object) -> bool:
    return value is not None and value != []


def _identifiers_unchanged(document: Document, expanded: list[Any]) -> None:
    """An identifier written with a prefix (`cred:x`) reads differently in JSON and in the signed statements.

    A term of an enumeration (`assertionMethod`) changes too, but has no colon.
    """
    texts: set[str] = set()
    _texts(document, texts)
    identifiers: set[str] = set()
    _identifiers(expanded, identifiers)
    suffixes = {text.partition(":")[2] for text in texts if ":" in text} - {""}
    for changed in identifiers - texts:
        if any(changed.endswith(suffix) for suffix in suffixes):
            raise Refused("term_refused", f"{changed[:80]} is abbreviated")


def _texts(value: Any, found: set[str]) -> None:
    if isinstance(value, str):
        found.add(value)
    elif isinstance(value, dict):
        for member in value.values():
            _texts(member, found)
    elif isinstance(value, list):
        for item in value:
            _texts(item, found)


def _identifiers(value: Any, found: set[str]) -> None:
    if isinstance(value, list):
        for item in value:
            _identifiers(item, found)
    elif isinstance(value, dict) and "@value" not in value:
        identifier = value.get("@id")
        if isinstance(identifier, str):
            found.add(identifier)
        for name, member in value.items():
            if name not in ("@id", "@type"):
                _identifiers(member, found)
