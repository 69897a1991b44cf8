"""The operator backs up, loses the machine, restores; and who was erased stays erased. By the real commands."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.config.installation.places import ROOT, Place, place, set_up, with_tables
from tests.support.demonstration import Demonstration

from skillmark.config.installation import archive

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]

THE_FRAMEWORKS = ("django_", "auth_", "sqlite_")


@pytest.fixture(scope="module")
def filled(demonstration: Demonstration) -> Place:
    """The demonstration that this worker serves: people, records, files, jobs done and waiting."""
    return Place(demonstration.data, demonstration.database)


@pytest.fixture(scope="module")
def kept(filled: Place, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("kept")
    file, key = folder / "all.backup", folder / "keys" / "backup.key"
    told = json.loads(filled.run("backup", file, "--key-file", key, "--json").splitlines()[0])
    assert told["rows"] > 1000
    return file, key


def members(file: Path, key: Path) -> dict[str, bytes]:
    with archive.opened(file, archive.key_of(key)) as found:
        return {name: content.getvalue() for name, content in found if name != "backup.json"}


@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
def test_what_is_restored_is_what_was_backed_up_on_either_database(
    into: str, kept: tuple[Path, Path], tmp_path: Path, engine: str
) -> None:
    if into == "postgresql" and engine != "postgresql":
        pytest.skip("this run has no PostgreSQL; the other one restores into both")
    file, key = kept
    other = place(tmp_path, f"restored_{into}", engine=into)
    told = json.loads(other.run("restore", file, "--key-file", key, "--json").splitlines()[0])
    assert told["chains_hold"]
    other.run("backup", tmp_path / "again.backup", "--key-file", key)
    before, after = members(file, key), members(tmp_path / "again.backup", key)
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []
    assert "is not empty" in other.run("restore", file, "--key-file", key, code=2)


def test_no_key_is_in_a_backup(filled: Place, kept: tuple[Path, Path]) -> None:
    file, key = kept
    backup_key = next(word for word in key.read_text().split() if word.startswith(archive.PREFIX)).encode()
    master = (filled.data / "keys" / "master.key").read_bytes()
    for name, content in members(file, key).items():
        assert backup_key not in content, name
        assert master not in content, name
        assert master.hex().encode() not in content, name


def test_a_wrong_key_or_a_damaged_file_changes_nothing(kept: tuple[Path, Path], tmp_path: Path, engine: str) -> None:
    file, _key = kept
    empty = with_tables(tmp_path, "untouched", engine=engine)
    archive.key_of(tmp_path / "other.key", make=True)
    said = empty.run("restore", file, "--key-file", tmp_path / "other.key", code=2)
    assert "was made with another key; nothing was changed" in said
    (tmp_path / "half.backup").write_bytes(file.read_bytes()[:-1000])
    said = empty.run("restore", tmp_path / "half.backup", "--key-file", _key, code=2)
    assert "is damaged or cut off; nothing was changed" in said
    assert "Nothing is set up yet" in empty.run("doctor", code=1)


def test_a_lost_machine_comes_back_without_whom_it_had_erased_and_signs_by_the_sheet(
    tmp_path: Path, engine: str
) -> None:
    backups, key = tmp_path / "backups", tmp_path / "keys" / "k"
    first = with_tables(tmp_path, "first", engine=engine)
    sheet = set_up(first, tmp_path, f'backups = "{backups}"')["recovery_sheet"]
    assert isinstance(sheet, list)
    erased, staying, public = in_it(first, "add", "Maria Lopez", "Ana Ruiz", "sign").split()
    first.run("backup", "--key-file", key)
    in_it(first, "erase", erased)
    (file,) = backups.glob("*.backup")
    before = everything(first)
    assert "the disk is full" in in_it(first, "failing upgrade", str(tmp_path / "before"), str(key))
    assert everything(first) == before, "an upgrade that fails leaves the records as they were"
    shutil.rmtree(first.data)  # the machine is lost, and with it the list that lay on it
    second = place(tmp_path, "second", engine=engine)
    said = second.run("restore", file, "--key-file", key)
    assert "Every chain holds" in said
    assert "Signing waits for the recovery sheet" in said
    assert in_it(second, "letters", erased, staying) == "gone Dear Ana Ruiz"
    assert "Maria" not in "".join(everything(second))
    assert "The signing key is not here" in second.run("doctor", code=1)
    second.run("signer", "--recover", "-", typed="\n".join(sheet))
    assert in_it(second, "sign") == public


def in_it(where: Place, *words: str) -> str:
    """Do something inside an installation by its own actions; gives what it says."""
    command = [sys.executable, "-m", "tests.config.installation.inside", *words]
    environment = where.environment() | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def everything(where: Place) -> list[str]:
    """Every row of ours as text, its columns by name; the framework's own tables are made anew."""
    if not where.url:
        with sqlite3.connect(where.data / "skillmark.sqlite3") as line:
            tables = [name for (name,) in line.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return _rows(line.execute, tables)
    import psycopg

    with psycopg.connect(where.url) as line:
        tables = [name for (name,) in line.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        return _rows(lambda query: line.execute(query.encode()), tables)


def _rows(read: Callable[[str], Any], tables: list[str]) -> list[str]:
    told = []
    for table in tables:
        if not table.startswith(THE_FRAMEWORKS):
            found = read(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in found.description]
            told += [f"{table} {sorted(zip(columns, row, strict=True))}" for row in found]
    return sorted(told)
