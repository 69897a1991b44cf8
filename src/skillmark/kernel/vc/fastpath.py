"""The canonical form of a usual record in one walk. Says “these bytes” or “not mine”, and nothing else.

Usual is: contexts that come with the engine, every member a plain term, parts nested as a tree, no two nameless parts
alike. Everything else, and everything that would have to be refused, is not mine; the slow path answers for it. A
property test and every published vector hold the two to one another.
"""

from functools import lru_cache
from hashlib import sha256
from itertools import islice
from operator import eq
from typing import Any

from skillmark.kernel.vc.frozen import SHOWN_IN_JSON
from skillmark.kernel.vc.instants import WRITTEN
from skillmark.kernel.vc.quads import Dropped, is_iri, literal, native
from skillmark.kernel.vc.scopes import PLAIN, REFERENCE, TYPED, Plan, Scope, Scopes, Types
from skillmark.kernel.vc.source import DEEPEST, EXACT, Document

SHOWN = {f" <{address}> ": term for term, address in SHOWN_IN_JSON.items()}
KEYWORDS = {"@context", "id", "type"}
ITSELF, OTHER = "_:a", "_:z"  # a nameless part within its own first-degree hash, and any other (RDFC-1.0, 4.6)
SHORT = 2_000  # characters of a part whose hash is remembered
SOME_INSTANT = "2000-01-01T00:00:00Z"
LONGEST_OPTIONS = 2_000  # characters of a proof's options that are remembered; those of one signature are 400
MOST_PARTS = 500  # nameless ones; a badge has ten, a transcript is for the slow path's limits


class _NotMine(Exception):
    pass


class _Part:
    """A nameless part: its own statements as of `_:a`, its links to others, and the statement that leads to it."""

    __slots__ = ("above", "digest", "link", "links", "name", "own")

    def __init__(self, above: "str | _Part", link: str) -> None:
        self.above = above
        self.link = link
        self.own: list[str] = []
        self.links: list[tuple[str, _Part]] = []
        self.digest = b""
        self.name = ""


def fast_form(document: Document, scopes: Scopes, *, clean: bool = False) -> str | None:
    """The canonical N-Quads, or None. `clean`: no text in the document needs an escape or a look at its letters."""
    try:
        return _Walk(scopes, clean).form(document)
    except (_NotMine, Dropped):
        return None


def fast_options(options: Document, scopes: Scopes) -> str | None:
    """The canonical N-Quads of a proof's options, or None.

    Those of one key differ by the instant it signed at, and by nothing else: around that, the text is remembered.
    """
    created = options.get("created")
    if type(created) is not str or WRITTEN.fullmatch(created) is None:
        return None
    given: list[tuple[str, str | tuple[str, ...]]] = []
    letters = 0
    for name, value in options.items():
        if type(value) is list:
            if not all(type(item) is str for item in value):
                return None
            letters += sum(map(len, value))
            given.append((name, tuple(value)))
        elif type(value) is str:
            letters += len(value)
            given.append((name, SOME_INSTANT if name == "created" else value))
        else:
            return None
    around = _around_created(tuple(given), scopes) if letters <= LONGEST_OPTIONS else None
    return None if around is None else f"{around[0]}{created}{around[1]}"


@lru_cache(maxsize=1_000)
def _around_created(given: tuple[tuple[str, str | tuple[str, ...]], ...], scopes: Scopes) -> tuple[str, str] | None:
    """What stands before and after the instant in the canonical form; None where it can move a line or is not alone."""
    options = {name: list(value) if type(value) is tuple else value for name, value in given}
    form = fast_form(options, scopes)
    before, found, after = (form or "").partition(f'"{SOME_INSTANT}"')
    statement = before[before.rfind("\n") + 1 :]  # its subject and property, by which its line has its place
    if not found or SOME_INSTANT in after or (before + after).count(statement) != 1:
        return None
    return f'{before}"', f'"{after}'


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
        if not document.keys() <= scope.plain:
            _as_it_seems(document, scope)
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
        head, add = (subject, self.lines.append) if isinstance(subject, str) else (ITSELF, subject.own.append)
        for line in types:
            add(f"{head}{line}")
        plans, clean, prefixes = scope.plans, self.clean, scope.prefixes
        for term, value in element.items():
            if term in KEYWORDS:
                continue
            plan = plans.get(term) or scope.plan(term)
            if plan is None:
                raise _NotMine
            written, kind, _, scoped = plan
            if type(value) is str:
                if scoped or not clean:
                    add(f"{head}{self._value(value, plan, term, scope)}")
                elif kind == PLAIN:  # most values, without a call
                    add(f'{head}{written}"{value}" .\n')
                elif kind == REFERENCE and is_iri(value) and value.partition(":")[0] not in prefixes:
                    add(f"{head}{written}<{value}> .\n")
                else:
                    add(f"{head}{self._value(value, plan, term, scope)}")
            elif type(value) is list:
                for item in value:
                    if item is None or type(item) is list:
                        raise _NotMine
                    if type(item) is dict:
                        self._part(item, written, term, scope, subject, depth)
                    else:
                        add(f"{head}{self._value(item, plan, term, scope)}")
            elif type(value) is dict:
                self._part(value, written, term, scope, subject, depth)
            elif value is not None:
                add(f"{head}{self._value(value, plan, term, scope)}")

    def _value(self, value: Any, plan: Plan, term: str, scope: Scope) -> str:
        """What follows the subject in the statement of a plain value."""
        written, kind, datatype, scoped = plan
        if scoped:
            scope, written, kind, datatype = self._scoped(term, scope)
        if type(value) is not str:
            return f"{written}{self._number(value, kind, datatype)} .\n"
        if kind == PLAIN:
            return f'{written}"{value}" .\n' if self.clean else f"{written}{self._literal(value)} .\n"
        if kind == TYPED:
            text = f'"{value}"' if self.clean else self._literal(value)
            return f"{written}{text}^^<{datatype}> .\n"
        if kind == REFERENCE:
            return f"{written}{self._address(value, scope)} .\n"
        word = scope.word(value)
        if word is None:
            raise _NotMine
        return f"{written}{word} .\n"

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
        key = (term, types, len(value) == 1 and named is not None)
        entered = scope.inner[key] if key in scope.inner else self.scopes.inner(scope, *key)
        if entered is None or "@context" in value:
            raise _NotMine
        inner, type_lines = entered
        if "id" in value:
            address = self._address(named, inner)
            if isinstance(above, str):
                self.lines.append(f"{above}{written}{address} .\n")
            else:
                above.own.append(f"{ITSELF}{written}{address} .\n")
            self._statements(value, inner, type_lines, address, depth + 1)
            return
        part = _Part(above, written)
        if isinstance(above, _Part):
            above.links.append((written, part))
        self.parts.append(part)
        if len(self.parts) > MOST_PARTS:
            raise _NotMine
        self._statements(value, inner, type_lines, part, depth + 1)

    def _address(self, text: Any, scope: Scope) -> str:
        if type(text) is not str or not is_iri(text) or scope.abbreviated(text):
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
        if len(parts) > 1:
            self._order()
        for number, part in enumerate(parts):
            part.name = f"_:c14n{number}"
        for part in parts:
            name = part.name
            lines += [name + line[3:] for line in part.own]  # 3 letters: `_:a`
            if part.link:
                above = part.above.name if isinstance(part.above, _Part) else part.above
                lines.append(f"{above}{part.link}{name} .\n")
        lines.sort()
        if any(map(eq, lines, islice(lines, 1, None))):
            lines = sorted(set(lines))
        return "".join(lines)

    def _order(self) -> None:
        """Bring the nameless parts into the order of their first-degree hashes."""
        for part in self.parts:
            own = set(part.own)  # the same statement twice is one statement
            quads = [*own, *[f"{ITSELF}{written}{OTHER} .\n" for written, _ in part.links]]  # of two parts: two
            if part.link:
                above = OTHER if isinstance(part.above, _Part) else part.above
                quads.append(f"{above}{part.link}{ITSELF} .\n")
            quads.sort()
            part.digest = _hashed("".join(quads))
        self.parts.sort(key=_digest)
        before = b""
        for part in self.parts:
            if part.digest == before:
                raise _NotMine  # a tie: the slow path decides it
            before = part.digest


def _hashed(text: str) -> bytes:
    return _remembered(text) if len(text) <= SHORT else sha256(text.encode("utf-8")).digest()


@lru_cache(maxsize=1_000)  # many records of one achievement share its criteria and alignments
def _remembered(text: str) -> bytes:
    return sha256(text.encode("utf-8")).digest()


def _digest(part: _Part) -> bytes:
    return part.digest


def _types(element: Document) -> Types:
    types = element.get("type")
    if type(types) is list:
        for name in types:
            if type(name) is not str:
                raise _NotMine
        return tuple(types)
    if types is not None and type(types) is not str:
        raise _NotMine
    if types is None and "type" in element:
        raise _NotMine
    return types


def _as_it_seems(document: Document, scope: Scope) -> None:
    """No member stands for one that policy reads under another name, nor the other way round. Raises _NotMine."""
    for term in document:
        if term not in KEYWORDS:
            plan = scope.plans.get(term) or scope.plan(term)
            if plan is None or SHOWN.get(plan[0], term) != term:
                raise _NotMine
            if term in SHOWN_IN_JSON and plan[0] not in SHOWN:
                raise _NotMine
        scope.plain.add(term)
