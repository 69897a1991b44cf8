"""One encrypted file: whole or refused, and nothing of it in the clear."""

from pathlib import Path

import pytest

from skillmark.config.installation import archive
from skillmark.kernel.values import BadInput

LARGE = b"Maria Lopez " * 200_000


@pytest.fixture
def sealed(tmp_path: Path) -> tuple[Path, Path]:
    key = tmp_path / "keys" / "backup.key"
    with archive.sealed(tmp_path / "b.backup", archive.key_of(key, make=True).to_public()) as tar:
        archive.add(tar, "first", b"one")
        archive.add(tar, "large", LARGE)
    return tmp_path / "b.backup", key


def test_what_went_in_comes_out_in_its_order(sealed: tuple[Path, Path]) -> None:
    file, key = sealed
    with archive.opened(file, archive.key_of(key)) as members:
        assert [(name, content.getvalue()) for name, content in members] == [("first", b"one"), ("large", LARGE)]


def test_nothing_of_it_lies_in_the_clear(sealed: tuple[Path, Path], tmp_path: Path) -> None:
    file, key = sealed
    secret = next(line for line in key.read_text().split() if line.startswith(archive.PREFIX))
    for path in (path for path in tmp_path.rglob("*") if path.is_file() and path != key):
        assert b"Maria" not in path.read_bytes()
        assert secret.encode() not in path.read_bytes()
    assert {file.stat().st_mode & 0o777, key.stat().st_mode & 0o777} == {0o600}


def test_another_key_does_not_open_it(sealed: tuple[Path, Path], tmp_path: Path) -> None:
    other = archive.key_of(tmp_path / "other.key", make=True)
    with pytest.raises(BadInput, match="was made with another key; nothing was changed"):
        archive.check(sealed[0], other)


@pytest.mark.parametrize("where", [0.2, 0.5, 0.999])
def test_a_file_cut_off_or_altered_is_refused_as_a_whole(sealed: tuple[Path, Path], where: float) -> None:
    file, key = sealed
    content = file.read_bytes()
    at = int(len(content) * where)
    for damaged in (content[:at], content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]):
        file.write_bytes(damaged)
        with pytest.raises(BadInput):
            archive.check(file, archive.key_of(key))


def test_what_is_no_backup_is_said_to_be_none(tmp_path: Path) -> None:
    key = archive.key_of(tmp_path / "k", make=True)
    (tmp_path / "letter.backup").write_text("Dear Sir or Madam")
    with pytest.raises(BadInput, match="is no backup"):
        archive.check(tmp_path / "letter.backup", key)
    (tmp_path / "no.key").write_text("ssh-ed25519 AAAA")
    with pytest.raises(BadInput, match="holds no backup key"):
        archive.key_of(tmp_path / "no.key")


def test_a_backup_that_breaks_off_leaves_no_file_and_the_earlier_one(sealed: tuple[Path, Path], tmp_path: Path) -> None:
    file, key = sealed
    before = file.read_bytes()
    with pytest.raises(ZeroDivisionError):
        break_off(file, key)
    assert file.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 2


def break_off(file: Path, key: Path) -> None:
    with archive.sealed(file, archive.key_of(key).to_public()) as tar:
        archive.add(tar, "half", LARGE)
        raise ZeroDivisionError
