"""Videos: known by their content, and stripped of place, device and time without touching picture or sound.

Nothing is decoded and nothing is looked at. What holds place, device or time is overwritten where it lies, as empty
room of the same length, so that no other part of the file moves. A track that is neither picture nor sound is where
cameras write down the place second by second: it goes from a QuickTime file (`quicktime`), and any other file with one
is refused.
"""

from collections.abc import Iterator

from skillmark.foundation.files import boxes, quicktime
from skillmark.foundation.files.boxes import MOST_PARTS, FurtherTrack, Part, Unreadable
from skillmark.kernel.values import BadInput, Sentence, told

MP4_BRANDS = (b"isom", b"iso", b"mp4", b"avc1", b"M4V", b"MSNV", b"dash", b"3gp", b"mmp4", b"hvc1")
WEBM_START = b"\x1a\x45\xdf\xa3"

_HOLDING = {b"moov", b"trak", b"mdia", b"moof", b"traf"}
_TRACKS = {quicktime.PICTURE, quicktime.SOUND}

# WebM (RFC 9559)
_SEGMENT, _INFO, _TRACK_LIST, _TRACK, _CLUSTER = 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0x1F43B675
_WEBM_NOTED = {0x1254C367, 0x1941A469, 0x1043A770}  # tags, attachments, chapters
_INFO_NOTED = {0x4461, 0x7BA9, 0x7384, 0x4D80, 0x5741, 0xBF}  # date, title, file name, programs, checksum
_DOCTYPE, _TRACK_TYPE, _VOID = 0x4282, 0x83, 0xEC
_PICTURE_OR_SOUND = (1, 2)
_UNKNOWN = -1


def is_mp4(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12].startswith(MP4_BRANDS)


def is_quicktime(content: bytes) -> bool:
    return content[4:12] == b"ftyp" + quicktime.BRAND


def is_webm(content: bytes) -> bool:
    return content.startswith(WEBM_START) and b"webm" in content[:64]


def without_place(content: bytes, name: str) -> bytes:
    """The video again, byte for byte, but for what tells where, when and with what it was taken.

    Raises BadInput, naming the file, for one that cannot be read to its end, and for one with a further track.
    """
    clean = bytearray(content)
    try:
        if is_quicktime(content):
            quicktime.clean(clean)
        elif is_mp4(content):
            _clean_mp4(clean)
        else:
            _clean_webm(clean)
    except FurtherTrack:
        raise BadInput.of(_further_track(), file=name) from None
    except quicktime.UnknownPart:
        what = told("holds more than picture and sound, and what else is not known here. Save it as MP4 and add that")
        raise BadInput.of(what, file=name) from None
    except (Unreadable, IndexError):
        raise BadInput.of(told("is a video that cannot be read"), file=name) from None
    return bytes(clean)


def _further_track() -> Sentence:
    return told(
        "notes the place while it is recorded. Switch the place off in the settings of the camera and record it anew"
    )


def _clean_mp4(content: bytearray) -> None:
    """Raises Unreadable, and FurtherTrack also where a place is left anywhere but among pictures and sound."""
    left, media, waiting = boxes.budget(), [], [(0, len(content))]
    while waiting:
        start, end = waiting.pop()
        for box in boxes.boxes(content, start, end, left):
            if box.kind in boxes.NOTED:
                boxes.empty(content, box)
            elif box.kind in _HOLDING:
                waiting.append((box.inside, box.end))
            elif box.kind in boxes.TIMED:
                boxes.forget_times(content, box)
            elif box.kind == b"hdlr" and boxes.handler(content, box) not in _TRACKS:
                raise FurtherTrack
            elif box.kind == b"mdat":
                media.append((box.inside, box.end))
    boxes.require_no_place(content, media)


def _number(content: bytearray, start: int, *, whole: bool) -> tuple[int, int]:
    """A number of variable length and where it ends; `whole` keeps the bit that tells its length, as ids do."""
    first = content[start]
    length = 9 - first.bit_length()
    if not first or start + length > len(content):
        raise Unreadable
    number = int.from_bytes(content[start : start + length])
    bits = 7 * length
    if whole:
        return number, start + length
    number &= (1 << bits) - 1
    return (_UNKNOWN if number == (1 << bits) - 1 else number), start + length


def _elements(content: bytearray, start: int, end: int) -> Iterator[Part]:
    """Those of one level. Segments and clusters written while recording do not say where they end: of these the inside
    follows on the same level.
    """
    while start < end:
        kind, after = _number(content, start, whole=True)
        size, inside = _number(content, after, whole=False)
        if size == _UNKNOWN and kind not in (_SEGMENT, _CLUSTER):
            raise Unreadable
        stop = inside if kind == _SEGMENT or size == _UNKNOWN else inside + size
        if stop > end:
            raise Unreadable
        yield Part(kind, start, inside, stop)
        start = stop


def _clean_webm(content: bytearray) -> None:
    tracks = 0
    for counted, element in enumerate(_elements(content, 0, len(content))):
        if counted > MOST_PARTS:
            raise Unreadable
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
        raise Unreadable


def _require_picture_or_sound(content: bytearray, found: Part) -> int:
    """How many tracks there are."""
    tracks = [one for one in _elements(content, found.inside, found.end) if one.kind == _TRACK]
    for track in tracks:
        for part in _elements(content, track.inside, track.end):
            kind = int.from_bytes(content[part.inside : part.end])
            if part.kind == _TRACK_TYPE and kind not in _PICTURE_OR_SOUND:
                raise FurtherTrack
    return len(tracks)


def _empty(content: bytearray, part: Part) -> None:
    """The element becomes empty room of the same length. The shortest that can be one has two bytes, as any has."""
    total = part.end - part.start
    if total < 9:
        head = bytes([_VOID, 0x80 | (total - 2)])
    else:
        head = bytes([_VOID, 0x01]) + (total - 9).to_bytes(7)
    content[part.start : part.end] = head + bytes(total - len(head))
