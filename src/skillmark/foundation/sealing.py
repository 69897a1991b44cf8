"""Secrets that others gave us to keep: sealed under a key derived from the installation's own, which is outside the
database, so that a copy of the database tells none.
"""

from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.crypto import salted_hmac

from skillmark.foundation import sources

NONCE_BYTES = 12
SALT = "skillmark.foundation.sealing"


class Unreadable(ValueError):
    """It was sealed by another installation: its key was lost with its machine."""


def seal(record_id: UUID, text: str) -> bytes:
    """A secret of this record (AES-256-GCM; the nonce stands before the ciphertext)."""
    nonce = sources.random_bytes(NONCE_BYTES)
    return nonce + _cipher().encrypt(nonce, text.encode(), record_id.bytes)


def unseal(record_id: UUID, sealed: bytes) -> str:
    """The secret again. Raises Unreadable."""
    try:
        return _cipher().decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], record_id.bytes).decode()
    except InvalidTag:
        raise Unreadable(str(record_id)) from None


def _cipher() -> AESGCM:
    return AESGCM(salted_hmac(SALT, "secrets of others", algorithm="sha256").digest())
