"""Where time and randomness come from: the system's own, or those of a demonstration that must repeat byte for byte.

Rules never call this; views, commands and jobs do, once, and hand the values on.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Sources:
    """`clock()` gives an aware UTC instant; `random_bytes(n)` gives n bytes."""

    clock: Callable[[], datetime]
    random_bytes: Callable[[int], bytes]


SYSTEM = Sources(clock=lambda: datetime.now(UTC), random_bytes=os.urandom)
_current: ContextVar[Sources] = ContextVar("sources", default=SYSTEM)


def seeded(seed: int | str, day: datetime) -> Sources:
    """Sources that repeat: the clock starts at `day` and ticks a millisecond a reading, so that what came later sorts
    later; the bytes are SHA-256 of the seed and a counter.
    """
    counter = ticks = 0

    def clock() -> datetime:
        nonlocal ticks
        ticks += 1
        return day + timedelta(milliseconds=ticks)

    def random_bytes(length: int) -> bytes:
        nonlocal counter
        blocks = b""
        while len(blocks) < length:
            blocks += hashlib.sha256(f"{seed}\n{counter}".encode()).digest()
            counter += 1
        return blocks[:length]

    return Sources(clock=clock, random_bytes=random_bytes)


@contextmanager
def using(sources: Sources) -> Iterator[Sources]:
    token = _current.set(sources)
    try:
        yield sources
    finally:
        _current.reset(token)


def now() -> datetime:
    """The instant, in UTC."""
    return _current.get().clock()


def random_bytes(length: int) -> bytes:
    return _current.get().random_bytes(length)


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): sorted by time, opaque, stable across export and import."""
    milliseconds = int(now().timestamp() * 1000)
    noise = int.from_bytes(random_bytes(10))
    value = (milliseconds & ((1 << 48) - 1)) << 80 | 0x7 << 76 | (noise >> 68 & 0xFFF) << 64
    value |= 0b10 << 62 | noise & ((1 << 62) - 1)
    return UUID(int=value)
