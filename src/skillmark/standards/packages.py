"""A framework from wherever it lies: a file, a folder, a zip of files. All of it is believed in nothing."""

import zipfile
from io import BytesIO
from pathlib import Path

from skillmark.kernel.skills.exchange import Package, formats
from skillmark.kernel.skills.exchange.tables import LARGEST_TABLE
from skillmark.kernel.values import BadInput, told
from skillmark.standards import archives

ENDINGS = (".txt", ".csv", ".xlsx")  # of the files O*NET and ESCO come in
ARCHIVE, WORKBOOK = b"PK\x03\x04", "xl/workbook.xml"


def from_path(path: Path, *, format_name: str | None = None) -> Package:
    """The framework in a file or folder. Raises BadInput with file, row or path, and the reason."""
    if path.is_dir():
        database = archives.from_folder(path)
        return formats.read_folder(
            database.files, name=path.resolve().name, format_name=format_name, version=database.version
        )
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_TABLE + 1)
    except OSError:
        raise BadInput.of(told("cannot be opened"), file=str(path)) from None
    return from_bytes(content, name=path.name, format_name=format_name)


def from_bytes(content: bytes, *, name: str, format_name: str | None = None) -> Package:
    """The framework in a file's bytes; a zip of O*NET's or ESCO's files counts as their folder. Raises BadInput."""
    if len(content) > LARGEST_TABLE:
        raise BadInput.of(told("is larger than %(most)s MB", most=LARGEST_TABLE >> 20), file=name)
    if not content.startswith(ARCHIVE) or _is_workbook(content):
        return formats.read_file(content, name=name, format_name=format_name)
    database = archives.from_zip(BytesIO(content), name=name, endings=ENDINGS)
    return formats.read_folder(database.files, name=name, format_name=format_name, version=database.version)


def _is_workbook(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return WORKBOOK in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError):
        return False  # read as a zip, it is refused in words
