"""Videos are known by their bytes; what others see of them tells neither place nor device nor time."""

import pytest

from skillmark.foundation.files import rules, videos
from skillmark.foundation.files.rules import MediaType
from skillmark.kernel.values import BadInput

PLACE = b"+52.5163+013.3777/"
WHEN = (3_900_000_000).to_bytes(4)


def box(kind: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return (len(content) + 8).to_bytes(4) + kind + content


def header(kind: bytes) -> bytes:
    return box(kind, bytes(4), WHEN, WHEN, bytes(20))


def track(handler: bytes = b"vide", *noted: bytes) -> bytes:
    media = box(b"mdia", header(b"mdhd"), box(b"hdlr", bytes(8), handler, bytes(12)))
    return box(b"trak", header(b"tkhd"), media, *noted)


def mp4(*tracks: bytes, noted: bytes = b"", after: bytes = b"", media: bytes = b"PICTURES" * 8) -> bytes:
    moov = box(b"moov", header(b"mvhd"), *(tracks or (track(), track(b"soun"))), noted)
    return box(b"ftyp", b"isom", bytes(4)) + moov + box(b"mdat", media) + after


def element(kind: str, content: bytes, *, unknown: bool = False) -> bytes:
    size = b"\x01" + b"\xff" * 7 if unknown else b"\x01" + len(content).to_bytes(7)
    return bytes.fromhex(kind) + size + content


def webm(*, kind: int = 1, tags: bytes = b"", recorded: bool = False, track: bool = True) -> bytes:
    head = element("1a45dfa3", element("4282", b"webm"))
    info = element(
        "1549a966", element("4461", WHEN + WHEN) + element("2ad7b1", b"\x0f\x42\x40") + element("5741", b"Phone")
    )
    tracks = element("1654ae6b", element("ae", element("83", bytes([kind])))) if track else b""
    cluster = element("1f43b675", element("e7", b"\x00") + element("a3", b"PICTURES"), unknown=recorded)
    return head + element("18538067", info + tracks + tags + cluster, unknown=recorded)


def of_place(text: bytes = PLACE) -> bytes:
    return element("1254c367", element("7373", text))


@pytest.mark.parametrize(("content", "kind"), [(mp4(), MediaType.MP4), (webm(), MediaType.WEBM)])
def test_a_video_is_known_by_its_content_whatever_it_is_called(content: bytes, kind: MediaType) -> None:
    assert rules.media_type(content, "notes.txt") is kind


@pytest.mark.parametrize(
    "content",
    [
        box(b"ftyp", b"heic", bytes(4)) + box(b"moov") + box(b"mdat", b"\x00\x01"),
        b"RIFF\x10\x00\x00\x00AVI LIST\x00\x01",
        element("1a45dfa3", element("4282", b"matroska")) + b"\x00\x01",
    ],
)
def test_other_kinds_of_video_are_not_taken(content: bytes) -> None:
    with pytest.raises(BadInput):
        rules.media_type(content, "a.mp4")


@pytest.mark.parametrize(
    "content",
    [
        mp4(noted=box(b"udta", box(b"\xa9xyz", PLACE), box(b"\xa9mak", b"Phone"))),
        mp4(noted=box(b"meta", b"com.apple.quicktime.location.ISO6709", PLACE)),
        mp4(track(b"vide", box(b"udta", box(b"loci", PLACE)))),
        mp4(after=box(b"uuid", PLACE)),
        mp4(after=box(b"free", PLACE)),
        mp4(after=box(b"moof", box(b"traf", box(b"udta", PLACE)))),
        webm(tags=of_place()),
        webm(tags=of_place(), recorded=True),
        webm(tags=element("1941a469", PLACE)),
        webm(tags=element("ec", PLACE)),
    ],
)
def test_the_place_is_taken_out_and_no_other_byte_moves(content: bytes) -> None:
    clean = videos.without_place(content, "a.mp4")
    assert PLACE in content
    assert PLACE not in clean
    assert len(clean) == len(content)
    assert clean.index(b"PICTURES") == content.index(b"PICTURES")
    assert videos.without_place(clean, "a.mp4") == clean, "it can be read again"


@pytest.mark.parametrize("content", [mp4(), webm()])
def test_when_it_was_taken_is_taken_out(content: bytes) -> None:
    assert WHEN in content
    assert WHEN not in videos.without_place(content, "a.mp4")


@pytest.mark.parametrize("content", [mp4(track(), track(b"meta")), mp4(track(b"mdta")), webm(kind=17), webm(kind=33)])
def test_a_track_beside_picture_and_sound_is_refused_with_the_way_out(content: bytes) -> None:
    with pytest.raises(BadInput, match="Switch the place off in the settings of the camera"):
        videos.without_place(content, "a.mp4")


def test_a_place_in_a_box_nobody_knows_is_refused() -> None:
    with pytest.raises(BadInput, match="Switch the place off"):
        videos.without_place(mp4(after=box(b"abcd", b"loci", PLACE)), "a.mp4")


@pytest.mark.parametrize("content", [mp4(), webm(), webm(recorded=True, tags=of_place())])
def test_a_video_cut_anywhere_is_refused_or_still_without_its_place(content: bytes) -> None:
    for end in range(len(content) - 1, 12, -1):
        try:
            assert PLACE not in videos.without_place(content[:end], "a.mp4")
        except BadInput:
            continue


def test_sizes_that_lie_are_refused() -> None:
    for lie in (0xFFFFFFFF, 7, 1):
        broken = bytearray(mp4())
        broken[16:20] = lie.to_bytes(4)  # the size of the box of tracks
        with pytest.raises(BadInput):
            videos.without_place(bytes(broken), "a.mp4")


def test_a_video_without_pictures_is_none() -> None:
    for content in (box(b"ftyp", b"isom", bytes(4)) + box(b"moov"), webm(track=False)):
        with pytest.raises(BadInput, match="cannot be read"):
            videos.without_place(content, "a.mp4")
