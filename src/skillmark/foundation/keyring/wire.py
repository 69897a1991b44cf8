"""What client and signer say to each other over the socket: one JSON object in a frame of a stated, limited length."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LARGEST_FRAME = 4 * 2**20  # a status list of a million entries in base64 fits; more is an attack or a mistake
LONGEST_ADDRESS = 100  # bytes; the kernel takes 108 for the address of a Unix socket


class BadFrame(ValueError):
    """What arrived is no frame of ours."""


def send(line: socket.socket, message: dict[str, Any]) -> None:
    body = json.dumps(message).encode()
    if len(body) > LARGEST_FRAME:
        raise BadFrame(f"a message of {len(body)} bytes is longer than {LARGEST_FRAME}")
    line.sendall(len(body).to_bytes(4) + body)


def receive(line: socket.socket) -> dict[str, Any] | None:
    """The next message, None when the other side has closed. Raises BadFrame, before reading it, when it is too
    long.
    """
    head = _exactly(line, 4)
    if head is None:
        return None
    length = int.from_bytes(head)
    if length > LARGEST_FRAME:
        raise BadFrame(f"a message of {length} bytes is longer than {LARGEST_FRAME}")
    body = _exactly(line, length)
    if body is None:
        raise BadFrame("the message was cut off")
    try:
        message = json.loads(body)
    except ValueError:
        raise BadFrame("the message is not JSON") from None
    if not isinstance(message, dict):
        raise BadFrame("the message is not an object")
    return message


@contextmanager
def address(path: Path) -> Iterator[str]:
    """A name for the socket that is short enough for the kernel, however deep the folder lies."""
    if len(os.fsencode(path)) <= LONGEST_ADDRESS:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def _exactly(line: socket.socket, length: int) -> bytes | None:
    """`length` bytes; None when the line closed before the first of them. Raises BadFrame when it closed midway."""
    parts: list[bytes] = []
    missing = length
    while missing:
        part = line.recv(min(missing, 1 << 16))
        if not part:
            if missing == length:
                return None
            raise BadFrame("the message was cut off")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
