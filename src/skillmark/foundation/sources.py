"""Where time and randomness come from: the system's own, or those of a demonstration that must repeat byte for byte.

Rules never call this; views, commands and jobs do, once, and hand the values on.
"""

import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

NOISE_BITS = 74  # of a UUIDv7, beside its milliseconds
MOST_STEP = 1 << 32  # far enough that nobody guesses the next id, and 2^42 of them fit into one millisecond


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
    """A UUIDv7 (RFC 9562): sorted by time, opaque, stable across export and import. What one process makes in one
    millisecond sorts in the order in which it was made.
    """
    milliseconds = int(now().timestamp() * 1000) & ((1 << 48) - 1)
    noise = int.from_bytes(random_bytes(10))
    with _one_at_a_time:
        if milliseconds == _latest.milliseconds and _latest.noise + MOST_STEP < 1 << NOISE_BITS:
            _latest.noise += 1 + noise % MOST_STEP  # RFC 9562, 6.2, method 2: a random step on from the one before
        else:
            _latest.milliseconds, _latest.noise = milliseconds, noise >> (80 - NOISE_BITS)
        kept = _latest.noise
    value = milliseconds << 80 | 0x7 << 76 | (kept >> 62) << 64 | 0b10 << 62 | kept & ((1 << 62) - 1)
    return UUID(int=value)


@dataclass
class _Latest:
    milliseconds: int = 0
    noise: int = 0


_latest = _Latest()
_one_at_a_time = threading.Lock()
