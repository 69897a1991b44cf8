"""Vectors that others published with every step of the way: each intermediate result byte for byte."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.kernel.vc.vector_rows import MODEL_NOT

from skillmark.kernel.vc import CannotIssue, Contexts, canonicalize
from skillmark.kernel.vc.expansion import Reader
from skillmark.kernel.vc.frozen import FILES, frozen
from skillmark.kernel.vc.keys import key_of_did
from skillmark.kernel.vc.multibase import base58, from_multibase58
from skillmark.kernel.vc.suites import fits, message_of, signed_texts

# The copy beside the vectors is abridged; the engine has the one its authors publish, which the Node-signed badges fit.
AUTHORS_OWN = {"https://w3id.org/security/suites/ed25519-2020/v1"}

STEPS = {  # folder: what its files' names end with
    "w3c-vc-di-eddsa/eddsa-rdfc-2022": "DataInt",
    "w3c-vc-di-eddsa/eddsa-jcs-2022": "JCS",
    "w3c-vc-di-ecdsa/ecdsa-rdfc-2019-p256": "ECDSAP256",
    "w3c-vc-di-ecdsa/ecdsa-jcs-2019-p256": "JCSECDSAP256",
}


@pytest.mark.parametrize("name", STEPS)
def test_every_step_of_the_specifications_own_example(vectors: Path, examples: Contexts, name: str) -> None:
    folder, end = vectors / name, STEPS[name]
    seen: set[str] = set()

    def step(what: str, suffix: str = "txt") -> str:
        seen.add(f"{what}{end}.{suffix}")
        text = (folder / f"{what}{end}.{suffix}").read_text("utf-8")
        return text if what.endswith(("canonDoc", "proofCanon")) else text.strip()

    unsigned = json.loads((folder.parent / "unsigned.json").read_bytes())
    options = json.loads(step("proofConfig", "json"))
    options_text, document_text = signed_texts(unsigned, options, Reader(unsigned, examples))
    assert document_text.decode() == step("canonDoc")
    assert options_text.decode() == step("proofCanon")
    assert sha256(document_text).hexdigest() == step("docHash")
    assert sha256(options_text).hexdigest() == step("proofHash")
    message = message_of((options_text, document_text))
    assert message.hex() == step("combinedHash")

    signed = json.loads(step("signed", "json"))
    stated = {member: value for member, value in signed["proof"].items() if member != "proofValue"}
    assert all(stated[member] == value for member, value in options.items() if member != "@context")
    signature = from_multibase58(step("sigBTC58"))
    assert signature.hex() == step("sigHex")
    assert signed["proof"]["proofValue"] == step("sigBTC58")
    key = key_of_did(options["verificationMethod"].partition("#")[0])
    assert key.fits(signature, message)
    assert fits(signed["proof"], key, signed_texts(unsigned, signed["proof"], Reader(unsigned, examples)))
    assert {file.name for file in folder.iterdir()} == seen


def test_an_ed25519_signature_comes_out_the_same(vectors: Path) -> None:
    folder = vectors / "w3c-vc-di-eddsa"
    pair = json.loads((folder / "keyPair.json").read_bytes())
    private = Ed25519PrivateKey.from_private_bytes(from_multibase58(pair["privateKeyMultibase"])[2:])
    for name, end in (("eddsa-rdfc-2022", "DataInt"), ("eddsa-jcs-2022", "JCS")):
        message = bytes.fromhex((folder / name / f"combinedHash{end}.txt").read_text().strip())
        assert f"z{base58(private.sign(message))}" == (folder / name / f"sigBTC58{end}.txt").read_text().strip()


def test_the_jcs_suites_hash_the_proof_options_as_they_stand(vectors: Path) -> None:
    folder = vectors / "w3c-vc-di-eddsa" / "eddsa-jcs-2022"
    signed = json.loads((folder / "signedJCS.json").read_bytes())
    unsecured = {name: value for name, value in signed.items() if name != "proof"}
    message = message_of(signed_texts(unsecured, signed["proof"], Reader(unsecured, Contexts())))
    assert message.hex() == (folder / "combinedHashJCS.txt").read_text().strip()
    without = {name: value for name, value in signed["proof"].items() if name != "@context"}
    options, _ = signed_texts(unsecured, without, Reader(unsecured, Contexts()))
    assert b"@context" not in options  # none is added
    assert message_of((options, b""))[:32] != message[:32]


def test_the_engines_contexts_are_the_published_ones(vectors: Path) -> None:
    index = json.loads((vectors / "contexts" / "index.json").read_bytes())
    compared = set(FILES) & set(index) - AUTHORS_OWN
    for address in compared:
        published = (vectors / "contexts" / index[address]["file"]).read_bytes()
        assert rfc8785.dumps(frozen(FILES[address])) == rfc8785.dumps(json.loads(published)), address
    assert set(FILES) - compared == AUTHORS_OWN | {"https://w3id.org/security/multikey/v1"}  # of which there is no copy


def test_the_data_models_conformance_inputs_are_issued_or_refused(
    vectors: Path, examples: Contexts, signer: Any
) -> None:
    unexpected = {}
    for file in sorted((vectors / "w3c-vcdm2-input").glob("**/*.json")):
        if file.name.startswith("presentation") or file.stem in MODEL_NOT:
            continue
        document = json.loads(file.read_bytes())
        if "no-issuer" not in file.name:  # the suite fills the issuer in before it issues
            named = document.get("issuer")
            document["issuer"] = named | {"id": signer.did} if isinstance(named, dict) else signer.did
        issued = _issued(lambda document=document: signer.issue(document, contexts=examples))
        if issued != file.stem.endswith("-ok"):
            unexpected[file.name] = issued
    assert unexpected == {}


def _issued(attempt: Callable[[], Any]) -> bool:
    try:
        attempt()
    except CannotIssue:
        return False
    return True


def test_the_canonical_form_is_the_public_one(vectors: Path, examples: Contexts) -> None:
    folder = vectors / "w3c-vc-di-eddsa"
    unsigned = json.loads((folder / "unsigned.json").read_bytes())
    assert canonicalize(unsigned, contexts=examples) == (folder / "eddsa-rdfc-2022" / "canonDocDataInt.txt").read_text(
        "utf-8"
    )
