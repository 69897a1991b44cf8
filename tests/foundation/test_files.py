"""Files: known by content, held to limits, kept under a keyed hash, shown without place or device data."""

import io
import os
import struct
import threading
import zipfile
import zlib
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.foundation.factories import NOON, worker, workspace

from skillmark.foundation import files, sources
from skillmark.foundation.files import rules
from skillmark.foundation.files.rules import MediaType
from skillmark.foundation.models import StoredFile, Workspace
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput


def picture(kind: str = "JPEG", *, size: tuple[int, int] = (40, 20), **options: Any) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", size, (200, 30, 30))
    image.paste((30, 30, 200), (0, 0, size[0] // 2, size[1]))
    image.save(out, kind, **options)
    return out.getvalue()


def photograph() -> bytes:
    """As a telephone makes it: turned, with place, device and a comment."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "SecretPhoneMaker"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0)})
    return picture(exif=exif, comment=b"SecretComment")


def archive(**content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in content.items():
            made.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


@pytest.mark.parametrize(
    "content, name, kind",
    [
        (b"%PDF-1.7 ...", "a.exe", MediaType.PDF),
        (picture("PNG"), "a.txt", MediaType.PNG),
        (picture(), "a.png", MediaType.JPEG),
        (archive(a=b"x"), "a.xlsx", MediaType.ZIP),
        (workbook(), "a.zip", MediaType.XLSX),
        (b'{"a": 1}', "a", MediaType.JSON),
        (b"\xef\xbb\xbf[1]", "a", MediaType.JSON),
        (b"{not json", "a", MediaType.TEXT),
        ("größer,klein\n".encode(), "A.CSV", MediaType.CSV),
        (b"<script>alert(1)</script>", "a.html", MediaType.TEXT),
    ],
)
def test_a_file_is_known_by_its_content(content: bytes, name: str, kind: MediaType) -> None:
    assert rules.media_type(content, name) is kind


@pytest.mark.parametrize(
    "content, why",
    [
        (b"", "is empty"),
        (b"\x7fELF\x02\x01\x01\x00", "none of the kinds"),
        (b"text with \x00 inside", "none of the kinds"),
        (b"caf\xe9", "none of the kinds"),
        (b"GIF89a\xff", "none of the kinds"),
        (b"PK\x03\x04 broken", "archive that cannot be read"),
    ],
)
def test_anything_else_is_refused_in_a_sentence(content: bytes, why: str) -> None:
    with pytest.raises(BadInput, match=why) as refused:
        rules.media_type(content, "file.bin")
    assert refused.value.problems[0].file == "file.bin"


DAMAGED = [
    (zipfile.ZIP_STORED, 40), (zipfile.ZIP_DEFLATED, 40), (zipfile.ZIP_BZIP2, 40), (zipfile.ZIP_LZMA, 44),
]  # fmt: skip


@pytest.mark.parametrize("method, place", DAMAGED)
def test_an_archive_damaged_in_any_way_of_packing_is_refused(method: int, place: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        made.writestr("a.txt", b"hello " * 1000)
    whole = out.getvalue()
    for damage in (b"\xff" * 8, b"\x00" * 8):
        with pytest.raises(BadInput, match="archive that cannot be read"):
            rules.media_type(whole[:place] + damage + whole[place + 8 :], "a.zip")


@given(st.sampled_from([each for each, _ in DAMAGED]), st.integers(4, 400), st.binary(min_size=1, max_size=12))
def test_whatever_the_damage_an_archive_is_known_or_refused(method: int, place: int, damage: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        made.writestr("a.txt", bytes(range(256)))
    whole = out.getvalue()
    told = ""
    try:
        rules.media_type(whole[:place] + damage + whole[place + len(damage) :], "a.zip")
    except BadInput as refused:
        told = str(refused)
    assert told == "" or told.startswith("a.zip: ")


def test_an_archive_locked_with_a_password_is_refused() -> None:
    locked = bytearray(archive(a=b"x"))
    locked[6] |= 1  # the flag in the entry
    locked[locked.index(b"PK\x01\x02") + 8] |= 1  # and in the table of contents
    with pytest.raises(BadInput, match="locked with a password"):
        rules.media_type(bytes(locked), "a.zip")


def test_a_file_beyond_the_limit_is_refused() -> None:
    with pytest.raises(BadInput, match="larger than 50 MB"):
        rules.media_type(b"x" * (rules.MOST_BYTES + 1), "a.txt")


def test_an_archive_that_grows_too_much_is_refused() -> None:
    bomb = archive(a=b"\x00" * (rules.MOST_EXPANDED + 1))
    assert len(bomb) < 2**20
    with pytest.raises(BadInput, match="grows beyond 200 MB"):
        rules.media_type(bomb, "bomb.zip")


def test_an_archive_that_lies_about_its_size_is_refused() -> None:
    honest = archive(a=b"\x00" * 100_000)
    lying = honest.replace(struct.pack("<I", 100_000), struct.pack("<I", 10))
    assert lying != honest
    with pytest.raises(BadInput, match="cannot be read"):
        rules.media_type(lying, "a.zip")


def test_an_archive_of_too_many_files_is_refused() -> None:
    with pytest.raises(BadInput, match="more than 10,000 files"):
        rules.media_type(archive(**{f"f{number}": b"" for number in range(10_001)}), "a.zip")


@given(st.binary(max_size=400) | st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail))
def test_no_bytes_get_through_unnamed(content: bytes) -> None:
    told = ""
    try:
        rules.media_type(content, "x")
    except BadInput as refused:
        told = str(refused)
    assert told == "" or told.startswith("x: ")


def test_what_is_shown_of_a_photograph_is_its_pixels_alone() -> None:
    before = photograph()
    assert b"SecretPhoneMaker" in before
    assert b"SecretComment" in before
    shown = rules.without_metadata(before, MediaType.JPEG, "a.jpg")
    assert b"Secret" not in shown
    with Image.open(io.BytesIO(shown)) as image:
        assert image.size == (20, 40), "turned the right way up"
        assert not image.getexif()
        assert "comment" not in image.info


def test_a_png_keeps_its_transparency_and_loses_its_texts() -> None:
    from PIL.PngImagePlugin import PngInfo

    texts = PngInfo()
    texts.add_text("Author", "SecretAuthor")
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (1, 2, 3, 128)).save(out, "PNG", pnginfo=texts)
    shown = rules.without_metadata(out.getvalue(), MediaType.PNG, "a.png")
    assert b"SecretAuthor" not in shown
    with Image.open(io.BytesIO(shown)) as image:
        assert image.getpixel((0, 0)) == (1, 2, 3, 128)


def test_a_picture_of_too_many_pixels_is_refused_unread() -> None:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    data = zlib.compress(b"")
    body = struct.pack(">I", len(data)) + b"IDAT" + data + struct.pack(">I", zlib.crc32(b"IDAT" + data))
    with pytest.raises(BadInput, match=r"60000 × 60000 pixels|cannot be read"):
        rules.without_metadata(b"\x89PNG\r\n\x1a\n" + chunk + body, MediaType.PNG, "big.png")


@pytest.mark.parametrize("length", [30, 200, 600])
def test_a_picture_that_was_cut_off_is_refused(length: int) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        rules.without_metadata(picture()[:length], MediaType.JPEG, "a.jpg")


@pytest.mark.parametrize(
    "given_name, kept",
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\cv.pdf", "cv.pdf"),
        ("a\x00b\nc.txt", "abc.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("...", "file"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_a_name_is_made_safe(given_name: str, kept: str) -> None:
    assert rules.safe_name(given_name) == kept


# The store -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path: Path, settings: Any, db: None) -> Workspace:
    settings.DATA = tmp_path
    return workspace()


def blobs(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


def test_a_file_comes_back_as_it_went_in(place: Workspace, tmp_path: Path) -> None:
    stored = files.store(worker(place), name="a.txt", content=b"hello", person_id=None, now=NOON)
    assert files.shown(worker(place), stored.pk) == (stored, b"hello")
    [blob] = blobs(tmp_path)
    assert blob.name == stored.address
    assert blob.stat().st_mode & 0o777 == 0o600


def test_the_address_tells_nobody_what_is_inside(place: Workspace) -> None:
    here = files.store(worker(place), name="a", content=b"hello", person_id=None, now=NOON)
    there = files.store(worker(workspace("other")), name="a", content=b"hello", person_id=None, now=NOON)
    assert here.digest == there.digest
    assert len({here.address, there.address, here.digest}) == 3


def test_a_persons_file_is_unreadable_on_the_disk(place: Workspace, tmp_path: Path) -> None:
    stored = files.store(worker(place), name="a.txt", content=b"hello", person_id=sources.new_id(), now=NOON)
    assert b"hello" not in blobs(tmp_path)[0].read_bytes()
    assert files.original(worker(place), stored.pk)[1] == b"hello"


def test_a_photograph_is_kept_as_it_came_and_shown_without_its_place(place: Workspace) -> None:
    stored = files.store(worker(place), name="a.jpg", content=photograph(), person_id=sources.new_id(), now=NOON)
    assert b"Secret" not in files.shown(worker(place), stored.pk)[1]
    assert files.original(worker(place), stored.pk)[1] == photograph()


def test_a_stranger_finds_no_file(place: Workspace) -> None:
    stored = files.store(worker(place), name="a", content=b"hello", person_id=None, now=NOON)
    with pytest.raises(NotFound):
        files.shown(worker(workspace("other")), stored.pk)


def test_bytes_stay_while_another_file_names_them(
    place: Workspace, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    one, two = (files.store(worker(place), name=name, content=b"hello", person_id=None, now=NOON) for name in "ab")
    assert len(blobs(tmp_path)) == 1
    for stored, left in ((one, 1), (two, 0)):
        with django_capture_on_commit_callbacks(execute=True):
            files.remove(worker(place), file_id=stored.pk, now=NOON)
        assert len(blobs(tmp_path)) == left


class NotThrough(Exception):
    """What keeps a transaction from coming through."""


@pytest.mark.parametrize("through", [True, False])
def test_bytes_that_another_open_transaction_stores_outlive_the_removal_of_the_same(
    through: bool, tmp_path: Path, settings: Any, transactional_db: None, engine: str
) -> None:
    """Two connections: one has stored the bytes and not yet come through when the other removes the row it can see."""
    if engine == "sqlite":
        pytest.skip("on SQLite one transaction writes at a time")
    settings.DATA = tmp_path
    place = workspace()
    seen = files.store(worker(place), name="a", content=b"hello", person_id=None, now=NOON)
    stored, removed = threading.Event(), threading.Event()
    kept: list[StoredFile] = []

    @action
    def store_and_wait() -> None:
        kept.append(files.store(worker(place), name="b", content=b"hello", person_id=None, now=NOON))
        stored.set()
        assert removed.wait(20)
        if not through:
            raise NotThrough

    def store() -> None:
        try:
            with suppress(NotThrough):
                store_and_wait()
        finally:
            connection.close()

    other = threading.Thread(target=store)
    other.start()
    assert stored.wait(20)
    files.remove(worker(place), file_id=seen.pk, now=NOON)
    removed.set()
    other.join()
    if through:
        assert files.shown(worker(place), kept[0].pk)[1] == b"hello"
    else:
        later = sources.now() + timedelta(days=2)
        files.sweep(place.pk, later)
        assert blobs(tmp_path) == []


def test_bytes_without_an_owner_are_swept_when_they_are_a_day_old(place: Workspace, tmp_path: Path) -> None:
    stored = files.store(worker(place), name="a", content=b"hello", person_id=None, now=NOON)
    lost = files.store(worker(place), name="b", content=b"lost", person_id=None, now=NOON)
    StoredFile.objects.within(worker(place)).filter(pk=lost.pk).delete()
    for blob in blobs(tmp_path):
        os.utime(blob, (NOON.timestamp(), NOON.timestamp()))
    assert files.sweep(place.pk, NOON + timedelta(hours=23)) == 0
    assert files.sweep(place.pk, NOON + timedelta(hours=25)) == 1
    assert [blob.name for blob in blobs(tmp_path)] == [stored.address]


def test_a_refused_file_leaves_no_row(place: Workspace) -> None:
    with pytest.raises(BadInput):
        files.store(worker(place), name="a", content=b"\x00", person_id=None, now=NOON)
    assert not StoredFile.objects.within(worker(place)).exists()


def test_a_file_is_served_so_that_it_can_do_nothing(place: Workspace) -> None:
    stored = files.store(worker(place), name='q"u\r\nX: ö.txt', content=b"<script>", person_id=None, now=NOON)
    response = files.attachment(*files.shown(worker(place), stored.pk))
    assert response["Content-Disposition"].startswith("attachment;")
    assert "\r" not in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Type"] == "text/plain"
