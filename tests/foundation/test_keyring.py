"""The signer: what it derives, what it refuses, and what it says over its socket."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from skillmark.foundation.keyring import wire
from skillmark.foundation.keyring.keys import KeyName, Refused, Ring, seeded_ring, stored_ring
from skillmark.foundation.keyring.server import Signer, answer, socket_path

ONE, OTHER = UUID(int=1), UUID(int=2)


def name(workspace_id: UUID = ONE, number: int = 1, *, demonstration: bool = False) -> KeyName:
    return KeyName(workspace_id, number, demonstration)


def question(ask: str = "sign", **members: object) -> dict[str, object]:
    plain = {"ask": ask, "workspace": str(ONE), "number": 1, "demonstration": False, "data": "aGVsbG8="}
    return plain | members


def test_a_signature_verifies_under_the_public_key_of_its_name_alone() -> None:
    ring = Ring(b"m" * 32)
    signature = ring.sign(name(), b"data")
    Ed25519PublicKey.from_public_bytes(ring.public_key(name())).verify(signature, b"data")
    for another in (name(OTHER), name(number=2), name(demonstration=True)):
        with pytest.raises(InvalidSignature):
            Ed25519PublicKey.from_public_bytes(ring.public_key(another)).verify(signature, b"data")


def test_the_derivation_never_changes() -> None:
    """Pinned: another derivation would orphan every record ever signed."""
    real = Ring(b"m" * 32).public_key(name())
    seeded = seeded_ring("7").public_key(name(demonstration=True))
    assert real.hex() == "a2577a340b7d3b38a3b9e83d6c8be835e6917d0755228a42881ec1486707099a"
    assert seeded.hex() == "bc41c4e9d473ea3b9fee67dc2b06d203b7d9e41b321fb59f317c2acf6cfe940d"


def test_a_seeded_ring_refuses_a_real_workspace() -> None:
    with pytest.raises(Refused, match="only a demonstration workspace"):
        seeded_ring("7").sign(name(), b"data")


def test_a_demonstration_may_name_its_seed_but_a_real_workspace_may_not() -> None:
    ring = Ring(b"m" * 32)
    seeded = answer(ring, question("public_key", demonstration=True, seed="7"))
    assert seeded["public_key"] == seeded_ring("7").public_key(name(demonstration=True)).hex()
    real = answer(ring, question("public_key", seed="7"))
    assert real["public_key"] == ring.public_key(name()).hex()


@pytest.mark.parametrize("number", [0, -1, 2**31])
def test_a_number_out_of_range_is_refused(number: int) -> None:
    assert "numbered from 1" in answer(Ring(b"m" * 32), question(number=number))["refused"]


@pytest.mark.parametrize(
    "broken",
    [{"workspace": "x"}, {"workspace": None}, {"number": "x"}, {"data": "***"}, {"data": 5}, {"ask": "private_key"}],
)
def test_a_question_that_makes_no_sense_is_refused(broken: dict[str, object]) -> None:
    assert set(answer(Ring(b"m" * 32), question() | broken)) == {"refused"}
    assert set(answer(Ring(b"m" * 32), {})) == {"refused"}


def test_nothing_shows_the_master() -> None:
    ring = Ring(b"m" * 32)
    assert "mmmm" not in repr(ring)
    answers = [answer(ring, question(ask)) for ask in ("sign", "public_key", "private_key", "master")]
    assert all((b"m" * 32).hex() not in str(told) for told in answers)


def test_the_master_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    ring = stored_ring(tmp_path / "keys")
    file = tmp_path / "keys" / "master.key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert stored_ring(tmp_path / "keys").master == ring.master == file.read_bytes()
    assert [path.name for path in file.parent.iterdir()] == ["master.key"]


def test_two_installations_have_different_masters(tmp_path: Path) -> None:
    assert stored_ring(tmp_path / "one").master != stored_ring(tmp_path / "two").master


def test_a_master_key_others_can_read_is_refused(tmp_path: Path) -> None:
    stored_ring(tmp_path)
    (tmp_path / "master.key").chmod(0o640)
    with pytest.raises(Refused, match="readable by nobody else"):
        stored_ring(tmp_path)


def test_a_cut_off_master_key_is_refused(tmp_path: Path) -> None:
    stored_ring(tmp_path)
    (tmp_path / "master.key").write_bytes(b"short")
    with pytest.raises(Refused, match="32 bytes"):
        stored_ring(tmp_path)


# Over the socket ---------------------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    where = socket_path(tmp_path)
    server = Signer(where, Ring(b"m" * 32))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield where
    server.shutdown()
    thread.join()
    server.server_close()


def connected(path: Path) -> socket.socket:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(5)
    with wire.address(path) as short:
        line.connect(short)
    return line


def test_one_line_answers_many_questions(path: Path) -> None:
    with connected(path) as line:
        for number in (1, 2, 3):
            wire.send(line, question("public_key", number=number))
            told = wire.receive(line)
            assert told == {"public_key": Ring(b"m" * 32).public_key(name(number=number)).hex()}


def test_a_frame_announced_too_long_ends_the_line_unread(path: Path) -> None:
    with connected(path) as line:
        line.sendall((wire.LARGEST_FRAME + 1).to_bytes(4))
        assert line.recv(1) == b""


@pytest.mark.parametrize("body", [b"not json", b"[1]", b"\xff\xfe"])
def test_a_frame_that_is_no_question_ends_the_line(path: Path, body: bytes) -> None:
    with connected(path) as line:
        line.sendall(len(body).to_bytes(4) + body)
        assert line.recv(1) == b""
    with connected(path) as line:
        wire.send(line, question())
        assert wire.receive(line) is not None


def test_a_message_too_long_is_not_sent() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, pytest.raises(wire.BadFrame, match="longer"):
        wire.send(ours, {"data": "x" * wire.LARGEST_FRAME})


def test_the_folder_and_socket_are_for_their_user_alone(path: Path) -> None:
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_another_user_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 4242)  # whoever connects is then somebody else
    with connected(path) as line:
        try:
            wire.send(line, question())
            assert wire.receive(line) is None
        except (BrokenPipeError, ConnectionResetError):
            pass


def test_a_second_signer_in_the_same_place_is_refused(path: Path) -> None:
    with pytest.raises(Refused, match="another signer"):
        Signer(path, Ring(b"n" * 32))


def test_a_deep_folder_has_an_address_short_enough_for_the_kernel(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    server = Signer(socket_path(deep), Ring(b"m" * 32))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        with connected(socket_path(deep)) as line:
            wire.send(line, question())
            assert wire.receive(line) is not None
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


# The process -------------------------------------------------------------------------------------------------------


def started(data: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "skillmark.config.command", "signer", *words]
    source = str(Path(__file__).resolve().parents[2] / "src")
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": source, "SKILLMARK_DATA": str(data)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_the_process_serves_until_it_is_asked_to_stop(tmp_path: Path) -> None:
    process = started(tmp_path, "--demonstration-seed", "7")
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "The signer is ready.\n"
        with connected(socket_path(tmp_path)) as line:
            wire.send(line, question("public_key", demonstration=True))
            told = wire.receive(line)
            assert told == {"public_key": seeded_ring("7").public_key(name(demonstration=True)).hex()}
            wire.send(line, question())
            assert "refused" in (wire.receive(line) or {})
        assert not (tmp_path / "keys").exists()
        limits = Path(f"/proc/{process.pid}/limits").read_text() if os.geteuid() == 0 else "core file size 0"
        assert "0" in next(row for row in limits.lower().splitlines() if "core file size" in row)
        second = started(tmp_path)
        assert second.wait(20) == 2
        assert "another signer" in second.communicate()[1]
    finally:
        process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        code = process.wait(10)
        process.communicate()
    assert (code, time.monotonic() - began < 3) == (0, True)


def test_after_a_kill_the_next_signer_takes_the_place(tmp_path: Path) -> None:
    first = started(tmp_path)
    assert first.stdout is not None
    first.stdout.readline()
    first.kill()
    first.communicate()
    master = (tmp_path / "keys" / "master.key").read_bytes()
    second = started(tmp_path, "--json")
    try:
        assert second.stdout is not None
        assert '"ready": true' in second.stdout.readline()
        assert (tmp_path / "keys" / "master.key").read_bytes() == master
    finally:
        second.terminate()
        second.communicate()


def test_the_process_imports_no_web_framework(tmp_path: Path) -> None:
    script = (
        "import sys, skillmark.config.commands.signer, skillmark.foundation.keyring.server;"
        "print([name for name in sys.modules if name.split('.')[0] in ('django', 'sqlite3', 'psycopg')])"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
