"""Statements of frameworks, counted for comparing and kept in memory by the digest of their content."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from skillmark.kernel.skills import Element

if TYPE_CHECKING:  # it takes a second to import, and most pages never need it
    from skillmark.kernel.skills.counted import CountedStatements

MOST_KEPT = 6  # frameworks; ESCO, the largest we know, takes some 10 MB
Statement = tuple[int, str]  # its position in its framework, and its words
_kept: "OrderedDict[str, tuple[list[int], CountedStatements]]" = OrderedDict()
_lock = Lock()


def like(
    elements: Sequence[Element], digest: str, read: Callable[[], Sequence[Statement]]
) -> list[list[tuple[int, int]]]:
    """For each element up to three likely statements of the framework with this content: (position, score). `read`
    gives its statements, and is asked only where they are not counted yet.
    """
    positions, counted = _counted(digest, read)
    return [[(positions[place], score) for place, score in found] for found in counted.like(elements)]


def _counted(digest: str, read: Callable[[], Sequence[Statement]]) -> "tuple[list[int], CountedStatements]":
    with _lock:
        if digest in _kept:
            _kept.move_to_end(digest)
            return _kept[digest]
    from skillmark.kernel.skills.counted import CountedStatements

    statements = read()
    made = [position for position, _ in statements], CountedStatements([text for _, text in statements])
    with _lock:
        _kept[digest] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made
