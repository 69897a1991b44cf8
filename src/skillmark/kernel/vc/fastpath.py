"""The canonical form of a usual record in one walk. Says “these bytes” or “not mine”, and nothing else.

Usual is: contexts that come with the engine, every member a plain term, parts nested as a tree, no two nameless parts
alike. Everything else, and everything that would have to be refused, is not mine; the slow path answers for it. A
property test and every published vector hold the two to one another.
"""

from hashlib import sha256
from typing import Any

from skillmark.kernel.vc.frozen import SHOWN_IN_JSON
from skillmark.kernel.vc.quads import IRI, Dropped, literal, native
from skillmark.kernel.vc.scopes import PLAIN, REFERENCE, TYPED, Plan, Scope, Scopes, Types
from skillmark.kernel.vc.source import DEEPEST, EXACT, Document

SHOWN = {f" <{address}> ": term for term, address in SHOWN_IN_JSON.items()}
KEYWORDS = {"@context", "id", "type"}
MOST_PARTS = 500  # nameless ones; a badge has ten, a transcript is for the slow path's limits


class _NotMine(Exception):
    pass


class _Part:
    """A nameless part: its own statements without subject, its links to others, and the statement that leads to it."""

    __slots__ = ("above", "digest", "link", "links", "name", "own")

    def __init__(self, above: "str | _Part", link: str) -> None:
        self.above = above
        self.link = link
        self.own: list[str] = []
        self.links: list[tuple[str, _Part]] = []
        self.digest = self.name = ""


def fast_form(document: Document, scopes: Scopes, *, clean: bool = False) -> str | None:
    """The canonical N-Quads, or None. `clean`: no text in the document needs an escape or a look at its letters."""
    try:
        return _Walk(scopes, clean).form(document)
    except (_NotMine, Dropped):
        return None


class _Walk:
    __slots__ = ("clean", "lines", "parts", "scopes")

    def __init__(self, scopes: Scopes, clean: bool) -> None:
        self.scopes = scopes
        self.clean = clean
        self.lines: list[str] = []
        self.parts: list[_Part] = []

    def form(self, document: Document) -> str:
        contexts = document.get("@context")
        named = (contexts,) if isinstance(contexts, str) else tuple(contexts) if isinstance(contexts, list) else ()
        if not named or not all(isinstance(name, str) for name in named):
            raise _NotMine
        entered = self.scopes.root(named, _types(document))
        if entered is None:
            raise _NotMine
        scope, types = entered
        for term, plan in _shown(document, scope):
            if SHOWN.get(plan[0], term) != term or (term in SHOWN_IN_JSON and plan[0] not in SHOWN):
                raise _NotMine
        subject: str | _Part
        if "id" in document:
            subject = self._address(document["id"], scope)
        else:
            subject = _Part("", "")
            self.parts.append(subject)
        self._statements(document, scope, types, subject, 1)
        if not self.lines and not any(part.own or part.links for part in self.parts):
            raise _NotMine
        return self._named()

    def _statements(
        self, element: Document, scope: Scope, types: tuple[str, ...], subject: "str | _Part", depth: int
    ) -> None:
        if depth > DEEPEST // 2:  # each level of objects may stand in a list
            raise _NotMine
        own = subject.own if isinstance(subject, _Part) else None
        for line in types:
            self._add(subject, own, line)
        plans = scope.plans
        for term, value in element.items():
            if term in KEYWORDS:
                continue
            plan = plans.get(term) or scope.plan(term)
            if plan is None:
                raise _NotMine
            if type(value) is list:
                for item in value:
                    if item is None or type(item) is list:
                        raise _NotMine
                    self._value(item, plan, term, scope, subject, own, depth)
            elif value is not None:
                self._value(value, plan, term, scope, subject, own, depth)

    def _value(
        self, value: Any, plan: Plan, term: str, scope: Scope, subject: "str | _Part", own: list[str] | None, depth: int
    ) -> None:
        written, kind, datatype, scoped = plan
        if scoped and type(value) is not dict:
            scope, written, kind, datatype = self._scoped(term, scope)
        if type(value) is str:
            if kind == PLAIN:
                text = f'"{value}"' if self.clean else self._literal(value)
            elif kind == TYPED:
                text = f'"{value}"^^<{datatype}>' if self.clean else f"{self._literal(value)}^^<{datatype}>"
            elif kind == REFERENCE:
                text = self._address(value, scope)
            else:
                word = scope.word(value)
                if word is None:
                    raise _NotMine
                text = word
            line = f"{written}{text} .\n"
        elif type(value) is dict:
            self._part(value, written, term, scope, subject, depth)
            return
        else:
            line = f"{written}{self._number(value, kind, datatype)} .\n"
        if own is None:
            self.lines.append(f"{subject}{line}")
        else:
            own.append(line)

    def _scoped(self, term: str, scope: Scope) -> tuple[Scope, str, int, str | None]:
        """A plain value in a member with a context of its own is read by that context."""
        key = (term, None, True)
        entered = scope.inner[key] if key in scope.inner else self.scopes.inner(scope, *key)
        plan = entered[0].plan(term) if entered is not None else None
        if entered is None or plan is None:
            raise _NotMine
        return entered[0], *plan[:3]

    def _part(self, value: Document, written: str, term: str, scope: Scope, above: "str | _Part", depth: int) -> None:
        named = value.get("id")
        types = _types(value)
        alone = len(value) == 1 and named is not None
        key = (term, types, alone)
        entered = scope.inner[key] if key in scope.inner else self.scopes.inner(scope, term, types, alone)
        if entered is None or "@context" in value:
            raise _NotMine
        inner, type_lines = entered
        if "id" in value:
            address = self._address(named, inner)
            line = f"{written}{address} .\n"
            self._add(above, above.own if isinstance(above, _Part) else None, line)
            self._statements(value, inner, type_lines, address, depth + 1)
            return
        part = _Part(above, written)
        if isinstance(above, _Part):
            above.links.append((written, part))
        self.parts.append(part)
        if len(self.parts) > MOST_PARTS:
            raise _NotMine
        self._statements(value, inner, type_lines, part, depth + 1)

    def _add(self, subject: "str | _Part", own: list[str] | None, line: str) -> None:
        if own is None:
            self.lines.append(f"{subject}{line}")
        else:
            own.append(line)

    def _address(self, text: Any, scope: Scope) -> str:
        if type(text) is not str or IRI.fullmatch(text) is None or scope.abbreviated(text):
            raise _NotMine
        if not self.clean:
            self._whole(text)
        return f"<{text}>"

    def _literal(self, text: str) -> str:
        self._whole(text)
        return literal(text)

    def _whole(self, text: str) -> None:
        if "\0" in text:
            raise _NotMine
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise _NotMine from None

    def _number(self, value: Any, kind: int, datatype: str | None) -> str:
        if kind not in (PLAIN, TYPED) or type(value) not in (bool, int, float) or not -EXACT <= value <= EXACT:
            raise _NotMine
        return native(value, datatype)

    def _named(self) -> str:
        """The statements with the nameless parts named by the order of their first-degree hashes (RDFC-1.0, 4.4)."""
        parts = self.parts
        lines = self.lines
        if not parts:
            return "".join(sorted(set(lines)))
        for part in parts:
            own = {f"_:a{line}" for line in part.own}
            own.update(f"_:a{written}_:z .\n" for written, _ in part.links)
            if part.link:
                above = "_:z" if isinstance(part.above, _Part) else part.above
                own.add(f"{above}{part.link}_:a .\n")
            part.digest = sha256("".join(sorted(own)).encode("utf-8")).hexdigest()
        if len({part.digest for part in parts}) != len(parts):
            raise _NotMine  # a tie: the slow path decides it
        for number, part in enumerate(sorted(parts, key=_digest)):
            part.name = f"_:c14n{number}"
        for part in parts:
            name = part.name
            lines += [f"{name}{line}" for line in part.own]
            if part.link:
                above = part.above.name if isinstance(part.above, _Part) else part.above
                lines.append(f"{above}{part.link}{name} .\n")
        return "".join(sorted(set(lines)))


def _digest(part: _Part) -> str:
    return part.digest


def _types(element: Document) -> Types:
    types = element.get("type")
    if type(types) is list:
        if not all(type(name) is str for name in types):
            raise _NotMine
        return tuple(types)
    if types is not None and type(types) is not str:
        raise _NotMine
    if types is None and "type" in element:
        raise _NotMine
    return types


def _shown(document: Document, scope: Scope) -> list[tuple[str, Plan]]:
    """The members of the record that policy reads, or that stand for one of these."""
    found = []
    for term in document:
        if term in KEYWORDS:
            continue
        plan = scope.plans.get(term) or scope.plan(term)
        if plan is not None and (term in SHOWN_IN_JSON or plan[0] in SHOWN):
            found.append((term, plan))
    return found
