"""Erasing a person leaves no trace in database, files, audit rows or a restored backup, and the chain holds."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from tests.house.erasing import TRACES

pytestmark = pytest.mark.engine
KEPT_BESIDE_BACKUPS = "erasures.jsonl"


@dataclass
class Installation:
    """A folder of its own, and on PostgreSQL a database of its own, which can be copied and put back."""

    root: Path
    data: Path
    backup: Path
    url: str

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        path = os.pathsep.join([str(self.root / "src"), str(self.root), os.environ.get("PYTHONPATH", "")])
        environment = os.environ | {"SKILLMARK_DATA": str(self.data), "DATABASE_URL": self.url, "PYTHONPATH": path}
        command = [sys.executable, "-m", *words]
        return subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)

    def tell(self, *words: str) -> dict[str, Any]:
        ended = self.run("tests.house.erasing", *words)
        assert ended.returncode == 0, ended.stderr[-3000:]
        told: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
        return told

    def in_server_files(self, key: bytes) -> list[str]:
        """Files of this database on its server in which something of her or her key can be read; its log apart."""
        with self._connected(self._name) as connection:
            connection.execute("CHECKPOINT")  # what the server holds in memory would be in no file
            (place,) = connection.execute("SHOW data_directory").fetchone() or ("",)
            query = "SELECT oid::text FROM pg_database WHERE datname = current_database()"
            (number,) = connection.execute(query).fetchone() or ("",)
        return in_files(Path(place) / "base" / number, key)

    def copy(self) -> None:
        """What a backup takes: the files and the database, at rest."""
        shutil.copytree(self.data, self.backup)
        if self.url:
            self._on_server(f'CREATE DATABASE "{self._name}_copy" TEMPLATE "{self._name}"')

    def put_back(self) -> None:
        """Restore the backup. Only the list of who was erased is today's: it is kept beside the backups."""
        kept = (self.data / KEPT_BESIDE_BACKUPS).read_bytes()
        shutil.rmtree(self.data)
        shutil.copytree(self.backup, self.data)
        (self.data / KEPT_BESIDE_BACKUPS).write_bytes(kept)
        if self.url:
            self._on_server(f'DROP DATABASE "{self._name}"')
            self._on_server(f'ALTER DATABASE "{self._name}_copy" RENAME TO "{self._name}"')

    def make(self) -> None:
        self.data.mkdir()
        if self.url:
            self.clear()
            self._on_server(f'CREATE DATABASE "{self._name}"')

    def clear(self) -> None:
        for name in (self._name, f"{self._name}_copy") if self.url else ():
            self._on_server(f'DROP DATABASE IF EXISTS "{name}"')

    @property
    def _name(self) -> str:
        return urlsplit(self.url).path.lstrip("/")

    def _on_server(self, statement: str) -> None:
        with self._connected("postgres") as connection:
            connection.execute(statement)

    def _connected(self, name: str) -> Any:
        import psycopg

        return psycopg.connect(urlunsplit(urlsplit(self.url)._replace(path=f"/{name}")), autocommit=True)


@pytest.fixture(scope="module")
def installation(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("erasure")
    given = os.environ.get("DATABASE_URL", "")
    parts = urlsplit(given)
    own = urlunsplit(parts._replace(path=f"/erasure_{os.getpid()}")) if given else ""
    made = Installation(root, folder / "data", folder / "backup", own)
    made.make()
    yield made
    made.clear()


def in_files(folder: Path, key: bytes) -> list[str]:
    """Files in which something of her or her key can be read, a database's own pages and SQLite's log among them."""
    return [str(path.relative_to(folder)) for path in sorted(folder.rglob("*")) if path.is_file() and tells(path, key)]


def tells(file: Path, key: bytes) -> bool:
    content = file.read_bytes()
    return key in content or any(trace.encode() in content.lower() for trace in TRACES)


def test_an_erased_person_is_gone_from_database_files_audit_rows_and_a_restored_backup(
    installation: Installation, engine: str
) -> None:
    """One story in five steps; the first makes sure that there is something to forget."""
    who = installation.tell("fill")
    key = bytes.fromhex(who["key"])
    before = installation.tell("traces")["traces"]
    assert len({column.split(".")[0] for column in before}) >= 6, before
    for told in ("credentials_outsiderecord.name", "credentials_share.for_whom", "credentials_sharesending.address"):
        assert told in before, before
    assert in_files(installation.data, key) == (["skillmark.sqlite3"] if engine == "sqlite" else [])
    assert engine == "sqlite" or len(installation.in_server_files(key)) >= 6
    assert installation.tell("guesses") == {"places": 1, "found": ["draw"], "verdict": "unaltered"}
    installation.copy()

    installation.tell("erase", who["workspace"], who["person"])
    assert_nothing_is_left(installation, key)
    assert installation.tell("guesses") == {"places": 1, "found": [], "verdict": "unaltered_without_erased"}

    installation.put_back()
    assert installation.tell("traces")["traces"] == before
    assert installation.tell("catch_up") == {"erased": 1}
    assert_nothing_is_left(installation, key)


def assert_nothing_is_left(installation: Installation, key: bytes) -> None:
    """In no column, in no file of ours, and, once a worker has cleared the pages, in no file of the database's."""
    assert installation.tell("traces")["traces"] == []
    worked = installation.run("skillmark.config.command", "worker", "--until-empty")
    assert worked.returncode == 0, worked.stderr
    assert in_files(installation.data, key) == []
    if installation.url:
        assert installation.in_server_files(key) == []
    assert_chain_is_whole(installation)


def assert_chain_is_whole(installation: Installation) -> None:
    ended = installation.run("skillmark.config.command", "audit", "verify", "--json")
    assert ended.returncode == 0, ended.stdout + ended.stderr
