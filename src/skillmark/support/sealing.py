"""The key of a case: random, kept wrapped under the installation's own, which is in no database, backup or export.

So a copy of the database, a snapshot or a workspace taken along opens no case, whoever holds it. Who may open one here
is for `access` to say: the team of that case. Why so, and what it costs: docs/decisions/case-keys.md.
"""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.crypto import salted_hmac

from skillmark.foundation import sealing, sources
from skillmark.support.models import Case

KEY_BYTES = 32
SALT = "skillmark.support.places"


def new_key(case_id: UUID) -> bytes:
    return sealing.seal(case_id, sources.random_bytes(KEY_BYTES).hex())


def seal(case: Case, record_id: UUID, content: Mapping[str, Any]) -> bytes:
    """Content of a record of this case (AES-256-GCM; the nonce stands before the ciphertext)."""
    nonce = sources.random_bytes(sealing.NONCE_BYTES)
    return nonce + _cipher(case).encrypt(nonce, json.dumps(content).encode(), record_id.bytes)


class Opened:
    """A case opened once, for many records of it. Raises Unreadable where it was sealed by another installation."""

    def __init__(self, case: Case) -> None:
        self._opens = _cipher(case)

    def content(self, record_id: UUID, sealed: bytes | memoryview) -> dict[str, Any]:
        whole = bytes(sealed)
        nonce, rest = whole[: sealing.NONCE_BYTES], whole[sealing.NONCE_BYTES :]
        found: dict[str, Any] = json.loads(self._opens.decrypt(nonce, rest, record_id.bytes))
        return found


def can_be_opened(case: Case) -> bool:
    """Whether this installation has the key under which the case's own is wrapped."""
    try:
        Opened(case)
    except sealing.Unreadable:
        return False
    return True


def place_of(offer_id: UUID) -> str:
    """What stands for an offer beside a case: equal for equal offers, and nobody without the installation's key can
    tell which.
    """
    return str(salted_hmac(SALT, str(offer_id), algorithm="sha256").hexdigest())


def _cipher(case: Case) -> AESGCM:
    return AESGCM(bytes.fromhex(sealing.unseal(case.case_id, bytes(case.key))))
