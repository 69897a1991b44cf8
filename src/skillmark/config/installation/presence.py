"""Whether the house is open: `serve` and `worker` hold a lock while they run, and what replaces records waits for none.

`restore` and `upgrade` take the same lock whole, so that neither runs beside a web server that still writes.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from skillmark.kernel.values import BadInput

FILE = "open.lock"


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Hold the house open for as long as the block lasts. Raises BadInput while its records are being replaced."""
    with _locked(data, fcntl.LOCK_SH, "is being restored or upgraded; start again when that is done"):
        yield


@contextmanager
def closed(data: Path) -> Iterator[None]:
    """Be alone with the records. Raises BadInput while `serve` or `worker` runs here."""
    with _locked(data, fcntl.LOCK_EX, "is in use; stop `skillmark serve` (and `worker`) first"):
        yield


@contextmanager
def _locked(data: Path, kind: int, refusal: str) -> Iterator[None]:
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(data / FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BadInput.of(refusal, file=str(data)) from None
        yield
    finally:
        os.close(descriptor)
