"""The keys a signer holds: one master, from which the Ed25519 key of each workspace and number is derived (HKDF, RFC
5869).

Keys of demonstration workspaces are derived apart from real ones, so that whoever calls a real workspace a
demonstration gets signatures that no key of that workspace verifies. A ring made from a seed signs for
demonstrations alone: its seed is printed, and anybody can make the same keys.
"""

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

MASTER_BYTES = 32
MASTER_FILE = "master.key"
SHEET_MARK = "sheet-printed"  # beside the key: when its recovery sheet was last printed or used
LARGEST_NUMBER = 2**31 - 1  # what the database holds


class Refused(Exception):
    """The signer will not do this; its text is a plain sentence without any secret."""


@dataclass(frozen=True, slots=True)
class KeyName:
    """Which key: the `number`-th of a workspace."""

    workspace_id: UUID
    number: int
    demonstration: bool


@dataclass(frozen=True, slots=True)
class Ring:
    """Signs with derived keys. Its representation shows nothing of the master."""

    master: bytes = field(repr=False)
    seeded: bool = False

    def sign(self, name: KeyName, data: bytes) -> bytes:
        """The Ed25519 signature (64 bytes). Raises Refused for a real workspace when the ring comes from a seed."""
        return self._private(name).sign(data)

    def public_key(self, name: KeyName) -> bytes:
        """The public half (32 bytes). Raises Refused as `sign` does."""
        return self._private(name).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def _private(self, name: KeyName) -> Ed25519PrivateKey:
        if self.seeded and not name.demonstration:
            raise Refused("this signer holds seeded keys, which only a demonstration workspace may use")
        if not 1 <= name.number <= LARGEST_NUMBER:
            raise Refused(f"keys are numbered from 1 to {LARGEST_NUMBER}")
        kind = b"demonstration" if name.demonstration else b"workspace"
        info = b"\x00".join((b"skillmark", b"ed25519", kind, name.workspace_id.bytes, name.number.to_bytes(4)))
        return Ed25519PrivateKey.from_private_bytes(HKDF(SHA256(), 32, salt=None, info=info).derive(self.master))


def seeded_ring(seed: str) -> Ring:
    """The ring that this seed gives everywhere."""
    return Ring(hashlib.sha256(f"skillmark demonstration keys\n{seed}".encode()).digest(), seeded=True)


def stored_ring(folder: Path) -> Ring:
    """The ring of this installation, from `folder`/master.key (made at the first start, readable by its owner alone).

    Raises Refused when the file is not what it must be.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / MASTER_FILE
    if not file.exists():
        _make(file, os.urandom(MASTER_BYTES))
    found = file.stat()
    if found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise Refused(f"{file} must belong to the signer's user and be readable by nobody else (chmod 600)")
    master = file.read_bytes()
    if len(master) != MASTER_BYTES:
        raise Refused(f"{file} does not hold a master key of {MASTER_BYTES} bytes")
    return Ring(master)


def recover(folder: Path, master: bytes) -> None:
    """Put a master key back from its recovery sheet. Raises Refused where another key is in use."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / MASTER_FILE
    if not file.exists():
        _make(file, master)
    if file.read_bytes() != master:
        raise Refused(f"{file} holds another key; move it away first if this sheet is the right one")


def _make(file: Path, master: bytes) -> None:
    """Write the key whole before it gets its name, so that a crash leaves no half key to sign with."""
    draft = file.with_name(f".master.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(master)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, file)  # unlike a rename, refuses to replace a key that is there
    except FileExistsError:
        return
    finally:
        draft.unlink()
    folder = os.open(file.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
