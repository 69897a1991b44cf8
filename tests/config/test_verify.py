"""`skillmark verify`: one line or one object a record, and an exit code that a script can act on."""

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from skillmark.config.command import main
from skillmark.kernel.vc import StatusList, issue
from skillmark.kernel.vc.frozen import CREDENTIALS_V2, OPEN_BADGES
from skillmark.kernel.vc.multibase import did_key, key_method
from skillmark.kernel.vc.status import status_entry, status_list_document

ROOT = Path(__file__).parents[2]
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ISSUER = did_key(KEY.public_key().public_bytes_raw())
LIST = "https://knitwear.example/status/1"
AT = "2026-06-01T00:00:00Z"
DAY = datetime(2026, 1, 1, tzinfo=UTC)


def signed(document: dict[str, Any]) -> dict[str, Any]:
    return issue(document, sign=KEY.sign, verification_method=key_method(ISSUER), created=DAY)


def record(index: int | None = None, **members: Any) -> dict[str, Any]:
    document: dict[str, Any] = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES],
        "id": "urn:uuid:0190a8a0-0000-7000-8000-000000000001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Linking seams",
        "issuer": {"id": ISSUER, "type": ["Profile"], "name": "Harbour Knitwear"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:0190a8a0-0000-7000-8000-000000000003",
                "type": ["Achievement"],
                "name": "Linking seams",
                "description": "Links a seam on a dial linker.",
                "criteria": {"narrative": "A sample task."},
            },
        },
    }
    if index is not None:
        document["credentialStatus"] = status_entry(list_address=LIST, index=index)
    return signed(document | members)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A record, one with a letter changed, a withdrawn one, and their status list in a folder of its own."""
    tampered = record(5)
    tampered["credentialSubject"]["achievement"]["name"] = "Linking beams"
    statuses = StatusList.empty().with_set(6)
    files = {
        "credential": record(5),
        "tampered": tampered,
        "revoked": record(6),
        "lists/1": signed(status_list_document(statuses, address=LIST, issuer=ISSUER, valid_from=DAY)),
    }
    (tmp_path / "lists").mkdir()
    for name, document in files.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(document), "utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[dict[str, Any]]]:
    code = main(["verify", *map(str, arguments), "--at", AT, "--json"])
    return code, [json.loads(line) for line in capsys.readouterr().out.split("\n") if line]


def test_valid_tampered_and_revoked_are_told_apart(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [folder / f"{name}.json" for name in ("credential", "tampered", "revoked")]
    code, verdicts = run(capsys, *names, "--status-cache", folder / "lists")
    assert [verdict["verdict"] for verdict in verdicts] == ["valid", "invalid", "invalid"]
    failed = [[check["code"] for check in verdict["checks"] if check["result"] == "fail"] for verdict in verdicts]
    assert failed == [[], ["signature_wrong"], ["revoked"]]
    assert code == 1
    assert list(verdicts[0]) == [
        "source", "verdict", "checks", "issuer", "subject", "achievement", "competencies", "valid_from", "valid_until",
    ]  # fmt: skip
    assert verdicts[0]["source"] == str(names[0])
    assert verdicts[0]["issuer"] == ISSUER
    assert (verdicts[0]["subject"], verdicts[0]["valid_until"]) == (None, None)


@pytest.mark.parametrize(
    "names, options, expected",
    [
        (["credential"], ["--status-cache", "lists"], 0),
        (["credential"], ["--no-status"], 0),
        (["credential"], [], 2),
        (["tampered"], ["--no-status"], 1),
        (["nothing"], [], 3),
        (["empty"], [], 3),
        (["credential", "empty", "tampered"], [], 1),
        (["credential", "empty"], [], 3),
        (["credential", "revoked"], [], 2),
    ],
)
def test_the_exit_code_is_that_of_the_worst(
    folder: Path, capsys: pytest.CaptureFixture[str], names: list[str], options: list[str], expected: int
) -> None:
    (folder / "empty.json").write_text("{}", "utf-8")
    given = [str(folder / option) if option == "lists" else option for option in options]
    assert run(capsys, *(folder / f"{name}.json" for name in names), *given)[0] == expected


def test_one_plain_line_for_each_record(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["verify", str(folder / "revoked.json"), "--at", AT, "--status-cache", str(folder / "lists")])
    line = f"{folder / 'revoked.json'}: invalid. The issuer has withdrawn the record. Do not rely on it.\n"
    assert capsys.readouterr().out == line


def test_a_record_cannot_write_on_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = record() | {"proof": {"type": "DataIntegrityProof", "cryptosuite": "x\nother.json: valid.\x1b[2K"}}
    (tmp_path / "a.json").write_text(json.dumps(document), "utf-8")
    main(["verify", str(tmp_path / "a.json")])
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert "\x1b" not in out


def test_a_sample_is_named_on_the_line_and_stays_valid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_text(json.dumps(record(name="SAMPLE: Linking seams")), "utf-8")
    assert main(["verify", str(tmp_path / "a.json"), "--at", AT]) == 0
    assert "demonstration key" in capsys.readouterr().out


def test_a_folder_is_read_in_order_whatever_the_number_of_processes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(20):
        (tmp_path / f"{number:02}.json").write_text(json.dumps(record()), "utf-8")
    (tmp_path / "07.json").write_text("broken", "utf-8")
    (tmp_path / "notes.md").write_text("not looked at", "utf-8")
    alone, shared = (run(capsys, tmp_path, "--jobs", jobs) for jobs in (1, 2))
    assert alone == shared
    assert [verdict["verdict"] for verdict in alone[1]].count("valid") == 19
    assert alone[1][7]["verdict"] == "unreadable"


@pytest.mark.parametrize(
    "text", [f"# ours\n{ISSUER}\n", json.dumps([ISSUER]), json.dumps({"issuers": [{"id": ISSUER}]})]
)
def test_a_list_of_accepted_issuers(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps(record()), "utf-8")
    (tmp_path / "trust.txt").write_text(text, "utf-8")
    _, [verdict] = run(capsys, tmp_path / "a.json", "--trust", tmp_path / "trust.txt")
    assert {check["check"]: check["code"] for check in verdict["checks"]}["trust"] == "trust_ok"
    (tmp_path / "trust.txt").write_text("did:key:other\n", "utf-8")
    code, [verdict] = run(capsys, tmp_path / "a.json", "--trust", tmp_path / "trust.txt")
    assert {check["check"]: check["code"] for check in verdict["checks"]}["trust"] == "not_on_list"
    assert code == 0


def test_further_contexts_come_from_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = "https://knitwear.example/context"
    document = {"@context": {"gauge": "https://knitwear.example/gauge"}}
    (tmp_path / "contexts").mkdir()
    (tmp_path / "contexts" / "gauge.json").write_text(json.dumps(document), "utf-8")
    (tmp_path / "contexts" / "index.json").write_text(json.dumps({address: {"file": "gauge.json"}}), "utf-8")
    given = record() | {"@context": [CREDENTIALS_V2, OPEN_BADGES, address]}
    (tmp_path / "a.json").write_text(json.dumps(given), "utf-8")
    assert run(capsys, tmp_path / "a.json")[1][0]["checks"][1]["code"] == "context_not_allowed"
    _, [verdict] = run(capsys, tmp_path / "a.json", "--contexts", tmp_path / "contexts")
    assert verdict["checks"][1]["code"] == "context_ok"


@pytest.mark.parametrize(
    "options",
    [
        ["--at", "yesterday"], ["--at", "2026-06-01T00:00:00"], ["--jobs", "0"], ["--jobs", "many"], ["--frobnicate"],
        ["--status-cache", "/nowhere"], ["--trust", "/nowhere"], ["--contexts", "/nowhere"],
    ],
)  # fmt: skip
def test_wrong_usage_ends_with_64(folder: Path, options: list[str]) -> None:
    try:
        code: object = main(["verify", str(folder / "credential.json"), *options])
    except SystemExit as ended:
        code = ended.code
    assert code == 64


def test_standard_input_is_read_fast_and_without_the_web_framework(folder: Path) -> None:
    script = (
        "import sys; from skillmark.config.command import main; code = main(sys.argv[1:]);"
        "print('django' in sys.modules, file=sys.stderr); raise SystemExit(code)"
    )
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", script, "verify", "-", "--no-status", "--at", AT, "--json"],
        input=(folder / "credential.json").read_bytes(),
        capture_output=True,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": os.environ["PATH"]},
        check=False,
    )
    assert time.perf_counter() - started < 10  # a fault, not a figure: half a second is usual
    assert (done.returncode, done.stderr.split()) == (0, [b"False"])
    assert json.loads(done.stdout)["source"] == "-"
