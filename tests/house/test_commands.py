"""Every command a person types is documented, and the guard of `serve` keeps demonstrations to this machine."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from skillmark.config.command import COMMANDS
from skillmark.config.commands.serve import how, is_loopback, port_is_free, why_not


def test_the_command_reference_is_the_one_that_the_commands_generate(root: Path) -> None:
    check = subprocess.run(
        [sys.executable, "docs/reference/generate.py", "--check"], cwd=root, capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, f"{check.stdout}{check.stderr}run ./dev docs"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_its_section_in_the_reference(root: Path, name: str) -> None:
    assert f"\n## skillmark {name}\n" in (root / "docs/reference/commands.md").read_text(encoding="utf-8")


def test_every_verb_of_dev_is_in_the_reference(root: Path) -> None:
    text = (root / "docs/reference/commands.md").read_text(encoding="utf-8")
    usage = subprocess.run([sys.executable, "dev", "--help"], cwd=root, capture_output=True, text=True, check=True)
    listed = usage.stdout.partition("positional arguments")[0].splitlines()
    verbs = [line.split()[0] for line in listed if line.startswith("  ") and line[2:3].islower()]
    assert {"run", "test", "setup", "bench", "lock"} <= set(verbs)
    assert not [verb for verb in verbs if f"./dev {verb}" not in text]


@pytest.mark.parametrize(
    ("host", "verdict"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.0.2.7", False),
        ("localhost.example.org", False),
    ],
)
def test_only_this_machine_counts_as_loopback(host: str, verdict: bool) -> None:
    assert is_loopback(host) is verdict


def test_a_demonstration_is_never_served_beyond_loopback() -> None:
    assert "loopback only" in (why_not("0.0.0.0", 8000, demonstration=True) or "")


def test_a_taken_port_is_refused_before_anything_starts() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not port_is_free("127.0.0.1", port)
        assert f"port {port}" in (why_not("127.0.0.1", port, demonstration=True) or "")


def test_how_a_part_ended_is_said_in_words() -> None:
    assert how(-9) == "was ended by SIGKILL"
    assert how(3) == "ended with code 3"
