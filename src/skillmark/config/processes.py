"""Processes that never outlive the one who started them, however that one ends.

The technique, one for the whole project (standard library and Linux only; `dev` uses it before anything is installed):

    caller ──socket pair── keeper ── whatever the work starts

`guarded(work)` forks. The *keeper* does the work; the *caller* waits for it, passes signals on and watches its own
parent. Each holds one end of a socket pair, which the kernel closes when its holder dies, by `kill -9` too, so each
learns of the other's death without polling and without a race. Both are subreapers: a process that loses its parent
falls to the nearest of them instead of to init, so that whichever of the two remains finds every descendant, and stops
them all.
"""

import ctypes
import os
import select
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

GRACE_SECONDS = 5.0  # web servers finish requests in flight, databases write their last page
PARENT_CHECK_SECONDS = 0.5  # a parent is not ours to hold a socket with, so it is looked at
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_SET_DEATH_SIGNAL, _SET_CHILD_SUBREAPER = 1, 36  # linux/prctl.h


def guarded(work: Callable[[], int], *, parent: int | None) -> int:
    """Do `work` in a child and give its exit code; when this returns, no descendant is alive.

    `parent` is the process whose death also ends the work (usually `os.getppid()`), or None to outlive it.
    Call it from a process that has no other thread: it forks.
    """
    ours, theirs = socket.socketpair()
    sys.stdout.flush()
    sys.stderr.flush()
    _adopt_orphans()
    keeper = os.fork()
    if keeper == 0:
        ours.close()
        _keep(work, theirs)
    theirs.close()
    return _wait_for(keeper, ours, parent)


def parent_to_watch() -> int | None:
    """The parent of this process, or None when it was started to outlive it (`nohup` ignores the hang-up signal)."""
    return None if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN else os.getppid()


def die_with_parent(number: int = signal.SIGKILL, parent: int | None = None) -> None:
    """Have the kernel signal this process when the thread that started it ends; at once if `parent` is gone already."""
    _prctl(_SET_DEATH_SIGNAL, number)
    if parent is not None and os.getppid() != parent:
        os.kill(os.getpid(), number)


def stop_descendants(grace: float) -> None:
    """Ask every process below this one to end, and after `grace` seconds kill what is left. Zombies are reaped."""
    for process in _descendants():
        _send(process, signal.SIGTERM)
    deadline = time.monotonic() + grace
    while _living() and time.monotonic() < deadline:
        time.sleep(0.02)
    while remaining := _living():
        for process in remaining:
            _send(process, signal.SIGKILL)
        time.sleep(0.01)


def _wait_for(keeper: int, line: socket.socket, parent: int | None) -> int:
    def pass_on(number: int, _frame: FrameType | None) -> None:
        _send(keeper, number)

    heard = [number for number in STOPPING if signal.getsignal(number) != signal.SIG_IGN]
    earlier = {number: signal.signal(number, pass_on) for number in heard}
    try:
        while not select.select([line], [], [], PARENT_CHECK_SECONDS)[0]:
            if parent is not None and os.getppid() != parent:
                _send(keeper, signal.SIGTERM)
                parent = None
        code = os.waitstatus_to_exitcode(os.waitpid(keeper, 0)[1])
        stop_descendants(grace=0.5)
    finally:
        line.close()
        for number, handler in earlier.items():
            signal.signal(number, handler)
    return code if code >= 0 else 128 - code


def _keep(work: Callable[[], int], line: socket.socket) -> NoReturn:
    code = 70
    try:
        _adopt_orphans()
        threading.Thread(target=_stop_when_closed, args=(line,), daemon=True).start()
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, _leave)
        code = work()
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
        if isinstance(left.code, str):
            print(left.code, file=sys.stderr)
    except KeyboardInterrupt:
        code = 130
    except BaseException:  # noqa: BLE001  a forked process must never return into its caller's stack
        sys.excepthook(*sys.exc_info())
    finally:
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)  # asked twice, it still stops everything once
        stop_descendants(GRACE_SECONDS)
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _stop_when_closed(line: socket.socket) -> None:
    line.recv(1)  # nothing is ever sent: this returns when the caller is gone
    stop_descendants(GRACE_SECONDS)
    os._exit(128 + signal.SIGKILL)


def _adopt_orphans() -> None:
    _prctl(_SET_CHILD_SUBREAPER, 1)


def _prctl(option: int, value: int) -> None:
    if sys.platform != "linux":
        return
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option}) was refused")


def _send(process: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, number)


def _living() -> list[int]:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    return _descendants()


def _descendants() -> list[int]:
    children: dict[int, list[int]] = {}
    for process, parent in _processes():
        children.setdefault(parent, []).append(process)
    found, open_ones = [], [os.getpid()]
    while open_ones:
        below = children.get(open_ones.pop(), [])
        found += below
        open_ones += below
    return found


def _processes() -> Iterator[tuple[int, int]]:
    """Every living process with its parent, from /proc/N/stat: `pid (name) state parent …`; zombies are left out."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state, parent = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[:2]
            if state != "Z":
                yield int(folder.name), int(parent)
