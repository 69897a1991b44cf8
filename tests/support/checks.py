"""Every check, and what it comes to: `python -m tests.support.checks all|lint|types|pytest [ARGUMENTS]`.

It closes with the counts. `pytest` takes pytest's own arguments; `--database sqlite|postgresql` asks for one.
"""

import argparse
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / ".data"
SQLITE, POSTGRESQL = "sqlite", "postgresql"
IN_PARALLEL = ["-n", "2", "--dist", "loadfile"]  # a file's tests share costly fixtures
NOTHING_COLLECTED = 5  # pytest's code; a folder may hold nothing that needs the second database


def lint() -> int:
    return call("ruff", "check", "--quiet", ".", "dev") or call("ruff", "format", "--check", "--quiet", ".", "dev")


def contracts() -> int:
    """The floors and walls of `.importlinter`."""
    linter = Path(sys.executable).parent / "lint-imports"
    return subprocess.run([linter, "--no-logo", "--no-cache"], cwd=ROOT, check=False).returncode


def strict_types() -> int:
    """The kernel, and every file that decides, changes or reads."""
    source = ROOT / "src" / "skillmark"
    deciding = [path for name in ("rules", "actions", "queries") for path in sorted(source.glob(f"*/{name}*"))]
    return call("mypy", "--strict", "--follow-imports=silent", source / "kernel", *deciding)


def plain_types() -> int:
    return call("mypy", "src/skillmark", "benchmarks")


def call(module: str, *arguments: str | Path) -> int:
    return subprocess.run([sys.executable, "-m", module, *map(str, arguments)], cwd=ROOT, check=False).returncode


def run_pytest(database: str, arguments: Sequence[str]) -> Counter[str]:
    """Run pytest on one database; how many passed, failed and were skipped."""
    report = DATA / f"pytest-{database}.xml"
    report.parent.mkdir(exist_ok=True)
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *arguments]
    if database == POSTGRESQL:
        command = [sys.executable, str(ROOT / "tests/support/postgres.py"), *command]
    ours = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "SKILLMARK_ADDRESS", "PORT")}
    print(f"\nTests on {database}", flush=True)
    environment = ours | {"SKILLMARK_DATA": str(DATA / f"test-{database}")}
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    return counted(report, code)


def counted(report: Path, code: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    for suite in ElementTree.parse(report).getroot().iter("testsuite") if report.exists() else []:
        tests, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        counts.update(passed=tests - failed - skipped, failed=failed, skipped=skipped)
    if code not in (0, NOTHING_COLLECTED) and not counts["failed"]:
        counts["failed"] += 1  # pytest itself broke off
    return counts


def in_turn(checks: Sequence[Callable[[], int]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for check in checks:
        passed = check() == 0
        print(f"{check.__name__}: {'passed' if passed else 'FAILED'}", flush=True)
        counts["passed" if passed else "failed"] += 1
    return counts


def main() -> int:
    parser = argparse.ArgumentParser(prog="checks", description=__doc__)
    parser.add_argument("which", choices=("all", "lint", "types", "pytest"))
    parser.add_argument("--database", choices=(SQLITE, POSTGRESQL), action="append")
    given, rest = parser.parse_known_args()
    began = time.monotonic()
    counts: Counter[str] = Counter()
    if given.which in ("all", "lint"):
        counts += in_turn([lint, contracts])
    if given.which in ("all", "types"):
        counts += in_turn([strict_types, plain_types])
    if given.which in ("all", "pytest"):
        for database in given.database or (SQLITE, POSTGRESQL):
            counts += run_pytest(database, rest or IN_PARALLEL)
    told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in ("passed", "failed", "skipped"))
    print(f"\n{told} in {time.monotonic() - began:.0f} s", flush=True)
    return 1 if counts["failed"] or not counts["passed"] else 0


if __name__ == "__main__":
    sys.exit(main())
