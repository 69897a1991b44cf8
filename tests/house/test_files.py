"""What holds for every file of the repository."""

import re
import subprocess
from pathlib import Path

import pytest

MOST_LINES = 400
LONGEST_DEV = 250
REGISTRIES = re.compile(
    r"https?://|registry\.npmjs|pypi\.org|pythonhosted|index-url|find-links|\"resolved\"", re.IGNORECASE
)
LOCKS = ["requirements.lock", "requirements-dev.lock", "package-lock.json"]


def committed(root: Path, *patterns: str) -> list[Path]:
    """Files git knows or would add: what is built or installed is left out."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    names = subprocess.run(listing, cwd=root, capture_output=True, text=True, check=True).stdout.split("\0")
    return [root / name for name in names if name and (root / name).is_file()]


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_written_module_is_longer_than_the_cap(root: Path) -> None:
    modules = [path for path in committed(root, "*.py") if "migrations" not in path.parts]
    assert len(modules) > 20
    long = {str(path.relative_to(root)): lines_of(path) for path in modules if lines_of(path) > MOST_LINES}
    assert not long, f"make each a package of the same name: {long}"


def test_dev_is_one_short_script_of_the_standard_library(root: Path) -> None:
    import ast
    import sys

    script = root / "dev"
    assert lines_of(script) <= LONGEST_DEV
    tree = ast.parse(script.read_text())
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {name for node in imports for name in modules_of(node)}
    assert names - set(sys.stdlib_module_names) == {"skillmark"}  # the guard, which is of the standard library too
    guard = ast.parse((root / "src/skillmark/config/processes.py").read_text())
    guard_imports = [node for node in ast.walk(guard) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert {name for node in guard_imports for name in modules_of(node)} <= set(sys.stdlib_module_names)


def modules_of(node: object) -> set[str]:
    import ast

    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").split(".")[0]}
    assert isinstance(node, ast.Import)
    return {alias.name.split(".")[0] for alias in node.names}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_registry_host(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    # npm copies each package's page for donations into its lock; nothing is fetched from there
    told = [line for line in text.splitlines() if REGISTRIES.search(line) and '"url": "http' not in line]
    assert not told


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_an_exact_version_and_a_hash(root: Path, name: str) -> None:
    pins = re.split(r"\n(?=[a-z0-9])", (root / name).read_text(encoding="utf-8"))
    assert len(pins) > 30
    exact = re.compile(r"[a-z0-9._-]+(\[.*\])?==")
    assert not [pin.splitlines()[0] for pin in pins if not exact.match(pin) or "sha256:" not in pin]


def test_every_locked_asset_has_a_checksum(root: Path) -> None:
    import json

    packages = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert not [name for name, package in packages.items() if name and "integrity" not in package]


def test_ci_runs_exactly_what_a_developer_types(root: Path) -> None:
    commands = [line for line in (root / ".ci/run").read_text().splitlines() if line and not line.startswith("#")]
    assert commands[-1] == "exec ./dev test"
    assert not [line for line in commands if "pytest" in line]


def test_nothing_of_the_shared_data_is_committed(root: Path, shared_data: Path) -> None:
    import hashlib

    def digests(paths: list[Path]) -> dict[bytes, Path]:
        return {hashlib.sha256(path.read_bytes()).digest(): path for path in paths if path.stat().st_size > 200}

    sizes = {path.stat().st_size for path in shared_data.rglob("*") if path.is_file()}
    ours = digests([path for path in committed(root) if path.stat().st_size in sizes])
    suspects = {path.stat().st_size for path in ours.values()}
    theirs = digests([path for path in shared_data.rglob("*") if path.is_file() and path.stat().st_size in suspects])
    assert not [str(ours[digest]) for digest in ours.keys() & theirs.keys()]
