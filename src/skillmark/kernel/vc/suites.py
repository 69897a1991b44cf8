"""The signature suites of Data Integrity with Ed25519 keys: what is hashed, and how a signature is checked."""

from hashlib import sha256
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from skillmark.kernel.vc.expansion import canonical_form
from skillmark.kernel.vc.frozen import Contexts
from skillmark.kernel.vc.multibase import from_multibase58
from skillmark.kernel.vc.source import Document

RDFC, JCS = "eddsa-rdfc-2022", "eddsa-jcs-2022"
PROOF_TYPE = "DataIntegrityProof"
SIGNATURE_BYTES = 64
ORDER = 2**252 + 27742317777372353535851937790883648493  # of the Ed25519 base point (RFC 8032, section 5.1)

KNOWN_ELSEWHERE = {  # registered, and not yet read here: unknown, never bad
    "ecdsa-rdfc-2019", "ecdsa-jcs-2019", "ecdsa-sd-2023", "bbs-2023", "eddsa-2022", "mldsa44-rdfc-2024",
    "mldsa44-jcs-2024", "Ed25519Signature2020", "Ed25519Signature2018", "JsonWebSignature2020", "RsaSignature2018",
    "EcdsaSecp256k1Signature2019", "BbsBlsSignature2020",
}  # fmt: skip


def signed_bytes(document: Document, proof: Document, contexts: Contexts, *, form: str | None = None) -> bytes:
    """The 64 bytes an Ed25519 key signs: hash of the proof's options, then hash of the document without proof.

    `form` is the canonical form of the document without proof, where it is already known.
    Source: Data Integrity EdDSA Cryptosuites v1.0, sections 3.2 (rdfc) and 3.3 (jcs). Raises Refused.
    """
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    if proof["cryptosuite"] == JCS:
        if "@context" in options:
            unsecured["@context"] = options["@context"]
        texts = [_jcs(options), _jcs(unsecured)]  # no context is added to the options: what stands there is hashed
    else:
        options["@context"] = document["@context"]
        unsecured_form = canonical_form(unsecured, contexts) if form is None else form
        texts = [canonical_form(options, contexts).encode("utf-8"), unsecured_form.encode("utf-8")]
    return b"".join(sha256(text).digest() for text in texts)


def signature_of(proof: Document) -> bytes:
    """The 64 signature bytes of a proof. Raises ValueError: base58btc only, exact length, S below the group order."""
    value = proof.get("proofValue")
    if not isinstance(value, str):
        raise ValueError("the proof holds no signature")
    signature = from_multibase58(value)
    if len(signature) != SIGNATURE_BYTES:
        raise ValueError(f"an Ed25519 signature has {SIGNATURE_BYTES} bytes, not {len(signature)}")
    if int.from_bytes(signature[32:], "little") >= ORDER:
        raise ValueError("the signature is not in its canonical form")
    return signature


def fits(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature of `message` was made with the private half of `public`."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _jcs(value: Any) -> bytes:
    return rfc8785.dumps(value)
