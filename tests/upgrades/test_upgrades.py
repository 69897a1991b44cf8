"""A filled database of every earlier version becomes one of this version, by the real command, on both databases.

Beside this file lies a backup of each version: the demonstration with twelve applicants, as that version made and
wrote it. Nothing in them is secret, nor is their key.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.config.installation.places import ROOT, Place, place
from tests.config.installation.test_moving import content

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]
HERE = Path(__file__).parent
KEY = HERE / "sample.key"
VERSIONS = sorted(path.stem for path in HERE.glob("*.backup"))
PROGRAM = "tests.upgrades.old_schema"


@pytest.fixture(params=VERSIONS)
def earlier(request: pytest.FixtureRequest, tmp_path: Path, engine: str) -> Place:
    """An installation as that version left it."""
    where = place(tmp_path, f"of_{request.param.replace('.', '_')}", engine=engine)
    where.data.mkdir()
    command = [sys.executable, "-m", PROGRAM, str(HERE / f"{request.param}.backup"), str(KEY)]
    environment = where.environment() | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return where


def test_every_version_that_was_tagged_has_left_a_backup() -> None:
    tags = subprocess.run(["git", "tag", "--list", "v*"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert VERSIONS
    assert {tag.removeprefix("v") for tag in tags.split()} <= set(VERSIONS), "docs/how-to/make-a-release.md says how"


def test_it_is_upgraded_with_every_row_and_its_chains_hold(earlier: Place, tmp_path: Path) -> None:
    key = tmp_path / "keys" / "key"
    told = json.loads(earlier.run("upgrade", "--key-file", key, "--place", tmp_path / "backups", "--json"))
    assert told["steps"] > 0
    assert told["failure"] == ""
    assert "whole" in earlier.run("audit", "verify")
    before, _manifest, _files = content(Path(told["backup"]), key)
    earlier.run("backup", tmp_path / "after.backup", "--key-file", key)
    after, _manifest, _files = content(tmp_path / "after.backup", key)
    assert sum(map(len, before.values())) > 400
    for table, rows in before.items():
        lost = [row for row in rows if not any(row.items() <= kept.items() for kept in after[table])]
        assert lost == [], table
    again = json.loads(earlier.run("upgrade", "--key-file", key, "--place", tmp_path / "backups", "--json"))
    assert again == {"steps": 0, "backup": "", "failure": ""}
