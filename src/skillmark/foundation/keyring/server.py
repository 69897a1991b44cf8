"""The signer's process: listens on a Unix socket in a folder of its own, answers only its own user, and only signs."""

import base64
import ctypes
import fcntl
import logging
import os
import resource
import socket
import socketserver
import struct
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from skillmark.foundation.keyring import wire
from skillmark.foundation.keyring.keys import KeyName, Refused, Ring, seeded_ring

IDLE_SECONDS = 300  # a client that says nothing for so long opens a new line; its thread is not kept
MOST_LINES = 128  # web threads and workers of one machine; beyond it somebody is knocking in a loop
_SET_DUMPABLE = 4  # linux/prctl.h

log = logging.getLogger(__name__)


def socket_path(data: Path) -> Path:
    """Where the signer of an installation listens."""
    return data / "signer" / "socket"


class Signer(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """Serves one ring until `shutdown`. Raises Refused when another signer already serves this place."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, path: Path, ring: Ring) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.parent.chmod(0o700)
        self.ring = ring
        self.lines = threading.BoundedSemaphore(MOST_LINES)
        self.open: set[socket.socket] = set()
        self._lock = _only_one(path.with_name("lock"))
        path.unlink(missing_ok=True)
        with wire.address(path) as name:
            super().__init__(name, _Line)

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Only this user, as the kernel tells it; and not more lines than the machine's own programs open."""
        if _peer_user(request) != os.geteuid():
            log.warning("A connection by another user was refused")
            return False
        if not self.lines.acquire(blocking=False):
            log.warning("Too many connections")
            return False
        return True

    def server_close(self) -> None:
        super().server_close()
        for line in list(self.open):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        os.close(self._lock)


class _Line(socketserver.BaseRequestHandler):
    """One client's line: question, answer, question, answer, until it closes."""

    server: Signer

    def handle(self) -> None:
        self.server.open.add(self.request)
        try:
            self.request.settimeout(IDLE_SECONDS)
            while (question := wire.receive(self.request)) is not None:
                wire.send(self.request, answer(self.server.ring, question))
        except (OSError, wire.BadFrame) as error:
            log.info("A line ended: %s", type(error).__name__)
        finally:
            self.server.open.discard(self.request)
            self.server.lines.release()


def answer(ring: Ring, question: dict[str, Any]) -> dict[str, str]:
    """What the signer says to a question. A refusal is a plain sentence; nothing secret is in any answer.

    A question about a demonstration may name the seed its keys were made from: whoever knows it needs no signer anyway.
    """
    try:
        name = KeyName(UUID(question["workspace"]), int(question["number"]), question["demonstration"] is True)
        if name.demonstration and question.get("seed") is not None:
            ring = seeded_ring(str(question["seed"]))
        match question["ask"]:
            case "public_key":
                return {"public_key": ring.public_key(name).hex()}
            case "sign":
                data = base64.b64decode(question["data"], validate=True)
                return {"signature": ring.sign(name, data).hex()}
    except Refused as refused:
        return {"refused": str(refused)}
    except (KeyError, TypeError, ValueError, AttributeError):
        return {"refused": "the question could not be understood"}
    return {"refused": "the signer signs and gives public keys, nothing else"}


def keep_memory_private() -> None:
    """No core file and no tracing: the master key stays in this process's memory."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def _peer_user(line: socket.socket) -> int:
    _process, user, _group = struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    return int(user)


def _only_one(file: Path) -> int:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise Refused("another signer serves this folder already") from None
    return descriptor
