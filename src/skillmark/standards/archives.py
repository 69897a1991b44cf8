"""Opening an occupation database: a folder, or a zip that may come from anywhere and is believed in nothing."""

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from skillmark.kernel.skills import Files, onet_version
from skillmark.kernel.skills.onet import NEEDED, require_files
from skillmark.kernel.values import BadInput, told

MOST_MEMBERS = 500  # the official text database holds about forty files
LARGEST_FILE = 64 * 2**20  # the largest official file holds about 10 MB
LARGEST_WHOLE = 256 * 2**20  # the official text database holds about 50 MB
HIGHEST_RATIO = 200  # official files shrink to between a fifth and a thirtieth; a bomb to a thousandth


@dataclass(frozen=True, slots=True)
class OccupationDatabase:
    """The files of a database by name, each opened anew when read, and the version its name tells."""

    files: Files
    version: str | None


def from_folder(folder: Path) -> OccupationDatabase:
    """Every file of the folder. Raises BadInput where there is no such folder."""
    if not folder.is_dir():
        raise BadInput.of(told("there is no such folder"), file=str(folder))
    files = {path.name: _path_opener(path) for path in sorted(folder.iterdir()) if path.is_file()}
    return OccupationDatabase(files, onet_version(folder.resolve().name))


def from_zip(stream: BinaryIO, *, name: str, endings: Collection[str] = (".txt",)) -> OccupationDatabase:
    """The text files of a zip, in whatever folder of it they lie: those with these endings. `stream` must stay open
    while they are read.

    Raises BadInput: not a zip, encrypted, two files of one name, or more unpacked than the limits at the top allow.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError):
        raise BadInput.of(told("is not a zip file"), file=name) from None
    members = [member for member in archive.infolist() if not member.is_dir()]
    _refuse_bombs(members, name)
    files: dict[str, Callable[[], BinaryIO]] = {}
    version = onet_version(name)
    for member in members:
        path = PurePosixPath(member.filename)
        if path.suffix.lower() not in endings or path.name.startswith("."):
            continue
        if path.name in files:
            raise BadInput.of(told("holds two files named %(name)s", name=path.name), file=name)
        files[path.name] = _member_opener(archive, member, name)
        version = version or onet_version(member.filename)
    return OccupationDatabase(files, version)


def digest(database: OccupationDatabase) -> str:
    """What a database is known by: SHA-256, lower-case hex, over the version told and the files drafts are read from.

    Each file goes in by its own digest, so that no two databases run together to the same bytes. Raises BadInput where
    a needed file is missing.
    """
    require_files(database.files)
    whole = hashlib.sha256(f"{database.version}\n".encode())
    for name in NEEDED:
        with database.files[name]() as stream:
            content = hashlib.sha256(stream.read()).hexdigest()  # 64 MB at most, see the limits at the top
        whole.update(f"{name}\n{content}\n".encode())
    return whole.hexdigest()


def _refuse_bombs(members: list[zipfile.ZipInfo], name: str) -> None:
    if len(members) > MOST_MEMBERS:
        said = told("holds %(count)s files, more than the %(most)s we open", count=len(members), most=MOST_MEMBERS)
        raise BadInput.of(said, file=name)
    for member in members:
        if member.flag_bits & 1:
            raise BadInput.of(told("%(name)s is encrypted", name=member.filename), file=name)
        if member.file_size > LARGEST_FILE:
            most = LARGEST_FILE >> 20
            said = told("%(name)s would unpack to more than %(most)s MB", name=member.filename, most=most)
            raise BadInput.of(said, file=name)
        if member.file_size > HIGHEST_RATIO * max(member.compress_size, 1):
            raise BadInput.of(told("%(name)s is packed tighter than any honest text", name=member.filename), file=name)
    if sum(member.file_size for member in members) > LARGEST_WHOLE:
        raise BadInput.of(told("would unpack to more than %(most)s MB", most=LARGEST_WHOLE >> 20), file=name)


def _path_opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: path.open("rb")


def _member_opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Callable[[], BinaryIO]:
    """Opens the member whole and checked: what its entry says of its size is what is read at most."""

    def opened() -> BinaryIO:
        try:
            return BytesIO(archive.read(member))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
            raise BadInput.of(told("is damaged"), file=f"{name}, {member.filename}") from None

    return opened
