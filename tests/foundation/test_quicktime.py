"""QuickTime as a telephone records it: picture and sound stay where they lie, what is noted beside them goes."""

from itertools import accumulate

import pytest
from tests.foundation.test_videos import PLACE, WHEN, box, header

from skillmark.foundation.files import rules, videos
from skillmark.foundation.files.rules import MediaType
from skillmark.kernel.values import BadInput

PICTURE, SOUND, MAKER = b"PICTURES" * 4, b"SOUND" * 4, b"SecretPhone"
HEAD = box(b"ftyp", b"qt  ", bytes(4), b"qt  ") + box(b"wide")
SAMPLES = (PLACE + b"old", PICTURE, SOUND, PLACE, PICTURE, PLACE + b"old", PLACE)
FIRST = len(HEAD) + 8  # where samples begin
_CODEC = {b"meta": b"mebx", b"vide": b"avc1", b"text": b"avc1"}


def numbers(*values: int) -> bytes:
    return b"".join(each.to_bytes(4) for each in values)


def full(kind: bytes, *inside: bytes) -> bytes:
    return box(kind, bytes(4), *inside)


def handler(kind: bytes, group: bytes = b"mhlr") -> bytes:
    return full(b"hdlr", group, kind, b"appl", bytes(8), bytes([len(MAKER)]) + MAKER)


def track(
    kind: bytes,
    chunks: list[tuple[int, int]],
    number: int,
    *,
    size: int = 0,
    here: int = 1,
    inside: bytes = b"",
    table: bytes = b"",
    sound: bytes = b"sowt",
    later: bytes = b"",
    count: int = 0,
) -> bytes:
    """`chunks`: where each begins and how long its only sample is; `size` where all samples have the same. Of sound of
    one size a chunk has `count`, of two channels and sixteen bits where `later` says nothing else.
    """
    version = {0: 0, 16: 1, 36: 2}[len(later)]
    described = version.to_bytes(2) + bytes(2) + MAKER[:4] + b"\x00\x02\x00\x10" + bytes(8) + later
    if kind != b"soun":
        described = bytes(4) + MAKER[:4] + bytes(12)
        described += bytes(14) + bytes([len(MAKER)]) + MAKER.ljust(31) + bytes(4)
    tables = box(
        b"stbl",
        full(b"stsd", numbers(1), box(_CODEC.get(kind, sound), bytes(6), b"\x00\x01", described)),
        full(b"stsc", numbers(1, 1, count or 1, 1)),
        full(b"stsz", numbers(size, len(chunks), *([] if size else [length for _, length in chunks]))),
        full(b"stco", numbers(len(chunks), *[start for start, _ in chunks])),
        table,
    )
    data = box(b"dinf", full(b"dref", numbers(1), box(b"alis", numbers(here), b"" if here else MAKER)))
    of_kind = full(b"gmhd") if kind == b"meta" else full(b"vmhd")
    media = box(b"mdia", header(b"mdhd"), handler(kind), box(b"minf", of_kind, handler(b"alis", b"dhlr"), data, tables))
    head = full(b"tkhd", WHEN, WHEN, numbers(number), bytes(64))
    return box(b"trak", head, inside, media)


def laid(*samples: bytes) -> list[tuple[int, int]]:
    """Where each of these lies in the room for samples, and how long it is."""
    return [
        (FIRST + end - len(each), len(each)) for each, end in zip(samples, accumulate(map(len, samples)), strict=True)
    ]


def recorded(*tracks: bytes, samples: bytes, noted: bytes = b"", after: bytes = b"") -> bytes:
    return HEAD + box(b"mdat", samples) + box(b"moov", header(b"mvhd"), *tracks, noted) + after


def from_a_telephone() -> bytes:
    """Picture and sound in turn with where it was, room that no track names, and notes at every place for them."""
    lies = laid(*SAMPLES)
    return recorded(
        track(b"vide", [lies[1], lies[4]], 1, inside=box(b"tref", box(b"cdsc", numbers(3, 2)))),
        track(b"soun", [lies[2]], 2, size=1, count=len(SOUND) // 4, inside=box(b"udta", PLACE)),
        track(b"meta", [lies[3], lies[6]], 3, inside=box(b"meta", PLACE)),
        samples=b"".join(SAMPLES),
        noted=box(b"meta", b"com.apple.quicktime.location.ISO6709", PLACE) + box(b"udta", box(b"\xa9mod", MAKER)),
        after=box(b"free", PLACE) + box(b"uuid", PLACE),
    )


def test_it_is_known_by_its_content_and_shown_without_place_device_and_time() -> None:
    content = from_a_telephone()
    assert rules.media_type(content, "notes.txt") is MediaType.QUICKTIME
    shown = rules.as_shown(content, MediaType.QUICKTIME, "IMG_0001.MOV")
    assert len(shown) == len(content)
    for told in (PLACE, MAKER, WHEN, b"ISO6709", b"mebx", b"old"):
        assert told in content
        assert told not in shown
    assert videos.without_place(shown, "a.mov") == shown, "it can be read again"


def test_every_picture_and_sound_lies_where_the_tables_say() -> None:
    content = from_a_telephone()
    shown = videos.without_place(content, "a.mov")
    for start, length in laid(*SAMPLES):
        kept = content[start : start + length] in (PICTURE, SOUND)
        assert shown[start : start + length] == (content[start : start + length] if kept else bytes(length))
    tables = shown.index(b"stco")
    assert shown[tables : tables + 16] == content[tables : tables + 16]
    assert numbers(0, 2) in shown[shown.index(b"cdsc") :], "the track that is gone is referred to no more"


@pytest.mark.parametrize(
    ("sound", "later", "count"),
    [
        (b"sowt", b"", 5),
        (b"ulaw", b"", 10),  # sixteen bits are said of it, and it has eight
        (b"ima4", numbers(64, 10, 20, 2), 64),  # version 1: 64 sounds in a packet of 20 bytes
        (b"lpcm", numbers(72, 0, 0, 2, 0x7F000000, 16, 0, 4, 1), 5),  # version 2
    ],
)
def test_a_place_behind_sound_of_one_size_goes_though_no_track_names_it(sound: bytes, later: bytes, count: int) -> None:
    lies = laid(PICTURE, SOUND, PLACE)
    told = track(b"soun", lies[1:2], 2, size=1, sound=sound, later=later, count=count)
    content = recorded(track(b"vide", lies[:1], 1), told, samples=PICTURE + SOUND + PLACE)
    shown = videos.without_place(content, "a.mov")
    assert PLACE not in shown
    assert PICTURE + SOUND + bytes(len(PLACE)) in shown


@pytest.mark.parametrize(
    "content",
    [
        # nobody can say how long this sound is
        recorded(
            track(b"vide", laid(PICTURE), 1),
            track(b"soun", laid(PICTURE, SOUND)[1:], 2, size=1, sound=b"QDM2", count=5),
            samples=PICTURE + SOUND + PLACE,
        ),
        recorded(track(b"vide", laid(PICTURE), 1), track(b"text", laid(PICTURE), 2), samples=PICTURE),  # subtitles
        recorded(track(b"vide", laid(PICTURE), 1), samples=PICTURE, after=box(b"moof", bytes(8))),
        recorded(track(b"vide", laid(PICTURE), 1), samples=PICTURE, noted=box(b"abcd", PLACE)),
        recorded(track(b"vide", laid(PICTURE), 1, table=full(b"stz2")), samples=PICTURE),
        recorded(track(b"vide", laid(PICTURE), 1, inside=box(b"clip")), samples=PICTURE),
    ],
)
def test_what_is_not_known_is_refused_with_the_way_out(content: bytes) -> None:
    with pytest.raises(BadInput, match=r"holds more than picture and sound.* Save it as MP4"):
        videos.without_place(content, "a.mov")


@pytest.mark.parametrize(
    "content",
    [
        HEAD + box(b"moov") + box(b"mdat", b"\x00\x01"),
        recorded(track(b"meta", laid(PLACE), 1), samples=PLACE),
        recorded(track(b"vide", laid(PICTURE), 1, here=0), samples=PICTURE),  # its samples lie in another file
        recorded(track(b"vide", [(FIRST, 900)], 1), samples=PICTURE),
        recorded(track(b"vide", [(4, 8)], 1), samples=PICTURE),
        recorded(track(b"vide", laid(PICTURE), 1, table=full(b"stco", numbers(1, FIRST))), samples=PICTURE),
        recorded(track(b"vide", laid(PICTURE), 1), track(b"soun", laid(PICTURE), 1), samples=PICTURE),
        # notes that lie among the pictures
        recorded(track(b"vide", laid(PICTURE), 1), track(b"meta", [(FIRST + 8, 8)], 2), samples=PICTURE),
    ],
)
def test_what_does_not_fit_together_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        videos.without_place(content, "a.mov")


def test_cut_anywhere_it_is_refused_or_still_without_its_place() -> None:
    content = from_a_telephone()
    for end in range(20, len(content), 3):
        try:
            assert PLACE not in videos.without_place(content[:end], "a.mov")
        except BadInput:
            continue


def test_with_any_byte_changed_it_is_refused_or_as_long_as_before() -> None:
    for at in range(len(HEAD), len(from_a_telephone()), 3):
        changed = bytearray(from_a_telephone())
        changed[at] ^= 0xC1
        try:
            assert len(videos.without_place(bytes(changed), "a.mov")) == len(changed)
        except BadInput:
            continue
