"""Where the main job writes: a folder that appears whole, or not at all."""

import ctypes
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from skillmark.kernel.values import BadInput

MARK = ".written-by-skillmark-demo"
_AT_FDCWD, _EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


def refuse_foreign(out: Path) -> None:
    """Raise BadInput where something stands at OUT that `demo` did not write."""
    if not out.exists() and not out.is_symlink():
        return
    if out.is_dir() and not out.is_symlink() and (not any(out.iterdir()) or (out / MARK).is_file()):
        return
    raise BadInput.of("exists and was not written by `skillmark demo`; choose another folder", file=str(out))


@contextmanager
def whole(out: Path) -> Iterator[Path]:
    """A folder to write into, its owner's alone; when the block ends well it takes OUT's place by one rename, else it
    is gone.
    """
    refuse_foreign(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        yield fresh
        (fresh / MARK).write_text("Everything in this folder was written by `skillmark demo`, which may replace it.\n")
        refuse_foreign(out)
        if out.exists() and any(out.iterdir()):
            _exchange(fresh, out)  # what stood there before now stands at `fresh`, which is removed below
        else:
            fresh.rename(out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


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
