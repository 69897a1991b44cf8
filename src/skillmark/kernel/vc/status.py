"""Bitstring status lists: where an issuer says, without naming anyone, which records it has withdrawn.

Source: Bitstring Status List v1.0. A list has room for at least 131,072 records, so that looking one up does not tell
whose record is being looked at; indexes are drawn at random for the same reason.
"""

import gzip
import zlib
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from skillmark.kernel.vc.frozen import CREDENTIALS_V2
from skillmark.kernel.vc.instants import written
from skillmark.kernel.vc.multibase import from_multibase64, multibase64
from skillmark.kernel.vc.source import Document

SMALLEST = 131_072  # entries: the recommendation's minimum, for herd privacy
LARGEST_BYTES = 16 << 20  # a list of 134 million entries; beyond it a few kilobytes could unpack to a full memory
LIST_CREDENTIAL, LIST, ENTRY = "BitstringStatusListCredential", "BitstringStatusList", "BitstringStatusListEntry"
OLDER_ENTRY = "StatusList2021Entry"
KINDS = {  # entry: the types of the credential and of the list it must stand on
    ENTRY: (LIST_CREDENTIAL, LIST),
    OLDER_ENTRY: ("StatusList2021Credential", "StatusList2021"),
}
OF_BASE64 = str.maketrans("+/", "-_")  # the draft left open which of the two alphabets; both are published
MOST_DRAWS = 10_000


class RandomSource(Protocol):
    """What draws an index: `random.SystemRandom()` in service, `random.Random(seed)` in a demonstration."""

    def randrange(self, stop: int, /) -> int: ...


@dataclass(frozen=True, slots=True)
class StatusList:
    """A list of yes/no entries, all no at first. Immutable: `with_set` gives a new one."""

    bits: bytes

    @classmethod
    def empty(cls, size: int = SMALLEST) -> "StatusList":
        """A list of `size` entries, a multiple of 8. Raises ValueError below the minimum of 131,072."""
        if size < SMALLEST or size % 8 or size > LARGEST_BYTES * 8:
            raise ValueError(f"a status list has {SMALLEST} to {LARGEST_BYTES * 8} entries, in whole bytes")
        return cls(bytes(size // 8))

    @classmethod
    def decode(cls, encoded: str) -> "StatusList":
        """The list in an `encodedList`. Raises ValueError: not base64url, not gzip, too large, too short."""
        return cls(_unpacked(from_multibase64(encoded)))

    @classmethod
    def decode_older(cls, encoded: str) -> "StatusList":
        """The list in an `encodedList` of StatusList2021, which has no multibase letter. Raises ValueError."""
        return cls(_unpacked(from_multibase64("u" + encoded.rstrip("=").translate(OF_BASE64))))

    @property
    def size(self) -> int:
        """How many entries it has."""
        return len(self.bits) * 8

    def is_set(self, index: int) -> bool:
        """The entry at `index`, counted from 0, leftmost bit first. Raises IndexError outside the list."""
        self._within(index)
        return bool(self.bits[index // 8] & (0x80 >> index % 8))

    def with_set(self, *indexes: int) -> "StatusList":
        """The list with these entries set too. Raises IndexError outside the list."""
        bits = bytearray(self.bits)
        for index in indexes:
            self._within(index)
            bits[index // 8] |= 0x80 >> index % 8
        return StatusList(bytes(bits))

    def with_cleared(self, *indexes: int) -> "StatusList":
        """The list with these entries not set, as when a suspension ends. Raises IndexError outside the list."""
        bits = bytearray(self.bits)
        for index in indexes:
            self._within(index)
            bits[index // 8] &= ~(0x80 >> index % 8) & 0xFF
        return StatusList(bytes(bits))

    def free_index(self, taken: Container[int], random: RandomSource) -> int:
        """An index drawn at random that is neither taken nor set. Raises ValueError where the list is nearly full."""
        for _ in range(MOST_DRAWS):
            index = random.randrange(self.size)
            if index not in taken and not self.is_set(index):
                return index
        raise ValueError("the status list is full; begin another")

    def encode(self) -> str:
        """The `encodedList`: gzip (no time inside, so that equal lists give equal bytes), base64url, multibase `u`."""
        return multibase64(gzip.compress(self.bits, compresslevel=9, mtime=0))

    def _within(self, index: int) -> None:
        if not 0 <= index < self.size:
            raise IndexError(f"{index} is outside a list of {self.size} entries")


def status_entry(*, list_address: str, index: int, purpose: str = "revocation") -> Document:
    """The `credentialStatus` of a record that stands at `index` of the list at `list_address`."""
    return {
        "id": f"{list_address}#{index}",
        "type": ENTRY,
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": list_address,
    }


def status_list_document(
    statuses: StatusList,
    *,
    address: str,
    issuer: str,
    valid_from: datetime,
    valid_until: datetime | None = None,
    purpose: str = "revocation",
    name: str = "",
) -> dict[str, Any]:
    """The unsigned credential that publishes a list at `address`; hand it to `issue`. `name` is for people."""
    document: dict[str, Any] = {
        "@context": [CREDENTIALS_V2],
        "id": address,
        "type": ["VerifiableCredential", LIST_CREDENTIAL],
        "issuer": issuer,
        "validFrom": written(valid_from),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": LIST,
            "statusPurpose": purpose,
            "encodedList": statuses.encode(),
        },
    }
    if name:
        document["name"] = name
    if valid_until is not None:
        document["validUntil"] = written(valid_until)
    return document


def _unpacked(data: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)  # 31: gzip alone, with its checksum
    try:
        bits = unpacker.decompress(data, LARGEST_BYTES + 1)
    except zlib.error as error:
        raise ValueError("the list is not gzip") from error
    if len(bits) > LARGEST_BYTES:
        raise ValueError(f"the list unpacks to more than {LARGEST_BYTES} bytes")
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("the list is cut off, or followed by something else")
    if len(bits) * 8 < SMALLEST:
        raise ValueError(f"the list has {len(bits) * 8} entries, fewer than {SMALLEST}")
    return bits
