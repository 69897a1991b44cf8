"""Every published vector and what the engine says of it. A file that no row names fails the suite."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from tests.kernel.vc.test_canonical import quads_in
from tests.kernel.vc.vector_rows import (
    BY_NAME_NOT,
    DCC_LISTS,
    EDTECH,
    KEYS,
    MODEL_NOT,
    OTHERS,
    OWN_STATUS,
    SIGNED,
    UNSECURED,
)

from skillmark.kernel.vc import Contexts, KeyDocuments, StatusLists, Verdict, verify
from skillmark.kernel.vc.canonical import TooMuchWork, canonical, names_of
from skillmark.kernel.vc.instants import instant
from skillmark.kernel.vc.opening import opened

AT = datetime(2026, 6, 1, tzinfo=UTC)
Judge = Callable[[Path], Verdict]


@pytest.fixture(scope="module")
def all_contexts(vectors: Path) -> Contexts:
    index = json.loads((vectors / "contexts" / "index.json").read_bytes())
    return Contexts(
        {address: json.loads((vectors / "contexts" / entry["file"]).read_bytes()) for address, entry in index.items()}
    )


@pytest.fixture(scope="module")
def judge(vectors: Path, all_contexts: Contexts) -> Judge:
    """Verdicts with what the issuers would publish at hand: their key documents, and the lists of the DCC."""
    documents = {}
    for file in (vectors / "dcc" / "dids").glob("*/did.json"):
        document = json.loads(file.read_bytes())
        documents[document["id"]] = document
    for issuer, methods in KEYS.items():
        documents[issuer] = published(issuer, methods)
    lists = {f"{DCC_LISTS}{file.name}": file.read_bytes() for file in (vectors / "dcc").glob("statusLists/*/*")}
    keys, status = KeyDocuments(documents.get), StatusLists(lists.get)

    def judged(file: Path) -> Verdict:
        return verify(file.read_bytes(), at=AT, contexts=all_contexts, keys=keys, status=status)

    return judged


def published(issuer: str, keys: tuple[str, ...]) -> dict[str, Any]:
    """The document an issuer would publish; a key alone is named by itself, as these issuers do."""
    methods: list[Any] = [
        key
        if key.startswith("did:")
        else {"id": f"{issuer}#{key}", "type": "Multikey", "controller": issuer, "publicKeyMultibase": key}
        for key in keys
    ]
    return {"id": issuer, "assertionMethod": methods}


def said(verdict: Verdict) -> tuple[str, str]:
    return verdict.verdict, verdict.reason().code


def test_no_vector_is_left_out(vectors: Path) -> None:
    claimed = set(EDTECH) | set(OTHERS) | set(SIGNED)
    folders = ("own", "dcc", "w3c-rdf-canon", "w3c-vcdm2-input", "contexts", "schemas")  # each with a test of its own
    left = [
        name
        for name in (str(file.relative_to(vectors)) for file in sorted(vectors.rglob("*")) if file.is_file())
        if name not in claimed
        and not name.startswith(folders)
        and not (name.startswith("w3c-vc-di") and not Path(name).name.startswith("signed"))
    ]
    assert left == ["README.md"]
    assert [name for name in claimed if not (vectors / name).is_file()] == []


def test_own_vectors_say_what_is_expected_of_them(vectors: Path, judge: Judge) -> None:
    cases = json.loads((vectors / "own" / "expected.json").read_bytes())["cases"]
    files = {file.name for file in (vectors / "own").iterdir()} - {"expected.json"}
    cases.append({"file": "valid-signed-by-node-reference.json", "valid": True, "now": "2026-06-01T00:00:00Z"})
    assert {case["file"] for case in cases} == files
    wrong = {}
    for case in cases:
        source = (vectors / "own" / case["file"]).read_bytes()
        looked = said(verify(source, at=instant(case["now"]), status=StatusLists(lambda _: None)))
        unlooked = verify(source, at=instant(case["now"])).verdict
        status = OWN_STATUS.get(case["file"], "status_unreachable")
        expected = ("undetermined", status), "valid"
        if case["valid"] or case["file"] in OWN_STATUS:
            if (looked, unlooked) != expected:
                wrong[case["file"]] = (looked, unlooked)
        elif (looked[0], unlooked) != ("invalid", "invalid"):
            wrong[case["file"]] = (looked, unlooked)
    assert wrong == {}


@pytest.mark.parametrize("name", sorted(EDTECH | OTHERS | SIGNED))
def test_vectors_of_standards_bodies(vectors: Path, judge: Judge, name: str) -> None:
    row = (EDTECH | OTHERS | SIGNED)[name]
    if isinstance(row, str):  # an intermediate result: the canonical form of another file
        pytest.skip(row) if not (vectors / name).exists() else None
        assert row in ("canonical form of the document", "canonical form of the proof's options")
        return
    assert said(judge(vectors / name)) == row[:2]


def by_name(name: str) -> str:
    """What a file of the DCC says by its name that it comes to."""
    if "notYetValid" in name or "-expired" in name.replace("expiredStatus", ""):
        return "invalid"
    if "revoked" in name:
        return "revoked"
    return "undetermined" if "expiredStatus" in name or "bad" in name else "valid"


def test_records_of_the_dcc_are_what_their_names_say(vectors: Path, judge: Judge) -> None:
    wrong = {}
    files = [file for file in sorted((vectors / "dcc" / "verifiableCredentials").rglob("*")) if file.is_file()]
    for file in files:
        name = str(file.relative_to(vectors / "dcc" / "verifiableCredentials"))
        verdict = judge(file)
        expected, reason = BY_NAME_NOT.get(name, (by_name(file.name), ""))
        if expected not in said(verdict):
            wrong[name] = (expected, said(verdict))
        assert name not in BY_NAME_NOT or reason
    assert wrong == {}
    assert len(files) == 47
    assert set(BY_NAME_NOT) <= {str(file.relative_to(vectors / "dcc" / "verifiableCredentials")) for file in files}


def test_lists_and_documents_of_the_dcc(vectors: Path, judge: Judge) -> None:
    folder = vectors / "dcc"
    assert {said(judge(file)) for file in folder.glob("statusLists/*/*")} == {("valid", "proof_ok")}
    assert {said(judge(file)) for file in folder.glob("dids/*/*")} == {("unreadable", "not_a_credential")}


def entries(vectors: Path) -> Iterator[tuple[dict[str, Any], Path]]:
    folder = vectors / "w3c-rdf-canon"
    for entry in json.loads((folder / "manifest.jsonld").read_bytes())["entries"]:
        if (folder / entry["action"]).exists():  # two thirds of the suite are at hand
            yield entry, folder


def test_the_canonicalisation_suite(vectors: Path) -> None:
    ran: set[str] = set()
    kinds = dict.fromkeys(("RDFC10EvalTest", "RDFC10MapTest", "RDFC10NegativeEvalTest"), 0)
    for entry, folder in entries(vectors):
        source = (folder / entry["action"]).read_bytes()
        ran.add(Path(entry["action"]).name)
        kind = entry["type"].partition(":")[2]
        kinds[kind] += 1
        hashed = entry.get("hashAlgorithm", "SHA256").lower()
        if kind == "RDFC10NegativeEvalTest":
            with pytest.raises(TooMuchWork):
                canonical(quads_in(source))
            continue
        expected = (folder / entry["result"]).read_bytes()
        ran.add(Path(entry["result"]).name)
        if kind == "RDFC10EvalTest":
            assert canonical(quads_in(source), hashed=hashed).encode() == expected, entry["id"]
        else:
            names = {node[2:]: name[2:] for node, name in names_of(quads_in(source), hashed=hashed).items()}
            assert names == json.loads(expected), entry["id"]
    assert kinds == {"RDFC10EvalTest": 43, "RDFC10MapTest": 12, "RDFC10NegativeEvalTest": 1}
    assert {file.name for file in (vectors / "w3c-rdf-canon" / "rdfc10").iterdir()} == ran


def test_the_data_models_inputs_are_refused_or_only_not_signed(
    vectors: Path, all_contexts: Contexts, signer: Any
) -> None:
    """The inputs are unsigned: what is in order fails for that alone (or has a list of enveloped records)."""
    unexpected = {}
    files = sorted((vectors / "w3c-vcdm2-input").rglob("*.json"))
    for file in files:
        document = json.loads(file.read_bytes())
        if "VerifiableCredential" in document.get("type", []) and "no-issuer" not in file.name:
            named = document.get("issuer")  # the suite fills the issuer in before it issues
            document["issuer"] = named | {"id": signer.did} if isinstance(named, dict) else signer.did
        verdict = verify(document, at=AT, contexts=all_contexts)
        faults = {
            check.code
            for check in verdict.checks
            if check.result == "fail" and check.check not in ("validity", "proof")
        }
        faults |= {
            check.code for record in verdict.records for check in record.checks if check.result == "fail"
        } - UNSECURED
        good = file.stem.endswith("-ok")
        if file.stem in MODEL_NOT:
            good = not good
        if "-ok" not in file.stem and "-fail" not in file.stem:
            continue  # the suite gives these to verifiers that read a holder's own statements
        if (faults == set()) != good:
            unexpected[file.stem] = faults
    assert unexpected == {}
    assert set(MODEL_NOT) <= {file.stem for file in files}
    assert len(files) == 70


def test_canonical_forms_of_1edtech(vectors: Path, all_contexts: Contexts) -> None:
    """Of the implementers' vectors only the canonical forms are at hand: each is its own canonical form."""
    for name in ("obv3p0", "clrv2p0"):
        folder = vectors / "1edtech" / "ob-impl-test-vectors" / name
        for file in (folder / "document-canon.txt", folder / "proof-canon.txt"):
            data = file.read_bytes()
            text = data if data.endswith(b"\n") else data + b"\n"
            assert canonical(quads_in(text)).encode() == text, file
            library = pyoxigraph.Dataset(pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_QUADS))
            assert len(library) == len(text.splitlines())


def test_pictures_hold_what_stands_beside_them(vectors: Path) -> None:
    folder = vectors / "1edtech" / "baked"
    for name in ("simple-json.png", "simple-json.svg"):
        document, token, _ = opened((folder / name).read_bytes())
        assert document["name"] == "Teamwork Badge"
        assert token is None
    for name in ("simple-jwt.png", "simple-jwt.svg"):
        document, token, _ = opened((folder / name).read_bytes())
        assert token is not None
        assert token.header["alg"] == "RS256"
