"""Nothing that an installation keeps is readable by another user of the machine, whichever way it was entered."""

import os
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from skillmark.config.private import keep_folder_private

OPEN = 0o022  # the umask most machines give; none of it may be relied upon
COMMAND = (sys.executable, "-m", "skillmark.config.command")
LETTER = ("manage", "sendtestemail", "ana@example.org")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder that an earlier installation left open to everybody."""
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o755)
    return folder


def begin(words: Sequence[str], data: Path, root: Path) -> "subprocess.Popen[str]":
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"SKILLMARK_DATA": str(data), "PYTHONPATH": str(root / "src")}
    return subprocess.Popen(
        words, cwd=root, env=environment, umask=OPEN, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def ended(words: Sequence[str], data: Path, root: Path) -> None:
    process = begin(words, data, root)
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 0, told


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def open_to_others(data: Path) -> list[str]:
    found = [data, *data.rglob("*")]
    return [str(path.relative_to(data)) for path in found if path.lstat().st_mode & 0o077]


def test_the_real_command_keeps_database_key_and_letters_to_its_user(data: Path, root: Path) -> None:
    for words in (("manage", "migrate", "--verbosity", "0"), LETTER, ("worker", "--until-empty")):
        ended((*COMMAND, *words), data, root)
    names = {path.name for path in data.rglob("*")}
    assert {"skillmark.sqlite3", "secret.key", "mail"} <= names
    assert list((data / "mail").iterdir())
    assert open_to_others(data) == []


def test_a_web_server_of_somebody_s_own_keeps_them_too(data: Path, root: Path) -> None:
    program = "import skillmark.config.wsgi, os, pathlib; pathlib.Path(os.environ['SKILLMARK_DATA'], 'x').touch()"
    ended((sys.executable, "-c", program), data, root)
    assert (data / "x").exists()
    assert open_to_others(data) == []


@pytest.mark.parametrize("part", ["signer", "worker"])
def test_what_serve_starts_keeps_them_too(part: str, data: Path, root: Path) -> None:
    process = begin((*COMMAND, "serve", "--port", free_port(), "--only", part), data, root)
    deadline = time.monotonic() + 60
    try:
        while not ((data / "open.lock").exists() and not stat.S_IMODE(data.stat().st_mode) & 0o077):
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() < deadline, oct(data.stat().st_mode)
            time.sleep(0.05)
    finally:
        process.terminate()
        process.communicate(timeout=30)
    assert open_to_others(data) == []


def test_a_folder_of_everybody_s_is_left_open_and_told_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o1777)
    mine = os.umask(OPEN)
    try:
        keep_folder_private(folder)
    finally:
        os.umask(mine)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o1777
    assert "Other users of this machine may look into" in caplog.text


def test_only_tests_are_answered_under_the_name_of_a_test_server(data: Path, root: Path) -> None:
    program = "from skillmark.config import settings; assert 'testserver' not in settings.ALLOWED_HOSTS"
    ended((sys.executable, "-c", program), data, root)
