"""The recovery sheet: the master key as lines a person can keep on paper and type in again.

Each line carries a check of its own, so that a slip is found in the line it was made in.
"""

import base64
import hashlib

from skillmark.foundation.keyring.keys import MASTER_BYTES, Refused

LINE_BYTES, CHECK_BYTES, GROUP = 8, 2, 4
LOOKALIKES = str.maketrans({"0": "O", "1": "I", "8": "B"})  # base32 has none of the three


def lines(master: bytes) -> list[str]:
    """Four lines of four groups of four letters."""
    parts = [master[start : start + LINE_BYTES] for start in range(0, MASTER_BYTES, LINE_BYTES)]
    texts = [base64.b32encode(part + _check(number, part)).decode() for number, part in enumerate(parts, start=1)]
    return [" ".join(text[start : start + GROUP] for start in range(0, len(text), GROUP)) for text in texts]


def read(text: str) -> bytes:
    """The master key of a sheet as typed: spaces, hyphens and case do not matter. Raises Refused naming the line."""
    typed = [line for line in (_letters(line) for line in text.splitlines()) if line]
    wanted = MASTER_BYTES // LINE_BYTES
    if len(typed) != wanted:
        raise Refused(f"a recovery sheet has {wanted} lines; these are {len(typed)}")
    return b"".join(_part(number, line) for number, line in enumerate(typed, start=1))


def _part(number: int, line: str) -> bytes:
    try:
        found = base64.b32decode(line)
    except ValueError:
        found = b""
    part, check = found[:LINE_BYTES], found[LINE_BYTES:]
    if len(part) != LINE_BYTES or check != _check(number, part):
        raise Refused(f"line {number} of the recovery sheet is not as it was printed; look at it again")
    return part


def _letters(line: str) -> str:
    return "".join(letter for letter in line.upper() if letter.isalnum()).translate(LOOKALIKES)


def _check(number: int, part: bytes) -> bytes:
    return hashlib.sha256(b"skillmark recovery sheet" + bytes([number]) + part).digest()[:CHECK_BYTES]
