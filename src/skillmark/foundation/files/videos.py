"""Videos: known by their content, and stripped of place, device and time without touching picture or sound.

Nothing is decoded and nothing is looked at. What holds place, device or time is overwritten where it lies, as empty
room of the same length, so that no other part of the file moves. A track that is neither picture nor sound is where
cameras write down the place second by second: a file with one is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from skillmark.kernel.values import BadInput, Sentence, told

MP4_BRANDS = (b"isom", b"iso", b"mp4", b"avc1", b"M4V", b"MSNV", b"dash", b"3gp", b"mmp4", b"hvc1")
WEBM_START = b"\x1a\x45\xdf\xa3"
MOST_PARTS = 200_000  # boxes or elements: a fragment a second of an hour's video has some ten thousand

# MP4 (ISO 14496-12): boxes with what was noted beside the recording, and boxes that hold boxes
_NOTED = {b"udta", b"meta", b"uuid", b"free", b"skip"}
_HOLDING = {b"moov", b"trak", b"mdia", b"moof", b"traf"}
_TIMED = {b"mvhd", b"tkhd", b"mdhd"}
_TRACKS = {b"vide", b"soun"}
_PLACES = (b"\xa9xyz", b"loci", b"ISO6709")

# WebM (RFC 9559)
_SEGMENT, _INFO, _TRACK_LIST, _TRACK, _CLUSTER = 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0x1F43B675
_WEBM_NOTED = {0x1254C367, 0x1941A469, 0x1043A770}  # tags, attachments, chapters
_INFO_NOTED = {0x4461, 0x7BA9, 0x7384, 0x4D80, 0x5741, 0xBF}  # date, title, file name, programs, checksum
_DOCTYPE, _TRACK_TYPE, _VOID = 0x4282, 0x83, 0xEC
_PICTURE_OR_SOUND = (1, 2)
_UNKNOWN = -1


def is_mp4(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12].startswith(MP4_BRANDS)


def is_webm(content: bytes) -> bool:
    return content.startswith(WEBM_START) and b"webm" in content[:64]


def without_place(content: bytes, name: str) -> bytes:
    """The video again, byte for byte, but for what tells where, when and with what it was taken.

    Raises BadInput, naming the file, for one that cannot be read to its end, and for one with a further track.
    """
    clean = bytearray(content)
    try:
        if is_mp4(content):
            _clean_mp4(clean)
        else:
            _clean_webm(clean)
    except _FurtherTrack:
        raise BadInput.of(_further_track(), file=name) from None
    except (_Unreadable, IndexError):
        raise BadInput.of(told("is a video that cannot be read"), file=name) from None
    return bytes(clean)


def _further_track() -> Sentence:
    return told(
        "notes the place while it is recorded. Switch the place off in the settings of the camera and record it anew"
    )


class _Unreadable(Exception):
    """The parts of the file do not fit together."""


class _FurtherTrack(Exception):
    """A track that is neither picture nor sound."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A box or an element: what it is, and where it, its content and its end lie."""

    kind: bytes | int
    start: int
    inside: int
    end: int


def _boxes(content: bytearray, start: int, end: int) -> Iterator[_Part]:
    while start < end:
        if end - start < 8:
            raise _Unreadable
        size, inside = int.from_bytes(content[start : start + 4]), start + 8
        if size == 1:
            size, inside = int.from_bytes(content[start + 8 : start + 16]), start + 16
        elif size == 0:
            size = end - start
        if start + size > end or size < inside - start:
            raise _Unreadable
        yield _Part(bytes(content[start + 4 : start + 8]), start, inside, start + size)
        start += size


def _clean_mp4(content: bytearray) -> None:
    """Raises _Unreadable, also where a place is left anywhere but among pictures and sound."""
    counted, media, waiting = 0, [], [(0, len(content))]
    while waiting:
        start, end = waiting.pop()
        for box in _boxes(content, start, end):
            counted += 1
            if counted > MOST_PARTS:
                raise _Unreadable
            if box.kind in _NOTED:
                content[box.start + 4 : box.start + 8] = b"free"
                content[box.inside : box.end] = bytes(box.end - box.inside)
            elif box.kind in _HOLDING:
                waiting.append((box.inside, box.end))
            elif box.kind in _TIMED:
                _forget_times(content, box)
            elif box.kind == b"hdlr" and bytes(content[box.inside + 8 : box.inside + 12]) not in _TRACKS:
                raise _FurtherTrack
            elif box.kind == b"mdat":
                media.append((box.inside, box.end))
    _require_no_place(content, media)


def _forget_times(content: bytearray, box: _Part) -> None:
    """When it was made and changed: two numbers after version and flags, of eight bytes each in version 1."""
    length = 16 if content[box.inside] == 1 else 8
    if box.inside + 4 + length > box.end:
        raise _Unreadable
    content[box.inside + 4 : box.inside + 4 + length] = bytes(length)


def _require_no_place(content: bytearray, media: list[tuple[int, int]]) -> None:
    if not media:
        raise _Unreadable
    start = 0
    for begins, ends in [*sorted(media), (len(content), len(content))]:
        if any(sign in content[start:begins] for sign in _PLACES):
            raise _FurtherTrack
        start = ends


def _number(content: bytearray, start: int, *, whole: bool) -> tuple[int, int]:
    """A number of variable length and where it ends; `whole` keeps the bit that tells its length, as ids do."""
    first = content[start]
    length = 9 - first.bit_length()
    if not first or start + length > len(content):
        raise _Unreadable
    number = int.from_bytes(content[start : start + length])
    bits = 7 * length
    if whole:
        return number, start + length
    number &= (1 << bits) - 1
    return (_UNKNOWN if number == (1 << bits) - 1 else number), start + length


def _elements(content: bytearray, start: int, end: int) -> Iterator[_Part]:
    """Those of one level. Segments and clusters written while recording do not say where they end: of these the inside
    follows on the same level.
    """
    while start < end:
        kind, after = _number(content, start, whole=True)
        size, inside = _number(content, after, whole=False)
        if size == _UNKNOWN and kind not in (_SEGMENT, _CLUSTER):
            raise _Unreadable
        stop = inside if kind == _SEGMENT or size == _UNKNOWN else inside + size
        if stop > end:
            raise _Unreadable
        yield _Part(kind, start, inside, stop)
        start = stop


def _clean_webm(content: bytearray) -> None:
    tracks = 0
    for counted, element in enumerate(_elements(content, 0, len(content))):
        if counted > MOST_PARTS:
            raise _Unreadable
        if element.kind in _WEBM_NOTED:
            _empty(content, element)
        elif element.kind == _VOID:
            content[element.inside : element.end] = bytes(element.end - element.inside)
        elif element.kind == _INFO:
            for noted in list(_elements(content, element.inside, element.end)):
                if noted.kind in _INFO_NOTED:
                    _empty(content, noted)
        elif element.kind == _TRACK_LIST:
            tracks += _require_picture_or_sound(content, element)
    if not tracks:
        raise _Unreadable


def _require_picture_or_sound(content: bytearray, found: _Part) -> int:
    """How many tracks there are."""
    tracks = [one for one in _elements(content, found.inside, found.end) if one.kind == _TRACK]
    for track in tracks:
        for part in _elements(content, track.inside, track.end):
            kind = int.from_bytes(content[part.inside : part.end])
            if part.kind == _TRACK_TYPE and kind not in _PICTURE_OR_SOUND:
                raise _FurtherTrack
    return len(tracks)


def _empty(content: bytearray, part: _Part) -> None:
    """The element becomes empty room of the same length. The shortest that can be one has two bytes, as any has."""
    total = part.end - part.start
    if total < 9:
        head = bytes([_VOID, 0x80 | (total - 2)])
    else:
        head = bytes([_VOID, 0x01]) + (total - 9).to_bytes(7)
    content[part.start : part.end] = head + bytes(total - len(head))
