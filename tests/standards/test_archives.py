"""An upload is believed in nothing: what would burst, hide or repeat is refused before it is read."""

import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from tests.standards.factories import onet_files, zipped

from skillmark.kernel.skills import read_catalogue
from skillmark.kernel.values import BadInput
from skillmark.standards import archives


def archive(*members: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> BytesIO:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as out:
        for name, content in members:
            out.writestr(name, content)
    stream.seek(0)
    return stream


def refusal(stream: BytesIO) -> str:
    with pytest.raises(BadInput) as refused:
        read_catalogue(archives.from_zip(stream, name="upload.zip").files)
    return refused.value.sentence()


def test_files_are_found_in_whatever_folder_and_the_version_in_its_name() -> None:
    database = archives.from_zip(zipped(onet_files(), "downloads/db_30_1_text"), name="mine.zip")
    assert database.version == "30.1"
    assert set(read_catalogue(database.files).occupations) == {
        "51-0001.00",
        "51-0002.00",
        "51-0003.00",
        "51-0004.00",
    }


def test_a_folder_is_read_like_a_zip(tmp_path: Path) -> None:
    folder = tmp_path / "db_29_0_text"
    folder.mkdir()
    for name, content in onet_files().items():
        (folder / name).write_bytes(content)
    database = archives.from_folder(folder)
    assert database.version == "29.0"
    assert len(read_catalogue(database.files).occupations) == 4


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no such folder"):
        archives.from_folder(tmp_path / "nowhere")


def test_what_is_no_zip_is_refused() -> None:
    assert refusal(BytesIO(b"PK but not really")) == "upload.zip: is not a zip file"


def test_a_bomb_is_refused_by_its_ratio() -> None:
    assert refusal(archive(("Skills.txt", b"0" * 20_000_000))) == (
        "upload.zip: Skills.txt is packed tighter than any honest text"
    )


def test_a_file_too_large_is_refused_unread() -> None:
    stream = archive(("Skills.txt", b"abc"))
    data = bytearray(stream.getvalue())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", archives.LARGEST_FILE + 1)
    assert refusal(BytesIO(bytes(data))) == "upload.zip: Skills.txt would unpack to more than 64 MB"


def test_many_files_are_refused() -> None:
    names = [(f"{number}.txt", b"") for number in range(archives.MOST_MEMBERS + 1)]
    assert refusal(archive(*names)) == "upload.zip: holds 501 files, more than the 500 we open"


def test_two_files_of_one_name_are_refused() -> None:
    assert refusal(archive(("a/Skills.txt", b"x"), ("b/Skills.txt", b"y"))) == (
        "upload.zip: holds two files named Skills.txt"
    )


def test_a_damaged_file_is_named() -> None:
    stream = archive(*onet_files().items(), compression=zipfile.ZIP_STORED)
    data = bytearray(stream.getvalue())
    at = data.index(b"Net Menders")
    data[at : at + 3] = b"Bet"
    assert refusal(BytesIO(bytes(data))) == "upload.zip, Occupation Data.txt: is damaged"


def test_a_missing_file_is_named() -> None:
    files = onet_files()
    del files["Skills.txt"]
    assert refusal(zipped(files)) == "Skills.txt: the O*NET database lacks this file, which is needed"
