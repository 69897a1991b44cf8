"""Find, by a mark in their environment, every process that a test's command has left alive."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]
MARK = "SKILLMARK_TEST_MARK"


class Marked:
    """A command whose processes, whoever adopts them, can be found again by the mark they inherit."""

    def __init__(self, command: Sequence[str | Path], **environment: str) -> None:
        self.mark = f"{MARK}={uuid4().hex}".encode()
        name, value = self.mark.decode().split("=")
        inherited = os.environ | {name: value, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"} | environment
        self.process = subprocess.Popen(
            [str(word) for word in command],
            cwd=ROOT,
            env=inherited,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=hear_interrupts,
        )

    def living(self) -> list[int]:
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                marked = self.mark in (folder / "environ").read_bytes().split(b"\0")
                if marked and (folder / "stat").read_text().rpartition(")")[2].split()[0] != "Z":
                    found.append(int(folder.name))
        return found

    def wait_for(self, condition: Callable[[], object], seconds: float = 30) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if condition():
                return True
            time.sleep(0.05)
        return False

    def ends_entirely(self, seconds: float = 15) -> bool:
        return self.wait_for(lambda: not self.living(), seconds)

    def clear(self) -> None:
        """Leave nothing behind, whatever the test found."""
        for process in self.living():
            with suppress(ProcessLookupError):
                os.kill(process, 9)
        with suppress(subprocess.TimeoutExpired):
            self.process.communicate(timeout=5)


def hear_interrupts() -> None:
    """A run begun in the background ignores Ctrl-C, and so would everything it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]
