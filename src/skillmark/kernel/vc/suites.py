"""The signature suites of Data Integrity: which keys each takes, what is hashed, how its signature is written.

Sources: Data Integrity EdDSA Cryptosuites v1.0 (3.2, 3.3), Data Integrity ECDSA Cryptosuites v1.0 (3.2, 3.3),
Ed25519Signature2020 (CCG draft, which hashes as eddsa-rdfc-2022 does).
"""

from dataclasses import dataclass
from hashlib import sha256, sha384
from typing import Any, Literal

import rfc8785

from skillmark.kernel.vc.expansion import Reader
from skillmark.kernel.vc.keys import Key, Kind
from skillmark.kernel.vc.multibase import from_multibase58
from skillmark.kernel.vc.source import Document, Refused

PROOF_TYPE = "DataIntegrityProof"
RDFC, JCS = "eddsa-rdfc-2022", "eddsa-jcs-2022"
OLDER = "Ed25519Signature2020"  # a type of its own, without a cryptosuite
SIGNATURE_BYTES = 64

Form = Literal["rdfc", "jcs"]
Texts = tuple[bytes, bytes]  # the proof's options, the document without proof


@dataclass(frozen=True, slots=True)
class Suite:
    """The form in which a document is hashed, and the kinds of key that may sign: the suite decides, not the key."""

    form: Form
    kinds: frozenset[Kind]


ED25519: frozenset[Kind] = frozenset({"Ed25519"})
CURVE: frozenset[Kind] = frozenset({"P-256", "P-384"})
SUITES = {
    RDFC: Suite("rdfc", ED25519),
    JCS: Suite("jcs", ED25519),
    "eddsa-2022": Suite("rdfc", ED25519),  # the name eddsa-rdfc-2022 bore in the drafts
    "ecdsa-rdfc-2019": Suite("rdfc", CURVE),
    "ecdsa-jcs-2019": Suite("jcs", CURVE),
}
OLDER_SUITE = Suite("rdfc", ED25519)

KNOWN_ELSEWHERE = {  # registered, and not read here: unknown, never bad
    "ecdsa-sd-2023", "bbs-2023", "mldsa44-rdfc-2024", "mldsa44-jcs-2024", "Ed25519Signature2018",
    "JsonWebSignature2020", "RsaSignature2018", "EcdsaSecp256k1Signature2019", "BbsBlsSignature2020",
}  # fmt: skip


def suite_of(proof: Document) -> Suite | None:
    """The suite of a proof, or None where it is none that is read here."""
    kind = proof.get("type")
    kind = kind[0] if isinstance(kind, list) and len(kind) == 1 else kind
    if kind == OLDER:
        return OLDER_SUITE if "cryptosuite" not in proof else None
    suite = proof.get("cryptosuite")
    return SUITES.get(suite) if kind == PROOF_TYPE and isinstance(suite, str) else None


def signed_texts(unsecured: Document, proof: Document, reader: Reader, *, form: str | None = None) -> Texts:
    """What a proof signs before hashing. `form` is the canonical form of `unsecured`, if known. Raises Refused."""
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    suite = suite_of(proof)
    if suite is not None and suite.form == "jcs":
        reader.thorough()
        if "@context" in options:
            unsecured = unsecured | {"@context": options["@context"]}
        return _jcs(options), _jcs(unsecured)  # no context is added to the options: what stands there is hashed
    options["@context"] = unsecured["@context"]
    text = reader.form(unsecured) if form is None else form
    return reader.options(options).encode("utf-8"), text.encode("utf-8")


def message_of(texts: Texts, kind: Kind = "Ed25519") -> bytes:
    """The bytes a key of that kind signs: the hash of the options, then that of the document."""
    digest = sha384 if kind == "P-384" else sha256
    return digest(texts[0]).digest() + digest(texts[1]).digest()


def fits(proof: Document, key: Key, texts: Texts) -> bool:
    """Whether the key made the proof's signature. Raises ValueError: base58btc only, exact length, canonical S."""
    value = proof.get("proofValue")
    if not isinstance(value, str):
        raise ValueError("the proof holds no signature")
    return key.fits(key.checked(from_multibase58(value)), message_of(texts, key.kind))


def _jcs(value: Any) -> bytes:
    try:
        return rfc8785.dumps(value)
    except rfc8785.CanonicalizationError as error:  # such as a number that JavaScript would round
        raise Refused("inexact_number", str(error)) from None
