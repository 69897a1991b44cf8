"""Other suites, sets and chains of proofs, version 1.1, and whose key it is."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from skillmark.kernel.vc import Contexts, KeyDocuments, StatusList, StatusLists, verify
from skillmark.kernel.vc.expansion import Reader
from skillmark.kernel.vc.keys import OtherKind, key_of_did, key_of_jwk, key_of_multibase
from skillmark.kernel.vc.multibase import base58, key_method
from skillmark.kernel.vc.suites import message_of, signed_texts

AT = datetime(2026, 6, 1, tzinfo=UTC)
V1 = "https://www.w3.org/2018/credentials/v1"
ED2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
WEB = "did:web:knitwear.example"
Badge = Callable[..., dict[str, Any]]
P256, P384 = ec.SECP256R1(), ec.SECP384R1()


class CurveSigner:
    def __init__(self, curve: Any) -> None:
        self.key = ec.derive_private_key(7**40, curve)
        self.width = (curve.key_size + 7) // 8
        numbers = self.key.public_key().public_numbers()
        point = bytes([2 + (numbers.y & 1)]) + numbers.x.to_bytes(self.width, "big")
        codec = b"\x80\x24" if self.width == 32 else b"\x81\x24"
        self.text = f"z{base58(codec + point)}"
        self.did = f"did:key:{self.text}"

    def sign(self, message: bytes) -> bytes:
        digest = hashes.SHA256() if self.width == 32 else hashes.SHA384()
        r, s = decode_dss_signature(self.key.sign(message, ec.ECDSA(digest)))
        return r.to_bytes(self.width, "big") + s.to_bytes(self.width, "big")


def signed(document: Any, sign: Callable[[bytes], bytes], kind: Any = "Ed25519", **options: Any) -> dict[str, Any]:
    """The document with one more proof, made by hand: what the engine reads and does not write."""
    issuer = document["issuer"]["id"]
    before = document.get("proof", [])
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-06-01T00:00:00Z",
        "verificationMethod": key_method(issuer),
        "proofPurpose": "assertionMethod",
    } | options
    proof = {name: value for name, value in proof.items() if value is not None}
    bare = {name: value for name, value in document.items() if name != "proof"}
    chained = [other for other in before if other.get("id") in proof.get("previousProof", [])]
    texts = signed_texts(bare | ({"proof": chained} if chained else {}), proof, Reader(bare, Contexts()))
    return bare | {"proof": [*before, proof | {"proofValue": f"z{base58(sign(message_of(texts, kind)))}"}]}


def code(record: Any, **options: Any) -> tuple[str, str]:
    verdict = verify(json.dumps(record).encode(), at=AT, **options)
    return verdict.verdict, verdict.reason().code


@pytest.mark.parametrize("curve, kind", [(P256, "P-256"), (P384, "P-384")])
@pytest.mark.parametrize("suite", ["ecdsa-rdfc-2019", "ecdsa-jcs-2019"])
def test_records_signed_on_a_curve(badge: Badge, curve: Any, kind: str, suite: str) -> None:
    signer = CurveSigner(curve)
    record = signed(badge(issuer={"id": signer.did, "type": ["Profile"]}), signer.sign, kind, cryptosuite=suite)
    assert code(record) == ("valid", "proof_ok")
    assert code(record | {"name": "Surgeon"}) == ("invalid", "signature_wrong")
    record["proof"][0]["cryptosuite"] = "eddsa-rdfc-2022"
    assert code(record) == ("invalid", "key_wrong_kind")


def test_a_curve_signature_has_its_exact_length(badge: Badge) -> None:
    signer = CurveSigner(P256)
    unsigned = badge(issuer={"id": signer.did, "type": ["Profile"]})
    for wrong in (lambda m: signer.sign(m) + b"\0", lambda m: signer.sign(m)[:63], lambda m: b""):
        record = signed(unsigned, wrong, "P-256", cryptosuite="ecdsa-rdfc-2019")
        assert code(record) == ("invalid", "signature_malformed")
    for wrong in (lambda m: bytes(64), lambda m: b"\xff" * 64):
        record = signed(unsigned, wrong, "P-256", cryptosuite="ecdsa-rdfc-2019")
        assert code(record) == ("invalid", "signature_wrong")


def test_eddsa_jcs_2022(badge: Badge, signer: Any) -> None:
    record = signed(badge(), signer.sign, cryptosuite="eddsa-jcs-2022")
    assert code(record) == ("valid", "proof_ok")
    named = signed(badge(), signer.sign, cryptosuite="eddsa-jcs-2022", **{"@context": badge()["@context"]})
    assert code(named) == ("valid", "proof_ok")
    assert code(record | {"name": "Surgeon"}) == ("invalid", "signature_wrong")


def test_a_record_of_version_1_1_with_its_older_signature(badge: Badge, signer: Any) -> None:
    document = badge(validFrom=None, validUntil=None)
    document |= {"@context": [V1, badge()["@context"][1], ED2020], "issuanceDate": "2026-01-01T00:00:00Z"}
    record = signed(document, signer.sign, type="Ed25519Signature2020", cryptosuite=None)
    verdict = verify(record, at=AT)
    assert (verdict.verdict, verdict.valid_from) == ("valid", "2026-01-01T00:00:00Z")
    ended = signed(
        document | {"expirationDate": "2026-02-01T00:00:00Z"},
        signer.sign,
        type="Ed25519Signature2020",
        cryptosuite=None,
    )
    assert code(ended) == ("invalid", "expired")
    del document["issuanceDate"]
    dateless = signed(document, signer.sign, type="Ed25519Signature2020", cryptosuite=None)
    assert code(dateless) == ("invalid", "schema_failed")


def test_dates_of_both_versions_are_judged_together(badge: Badge, signer: Any) -> None:
    document = badge(validFrom=None, validUntil="2030-01-01T00:00:00Z")
    document |= {"@context": [V1, badge()["@context"][1], ED2020], "issuanceDate": "2026-01-01T00:00:00Z"}
    document["expirationDate"] = "2026-02-01T00:00:00Z"
    record = signed(document, signer.sign, type="Ed25519Signature2020", cryptosuite=None)
    assert code(record) == ("invalid", "expired")


def test_status_list_2021(badge: Badge, signer: Any) -> None:
    address = "https://knitwear.example/status/9"
    listing = {
        "@context": [V1, "https://w3id.org/vc/status-list/2021/v1", ED2020],
        "id": address,
        "type": ["VerifiableCredential", "StatusList2021Credential"],
        "issuer": {"id": signer.did},
        "issuanceDate": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "StatusList2021",
            "statusPurpose": "revocation",
            "encodedList": StatusList.empty().with_set(6).encode()[1:],
        },
    }
    published = json.dumps(signed(listing, signer.sign, type="Ed25519Signature2020", cryptosuite=None)).encode()

    def judged(index: int, kind: str = "StatusList2021Entry") -> tuple[str, str]:
        entry = {
            "id": f"{address}#{index}",
            "type": kind,
            "statusPurpose": "revocation",
            "statusListIndex": str(index),
            "statusListCredential": address,
        }
        document = badge(credentialStatus=entry)
        if kind.startswith("StatusList"):
            document["@context"] = [*document["@context"], "https://w3id.org/vc/status-list/2021/v1"]
        record = signer.issue(document)
        return code(record, status=StatusLists({address: published}.get))

    assert judged(5) == ("valid", "proof_ok")
    assert judged(6) == ("invalid", "revoked")
    assert judged(6, "BitstringStatusListEntry") == ("undetermined", "status_wrong_purpose")


def test_a_chain_of_proofs_holds_link_by_link(badge: Badge, signer: Any) -> None:
    first = signed(badge(), signer.sign, id="urn:x:1")
    chain = signed(first, signer.sign, id="urn:x:2", previousProof=["urn:x:1"])
    assert code(chain) == ("valid", "proof_ok")
    changed = json.loads(json.dumps(chain))
    changed["proof"][0]["created"] = "2026-05-01T00:00:00Z"
    assert code(changed) == ("invalid", "signature_wrong")
    another = signed(badge(), signer.sign, id="urn:x:1", created="2026-05-01T00:00:00Z")["proof"]
    swapped = chain | {"proof": [*another, chain["proof"][1]]}
    assert code(swapped) == ("invalid", "signature_wrong")  # the second proof signs the first
    assert code(chain | {"proof": [chain["proof"][1]]}) == ("invalid", "proof_chain_broken")


@pytest.mark.parametrize("previous", ["urn:x:2", ["urn:x:2"], ["urn:x:9"], [], 7, [7], None, [None], {"id": "urn:x:1"}])
def test_a_chain_that_goes_in_a_circle_or_nowhere_is_broken(badge: Badge, signer: Any, previous: Any) -> None:
    first = signed(badge(), signer.sign, id="urn:x:1")
    chain = signed(first, signer.sign, id="urn:x:2", previousProof=["urn:x:1"])
    chain["proof"][0]["previousProof"] = previous
    assert code(chain)[0] == "invalid"


def document_of(signer: Any, **changes: Any) -> dict[str, Any]:
    method = {"id": f"{WEB}#1", "type": "Multikey", "controller": WEB, "publicKeyMultibase": signer.did[8:]}
    return {"id": WEB, "assertionMethod": [f"{WEB}#1"], "verificationMethod": [method]} | changes


@pytest.fixture
def web(badge: Badge, signer: Any) -> dict[str, Any]:
    return signed(badge(issuer={"id": WEB, "type": ["Profile"]}), signer.sign, verificationMethod=f"{WEB}#1")


def test_a_did_web_issuer_is_known_by_the_document_it_publishes(web: Any, signer: Any, stranger: Any) -> None:
    def with_document(document: Any) -> tuple[str, str]:
        return code(web, keys=KeyDocuments({WEB: document}.get))

    assert code(web) == ("undetermined", "key_unresolvable")
    assert with_document(document_of(signer)) == ("valid", "proof_ok")
    assert with_document(json.dumps(document_of(signer)).encode()) == ("valid", "proof_ok")
    assert with_document(document_of(stranger)) == ("invalid", "signature_wrong")
    assert with_document(document_of(signer, id="did:web:other.example")) == ("undetermined", "key_unresolvable")
    assert with_document(document_of(signer, assertionMethod=[])) == ("invalid", "method_not_of_issuer")
    only_logs_in = document_of(signer, assertionMethod=[], authentication=[f"{WEB}#1"])
    assert with_document(only_logs_in) == ("invalid", "method_not_of_issuer")
    assert with_document(document_of(signer, verificationMethod=[])) == ("invalid", "key_not_found")
    for junk in (b"", b"[]", b"{", {}, {"id": WEB}, {"id": WEB, "assertionMethod": 7}):
        assert with_document(junk)[0] in ("invalid", "undetermined")


def test_a_method_controlled_by_another_is_not_the_issuers(web: Any, signer: Any, stranger: Any) -> None:
    entry = document_of(signer)["verificationMethod"][0] | {"controller": stranger.did}
    keys = KeyDocuments({WEB: document_of(signer, verificationMethod=[entry])}.get)
    assert code(web, keys=keys) == ("invalid", "key_malformed")


@pytest.mark.parametrize("kind", [None, 7, [], ["Multikey"], {"id": "Multikey"}, "RsaVerificationKey2018"])
def test_a_key_of_no_kind_or_several_is_malformed(web: Any, signer: Any, kind: Any) -> None:
    entry = document_of(signer)["verificationMethod"][0] | {"type": kind}
    keys = KeyDocuments({WEB: document_of(signer, verificationMethod=[entry])}.get)
    assert code(web, keys=keys) == ("invalid", "key_malformed")


def test_rotation_keeps_old_records_and_a_withdrawn_key_none(web: Any, signer: Any, stranger: Any) -> None:
    old = document_of(signer)["verificationMethod"][0]
    new = document_of(stranger)["verificationMethod"][0] | {"id": f"{WEB}#2"}
    rotated = document_of(signer, verificationMethod=[new, old], assertionMethod=[f"{WEB}#2", f"{WEB}#1"])
    assert code(web, keys=KeyDocuments({WEB: rotated}.get)) == ("valid", "proof_ok")
    withdrawn = [new, old | {"revoked": "2026-05-01T00:00:00Z"}]
    keys = KeyDocuments({WEB: rotated | {"verificationMethod": withdrawn}}.get)
    assert code(web, keys=keys) == ("invalid", "key_revoked")
    assert verify(web, at=datetime(2026, 4, 1, tzinfo=UTC), keys=keys).verdict == "valid"


def test_a_foreign_did_key_speaks_only_if_the_issuer_lists_it(badge: Badge, signer: Any) -> None:
    record = signed(badge(issuer={"id": WEB, "type": ["Profile"]}), signer.sign, verificationMethod=signer.method)
    assert code(record) == ("undetermined", "issuer_unresolved")
    assert code(record, keys=KeyDocuments({WEB: document_of(signer)}.get)) == ("invalid", "method_not_of_issuer")
    listed = document_of(signer, assertionMethod=[signer.method])
    assert code(record, keys=KeyDocuments({WEB: listed}.get)) == ("valid", "proof_ok")


def test_keys_have_one_kind_one_length_one_spelling(signer: Any) -> None:
    assert key_of_did(signer.did) == key_of_jwk({"kty": "OKP", "crv": "Ed25519", "x": _x(signer)})
    assert key_of_multibase(CurveSigner(P384).text).kind == "P-384"
    for other in (b"\xe7\x01" + bytes(33), b"\x82\x24" + bytes(67), b"\xec\x01" + bytes(32)):
        with pytest.raises(OtherKind):
            key_of_multibase(f"z{base58(other)}")
    wrong = [b"\xed\x01" + bytes(31), b"\x80\x24" + b"\x05" + bytes(32), b"\x80\x24" + b"\x02" + b"\xff" * 32]
    for data in [*wrong, b"\x85\x24" + b"\x30\x03\x02\x01\x01", b"\x85\x24", b"", b"\xed"]:
        with pytest.raises(ValueError):
            key_of_multibase(f"z{base58(data)}")
    for jwk in ({}, {"kty": "oct", "k": "AA"}, {"kty": "OKP", "crv": "Ed25519", "x": "AA"}, {"kty": "RSA", "n": "AA"}):
        with pytest.raises(ValueError):
            key_of_jwk(jwk)


def _x(signer: Any) -> str:
    from skillmark.kernel.vc.keys import to_base64url

    return to_base64url(signer._private.public_key().public_bytes_raw())
