"""Where the main job writes: a folder that appears whole, or not at all."""

import ctypes
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from skillmark.kernel.values import BadInput

MARK = ".written-by-skillmark-demo"
MARKED = "Written by `skillmark demo`, which may replace this folder while it holds no other files than these:"
_AT_FDCWD, _EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


def place_of(given: str) -> Path:
    """The folder that was named, without `.` and `..`; a link in its place stays a link, to be refused."""
    path = Path(given)
    return path.resolve() if path.name in ("", "..") else path.parent.resolve() / path.name


def refuse_foreign(out: Path) -> None:
    """Raise BadInput where something stands at OUT, or in it, that `demo` did not write."""
    if not os.path.lexists(out):
        return
    if not out.is_dir() or out.is_symlink():
        raise BadInput.of("exists and was not written by `skillmark demo`; choose another folder", file=str(out))
    found = {file.name for file in out.iterdir()}
    if not found:
        return
    if MARK not in found or not (out / MARK).is_file():
        raise BadInput.of("exists and was not written by `skillmark demo`; choose another folder", file=str(out))
    known = (out / MARK).read_text(encoding="utf-8", errors="replace").splitlines()[1:]
    others = sorted(found - {MARK, *known})
    if others:
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        raise BadInput.of(
            f"holds {others[0]}{more}, which was not written by `skillmark demo`; move it, or choose another folder",
            file=str(out),
        )


@contextmanager
def whole(out: Path) -> Iterator[Path]:
    """A folder to write into, its owner's alone; when the block ends well it takes OUT's place by one rename, else it
    is gone.
    """
    refuse_foreign(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    except OSError as error:
        raise BadInput.of(f"cannot be made ({error.strerror})", file=str(out)) from None
    try:
        yield fresh
        names = sorted(file.name for file in fresh.iterdir())
        (fresh / MARK).write_text("\n".join([MARKED, *names]) + "\n", encoding="utf-8")
        refuse_foreign(out)
        if not out.exists():
            fresh.rename(out)
        elif any(out.iterdir()):
            _exchange(fresh, out)  # what stood there before now stands at `fresh`, which is removed below
        elif out in (Path.cwd(), *Path.cwd().parents):
            _move(fresh, out, [MARK, *names])
        else:
            fresh.rename(out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


@contextmanager
def put_away_when_stopped() -> Iterator[Callable[[], None]]:
    """Leave by SystemExit (128 + the signal) when asked to stop, so that nothing temporary stays behind.

    A signal that lands in a callback or in the making of a class is swallowed or comes out as another error: call
    what is yielded before the last step, and it leaves then.
    """
    asked: list[int] = []

    def leave(number: int, _frame: FrameType | None) -> None:
        for other in heard:
            signal.signal(other, signal.SIG_IGN)  # asked twice, it still puts everything away
        asked.append(number)
        leave_if_asked()

    def leave_if_asked() -> None:
        if asked:
            raise SystemExit(128 + asked[0])

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    heard = [number for number, now in before.items() if now in (signal.SIG_DFL, signal.default_int_handler)]
    if threading.current_thread() is not threading.main_thread():
        heard = []
    for number in heard:
        signal.signal(number, leave)
    try:
        yield leave_if_asked
    finally:
        for number in heard:
            signal.signal(number, before[number])
        leave_if_asked()


def _move(fresh: Path, out: Path, names: Sequence[str]) -> None:
    """Fill the empty folder that the caller stands in: renamed over, it would be gone under her feet. The mark first,
    so that a folder left half filled is known as ours.
    """
    done: list[Path] = []
    try:
        for name in names:
            done.append((fresh / name).rename(out / name))
    except BaseException:
        for file in done:
            file.unlink()
        raise


def _exchange(one: Path, other: Path) -> None:
    """Swap two folders in one step. Where the file system cannot, the old one steps aside first."""
    libc = ctypes.CDLL(None, use_errno=True)
    swapped = getattr(libc, "renameat2", None)
    if swapped and not swapped(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE):
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{other.name}.old.", dir=other.parent))
    other.rename(aside / "old")
    one.rename(other)
    shutil.rmtree(aside)
