"""RDFC-1.0: one text for one dataset, whatever its blank nodes are called.

Blank nodes whose first-degree hashes all differ are named at once (every usual credential). Where hashes tie, the
N-degree procedure of the recommendation (section 4.8) decides within a budget: a dataset built to be slow meets a
limit instead of a hang. (pyoxigraph, which names them too, knows no limit; the tests compare the two.)
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import permutations

from skillmark.kernel.vc.quads import Quad

MOST_BLANK_NODES = 4_000  # a transcript of a thousand achievements has fewer
MOST_STEPS = 20_000  # paths tried among tied nodes; a real record needs tens, a poisoned one billions


class TooMuchWork(Exception):
    """The dataset has more blank nodes, or needs more tries to name them, than a real record ever does."""


def canonical(quads: Collection[Quad], *, most_steps: int = MOST_STEPS, hashed: str = "sha256") -> str:
    """The canonical N-Quads: sorted lines, each ended by a line feed. Raises TooMuchWork."""
    names = names_of(quads, most_steps=most_steps, hashed=hashed)
    return "".join(sorted(_line(quad, names) for quad in quads))


def names_of(quads: Collection[Quad], *, most_steps: int = MOST_STEPS, hashed: str = "sha256") -> dict[str, str]:
    """The canonical name (`_:c14n0`, …) of every blank node; `hashed` names the hash function. Raises TooMuchWork."""
    mentions: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        for term in {quad[0], quad[2], quad[3]}:
            if term.startswith("_:"):
                mentions[term].append(quad)
    if len(mentions) > MOST_BLANK_NODES:
        raise TooMuchWork(f"{len(mentions)} blank nodes, {MOST_BLANK_NODES} allowed")
    return _Namer(mentions, most_steps, hashed).names()


def _line(quad: Quad, names: dict[str, str]) -> str:
    subject, predicate, object_, graph = quad
    line = f"{names.get(subject, subject)} {predicate} {names.get(object_, object_)}"
    return f"{line} {names.get(graph, graph)} .\n" if graph else f"{line} .\n"


class _Issuer:
    """Gives out names in order; a copy goes on from where the original stood."""

    def __init__(self, prefix: str, issued: dict[str, str] | None = None) -> None:
        self.prefix = prefix
        self.issued = dict(issued or {})

    def name(self, node: str) -> str:
        if node not in self.issued:
            self.issued[node] = f"{self.prefix}{len(self.issued)}"
        return self.issued[node]

    def copy(self) -> "_Issuer":
        return _Issuer(self.prefix, self.issued)


class _Namer:
    def __init__(self, mentions: dict[str, list[Quad]], most_steps: int, hashed: str) -> None:
        self.mentions = mentions
        self.hashed = hashed
        self.steps_left = most_steps
        self.canonical = _Issuer("_:c14n")
        self.first = {node: self._first_degree(node) for node in mentions}

    def names(self) -> dict[str, str]:
        by_hash: dict[str, list[str]] = defaultdict(list)
        for node, digest in self.first.items():
            by_hash[digest].append(node)
        for digest in sorted(by_hash):
            if len(by_hash[digest]) == 1:
                self.canonical.name(by_hash[digest][0])
        for digest in sorted(by_hash):
            if len(by_hash[digest]) > 1:
                self._name_tied(by_hash[digest])
        return self.canonical.issued

    def _name_tied(self, nodes: list[str]) -> None:
        results: list[tuple[str, _Issuer]] = []
        for node in nodes:
            if node in self.canonical.issued:
                continue
            issuer = _Issuer("_:b")
            issuer.name(node)
            results.append(self._n_degree(node, issuer))
        for _, issuer in sorted(results, key=lambda result: result[0]):
            for node in issuer.issued:
                self.canonical.name(node)

    def _first_degree(self, node: str) -> str:
        lines = sorted(
            _line(quad, {term: "_:a" if term == node else "_:z" for term in quad if term.startswith("_:")})
            for quad in self.mentions[node]
        )
        return self._digest("".join(lines))

    def _related(self, node: str, quad: Quad, issuer: _Issuer, position: str) -> str:
        if node in self.canonical.issued:
            identity = self.canonical.issued[node]
        elif node in issuer.issued:
            identity = issuer.issued[node]
        else:
            identity = self.first[node]
        predicate = "" if position == "g" else quad[1]
        return self._digest(position + predicate + identity)

    def _n_degree(self, node: str, issuer: _Issuer) -> tuple[str, _Issuer]:
        self._step()
        related: dict[str, list[str]] = defaultdict(list)
        for quad in self.mentions[node]:
            for position, term in (("s", quad[0]), ("o", quad[2]), ("g", quad[3])):
                if term.startswith("_:") and term != node:
                    related[self._related(term, quad, issuer, position)].append(term)
        data: list[str] = []
        for digest in sorted(related):
            data.append(digest)
            path, issuer = self._best_path(related[digest], issuer)
            data.append(path)
        return self._digest("".join(data)), issuer

    def _best_path(self, nodes: list[str], issuer: _Issuer) -> tuple[str, _Issuer]:
        best: tuple[str, _Issuer] | None = None
        for order in self._orders(nodes):
            tried = self._path(order, issuer.copy(), best[0] if best else "")
            if tried is not None and (best is None or tried[0] < best[0]):
                best = tried
        if best is None:
            raise AssertionError("there is always a first order")
        return best

    def _orders(self, nodes: list[str]) -> Iterator[tuple[str, ...]]:
        for order in permutations(nodes):
            self._step()
            yield order

    def _path(self, order: tuple[str, ...], issuer: _Issuer, chosen: str) -> tuple[str, _Issuer] | None:
        """The path through the nodes in this order, or None as soon as it cannot beat `chosen`."""
        path = ""
        recursion: list[str] = []
        for node in order:
            if node in self.canonical.issued:
                path += self.canonical.issued[node]
            else:
                if node not in issuer.issued:
                    recursion.append(node)
                path += issuer.name(node)
            if chosen and len(path) >= len(chosen) and path > chosen:
                return None
        for node in recursion:
            digest, issuer_after = self._n_degree(node, issuer)
            path += f"{issuer.name(node)}<{digest}>"
            issuer = issuer_after
            if chosen and len(path) >= len(chosen) and path > chosen:
                return None
        return path, issuer

    def _digest(self, text: str) -> str:
        return hashlib.new(self.hashed, text.encode("utf-8")).hexdigest()

    def _step(self) -> None:
        self.steps_left -= 1
        if self.steps_left < 0:
            raise TooMuchWork("its blank nodes are too much alike to be named")
