"""The whole-number arithmetic of a match: terms, scores, coverages and the draw within a tie."""

from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256

import numpy as np
import numpy.typing as npt

TERM_SCALE = 2520  # divisible by 1 to 10, so weight × 2520 × level ÷ required level is always whole
MILLION = 1_000_000

Int64s = npt.NDArray[np.int64]
UInt64s = npt.NDArray[np.uint64]


def term(weight: int, level: int, required: int) -> int:
    """What a held level adds to a coverage's numerator; a level above the required one adds nothing more."""
    return weight * TERM_SCALE * min(level, required) // required


def coverage(numerator: int, denominator: int) -> Decimal:
    """numerator ÷ denominator with six decimals, rounded half up by whole-number arithmetic."""
    return Decimal((2 * numerator * MILLION + denominator) // (2 * denominator)).scaleb(-6)


def key(identifier: str) -> int:
    """The first 8 bytes, big-endian, of SHA-256 of the id in UTF-8."""
    return int.from_bytes(sha256(identifier.encode()).digest()[:8], "big")


def keys(identifiers: Sequence[str]) -> UInt64s:
    """`key` of each id; shape (ids,)."""
    return np.fromiter((key(identifier) for identifier in identifiers), dtype=np.uint64, count=len(identifiers))


def draw(person_keys: UInt64s, job_key: np.uint64) -> UInt64s:
    """The splitmix64 finaliser of key(person) XOR key(job), modulo 2⁶⁴; the lowest is listed first. Shape as given."""
    mixed = person_keys ^ job_key
    mixed = mixed ^ (mixed >> np.uint64(30))
    mixed = mixed * np.uint64(0xBF58476D1CE4E5B9)
    mixed = mixed ^ (mixed >> np.uint64(27))
    mixed = mixed * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def positions(identifiers: Sequence[str]) -> Int64s:
    """Where each id stands among all of them in ascending order; shape (ids,)."""
    places = np.empty(len(identifiers), dtype=np.int64)
    places[sorted(range(len(identifiers)), key=identifiers.__getitem__)] = np.arange(len(identifiers))
    return places
