"""The demonstration, filled once a run and served as it is in use: web, worker and signer, on this run's database.

Each worker of a run gets a copy of its own, so that what one changes is not seen by another.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILL_SECONDS, START_SECONDS = 240, 60
FILLED = "demonstration"  # its database's name, where there is a server of them
SLUG = "sample"
PASSWORD = "sample-records-only"


@dataclass(frozen=True)
class Demonstration:
    """A served demonstration: its address (no slash at the end) and the folder of its files."""

    address: str
    data: Path
    database: str = ""  # empty for SQLite, which lies in the folder

    def url(self, path: str = "/") -> str:
        return f"{self.address}{path}"

    def place(self, path: str = "") -> str:
        """An address inside the workspace."""
        return f"{self.address}/w/{SLUG}/{path}"


@contextmanager
def served(own: Path, worker_id: str) -> Iterator[Demonstration]:
    """The filled demonstration of one worker, from its own temporary folder and on a port of its own."""
    shared = own if worker_id == "master" else own.parent
    filled = _filled_once(shared / "demonstration")
    data = own / "served"
    shutil.copytree(filled, data)
    database = create_database(f"served_{worker_id}", template=FILLED) if _postgres() else None
    port = _free_port()
    given = environment(data, database) | {"SKILLMARK_ADDRESS": f"http://localhost:{port}"}
    with _served(port, given, own / "served.log"):
        yield Demonstration(f"http://localhost:{port}", data, database or "")


def _filled_once(folder: Path) -> Path:
    """Whichever worker comes first fills it; the others wait."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (folder / "filled").exists():
            return folder
        folder.mkdir()
        database = create_database(FILLED) if _postgres() else None
        filling = subprocess.run(
            [sys.executable, "-m", "tests.support.fill_demonstration"],
            cwd=ROOT,
            env=environment(folder, database),
            capture_output=True,
            text=True,
            timeout=FILL_SECONDS,
            check=False,
        )
        assert filling.returncode == 0, filling.stderr
        (folder / "filled").touch()
        return folder


def environment(data: Path, database: str | None) -> dict[str, str]:
    mine = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "PORT")}
    mine |= {"SKILLMARK_DATA": str(data), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    mine |= {"DJANGO_SETTINGS_MODULE": "skillmark.config.settings"}
    mine.setdefault("NUMBA_CACHE_DIR", str(ROOT / ".data" / "numba"))  # compiled once, not once a process
    return mine | ({"DATABASE_URL": database} if database else {})


def _postgres() -> str:
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith("postgres") else ""


def create_database(name: str, template: str = "template1") -> str:
    """A database on this run's own server; gives its address."""
    import psycopg

    with psycopg.connect(_postgres(), autocommit=True) as line:
        line.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
    return urlsplit(_postgres())._replace(path=f"/{name}").geturl()


@contextmanager
def _served(port: int, environment: dict[str, str], log: Path) -> Iterator[None]:
    """`skillmark serve` until the end of the block; it ends with this process too, however that ends."""
    command = [sys.executable, "-m", "skillmark.config.command", "serve", "--demonstration", "--port", str(port)]
    with log.open("wb") as written:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=written, stderr=written)
        try:
            _wait_until_it_answers(port, server, log)
            yield
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_until_it_answers(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"the demonstration does not answer:\n{log.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
