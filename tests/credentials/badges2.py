"""Badges of version 2.0 as their issuers publish them: the pages by their address, and the file a person has."""

import hashlib
import json
import zlib
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SITE = "https://college.example"
ASSERTION, BADGE, ISSUER, KEY = (f"{SITE}/{name}" for name in ("a/1", "b/1", "issuer", "key"))
OB2 = "https://w3id.org/openbadges/v2"
SIGNING_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def recipient(email: str = "nils@example.org", salt: str = "pepper") -> dict[str, Any]:
    digest = hashlib.sha256((email + salt).encode()).hexdigest()
    return {"type": "email", "hashed": True, "salt": salt, "identity": f"sha256${digest}"}


def assertion(**changes: Any) -> dict[str, Any]:
    return {
        "@context": OB2,
        "type": "Assertion",
        "id": ASSERTION,
        "recipient": recipient(),
        "badge": BADGE,
        "issuedOn": "2026-01-05T00:00:00Z",
        "verification": {"type": "HostedBadge"},
    } | changes


def badge(**changes: Any) -> dict[str, Any]:
    aligned = [{"targetName": "Mounts seals", "targetUrl": "https://college.example/outcomes/7", "targetCode": "OUT-7"}]
    plain = {"type": "BadgeClass", "id": BADGE, "name": "Seals", "issuer": ISSUER, "alignment": aligned}
    return {"@context": OB2} | plain | changes


def issuer(**changes: Any) -> dict[str, Any]:
    return {"@context": OB2, "type": "Issuer", "id": ISSUER, "name": "Harbor College", "publicKey": KEY} | changes


def key() -> dict[str, Any]:
    pem = SIGNING_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    return {"@context": OB2, "type": "CryptographicKey", "id": KEY, "owner": ISSUER, "publicKeyPem": pem}


def pages(*documents: dict[str, Any]) -> dict[str, bytes]:
    return {document["id"]: json.dumps(document).encode() for document in documents}


def signed(document: dict[str, Any], algorithm: str = "RS256") -> str:
    def part(value: bytes) -> str:
        return urlsafe_b64encode(value).rstrip(b"=").decode()

    text = f"{part(json.dumps({'alg': algorithm}).encode())}.{part(json.dumps(document).encode())}"
    made = SIGNING_KEY.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{text}.{part(made)}"


def png(text: str) -> bytes:
    """A picture of one point with a badge of version 2.0 in it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")

    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])),
            chunk(b"iTXt", b"openbadges\0\0\0\0\0" + text.encode()),
            chunk(b"IDAT", zlib.compress(b"\0\xff\xff\xff")),
            chunk(b"IEND", b""),
        ]
    )


def svg(text: str) -> bytes:
    held = f'<openbadges:assertion verify="{ASSERTION}"><![CDATA[{text}]]></openbadges:assertion>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org">{held}<circle r="4"/></svg>'
    ).encode()
