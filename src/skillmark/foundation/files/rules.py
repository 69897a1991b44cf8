"""What a file is, told from its bytes alone, and what it may not exceed."""

import io
import json
import lzma
import struct
import unicodedata
import zipfile
import zlib
from enum import StrEnum
from pathlib import PurePosixPath

from PIL import Image, ImageOps

from skillmark.foundation.files import videos
from skillmark.kernel.values import BadInput, told

# as the web's own limit on uploads; of a telephone's video half a minute, or three minutes at its smallest setting. A
# file is read, checked and encrypted as a whole, in memory
MOST_BYTES = 50 * 2**20
MOST_PIXELS = 40_000_000  # a telephone's largest picture; four bytes a pixel stay below 200 MB in memory
MOST_EXPANDED = 200 * 2**20  # what an archive may grow to: four times the largest upload
MOST_ENTRIES = 10_000  # a spreadsheet has dozens
LONGEST_NAME = 150
JPEG_QUALITY = 88  # no visible loss on photographs of work, a third of the size of 95


class MediaType(StrEnum):
    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ZIP = "application/zip"
    JSON = "application/json"
    CSV = "text/csv"
    TEXT = "text/plain"
    MP4 = "video/mp4"
    WEBM = "video/webm"
    QUICKTIME = "video/quicktime"


ACCEPTED = "PDF, PNG, JPEG, text, CSV, JSON, ZIP, Excel (xlsx), MP4, MOV and WebM"
VIDEOS = {MediaType.MP4, MediaType.WEBM, MediaType.QUICKTIME}
IMAGES = {MediaType.PNG: "PNG", MediaType.JPEG: "JPEG"}
# what the standard library raises at a damaged, unknown or locked archive: each method of packing has its own error
UNREADABLE = (
    zipfile.BadZipFile, zipfile.LargeZipFile, lzma.LZMAError, zlib.error, struct.error,
    EOFError, NotImplementedError, OSError, RuntimeError, ValueError,
)  # fmt: skip
_STARTS = {b"%PDF-": MediaType.PDF, b"\x89PNG\r\n\x1a\n": MediaType.PNG, b"\xff\xd8\xff": MediaType.JPEG}


def media_type(content: bytes, name: str) -> MediaType:
    """What the bytes are. The name decides one thing only: whether text is called a table.

    Raises BadInput, naming the file, for what is empty, too large, unknown, or grows beyond the limits when opened.
    """
    if not content:
        raise BadInput.of(told("is empty"), file=name)
    if len(content) > MOST_BYTES:
        raise BadInput.of(told("is larger than %(most)s MB", most=MOST_BYTES // 2**20), file=name)
    for start, found in _STARTS.items():
        if content.startswith(start):
            return found
    if videos.is_mp4(content):
        return MediaType.MP4
    if videos.is_quicktime(content):
        return MediaType.QUICKTIME
    if videos.is_webm(content):
        return MediaType.WEBM
    if content.startswith(b"PK\x03\x04"):
        return _archive(content, name)
    return _text(content, name)


def as_shown(content: bytes, kind: MediaType, name: str) -> bytes:
    """What others see of a file: a picture or a video without place, device and time; nothing where that is the file
    itself. Raises BadInput for one that cannot be read.
    """
    if kind in IMAGES:
        return without_metadata(content, kind, name)
    return videos.without_place(content, name) if kind in VIDEOS else b""


def without_metadata(content: bytes, kind: MediaType, name: str) -> bytes:
    """The picture again, turned the right way up, with nothing but its pixels: no place, device, time or comment.

    Raises BadInput for a picture of too many pixels or one that cannot be read.
    """
    try:
        with Image.open(io.BytesIO(content), formats=[IMAGES[kind]]) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                most = f"{MOST_PIXELS:,}"
                raise BadInput.of(
                    told(
                        "has %(width)s × %(height)s pixels; the most is %(most)s", width=width, height=height, most=most
                    ),
                    file=name,
                )
            upright = ImageOps.exif_transpose(image)
            has_alpha = kind is MediaType.PNG and ("A" in upright.getbands() or "transparency" in upright.info)
            flat = upright.convert("RGBA" if has_alpha else "RGB")
            clean = Image.new(flat.mode, flat.size)
            clean.paste(flat)
    except (OSError, ValueError, SyntaxError, zlib.error, Image.DecompressionBombError):
        raise BadInput.of(told("is a picture that cannot be read"), file=name) from None
    out = io.BytesIO()
    clean.save(out, IMAGES[kind], **({"quality": JPEG_QUALITY} if kind is MediaType.JPEG else {"optimize": False}))
    return out.getvalue()


def safe_name(name: str) -> str:
    """A file name without folders, control characters or tricks of writing direction, of at most 150 characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(sign for sign in last if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    plain = plain.strip(" .")
    if len(plain) > LONGEST_NAME:
        suffix = PurePosixPath(plain).suffix[:12]
        plain = plain[: LONGEST_NAME - len(suffix)] + suffix
    return plain or "file"


def _archive(content: bytes, name: str) -> MediaType:
    """Opened to the end, since an archive may lie about what it grows to."""
    expanded = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                raise BadInput.of(told("holds more than %(most)s files", most=f"{MOST_ENTRIES:,}"), file=name)
            for entry in entries:
                if entry.flag_bits & 1:
                    raise BadInput.of(told("is locked with a password"), file=name)
                with archive.open(entry) as opened:
                    while part := opened.read(1 << 16):
                        expanded += len(part)
                        if expanded > MOST_EXPANDED:
                            most = MOST_EXPANDED // 2**20
                            raise BadInput.of(told("grows beyond %(most)s MB when opened", most=most), file=name)
    except UNREADABLE:
        raise BadInput.of(told("is an archive that cannot be read"), file=name) from None
    names = {entry.filename for entry in entries}
    return MediaType.XLSX if {"[Content_Types].xml", "xl/workbook.xml"} <= names else MediaType.ZIP


def _text(content: bytes, name: str) -> MediaType:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput.of(told("is none of the kinds taken here: %(kinds)s", kinds=ACCEPTED), file=name) from None
    if any(sign < " " and sign not in "\t\n\r\f" for sign in text):
        raise BadInput.of(told("is none of the kinds taken here: %(kinds)s", kinds=ACCEPTED), file=name)
    if text.lstrip()[:1] in ("{", "["):
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            return MediaType.TEXT
        return MediaType.JSON
    return MediaType.CSV if name.lower().endswith(".csv") else MediaType.TEXT
