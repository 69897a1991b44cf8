"""`skillmark verify` on everything a folder of applicants' records may hold: every kind, and every way to be wrong."""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.config.test_verify import AT, ISSUER, KEY, LIST, ROOT, record, run, signed

from skillmark.config.command import main
from skillmark.kernel.vc import StatusList, bake, issue, issue_token, present
from skillmark.kernel.vc.multibase import key_method
from skillmark.kernel.vc.status import status_list_document

METHOD = key_method(ISSUER)
MEMBERS = [
    "source", "verdict", "checks", "issuer", "subject", "achievement", "competencies", "valid_from", "valid_until",
]  # fmt: skip
CHECKS = ["parse", "context", "proof", "issuer", "validity", "status", "schema", "trust", "holder"]
WEB = "did:web:knitwear.example"
VECTORS = ROOT.parent / "shared" / "data" / "credentials"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def png() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (9, 9), "navy").save(stream, "PNG")
    return stream.getvalue()


def unsigned(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in record(**members).items() if name != "proof"}


def token() -> str:
    return issue_token(unsigned(), sign=KEY.sign, verification_method=METHOD)


def unsecured_token() -> str:
    """What a forger tries first: the same claims, no signature, and a header that says so."""
    header = base64.urlsafe_b64encode(b'{"alg":"none","typ":"vc+jwt"}').rstrip(b"=").decode()
    return f"{header}.{token().split('.')[1]}."


def shown(*records: Any) -> dict[str, Any]:
    return present(
        records, holder=ISSUER, sign=KEY.sign, verification_method=METHOD,
        created=datetime(2026, 6, 1, tzinfo=UTC), challenge="7f3a", domain="employer.example",
    )  # fmt: skip


def tampered() -> dict[str, Any]:
    return record() | {"name": "Surgeon"}


def twice(document: dict[str, Any], name: str) -> bytes:
    return json.dumps(document).replace('{"@context"', f'{{"{name}": "Surgeon", "{name}": "x", "@context"', 1).encode()


def damaged(picture: bytes) -> bytes:
    """A letter changed inside the part that holds the record, so that the part's checksum is wrong."""
    place = picture.index(b"Linking")
    return picture[:place] + b"X" + picture[place + 1 :]


KINDS: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a.json": (lambda: json.dumps(record()).encode(), "valid", "proof_ok"),
    "b.jwt": (lambda: token().encode(), "valid", "proof_ok"),
    "c.png": (lambda: bake(png(), json.dumps(record())), "valid", "proof_ok"),
    "d.svg": (lambda: bake(SVG, token()), "valid", "proof_ok"),
    "e.JSON": (lambda: b"\xef\xbb\xbf" + json.dumps(shown(record())).encode(), "valid", "proof_ok"),
    "f.json": (lambda: json.dumps(shown(record(), tampered())).encode(), "invalid", "signature_wrong"),
    "g.jwt": (lambda: unsecured_token().encode(), "invalid", "algorithm_refused"),
    "h.png": (png, "unreadable", "no_credential_in_image"),
    "i.png": (lambda: damaged(bake(png(), json.dumps(record()))), "undetermined", "image_damaged"),
    "j.json": (lambda: twice(record(), "name"), "invalid", "duplicate_member"),
    "k.json": (lambda: twice(record(), "\\ud800\\u2028"), "invalid", "duplicate_member"),
    "l.json": (lambda: json.dumps(tampered()).encode(), "invalid", "signature_wrong"),
    "m.json": (lambda: json.dumps(record(name="SAMPLE: Linking seams")).encode(), "valid", "proof_ok"),
    "n.json": (lambda: json.dumps(record(5)).encode(), "undetermined", "status_unreachable"),
    "o.json": (lambda: b"", "unreadable", "not_json"),
    "p.json": (lambda: b"[" * 100_000, "undetermined", "too_deep"),
    "q.json": (lambda: b'{"a":' + b"9" * 5_000 + b"}", "unreadable", "not_json"),
    "r.json": (lambda: json.dumps(record(name="Li\u2028n\u202ek\u0085s\x0b")).encode(), "valid", "proof_ok"),
    "s.svg": (lambda: b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>", "unreadable", "no_credential_in_image"),
}


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("applicants")
    for name, (make, _, _) in KINDS.items():
        (folder / name).write_bytes(make())
    return folder


def deciding(verdict: dict[str, Any]) -> str:
    """The code that decided, read from the published object alone, as another program would."""
    for result in ("fail", "unknown"):
        for check in verdict["checks"]:
            if check["result"] == result and check["check"] != "trust":
                return str(check["code"])
    return str(next(check["code"] for check in verdict["checks"] if check["check"] == "proof"))


def test_every_kind_in_a_folder_has_its_verdict(everything: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, verdicts = run(capsys, everything)
    found = {Path(verdict["source"]).name: (verdict["verdict"], deciding(verdict)) for verdict in verdicts}
    assert found == {name: (word, reason) for name, (_, word, reason) in KINDS.items()}
    assert code == 1
    for verdict in verdicts:
        assert list(verdict) == MEMBERS
        assert [check["check"] for check in verdict["checks"]] == CHECKS
        assert all(list(check) == ["check", "result", "code", "message"] for check in verdict["checks"])


def test_the_word_follows_from_the_checks_as_published(everything: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verdict in run(capsys, everything)[1]:
        results = {check["result"] for check in verdict["checks"] if check["check"] != "trust"}
        expected = "invalid" if "fail" in results else "undetermined" if "unknown" in results else "valid"
        assert verdict["verdict"] in (expected, "unreadable"), verdict


def test_one_record_is_one_line_whatever_it_holds(everything: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for options in ([], ["--json"]):
        main(["verify", str(everything), "--at", AT, *options])
        out = capsys.readouterr().out
        assert len(out.splitlines()) == out.count("\n") == len(KINDS)
        assert "\u202e" not in out  # which would turn round what a reader sees


def test_a_presentation_names_the_record_at_fault(everything: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["verify", str(everything / "f.json"), "--at", AT])
    assert ": invalid. Record 2: " in capsys.readouterr().out
    _, [verdict] = run(capsys, everything / "e.JSON")
    assert (verdict["issuer"], verdict["subject"]) == (ISSUER, ISSUER)


def test_files_that_cannot_hold_a_record_are_named_and_not_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_text(json.dumps(record()), "utf-8")
    for name in ("notes.md", "cv.pdf", "record"):
        (tmp_path / name).write_text("x", "utf-8")
    assert main(["verify", str(tmp_path), "--at", AT]) == 0
    told = capsys.readouterr()
    assert told.out.count("\n") == 1
    assert "3 other files were not checked: " in told.err
    assert main(["verify", str(tmp_path / "notes.md")]) == 3  # named by itself it is judged


def test_where_nobody_reads_on_the_exit_code_never_says_that_all_is_valid(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number:03}.json").write_text(json.dumps(record()), "utf-8")
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-P", "-m", "skillmark.config.command", "verify", str(tmp_path), "--at", AT, "--json"]
    done = subprocess.run(
        command, stdout=write, stderr=subprocess.PIPE, env={"PYTHONPATH": str(ROOT / "src")}, check=False
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (2, b"")


def test_a_name_that_is_no_text_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = os.fsencode(tmp_path) + b"/\xff\n.json"
    Path(os.fsdecode(file)).write_text(json.dumps(record()), "utf-8")
    assert main(["verify", str(tmp_path), "--at", AT]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    _, [verdict] = run(capsys, tmp_path)
    assert os.fsencode(verdict["source"]) == file


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59-00:00"])
def test_the_ends_of_the_calendar_are_instants_too(tmp_path: Path, capsys: pytest.CaptureFixture[str], at: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps(record(validUntil="2030-01-01T00:00:00Z")), "utf-8")
    assert main(["verify", str(tmp_path / "a.json"), "--at", at]) == 1
    assert main(["verify", str(tmp_path / "a.json"), "--at", "2029-12-31T23:00:00-01:00"]) == 0


def test_the_documents_of_issuers_have_a_folder_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are not signed: among files that others sent, a forger's would make him the issuer."""
    given = unsigned() | {"issuer": {"id": WEB, "type": ["Profile"]}}
    method = f"{WEB}#key-1"
    (tmp_path / "a.json").write_text(
        json.dumps(issue(given, sign=KEY.sign, verification_method=method, created=datetime(2026, 1, 1, tzinfo=UTC)))
    )
    key = {"id": method, "type": "Multikey", "controller": WEB, "publicKeyMultibase": ISSUER.removeprefix("did:key:")}
    (tmp_path / "issuers" / "knitwear").mkdir(parents=True)
    (tmp_path / "issuers" / "knitwear" / "did.json").write_text(json.dumps({"id": WEB, "assertionMethod": [key]}))
    file, folder = tmp_path / "a.json", tmp_path / "issuers"
    assert run(capsys, file, "--no-status")[0] == 2
    assert run(capsys, file, "--no-status", "--status-cache", folder)[0] == 2
    assert run(capsys, file, "--no-status", "--issuers", folder)[0] == 0
    (folder / "knitwear" / "did.json").write_text(json.dumps({"id": WEB, "authentication": [key]}))
    assert run(capsys, file, "--no-status", "--issuers", folder)[0] == 1


def test_of_two_lists_of_one_address_the_later_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_text(json.dumps(record(6)), "utf-8")
    (tmp_path / "lists").mkdir()
    later = StatusList.empty().with_set(6), datetime(2026, 3, 1, tzinfo=UTC)
    earlier = StatusList.empty(), datetime(2026, 2, 1, tzinfo=UTC)
    for first, second in ((later, earlier), (earlier, later)):
        for name, (statuses, since) in {"a": first, "b": second}.items():
            listed = status_list_document(statuses, address=LIST, issuer=ISSUER, valid_from=since)
            (tmp_path / "lists" / name).write_text(json.dumps(signed(listed)), "utf-8")
        _, [verdict] = run(capsys, tmp_path / "a.json", "--status-cache", tmp_path / "lists")
        assert deciding(verdict) == "revoked"


def test_every_vector_gets_a_verdict_from_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Which one, `tests/kernel/vc/test_every_vector.py` says file by file; here: a whole line each, and no fault."""
    if not VECTORS.is_dir():
        pytest.skip("the published credential vectors (../shared/data/credentials) are not on this machine")
    files = [file for file in sorted(VECTORS.rglob("*")) if file.is_file()]
    code, verdicts = run(capsys, *files, "--contexts", VECTORS / "contexts", "--issuers", VECTORS / "dcc" / "dids")
    assert code == 1
    assert [verdict["source"] for verdict in verdicts] == [str(file) for file in files]
    assert all(list(verdict) == MEMBERS for verdict in verdicts)
    own = {Path(verdict["source"]).name: verdict for verdict in verdicts if "/own/" in verdict["source"]}
    for case in json.loads((VECTORS / "own" / "expected.json").read_bytes())["cases"]:
        if not case["valid"] and not case["file"].startswith("status-"):
            assert own[case["file"]]["verdict"] == "invalid", case
