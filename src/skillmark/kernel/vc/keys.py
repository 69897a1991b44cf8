"""Public keys in the forms credentials carry them, and whether a signature fits one.

Sources: Controlled Identifiers 1.0 (Multikey), did:key 0.9, RFC 7517 and 7518 (JWK), RFC 8032 (Ed25519).
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_der_public_key

from skillmark.kernel.vc.multibase import DID_KEY, LONGEST_KEY, from_multibase58

Kind = Literal["Ed25519", "P-256", "P-384", "RSA"]
PUBLIC = Ed25519PublicKey | ec.EllipticCurvePublicKey | rsa.RSAPublicKey

ED25519_ORDER = 2**252 + 27742317777372353535851937790883648493  # of the base point (RFC 8032, section 5.1)
ED25519_BYTES = 32
LEAST_RSA_BITS = 2048  # RFC 7518, section 3.3
MOST_RSA_BITS = 8192  # checking a larger one takes a second, and nobody signs badges with it
RSA_EXPONENTS = (3, 65537)
CURVES: dict[str, tuple[ec.EllipticCurve, hashes.HashAlgorithm, int]] = {  # kind: curve, hash, bytes of a number
    "P-256": (ec.SECP256R1(), hashes.SHA256(), 32),
    "P-384": (ec.SECP384R1(), hashes.SHA384(), 48),
}
CODECS: dict[bytes, tuple[Kind, int | None]] = {  # multicodec varint: kind, exact length of what follows
    b"\xed\x01": ("Ed25519", ED25519_BYTES),
    b"\x80\x24": ("P-256", 33),
    b"\x81\x24": ("P-384", 49),
    b"\x85\x24": ("RSA", None),
}
OTHER_CODECS = {b"\xe7\x01": "secp256k1", b"\x82\x24": "P-521", b"\xec\x01": "X25519", b"\xea\x01": "BLS12-381"}


class OtherKind(ValueError):
    """A well-known kind of key that no signature read here is made with."""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key; two are equal when they hold the same numbers."""

    kind: Kind
    material: bytes  # raw for Ed25519, the compressed point for a curve, exponent (4 bytes) and modulus for RSA

    def fits(self, signature: bytes, message: bytes) -> bool:
        """Whether `signature` of `message` was made with the private half; curves hash the message themselves."""
        try:
            public = _public(self)
            if isinstance(public, Ed25519PublicKey):
                public.verify(signature, message)
            elif isinstance(public, rsa.RSAPublicKey):
                public.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
            else:
                _, digest, width = CURVES[self.kind]
                pair = (int.from_bytes(signature[:width], "big"), int.from_bytes(signature[width:], "big"))
                public.verify(encode_dss_signature(*pair), message, ec.ECDSA(digest))
        except (InvalidSignature, ValueError, UnsupportedAlgorithm):
            return False
        return True

    def checked(self, signature: bytes) -> bytes:
        """The signature, if it has the one length and form of its kind. Raises ValueError."""
        wanted = self._length()
        if len(signature) != wanted:
            raise ValueError(f"a signature with a key of kind {self.kind} has {wanted} bytes, not {len(signature)}")
        if self.kind == "Ed25519" and int.from_bytes(signature[32:], "little") >= ED25519_ORDER:
            raise ValueError("the signature is not in its canonical form")
        return signature

    def _length(self) -> int:
        if self.kind == "Ed25519":
            return 64
        if self.kind == "RSA":
            public = _public(self)
            return (public.key_size + 7) // 8 if isinstance(public, rsa.RSAPublicKey) else 0
        return 2 * CURVES[self.kind][2]


@lru_cache(maxsize=1024)
def key_of_multibase(text: str) -> Key:
    """The key in a Multikey or did:key text (base58btc). Raises ValueError, OtherKind for a kind not read here."""
    data = from_multibase58(text, longest=LONGEST_KEY)
    codec, material = data[:2], data[2:]
    if codec in OTHER_CODECS:
        raise OtherKind(f"keys of kind {OTHER_CODECS[codec]} sign no credential read here")
    if codec not in CODECS:
        raise ValueError("the text holds no public key")
    kind, length = CODECS[codec]
    if length is not None and len(material) != length:
        raise ValueError(f"a key of kind {kind} has {length} bytes, not {len(material)}")
    if kind == "RSA":
        try:
            return _rsa(load_der_public_key(material) if material[:1] == b"\x30" else None)
        except (ValueError, UnsupportedAlgorithm):
            raise ValueError("the text holds no RSA key") from None
    key = Key(kind, material)
    _public(key)
    return key


def key_of_did(did: str) -> Key:
    """The key of a `did:key`. Raises ValueError."""
    if not did.startswith(DID_KEY):
        raise ValueError("not a did:key")
    return key_of_multibase(did.removeprefix(DID_KEY))


def key_of_jwk(jwk: Mapping[str, Any]) -> Key:
    """The public key in a JWK. Raises ValueError, also for one that shows its private half."""
    if "d" in jwk or "k" in jwk:
        raise ValueError("the key shows what must stay secret")
    match jwk.get("kty"), jwk.get("crv"):
        case "OKP", "Ed25519":
            key = Key("Ed25519", _number(jwk, "x", ED25519_BYTES))
        case "EC", ("P-256" | "P-384") as kind:
            width = CURVES[kind][2]
            point = b"\x04" + _number(jwk, "x", width) + _number(jwk, "y", width)
            public = ec.EllipticCurvePublicKey.from_encoded_point(CURVES[kind][0], point)
            odd = public.public_numbers().y & 1
            key = Key(kind, bytes([2 + odd]) + point[1 : 1 + width])
        case "RSA", _:
            numbers = (int.from_bytes(_number(jwk, name), "big") for name in ("e", "n"))
            key = _rsa(rsa.RSAPublicNumbers(*numbers))
        case kty, crv:
            raise OtherKind(f"keys of kind {crv or kty} sign no credential read here")
    _public(key)
    return key


def jwk_of(key: Key) -> dict[str, str]:
    """The JWK of an Ed25519 key or of one on a curve. Raises ValueError for another."""
    public = _public(key)
    if isinstance(public, Ed25519PublicKey):
        return {"kty": "OKP", "crv": "Ed25519", "x": to_base64url(key.material)}
    if not isinstance(public, ec.EllipticCurvePublicKey):
        raise ValueError(f"a key of kind {key.kind} is written no such way here")
    numbers, width = public.public_numbers(), CURVES[key.kind][2]
    x, y = (to_base64url(number.to_bytes(width, "big")) for number in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": key.kind, "x": x, "y": y}


def from_base64url(text: object) -> bytes:
    """Bytes in base64url without padding, spelt in the one way. Raises ValueError."""
    if not isinstance(text, str) or not text.isascii():
        raise ValueError("not base64url")
    data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if to_base64url(data) != text:  # the decoder passes over letters it does not know
        raise ValueError("not base64url")
    return data


def to_base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _number(jwk: Mapping[str, Any], name: str, width: int | None = None) -> bytes:
    data = from_base64url(jwk.get(name))
    if width is not None and len(data) != width:
        raise ValueError(f"“{name}” of the key has {width} bytes, not {len(data)}")
    return data


def _rsa(source: Any) -> Key:
    numbers = source.public_numbers() if isinstance(source, rsa.RSAPublicKey) else source
    if not isinstance(numbers, rsa.RSAPublicNumbers):
        raise ValueError("the text holds no RSA key")
    if not LEAST_RSA_BITS <= numbers.n.bit_length() <= MOST_RSA_BITS:
        raise ValueError(f"an RSA key has {LEAST_RSA_BITS} to {MOST_RSA_BITS} bits, not {numbers.n.bit_length()}")
    if numbers.e not in RSA_EXPONENTS:
        raise ValueError("the RSA key has an unusual exponent")
    exponent = numbers.e.to_bytes(4, "big")
    return Key("RSA", exponent + numbers.n.to_bytes((numbers.n.bit_length() + 7) // 8, "big"))


@lru_cache(maxsize=256)  # a thousand badges of one issuer have one key, and taking it apart costs more than a badge
def _public(key: Key) -> PUBLIC:
    """Raises ValueError for bytes that are no key."""
    if key.kind == "Ed25519":
        return Ed25519PublicKey.from_public_bytes(key.material)
    if key.kind == "RSA":
        exponent, modulus = (int.from_bytes(part, "big") for part in (key.material[:4], key.material[4:]))
        return rsa.RSAPublicNumbers(exponent, modulus).public_key()
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVES[key.kind][0], key.material)
