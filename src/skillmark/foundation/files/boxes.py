"""The boxes of which MP4 (ISO 14496-12) and QuickTime files are made, and what is overwritten in both."""

from collections.abc import Iterator
from dataclasses import dataclass

MOST_PARTS = 200_000  # boxes or elements: a fragment a second of an hour's video has some ten thousand

NOTED = {b"udta", b"meta", b"uuid", b"free", b"skip"}  # what was noted beside the recording, and empty room
TIMED = {b"mvhd", b"tkhd", b"mdhd"}
_PLACES = (b"\xa9xyz", b"loci", b"ISO6709")


class Unreadable(Exception):
    """The parts of the file do not fit together."""


class FurtherTrack(Exception):
    """A track that is neither picture nor sound."""


@dataclass(frozen=True, slots=True)
class Part:
    """A box or an element: what it is, and where it, its content and its end lie."""

    kind: bytes | int
    start: int
    inside: int
    end: int


def budget() -> Iterator[int]:
    """How many boxes of one file may still be looked at."""
    return iter(range(MOST_PARTS))


def boxes(content: bytearray, start: int, end: int, left: Iterator[int]) -> Iterator[Part]:
    """Those of one level; `left` is shared by all levels of a file."""
    while start < end:
        if end - start < 8 or next(left, None) is None:
            raise Unreadable
        size, inside = int.from_bytes(content[start : start + 4]), start + 8
        if size == 1:
            size, inside = int.from_bytes(content[start + 8 : start + 16]), start + 16
        elif size == 0:
            size = end - start
        if start + size > end or size < inside - start:
            raise Unreadable
        yield Part(bytes(content[start + 4 : start + 8]), start, inside, start + size)
        start += size


def empty(content: bytearray, box: Part) -> None:
    """The box becomes empty room of the same length."""
    content[box.start + 4 : box.start + 8] = b"free"
    content[box.inside : box.end] = bytes(box.end - box.inside)


def forget_times(content: bytearray, box: Part) -> None:
    """When it was made and changed: two numbers after version and flags, of eight bytes each in version 1."""
    length = 16 if content[box.inside] == 1 else 8
    if box.inside + 4 + length > box.end:
        raise Unreadable
    content[box.inside + 4 : box.inside + 4 + length] = bytes(length)


def handler(content: bytearray, box: Part) -> bytes:
    """What a track holds. The name of the maker beside it is overwritten."""
    if box.inside + 12 > box.end:
        raise Unreadable
    content[box.inside + 12 : box.end] = bytes(box.end - box.inside - 12)
    return bytes(content[box.inside + 8 : box.inside + 12])


def require_no_place(content: bytearray, media: list[tuple[int, int]]) -> None:
    """Raises FurtherTrack where the word for a place is left anywhere but among pictures and sound (`media`), and
    Unreadable where there are none.
    """
    if not media:
        raise Unreadable
    start = 0
    for begins, ends in [*sorted(media), (len(content), len(content))]:
        if any(sign in content[start:begins] for sign in _PLACES):
            raise FurtherTrack
        start = ends
