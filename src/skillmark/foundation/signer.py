"""Asking the signer, the process that alone reads the master key (`keyring`): `sign` and `public_key`.

One line per thread, opened when first needed and again when it broke. Ed25519 gives the same signature for the same
question, so asking twice does no harm.
"""

import base64
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings

from skillmark.foundation.keyring import wire
from skillmark.foundation.keyring.keys import seeded_ring
from skillmark.foundation.keyring.server import answer, socket_path
from skillmark.foundation.models.keys import SigningKey
from skillmark.foundation.models.workspace import Workspace

ANSWER_SECONDS = 10.0
PATIENCE_SECONDS = 3.0  # how long a signer that is being restarted is waited for
PAUSE_SECONDS = 0.05

_lines = threading.local()
_here: ContextVar[str | None] = ContextVar("seed_in_process", default=None)


class SignerUnavailable(ConnectionError):
    """Nobody answers at the signer's socket."""


class SignerRefused(PermissionError):
    """The signer answered that it will not."""


def sign(workspace_id: UUID, number: int, data: bytes) -> bytes:
    """The Ed25519 signature over `data` (64 bytes) by the workspace's key of this number.

    Raises SignerUnavailable when no signer runs, SignerRefused when it will not.
    """
    question = _question("sign", workspace_id, number) | {"data": base64.b64encode(data).decode()}
    return bytes.fromhex(_asked(question)["signature"])


def public_key(workspace_id: UUID, number: int) -> bytes:
    """The public half (32 bytes) of the workspace's key of this number. Raises as `sign` does."""
    return bytes.fromhex(_asked(_question("public_key", workspace_id, number))["public_key"])


def running() -> bool:
    """Whether a signer listens (or signs in this process)."""
    if _here.get() is not None:
        return True
    with suppress(OSError):
        _connect().close()
        return True
    return False


@contextmanager
def in_process(seed: str) -> Iterator[None]:
    """Sign in this process with the keys of a demonstration, which everybody who knows the seed can make anyway.

    Keys made meanwhile remember the seed, so that the signer's process can sign with them later.
    """
    token = _here.set(seed)
    try:
        yield
    finally:
        _here.reset(token)


def seed_here() -> str:
    """The seed this process signs with; empty where the signer's process does."""
    return _here.get() or ""


def _question(ask: str, workspace_id: UUID, number: int) -> dict[str, Any]:
    demonstration = _is_demonstration(workspace_id)
    seed = _seed(workspace_id, number) if demonstration else None
    return {
        "ask": ask,
        "workspace": str(workspace_id),
        "number": number,
        "demonstration": demonstration,
        "seed": seed,
    }


def _seed(workspace_id: UUID, number: int) -> str | None:
    """The seed a demonstration's key was made from, None where it comes from the signer's own secret."""
    here = _here.get()
    if here is not None:
        return here
    key = SigningKey.objects.filter(workspace_id=workspace_id, number=number).only("seed").first()
    return key.seed or None if key is not None else None


@lru_cache(maxsize=4096)  # it never changes, and a batch of records asks it for each
def _is_demonstration(workspace_id: UUID) -> bool:
    return Workspace.objects.values_list("demonstration", flat=True).get(pk=workspace_id)


def _asked(question: dict[str, Any]) -> dict[str, str]:
    seed = _here.get()
    told = answer(seeded_ring(seed), question) if seed is not None else _over_the_line(question)
    if "refused" in told:
        raise SignerRefused(told["refused"])
    return told


def _over_the_line(question: dict[str, Any]) -> dict[str, str]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            line = _line()
            wire.send(line, question)
            told = wire.receive(line)
            if told is not None:
                return told
            problem = "it closed the line"
        except OSError as error:
            problem = error.strerror or type(error).__name__
        except wire.BadFrame as error:
            problem = str(error)
        _hang_up()
        if time.monotonic() > deadline:
            raise SignerUnavailable(f"The signer does not answer ({problem}). Start it with: skillmark signer")
        time.sleep(PAUSE_SECONDS)


def _line() -> socket.socket:
    """This thread's line; a process that was forked opens its own."""
    if getattr(_lines, "process", None) != os.getpid():
        _lines.open, _lines.process = None, os.getpid()
    if _lines.open is None:
        _lines.open = _connect()
    line: socket.socket = _lines.open
    return line


def _connect() -> socket.socket:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(ANSWER_SECONDS)
    try:
        with wire.address(socket_path(settings.DATA)) as name:
            line.connect(name)
    except OSError:
        line.close()
        raise
    return line


def _hang_up() -> None:
    line, _lines.open = getattr(_lines, "open", None), None
    if line is not None:
        line.close()
