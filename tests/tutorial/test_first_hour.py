"""The tutorial's commands do what it says, in its order."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial" / "first-hour.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.timeout(600)
def test_every_command_of_the_first_hour_works(tmp_path: Path, shared_data: Path) -> None:
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    (tmp_path / "db_29_0_text").symlink_to((shared_data / "onet" / "db_29_0_text").resolve())
    blocks = BLOCK.findall(TUTORIAL.read_text())
    assert len(blocks) >= 6
    printed = ""
    for block in blocks:
        done = subprocess.run(
            ["sh", "-e", "-c", block], cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, f"{block}\n{done.stderr}"
        printed += done.stdout
    assert "Mina" not in printed  # tables name people by number
    assert "sample_key" in printed or "SAMPLE" in printed
    verdicts = [json.loads(line) for line in (tmp_path / "nursing" / "verdicts.jsonl").read_text().splitlines()]
    assert [verdict["verdict"] for verdict in verdicts] == ["valid", "invalid", "invalid"]
    listed = (tmp_path / "nursing" / "slate.csv").read_text().splitlines()
    assert len(listed) == 6  # the header and five people, Raul too
