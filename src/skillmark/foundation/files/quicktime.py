"""QuickTime files (.mov) as telephones record them, made to tell neither place nor device nor time.

A telephone writes tracks beside picture and sound, sample by sample, into the same room: where it was, how it was held,
whose faces it found. These tracks become empty room where they lie, and of the room for samples nothing is kept but
what picture and sound name. Nothing moves, so every number that says where something lies stays true. Apple's QuickTime
File Format names the boxes; a file with any other box is refused, since nobody can say what would be left in it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from skillmark.foundation.files import boxes
from skillmark.foundation.files.boxes import MOST_PARTS, Part, Unreadable

BRAND = b"qt  "
PICTURE, SOUND = b"vide", b"soun"
_DROPPED = {b"meta", b"tmcd", b"auxv"}  # notes second by second, the time of day, how far away things are

_EMPTIED = boxes.NOTED | {b"wide", b"pnot", b"PICT"}  # the last two: a small picture, and when it was made
_TOP, _MOVIE = {b"ftyp", b"mdat", b"moov"}, {b"mvhd", b"trak"}
_TRACK, _MEDIA = {b"tkhd", b"edts", b"tapt", b"tref", b"mdia"}, {b"mdhd", b"hdlr", b"elng", b"minf"}
_INFORMATION, _DATA = {b"vmhd", b"smhd", b"hdlr", b"dinf", b"stbl"}, {b"dref"}
_TABLES = {
    b"stsd", b"stts", b"ctts", b"cslg", b"stss", b"stps", b"sdtp", b"sgpd", b"sbgp", b"stsc", b"stsz", b"stco", b"co64",
}  # fmt: skip
_SHORTEST = {PICTURE: 86, SOUND: 36}  # bytes of a description of pictures or sound, before what its codec adds
_MAKER, _CODEC_NAME = slice(20, 24), slice(50, 82)
# Sound that is not packed, and how many bytes a sound of one channel has. None: the description says how many bits; of
# the others it does not, or says something else.
_PLAIN_SOUND = {
    b"raw ": None, b"NONE": None, b"twos": None, b"sowt": None,
    b"ulaw": 1, b"alaw": 1, b"in24": 3, b"in32": 4, b"fl32": 4, b"fl64": 8,
}  # fmt: skip
_IN_PACKETS = 0xFFFE  # minus two where a packing is named: what is counted are packets, each with its own length
_LONGER = {1: 52, 2: 72}  # bytes of the later two descriptions of sound
_HERE = 1  # the flag that says that samples lie in this file


class UnknownPart(Exception):
    """A box or a track that is not known."""


@dataclass(frozen=True, slots=True)
class _Track:
    """`tables` say where its samples lie, `references` to which other tracks it belongs."""

    kind: bytes
    number: int
    box: Part
    tables: list[Part]
    references: list[Part]


@dataclass(frozen=True, slots=True)
class _Samples:
    """Where the chunks of a track begin and how many samples each has; `sizes` is None where all have one: then so many
    together (`packed`) take `size` bytes.
    """

    chunks: list[tuple[int, int]]
    size: int
    packed: int
    sizes: list[int] | None


def clean(content: bytearray) -> None:
    """Raises UnknownPart, FurtherTrack where the word for a place is left, and Unreadable."""
    left = boxes.budget()
    top = _known(content, 0, len(content), _TOP, left)
    media = [box for box in top if box.kind == b"mdat"]
    movies = [box for box in top if box.kind == b"moov"]
    if len(movies) != 1 or not media:
        raise Unreadable
    tracks = []
    for box in _known(content, movies[0].inside, movies[0].end, _MOVIE, left):
        if box.kind == b"trak":
            tracks.append(_track(content, box, left))
        else:
            boxes.forget_times(content, box)
    kept = [track for track in tracks if track.kind in _SHORTEST]
    dropped = [track for track in tracks if track.kind not in _SHORTEST]
    if not kept:
        raise Unreadable
    _keep_samples(content, media, kept, dropped)
    for track in dropped:
        boxes.empty(content, track.box)
    numbers = {track.number for track in kept}
    for references in (each for track in kept for each in track.references):
        _refer_to(content, references, numbers, left)
    boxes.require_no_place(content, [(room.inside, room.end) for room in media])


def _known(content: bytearray, start: int, end: int, kinds: set[bytes], left: Iterator[int]) -> list[Part]:
    """The boxes of one level, those of notes emptied and left out."""
    found = []
    for box in boxes.boxes(content, start, end, left):
        if box.kind in kinds:
            found.append(box)
        elif box.kind in _EMPTIED:
            boxes.empty(content, box)
        else:
            raise UnknownPart
    return found


def _only(found: list[Part], *kinds: bytes) -> Part:
    chosen = [box for box in found if box.kind in kinds]
    if len(chosen) != 1:
        raise Unreadable
    return chosen[0]


def _track(content: bytearray, box: Part, left: Iterator[int]) -> _Track:
    """Read; times and makers are overwritten on the way. One that is dropped may hold boxes that are not known."""
    parts = list(boxes.boxes(content, box.inside, box.end, left))
    media = _only(parts, b"mdia")
    of_media = list(boxes.boxes(content, media.inside, media.end, left))
    kind = boxes.handler(content, _only(of_media, b"hdlr"))
    if kind in _SHORTEST:
        parts = _known(content, box.inside, box.end, _TRACK, left)
        of_media = _known(content, media.inside, media.end, _MEDIA, left)
    elif kind not in _DROPPED:
        raise UnknownPart
    head, timed, information = _only(parts, b"tkhd"), _only(of_media, b"mdhd"), _only(of_media, b"minf")
    number_at = head.inside + (20 if content[head.inside] == 1 else 12)
    number = int.from_bytes(content[number_at : number_at + 4])
    for each in (head, timed):
        boxes.forget_times(content, each)
    tables = _tables(content, kind, information, left)
    return _Track(kind, number, box, tables, [part for part in parts if part.kind == b"tref"])


def _tables(content: bytearray, kind: bytes, information: Part, left: Iterator[int]) -> list[Part]:
    if kind not in _SHORTEST:
        found = list(boxes.boxes(content, information.inside, information.end, left))
        table = _only(found, b"stbl")
        return list(boxes.boxes(content, table.inside, table.end, left))
    found = _known(content, information.inside, information.end, _INFORMATION, left)
    for box in found:
        if box.kind == b"hdlr":
            boxes.handler(content, box)
    data, table = _only(found, b"dinf"), _only(found, b"stbl")
    _require_here(content, _only(_known(content, data.inside, data.end, _DATA, left), b"dref"), left)
    tables = _known(content, table.inside, table.end, _TABLES, left)
    _forget_makers(content, kind, _only(tables, b"stsd"), left)
    return tables


def _require_here(content: bytearray, references: Part, left: Iterator[int]) -> None:
    """Samples in another file are none. What is said of a file elsewhere, with the name of its disk, is overwritten."""
    for each in boxes.boxes(content, references.inside + 8, references.end, left):
        if each.inside + 4 > each.end or not content[each.inside + 3] & _HERE:
            raise Unreadable
        content[each.inside + 4 : each.end] = bytes(each.end - each.inside - 4)


def _forget_makers(content: bytearray, kind: bytes, descriptions: Part, left: Iterator[int]) -> None:
    """Whose codec it was, and what that called itself: cameras put their name there, and nothing plays by it."""
    for each in boxes.boxes(content, descriptions.inside + 8, descriptions.end, left):
        if each.end - each.start < _SHORTEST[kind]:
            raise Unreadable
        for said in (_MAKER, _CODEC_NAME) if kind == PICTURE else (_MAKER,):
            content[each.start + said.start : each.start + said.stop] = bytes(said.stop - said.start)


def _refer_to(content: bytearray, references: Part, numbers: set[int], left: Iterator[int]) -> None:
    """A track that is gone is referred to as nought, which the format reads as none."""
    for each in boxes.boxes(content, references.inside, references.end, left):
        for at in range(each.inside, each.end - 3, 4):
            if int.from_bytes(content[at : at + 4]) not in numbers:
                content[at : at + 4] = bytes(4)


def _keep_samples(content: bytearray, media: list[Part], kept: list[_Track], dropped: list[_Track]) -> None:
    """Everything in the room for samples that picture and sound do not name is overwritten."""
    own = {track.number: _samples(content, track) for track in (*kept, *dropped)}
    if len(own) != len(kept) + len(dropped):
        raise Unreadable
    wanted = _joined(each for track in kept for each in _extents(own[track.number], media))
    for track in dropped:
        for start, end in _extents(own[track.number], media):
            before = bisect_left(wanted, (end,)) - 1
            if start < end and before >= 0 and wanted[before][1] > start:
                raise Unreadable
    for room in media:
        at = room.inside
        for start, end in wanted[bisect_left(wanted, (room.inside,)) : bisect_left(wanted, (room.end,))]:
            content[at:start] = bytes(start - at)
            at = end
        content[at : room.end] = bytes(room.end - at)


def _joined(extents: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order, and none within another."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(extents):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _extents(samples: _Samples, media: list[Part]) -> Iterator[tuple[int, int]]:
    """Where each chunk begins and ends. Raises Unreadable for one that lies outside the room for samples, and for part
    of a packet.
    """
    sample = 0
    for start, count in samples.chunks:
        room = media[bisect_right(media, start, key=_begins) - 1]
        if samples.sizes is not None:
            if sample + count > len(samples.sizes):
                raise Unreadable
            end = start + sum(samples.sizes[sample : sample + count])
        elif count % samples.packed:
            raise Unreadable
        else:
            end = start + samples.size * (count // samples.packed)
        if not room.inside <= start <= end <= room.end:
            raise Unreadable
        yield start, end
        sample += count


def _begins(room: Part) -> int:
    return room.inside


def _samples(content: bytearray, track: _Track) -> _Samples:
    places = _only(track.tables, b"stco", b"co64")
    starts = _numbers(content, places, 4 if places.kind == b"stco" else 8)
    runs = _numbers(content, _only(track.tables, b"stsc"), 4, each=3)
    firsts, counts = runs[0::3], runs[1::3]
    if starts and (firsts[:1] != [1] or firsts != sorted(set(firsts))):
        raise Unreadable
    chunks = [(start, counts[bisect_right(firsts, place) - 1]) for place, start in enumerate(starts, 1)]
    sizes = _only(track.tables, b"stsz")
    size = int.from_bytes(content[sizes.inside + 4 : sizes.inside + 8])
    if not size:
        return _Samples(chunks, 0, 1, _numbers(content, sizes, 4, skipped=4))
    if track.kind == SOUND:
        return _Samples(chunks, *_bytes_of_sound(content, _only(track.tables, b"stsd"), size), None)
    return _Samples(chunks, size, 1, None)


def _bytes_of_sound(content: bytearray, descriptions: Part, size: int) -> tuple[int, int]:
    """How many bytes how many samples of sound take that all have one size.

    Sound that is not packed is counted sound by sound, and its size given as one: how many bytes that is, its
    description says. Raises UnknownPart where it does not: nobody could say what else lies behind such a chunk.
    """
    described = _described(content, descriptions)
    if described is None and size > 1:
        return size, 1
    if described is not None and size in (1, described[0]):
        return described if size == 1 else (size, 1)
    raise UnknownPart


def _described(content: bytearray, descriptions: Part) -> tuple[int, int] | None:
    """Bytes and samples of what is counted as one; None where a packing is named whose packets are counted."""
    found = list(boxes.boxes(content, descriptions.inside + 8, descriptions.end, boxes.budget()))
    if len(found) != 1:
        raise UnknownPart
    (box,) = found
    version, channels, bits, packing = (_short(content, box.start + at) for at in (16, 24, 26, 28))
    if box.end - box.start < _LONGER.get(version, 0):
        raise Unreadable
    if version == 2:
        size, packed = (_long(content, box.start + at) for at in (64, 68))
        return (size, packed) if size and packed else None
    if version == 1 and packing != _IN_PACKETS:
        packed, size = (_long(content, box.start + at) for at in (36, 44))
        if size and packed:
            return size, packed
    if box.kind not in _PLAIN_SOUND:
        return None
    each = _PLAIN_SOUND[box.kind] or bits // 8
    return (each * channels, 1) if each * channels else None


def _short(content: bytearray, at: int) -> int:
    return int.from_bytes(content[at : at + 2])


def _long(content: bytearray, at: int) -> int:
    return int.from_bytes(content[at : at + 4])


def _numbers(content: bytearray, box: Part, length: int, *, each: int = 1, skipped: int = 0) -> list[int]:
    """Those of a table: after version and flags, and `skipped` bytes, how many rows it has, of `each` numbers."""
    at = box.inside + 4 + skipped
    rows = int.from_bytes(content[at : at + 4])
    first, last = at + 4, at + 4 + rows * each * length
    if rows > MOST_PARTS or last > box.end:
        raise Unreadable
    return [int.from_bytes(content[place : place + length]) for place in range(first, last, length)]
