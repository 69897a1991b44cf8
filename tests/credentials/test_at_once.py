"""Two who award the same at the same moment make one award, and both are given it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.credentials.at_once import award_twice

ONE = {"failures": [], "kept": {"Award": 1, "SignedRecord": 1, "StatusPlace": 1}}


@pytest.mark.django_db(transaction=True)
def test_two_threads_award_one_credential_for_one_proof(engine: str, root: Path, tmp_path: Path) -> None:
    if engine == "postgresql":
        assert award_twice() == ONE
        return
    path = os.pathsep.join([str(root / "src"), str(root)])
    environment = os.environ | {"SKILLMARK_DATA": str(tmp_path), "PYTHONPATH": path}
    command = [sys.executable, "-m", "tests.credentials.at_once"]
    ended = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr[-3000:]
    assert json.loads(ended.stdout.splitlines()[-1]) == ONE
