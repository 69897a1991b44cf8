"""The walls hold: each kind of contract is broken once, in a copy, and the linter says so."""

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONTEXTS_BELONG_TO = "skillmark"


@pytest.fixture(scope="module")
def contracts(root: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(root / ".importlinter", encoding="utf-8")
    return parser


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """The source tree's modules alone, to build a fault into."""
    shutil.copy(root / ".importlinter", tmp_path)
    only_python = shutil.ignore_patterns("static", "templates", "locale", "__pycache__", "*.egg-info")
    shutil.copytree(root / "src" / "skillmark", tmp_path / "src" / "skillmark", ignore=only_python)
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    linter = Path(sys.executable).parent / "lint-imports"
    environment = os.environ | {"PYTHONPATH": str(folder / "src")}
    command = [str(linter), "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def contexts(root: Path) -> list[str]:
    """Every folder with records of its own above the foundation."""
    apart = {"config", "foundation", "kernel", "ui"}
    folders = (path.parent.name for path in (root / "src/skillmark").glob("*/__init__.py"))
    return sorted(set(folders) - apart)


def test_every_context_has_a_contract_of_its_own(root: Path, contracts: configparser.ConfigParser) -> None:
    for context in contexts(root):
        section = contracts[f"importlinter:contract:inside-{context}"]
        assert section["type"] == "protected"
        protected = {f"*.{context}.{name}" for name in ("models", "rules", "forms", "views")}
        assert set(section["protected_modules"].split()) == protected
        assert section["allowed_importers"].split() == [f"{CONTEXTS_BELONG_TO}.{context}"]


def test_the_floors_are_those_of_the_design(contracts: configparser.ConfigParser) -> None:
    floors = contracts["importlinter:contract:floors"]
    assert floors["exhaustive"] == "True"
    assert " > ".join(floors["layers"].strip().splitlines()) == (
        "config > outreach > outcomes > mobility > hiring > credentials > assessment > learning | support > campaigns"
        " > standards > governance > feedback > people > foundation | ui > kernel"
    )


def test_the_house_as_it_stands_keeps_every_contract(copy: Path) -> None:
    verdict = lint(copy)
    assert verdict.returncode == 0, verdict.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("people/upward.py", "import skillmark.hiring", "Floors"),
        ("learning/sideways.py", "import skillmark.support", "Floors"),
        ("shed/__init__.py", "", "Floors"),
        ("kernel/values/web.py", "import django", "The kernel knows no web"),
        ("kernel/vc/net.py", "import socket", "The kernel knows no web"),
        ("assessment/looking_at_faces.py", "import PIL.Image", "Pictures are opened in one place"),
        ("kernel/impact/neighbour.py", "import skillmark.kernel.vc", "Kernel packages stand alone"),
        ("kernel/matching/backwards.py", "import skillmark.kernel.planning", "Inside the kernel"),
        ("kernel/values/user.py", "import skillmark.kernel.skills", "Inside the kernel"),
        ("hiring/through_the_wall.py", "import skillmark.people.models", "The insides of people"),
        ("config/through_the_wall.py", "import skillmark.people.models", "The insides of people"),
    ],
)
def test_breaking_a_contract_fails(copy: Path, module: str, line: str, contract: str) -> None:
    inside = copy / "src/skillmark/people/models"
    if not inside.is_dir() and not inside.with_suffix(".py").exists():
        inside.with_suffix(".py").touch()
    broken = copy / "src/skillmark" / module
    broken.parent.mkdir(exist_ok=True)
    broken.write_text(line + "\n")
    verdict = lint(copy)
    assert verdict.returncode == 1
    assert [told for told in verdict.stdout.splitlines() if told.startswith(contract) and " BROKEN" in told]


def test_the_one_chain_of_kernel_packages_is_allowed(copy: Path) -> None:
    allowed = "import skillmark.kernel.matching\nimport skillmark.kernel.skills\nimport skillmark.kernel.values\n"
    (copy / "src/skillmark/kernel/planning/chain.py").write_text(allowed)
    assert lint(copy).returncode == 0
