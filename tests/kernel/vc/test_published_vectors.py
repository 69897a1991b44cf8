"""Vectors that others published: intermediate results byte for byte, and verdicts."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from skillmark.kernel.vc import CannotIssue, Contexts, canonicalize, verify
from skillmark.kernel.vc.frozen import FILES, frozen
from skillmark.kernel.vc.instants import instant
from skillmark.kernel.vc.multibase import base58, ed25519_of, from_multibase58
from skillmark.kernel.vc.suites import fits, signature_of, signed_bytes

# Well signed: only their status is at fault, and without a look at it they are valid.
ABOUT_STATUS = {"status-index-out-of-range.json", "status-url-loopback.json", "status-url-metadata-ip.json"}

# The copy beside the vectors is abridged; the engine has the one its authors publish, which the Node-signed badges fit.
AUTHORS_OWN = {"https://w3id.org/security/suites/ed25519-2020/v1"}

# Five bring a context as an object, which is refused here on purpose; the last is a template without dates.
OWN_RULES = {
    "credential-context-combo2-ok.json",
    "credential-refresh-type-ok.json",
    "credential-termsofuse-id-ok.json",
    "credential-termsofuse-ok.json",
    "credential-termsofuses-ok.json",
    "credential-validUntil-validFrom-ok.json",
}


def test_every_own_vector_gets_its_expected_verdict(vectors: Path) -> None:
    expected = json.loads((vectors / "own" / "expected.json").read_bytes())["cases"]
    wrong = []
    for case in expected:
        verdict = verify((vectors / "own" / case["file"]).read_bytes(), at=instant(case["now"]))
        good = case["valid"] or case["file"] in ABOUT_STATUS
        if verdict.verdict != ("valid" if good else "invalid"):
            wrong.append((case["file"], verdict.reason()))
    assert len(expected) == 37
    assert not wrong


def test_the_engines_contexts_are_the_published_ones(vectors: Path) -> None:
    index = json.loads((vectors / "contexts" / "index.json").read_bytes())
    compared = set(FILES) & set(index) - AUTHORS_OWN
    for address in compared:
        published = (vectors / "contexts" / index[address]["file"]).read_bytes()
        assert rfc8785.dumps(frozen(FILES[address])) == rfc8785.dumps(json.loads(published)), address
    assert set(FILES) - compared == AUTHORS_OWN | {"https://w3id.org/security/multikey/v1"}  # of which there is no copy


def test_eddsa_rdfc_2022_byte_for_byte(vectors: Path, examples: Contexts) -> None:
    folder = vectors / "w3c-vc-di-eddsa" / "eddsa-rdfc-2022"
    unsigned = json.loads((folder.parent / "unsigned.json").read_bytes())
    options = json.loads((folder / "proofConfigDataInt.json").read_bytes())
    document_form, options_form = (canonicalize(part, contexts=examples) for part in (unsigned, options))
    assert document_form == (folder / "canonDocDataInt.txt").read_text("utf-8")
    assert options_form == (folder / "proofCanonDataInt.txt").read_text("utf-8")
    assert sha256(document_form.encode()).hexdigest() == (folder / "docHashDataInt.txt").read_text().strip()
    assert sha256(options_form.encode()).hexdigest() == (folder / "proofHashDataInt.txt").read_text().strip()
    message = signed_bytes(unsigned, options, examples)
    assert message.hex() == (folder / "combinedHashDataInt.txt").read_text().strip()
    assert f"z{base58(_private(vectors).sign(message))}" == (folder / "sigBTC58DataInt.txt").read_text().strip()


@pytest.mark.parametrize(
    "folder, name", [("eddsa-rdfc-2022", "signedDataInt.json"), ("eddsa-jcs-2022", "signedJCS.json")]
)
def test_the_signed_examples_of_the_specification_fit_their_key(
    vectors: Path, examples: Contexts, folder: str, name: str
) -> None:
    signed = json.loads((vectors / "w3c-vc-di-eddsa" / folder / name).read_bytes())
    proof = signed["proof"]
    public = ed25519_of(proof["verificationMethod"].partition("#")[0])
    assert fits(public, signature_of(proof), signed_bytes(signed, proof, examples))
    verdict = verify(signed, at=datetime(2026, 6, 1, tzinfo=UTC), contexts=examples)
    assert verdict.check("proof").code == "proof_ok"
    assert verdict.verdict == "undetermined"  # the issuer is an https address, and nothing is fetched
    assert verdict.reason().code == "issuer_unresolved"


def test_eddsa_jcs_2022_hashes_the_proof_options_as_they_stand(vectors: Path) -> None:
    folder = vectors / "w3c-vc-di-eddsa" / "eddsa-jcs-2022"
    signed = json.loads((folder / "signedJCS.json").read_bytes())
    message = signed_bytes(signed, signed["proof"], Contexts())
    assert message.hex() == (folder / "combinedHashJCS.txt").read_text().strip()
    without = {name: value for name, value in signed["proof"].items() if name != "@context"}
    assert signed_bytes(signed, without, Contexts())[:32] != message[:32]


@pytest.mark.parametrize(
    "name, expected",
    [
        ("legacyRegistry-noStatus-noExpiry-OBSpecExample.json", "valid"),
        ("legacyRegistry-noStatus-noExpiry-basicOBv3.json", "valid"),
        ("legacyRegistry-noStatus-noExpiry-credName.json", "valid"),
        ("legacyRegistry-noStatus- noExpiry-credSubjName.json", "valid"),
        ("legacyRegistry-noStatus-noExpiry-identityHash.json", "valid"),
        ("legacyRegistry-noStatus-noExpiry-minimal.json", "valid"),
        ("oidf-noStatus-notExpired-notYetValid.json", "not_yet_valid"),
        ("twoOIDF-validStatus-expired.json", "expired"),
    ],
)
def test_badges_signed_by_the_node_wallets_software(vectors: Path, name: str, expected: str) -> None:
    folder = vectors / "dcc" / "verifiableCredentials" / "v2" / "dataIntegrityProof" / "didKey"
    verdict = verify((folder / name).read_bytes(), at=datetime(2026, 6, 1, tzinfo=UTC))
    assert verdict.check("proof").code == "proof_ok"
    assert expected in (verdict.verdict, verdict.reason().code)


def test_what_is_not_read_yet_is_undetermined_with_its_reason(vectors: Path) -> None:
    reasons = {
        "1edtech/baked/simple-json.png": "image_not_supported",
        "1edtech/baked/simple-json.svg": "image_not_supported",
        "1edtech/jwt/simple.jwt": "token_not_supported",
        "1edtech/ob30/complete_v1.json": "version_not_supported",
        "1edtech/ob30/simple.json": "key_unresolvable",
        "dcc/verifiableCredentials/v2/ed25519/didKey/legacy-noStatus-noExpiry.json": "suite_not_supported",
        "w3c-vcdm2-input/presentation-vc-ok.json": "presentation_not_supported",
    }
    for name, code in reasons.items():
        verdict = verify((vectors / name).read_bytes(), at=datetime(2026, 6, 1, tzinfo=UTC))
        assert (verdict.verdict, verdict.reason().code) == ("undetermined", code), name


def test_every_faulty_open_badge_of_its_standards_body_is_invalid(vectors: Path) -> None:
    # of these two only the key is at fault, and no key but a did:key is looked up
    unresolved = {"simple-err-proof-method-unknown-scheme.json", "simple-err-proof-method.json"}
    for file in sorted((vectors / "1edtech" / "ob30").glob("simple-err-*.json")):
        verdict = verify(file.read_bytes(), at=datetime(2026, 6, 1, tzinfo=UTC))
        assert verdict.verdict == ("undetermined" if file.name in unresolved else "invalid"), file.name


def _private(vectors: Path) -> Ed25519PrivateKey:
    pair = json.loads((vectors / "w3c-vc-di-eddsa" / "keyPair.json").read_bytes())
    return Ed25519PrivateKey.from_private_bytes(from_multibase58(pair["privateKeyMultibase"])[2:])


def test_the_data_models_conformance_inputs_are_issued_or_refused(
    vectors: Path, examples: Contexts, signer: Any
) -> None:
    unexpected = {}
    for file in sorted((vectors / "w3c-vcdm2-input").glob("**/*.json")):
        if file.name.startswith("presentation") or file.name in OWN_RULES:
            continue
        document = json.loads(file.read_bytes())
        if "no-issuer" not in file.name:  # the suite fills the issuer in before it issues
            named = document.get("issuer")
            document["issuer"] = named | {"id": signer.did} if isinstance(named, dict) else signer.did
        try:
            signer.issue(document, contexts=examples)
            issued = True
        except CannotIssue as refused:
            issued = False
            unexpected[file.name] = str(refused)
        if issued == file.stem.endswith("-ok"):
            unexpected.pop(file.name, None)
        else:
            unexpected.setdefault(file.name, "issued")
    assert unexpected == {}
