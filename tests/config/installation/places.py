"""Installations of a test: each with a folder and a database of its own, used through the real command."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.demonstration import create_database

ROOT = Path(__file__).resolve().parents[3]
DATABASE = "skillmark.sqlite3"


@dataclass(frozen=True)
class Place:
    """One installation. `url` is empty for SQLite."""

    data: Path
    url: str = ""
    others: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str | Path, code: int = 0, typed: str = "") -> str:
        """The command's standard output and error; its exit code must be `code`."""
        done = self.start(*words, typed=typed)
        assert done.returncode == code, f"{words} ended with {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def start(self, *words: str | Path, typed: str = "") -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-P", "-m", "skillmark.config.command", *map(str, words)]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment(), input=typed, capture_output=True, text=True, check=False
        )

    def environment(self) -> dict[str, str]:
        mine = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "SKILLMARK_ADDRESS")}
        mine |= {"SKILLMARK_DATA": str(self.data), "PYTHONPATH": str(ROOT / "src")} | self.others
        mine.setdefault("NUMBA_CACHE_DIR", str(ROOT / ".data" / "numba"))
        return mine | ({"DATABASE_URL": self.url} if self.url else {})


def place(folder: Path, name: str, *, engine: str) -> Place:
    """A machine with nothing on it, but for an empty database where there is a server of them."""
    return Place(folder / name, create_database(f"{name}_{os.getpid()}") if engine == "postgresql" else "")


def with_tables(folder: Path, name: str, *, engine: str) -> Place:
    """An installation whose tables are made and empty; made once and then copied, which takes a hundredth of it."""
    first = _tables_made(folder.parent, engine)
    if engine == "postgresql":
        return Place(folder / name, create_database(f"{name}_{os.getpid()}", template=_name(first.url)))
    (folder / name).mkdir()
    shutil.copy(first.data / DATABASE, folder / name / DATABASE)
    return Place(folder / name)


@cache
def _tables_made(folder: Path, engine: str) -> Place:
    made = place(folder, "tables_made", engine=engine)
    made.run("manage", "migrate")
    return made


def _name(url: str) -> str:
    return urlsplit(url).path.strip("/")


def set_up(where: Place, folder: Path, *more: str) -> dict[str, object]:
    answers = folder / f"{where.data.name}.toml"
    lines = ['organisation = "Tideway"', 'address = "http://localhost:8000"', 'administrator = "lead@example.org"']
    answers.write_text("\n".join([*lines, *more]))
    told: dict[str, object] = json.loads(where.run("setup", "--answers", answers, "--json"))
    return told
