"""However a run ends, no process of it stays: the guard, PostgreSQL, Chromium, pytest's workers, `dev`. All killed."""

import os
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.support.browser import ARGUMENTS, executable
from tests.support.processes import ROOT, Marked, python

# A child, and a grandchild that detached itself from everything and will not hear of ending.
GUARDED = """
import os, subprocess, sys, time
from skillmark.config import processes
from skillmark.config.processes import guarded, parent_to_watch
processes.GRACE_SECONDS = 0.5
detached = '''
import os, signal, time
if os.fork(): os._exit(0)
os.setsid()
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGHUP, signal.SIG_IGN)
if os.fork(): os._exit(0)
time.sleep(300)
'''
def work():
    subprocess.run([sys.executable, "-c", detached], check=True)
    child = subprocess.Popen(["sleep", "300"])
    print("keeper", os.getpid(), flush=True)
    time.sleep(float(sys.argv[1]))
    return 7
sys.exit(guarded(work, parent=parent_to_watch()))
"""


@pytest.fixture
def start() -> Iterator[Callable[..., Marked]]:
    started: list[Marked] = []

    def begin(command: list[str | Path], **environment: str) -> Marked:
        started.append(Marked(command, **environment))
        return started[-1]

    yield begin
    for marked in started:
        marked.clear()


def first_line(marked: Marked) -> str:
    assert marked.process.stdout is not None
    return marked.process.stdout.readline()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_guarded_run_that_is_stopped_or_killed_leaves_nothing(start: Callable[..., Marked], number: int) -> None:
    marked = start(python(GUARDED, "300"))
    assert first_line(marked).startswith("keeper")
    assert marked.wait_for(lambda: len(marked.living()) == 4)  # caller, keeper, child, detached grandchild
    marked.process.send_signal(number)
    assert marked.ends_entirely()


def test_a_keeper_that_is_killed_leaves_nothing(start: Callable[..., Marked]) -> None:
    marked = start(python(GUARDED, "300"))
    os.kill(int(first_line(marked).split()[1]), signal.SIGKILL)
    assert marked.ends_entirely()
    assert marked.process.wait(5) == 128 + signal.SIGKILL


def test_a_guarded_run_that_ends_by_itself_gives_its_code_and_leaves_nothing(start: Callable[..., Marked]) -> None:
    marked = start(python(GUARDED, "0.1"))
    assert marked.process.wait(20) == 7
    assert marked.living() == []


def test_a_guarded_run_ends_with_the_shell_that_started_it(start: Callable[..., Marked]) -> None:
    marked = start(["sh", "-c", '"$@"; true', "sh", *python(GUARDED, "300")])
    assert first_line(marked).startswith("keeper")
    marked.process.kill()
    assert marked.ends_entirely()


def test_a_guarded_run_under_nohup_outlives_the_shell_that_started_it(start: Callable[..., Marked]) -> None:
    marked = start(["sh", "-c", 'nohup "$@"; true', "sh", *python(GUARDED, "300")])
    assert first_line(marked).startswith("keeper")
    marked.process.kill()
    assert not marked.ends_entirely(seconds=2)


@pytest.mark.parametrize("victim", ["the wrapper", "the test run"])
def test_a_killed_test_run_leaves_no_postgresql(start: Callable[..., Marked], victim: str) -> None:
    waits = python("import os, time; print(os.getpid(), flush=True); time.sleep(300)")
    marked = start([sys.executable, "tests/support/postgres.py", *waits])
    inner = int(first_line(marked))
    servers = postgres_below(marked.living())
    assert servers
    os.kill(inner if victim == "the test run" else marked.process.pid, signal.SIGKILL)
    assert marked.ends_entirely()
    assert marked.wait_for(lambda: not any(Path(f"/proc/{server}").exists() for server in servers))


def postgres_below(parents: list[int]) -> list[str]:
    """PostgreSQL servers started by these processes; they carry no mark, being given an environment of their own."""
    listing = ["ps", "-ww", "-eo", "pid,ppid,args"]
    rows = subprocess.run(listing, capture_output=True, text=True, check=True).stdout.splitlines()
    return [row.split()[0] for row in rows if "postgres -D" in row and int(row.split()[1]) in parents]


def test_a_killed_browser_test_leaves_no_chromium(start: Callable[..., Marked]) -> None:
    code = """
import sys, time
from playwright.sync_api import sync_playwright
with sync_playwright() as driver:
    browser = driver.chromium.launch(executable_path=sys.argv[1], args=sys.argv[2:], headless=True)
    browser.new_page().goto("data:text/html,<p>here</p>")
    print("open", flush=True)
    time.sleep(300)
"""
    marked = start(python(code, executable(), *ARGUMENTS))
    assert first_line(marked) == "open\n"
    assert len(marked.living()) > 3
    marked.process.kill()
    assert marked.ends_entirely()


def test_a_killed_pytest_leaves_no_workers(start: Callable[..., Marked], tmp_path: Path) -> None:
    (tmp_path / "test_waits.py").write_text("import time\nimport pytest\n\n@pytest.mark.parametrize('n', [1, 2])\n"
                                            "def test_waits(n):\n    time.sleep(300)\n")  # fmt: skip
    options = ["-c", os.devnull, "--rootdir", tmp_path, "-p", "no:django", "-p", "tests.conftest", "-n", "2"]
    marked = start([sys.executable, "-m", "pytest", *options, tmp_path])
    assert marked.wait_for(lambda: len(marked.living()) >= 3)
    marked.process.kill()
    assert marked.ends_entirely()


def test_a_killed_dev_leaves_nothing(start: Callable[..., Marked], tmp_path: Path) -> None:
    """`dev` itself, in a repository whose set-up runs a command that waits."""
    for name in ("dev", "src/skillmark/config/processes.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    code = "import runpy, sys; sys.argv = sys.argv[1:]; space = runpy.run_path(sys.argv[0]); "
    code += "space['VERBS']['setup'] = (lambda words: space['run'](sys.executable, '-c', "
    code += "'import time; print(1, flush=True); time.sleep(300)'), ''); "
    code += "sys.exit(space['guarded'](space['main'], parent=space['parent_to_watch']()))"
    marked = start(python(code, str(tmp_path / "dev"), "setup"))
    assert first_line(marked) == "1\n"
    assert len(marked.living()) == 3
    marked.process.kill()
    assert marked.ends_entirely()


@pytest.mark.parametrize("victim", ["serve", "web server", "asked to stop"])
def test_serve_stops_everything_it_started(start: Callable[..., Marked], tmp_path: Path, victim: str) -> None:
    port = free_port()
    command = [sys.executable, "-m", "skillmark.config.command", "serve", "--only", "web", "--port", str(port)]
    marked = start(command, SKILLMARK_DATA=str(tmp_path), DATABASE_URL="")
    assert first_line(marked) == f"Serving at http://localhost:{port} (Ctrl-C stops it)\n"
    assert marked.wait_for(lambda: answers(port)), "the web server never answered"
    if victim == "web server":
        web = [process for process in marked.living() if b"granian" in Path(f"/proc/{process}/cmdline").read_bytes()]
        os.kill(min(web), signal.SIGKILL)
    else:
        marked.process.send_signal(signal.SIGKILL if victim == "serve" else signal.SIGTERM)
    assert marked.ends_entirely()
    if victim == "web server":
        assert "the web was ended by SIGKILL; all stop." in marked.process.communicate()[0]
        assert marked.process.returncode == 1


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
