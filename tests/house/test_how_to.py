"""The commands of docs/how-to do what the page says, in order of the list of pages; every page is on the list."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)\)")
FOLDERS = ("how-to", "explanation")


def listed(folder: Path) -> list[Path]:
    return [folder / target for target in LINK.findall((folder / "README.md").read_text(encoding="utf-8"))]


@pytest.mark.parametrize("name", FOLDERS)
def test_every_page_is_on_the_list_of_its_folder(root: Path, name: str) -> None:
    folder = root / "docs" / name
    assert set(listed(folder)) == set(folder.glob("*.md")) - {folder / "README.md"}


@pytest.mark.parametrize("name", FOLDERS)
def test_no_link_leads_nowhere(root: Path, name: str) -> None:
    pages = sorted((root / "docs" / name).glob("*.md"))
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not broken


def test_the_commands_of_the_how_to_pages_work(root: Path, tmp_path: Path) -> None:
    """Typed one after the other in one folder, as a reader would who goes down the list."""
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "skillmark"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m skillmark.config.command "$@"\n')
    command.chmod(0o755)
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"PYTHONPATH": str(root / "src"), "SKILLMARK_DATA": str(tmp_path / "data")}
    subprocess.run([command, "manage", "migrate", "-v", "0"], cwd=tmp_path, env=environment, check=True)
    typed = 0
    for page in listed(root / "docs" / "how-to"):
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                shown = line.removeprefix("$ ").replace(".venv/bin/skillmark", str(command))
                ended = subprocess.run(
                    ["sh", "-c", shown], cwd=tmp_path, env=environment, capture_output=True, text=True
                )
                assert ended.returncode == 0, f"{page.name}: {line}\n{ended.stdout}{ended.stderr}"
                typed += 1
    assert typed >= 5
