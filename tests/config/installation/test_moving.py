"""A workspace leaves one installation and goes on in another, on either database. By the real commands."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.apps import apps
from tests.config.installation.places import ROOT, Place, place, set_up, with_tables
from tests.config.installation.test_backups import everything, in_it
from tests.support.demonstration import SLUG, Demonstration

from skillmark.config.installation import archive, rows
from skillmark.config.installation.moving import parts
from skillmark.foundation.records import names_workspace

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]

INSTALLATIONS_OWN = {
    "credentials.liveproof": "open for minutes, and no workspace's",
    "credentials.look": "goes with its share",
    "credentials.share": "its holder’s, and no workspace’s",
    "credentials.sharedrecord": "goes with its share",
    "credentials.sharesending": "goes with its share",
    "credentials.walletoffer": "open for minutes, and its holder's",
    "foundation.installationrow": "the installation's own chain",
    "foundation.keptanswer": "goes with its token",
    "standards.keptselfassessment": "its holder's, and no workspace's",
    "people.account": "a log-in is its holder's",
    "people.stopkey": "keys the numbers of this installation",
    "people.stoppednumber": "travels as numbers, kept under the other's key",
}
Rows = dict[str, list[dict[str, object]]]


@pytest.fixture(scope="module")
def taken(demonstration: Demonstration, tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Path, Path]:
    """Where it was, the file it left in, and its key."""
    folder = tmp_path_factory.mktemp("taken")
    file, key = folder / "sample.workspace", folder / "keys" / "key"
    where = Place(demonstration.data, demonstration.database)
    told = json.loads(where.run("workspace", "export", SLUG, file, "--key-file", key, "--json").splitlines()[0])
    assert told["rows"] > 1000
    return where, file, key


def content(file: Path, key: Path) -> tuple[Rows, dict[str, object], set[str]]:
    found: Rows = {}
    manifest: dict[str, object] = {}
    files = set()
    with archive.opened(file, archive.key_of(key)) as members:
        for name, body in members:
            if name.startswith(parts.ROWS):
                heading, *lines = body.getvalue().splitlines()
                names = json.loads(heading)
                table = found.setdefault(name.split("/")[1], [])
                table.extend(dict(zip(names, json.loads(line), strict=True)) for line in lines)
            elif name == parts.MANIFEST:
                manifest = json.loads(body.getvalue())
            else:
                files.add(name)
    return found, manifest, files


def test_every_table_is_accounted_for() -> None:
    found = {
        model._meta.label_lower: model for model in apps.get_models() if model._meta.app_label not in rows.LEFT_OUT
    }
    ours = {label: model for label, model in found.items() if model.__module__.startswith("skillmark.")}
    travelling = parts.travelling(ours)
    scoped = {label for label, model in ours.items() if names_workspace(model)}
    assert scoped - parts.STAYS == set(travelling) - {parts.WORKSPACE, parts.SOURCE, *parts.OF_SOURCE}
    assert set(ours) - set(travelling) - parts.STAYS == set(INSTALLATIONS_OWN)
    for model in travelling.values():
        for field in model._meta.concrete_fields:
            if field.related_model is not None:
                refers_to = field.related_model._meta.label_lower
                assert refers_to in {*travelling, "people.account"}, f"{field} refers to what does not travel"


@pytest.mark.parametrize("by_way_of", ["sqlite", "postgresql"])
def test_what_comes_in_is_what_went_out_on_either_database(
    by_way_of: str, taken: tuple[Place, Path, Path], tmp_path: Path, engine: str
) -> None:
    if by_way_of == "postgresql" and engine != "postgresql":
        pytest.skip("this run has no PostgreSQL; the other one imports into both")
    _, file, key = taken
    other = place(tmp_path, f"other_{by_way_of}", engine=by_way_of)
    other.run("workspace", "import", file, "--key-file", key)
    assert "whole" in other.run("audit", "verify")
    other.run("workspace", "export", SLUG, tmp_path / "again", "--key-file", key)
    before, told, files = content(file, key)
    after, _, files_after = content(tmp_path / "again", key)
    assert files == files_after
    chain = after["foundation.auditrow"]
    length = len(before["foundation.auditrow"])
    assert chain[:length] == before["foundation.auditrow"]
    assert chain[length - 1]["hash"] == told["head"]
    assert [row["action"].rpartition(".")[2] for row in chain[length:]] == ["imported", "exported"]  # type: ignore[attr-defined]
    for held in (*before["people.person"], *before["credentials.signedrecord"]):
        held["account_id"] = None
    for signing_key in (*before["foundation.signingkey"], *after["foundation.signingkey"]):
        signing_key["elsewhere"] = signing_key["valid_until"] = None
    for label in before.keys() - {"foundation.auditrow", "foundation.audithead"}:
        assert before[label] == after[label], label


def test_a_record_signed_before_has_the_same_verdict_after(taken: tuple[Place, Path, Path], tmp_path: Path) -> None:
    where, file, key = taken
    other = with_tables(tmp_path, "verdict", engine="sqlite")
    other.run("workspace", "import", file, "--key-file", key)
    document = tmp_path / "record.json"
    document.write_text(str(content(file, key)[0]["credentials.signedrecord"][0]["document"]))
    there, here = (json.loads(one.start("verify", document, "--json").stdout.splitlines()[0]) for one in (where, other))
    assert there == here
    assert there["verdict"] != "invalid"


def test_who_imports_twice_by_a_wrong_key_or_a_damaged_file_is_told_and_nothing_changes(
    taken: tuple[Place, Path, Path], tmp_path: Path, engine: str
) -> None:
    _, file, key = taken
    other = with_tables(tmp_path, "refusing", engine=engine)
    real = with_tables(tmp_path, "real", engine=engine)
    set_up(real, tmp_path)
    empty, set_up_before = everything(other), everything(real)
    archive.key_of(tmp_path / "other.key", make=True)
    said = other.run("workspace", "import", file, "--key-file", tmp_path / "other.key", code=2)
    assert "was made with another key" in said
    whole = file.read_bytes()
    for name, damaged in {
        "cut": whole[:-1000],
        "cut at a seam": whole[: -(len(whole) % 65552)],
        "altered": whole[:70000] + bytes([whole[70000] ^ 1]) + whole[70001:],
        "no workspace": b"nothing of ours",
    }.items():
        (tmp_path / "damaged").write_bytes(damaged)
        said = other.run("workspace", "import", tmp_path / "damaged", "--key-file", key, code=2)
        assert "nothing was changed" in said, name
    assert everything(other) == empty
    assert "never share an installation" in real.run("workspace", "import", file, "--key-file", key, code=2)
    assert everything(real) == set_up_before
    other.run("workspace", "import", file, "--key-file", key)
    full = everything(other)
    assert "is here already" in other.run("workspace", "import", file, "--key-file", key, code=2)
    assert everything(other) == full
    assert not list((other.data / "moving").glob("*"))


def rewritten(file: Path, key: Path, to: Path, change: object) -> Path:
    """The same file, sealed again by somebody who has its key, with some members changed."""
    with archive.opened(file, archive.key_of(key)) as members:
        held = [(name, body.getvalue()) for name, body in members]
    with archive.sealed(to, archive.key_of(key).to_public()) as tar:
        for name, body in held:
            archive.add(tar, name, change(name, body))  # type: ignore[operator]
    return to


def test_a_file_of_another_version_or_with_an_altered_row_is_refused_and_nothing_is_left(
    taken: tuple[Place, Path, Path], tmp_path: Path, engine: str
) -> None:
    _, file, key = taken
    other = with_tables(tmp_path, "versions", engine=engine)
    empty = everything(other)

    def later(name: str, body: bytes) -> bytes:
        told = json.loads(body) if name == parts.MANIFEST else None
        return (
            json.dumps(told | {"migrations": [*told["migrations"], ["people", "0999_later"]]}).encode()
            if told
            else body
        )

    def earlier(name: str, body: bytes) -> bytes:
        told = json.loads(body) if name == parts.MANIFEST else None
        kept = [node for node in told["migrations"] if node[1] == "0001_initial"] if told else []
        return json.dumps(told | {"migrations": kept}).encode() if told else body

    def altered(name: str, body: bytes) -> bytes:
        return body.replace(b"people.workspace.opened", b"people.workspace.closed") if "auditrow" in name else body

    def short(name: str, body: bytes) -> bytes:
        return b"\n".join(body.splitlines()[:-1]) if name.startswith("rows/people.person/") else body

    for change, said in (
        (later, "a later version (people 0999_later) than this one (foundation 0"),
        (earlier, "an earlier version (foundation 0001_initial) than this one (foundation 0"),
        (altered, "was altered"),
        (short, "does not hold what it says"),
    ):
        made = rewritten(file, key, tmp_path / change.__name__, change)
        assert said in other.run("workspace", "import", made, "--key-file", key, code=2)
        assert everything(other) == empty


def test_an_import_that_is_killed_leaves_nothing_and_can_be_done_again(
    taken: tuple[Place, Path, Path], tmp_path: Path, engine: str
) -> None:
    _, file, key = taken
    other = with_tables(tmp_path, "killed", engine=engine)
    empty = everything(other)
    told = f"""
import os, signal, sys
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "skillmark.config.settings"
import django; django.setup()
from skillmark.config.installation.moving import arriving
from skillmark.foundation import sources
arriving._settle_files = lambda place, staging: os.kill(os.getpid(), signal.SIGKILL)
arriving.bring_in(Path({str(file)!r}), Path({str(key)!r}), now=sources.now())
"""
    done = subprocess.run([sys.executable, "-c", told], env=other.environment(), cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    wait_for_the_server(other, empty)
    assert everything(other) == empty
    other.run("workspace", "import", file, "--key-file", key)


def wait_for_the_server(where: Place, wanted: list[str]) -> None:
    """A server notices a moment later that the other end of its line is gone."""
    deadline = time.monotonic() + 10
    while everything(where) != wanted and time.monotonic() < deadline:
        time.sleep(0.2)


def test_files_open_again_erased_people_stay_erased_and_the_first_administrator_gets_in(
    tmp_path: Path, engine: str
) -> None:
    first = with_tables(tmp_path, "leaving", engine=engine)
    set_up(first, tmp_path)
    erased, staying, old_key = in_it(first, "add", "Maria Lopez", "Ana Ruiz", "sign").split()
    file, key = tmp_path / "out" / "tideway.workspace", tmp_path / "keys" / "k"
    first.run("workspace", "export", "tideway", file, "--key-file", key)
    in_it(first, "erase", erased)
    (file.parent / "erasures.jsonl").write_bytes((first.data / "erasures.jsonl").read_bytes())
    second = with_tables(tmp_path, "arriving", engine="sqlite")
    said = second.run("workspace", "import", file, "--key-file", key)
    assert "now here too: 1" in said
    assert "skillmark workspace invite tideway" in said
    assert in_it(second, "letters", erased, staying) == "gone Dear Ana Ruiz"
    assert "Maria" not in "".join(everything(second))
    assert "whole" in second.run("audit", "verify")
    assert in_it(second, "sign") != old_key, "it signs with a key of its own"
    assert "nobody there who may invite" in second.run("workspace", "invite", "tideway", "ana@example.org", code=2)
    told = json.loads(second.run("workspace", "invite", "tideway", "lead@example.org", "--json"))
    assert "/accounts/password/reset/key/" in told["first_log_in"]
    assert "has a way in already" in second.run("workspace", "invite", "tideway", "lead@example.org", code=2)


def test_a_trial_is_deleted_after_its_export_and_no_older_backup_brings_it_back(tmp_path: Path, engine: str) -> None:
    first = with_tables(tmp_path, "trying", engine=engine)
    backups = tmp_path / "backups"
    set_up(first, tmp_path, f'backups = "{backups}"')
    in_it(first, "add", "Ana Ruiz", "sign")
    file, key = tmp_path / "out" / "tideway.workspace", tmp_path / "keys" / "k"
    first.run("backup", "--key-file", key)
    (backup,) = backups.glob("*.backup")
    delete = ("workspace", "delete", "tideway", "--export", file, "--key-file", key, "--confirm")
    before = everything(first)
    assert "is no trial; real records are kept" in first.run(*delete, "Tideway", code=2)
    assert everything(first) == before
    first.run("workspace", "trial", "tideway")
    before = everything(first)
    assert "is not its name, which is “Tideway”" in first.run(*delete, "tideway", code=2)
    assert everything(first) == before
    (tmp_path / "in the way").touch()
    nowhere = [tmp_path / "in the way" / "x" if word is file else word for word in delete]
    assert first.start(*nowhere, "Tideway").returncode != 0
    assert not [row for row in everything(first) if "workspace.deleted" in row]
    assert "Ana Ruiz" in "".join(everything(first)), "nothing goes whose file cannot be written"
    assert "is deleted" in first.run(*delete, "Tideway")
    left = "".join(everything(first))
    assert "Ana Ruiz" not in left
    assert "lead@example.org" not in left
    assert "workspace.deleted" in left
    assert not [path for path in (first.data / "files").rglob("*") if path.is_file()]
    assert json.loads(first.run("audit", "verify", "--json"))["installation"] is True
    assert "was deleted here" in first.run("workspace", "import", file, "--key-file", key, code=2)
    second = with_tables(tmp_path, "going_on", engine=engine)
    second.run("workspace", "import", file, "--key-file", key)
    assert "whole" in second.run("audit", "verify")
    assert "Ana Ruiz" in "".join(everything(second))
    third = place(tmp_path, "restored_older", engine=engine)
    third.run("restore", backup, "--key-file", key)
    assert "Ana Ruiz" not in "".join(everything(third))
    assert not [path for path in (third.data / "files").rglob("*") if path.is_file()]
