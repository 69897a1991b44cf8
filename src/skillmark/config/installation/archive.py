"""One encrypted file: a compressed tar inside an age file, so that `age -d -i KEY FILE | tar xz` opens it too.

Nothing is written in the clear on the way: the tar is streamed through the cipher.
"""

import gzip
import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import IO

import pyrage

from skillmark.kernel.values import BadInput

COMPRESSION = 4  # the highest that keeps up with the disk
PREFIX = "AGE-SECRET-KEY-"


def key_of(file: Path, *, make: bool = False) -> pyrage.x25519.Identity:
    """The key in an age key file; with `make`, a new one where the file is absent. Raises BadInput."""
    if not file.exists():
        if not make:
            raise BadInput.of("does not exist; a backup opens only with the key it was made with", file=str(file))
        _make(file)
    try:
        lines = file.read_text(encoding="utf-8").split()
        return pyrage.x25519.Identity.from_str(next(line for line in lines if line.startswith(PREFIX)))
    except (OSError, UnicodeDecodeError, StopIteration, pyrage.IdentityError):
        raise BadInput.of("holds no backup key (a line that begins with AGE-SECRET-KEY-)", file=str(file)) from None


@contextmanager
def sealed(file: Path, *readers: pyrage.x25519.Recipient) -> Iterator[tarfile.TarFile]:
    """A tar to add to, which each of the readers can open; at the end of the block the encrypted file stands, whole,
    under its name, or not at all.
    """
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            with (
                _through(lambda plain: pyrage.encrypt_io(plain, out, list(readers)), writing=True) as pipe,
                gzip.GzipFile(fileobj=pipe, mode="wb", compresslevel=COMPRESSION, mtime=0) as smaller,
                tarfile.open(fileobj=smaller, mode="w|") as tar,
            ):
                yield tar
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    except OSError as error:
        raise BadInput.of(f"cannot be written ({error.strerror or error})", file=str(file)) from None
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def opened(file: Path, key: pyrage.x25519.Identity) -> Iterator[Iterator[tuple[str, BytesIO]]]:
    """The members in their order, each as its name and its content. Raises BadInput for another key or a damaged file.

    A damaged file shows itself when its damage is reached: read to the end before anything is changed (`check`).
    """
    try:
        source = file.open("rb")
    except OSError as error:
        raise BadInput.of(f"cannot be read ({error.strerror})", file=str(file)) from None
    with source:
        try:
            with (
                _through(lambda plain: pyrage.decrypt_io(source, plain, [key]), writing=False) as pipe,
                tarfile.open(fileobj=pipe, mode="r|gz") as tar,
            ):
                yield _members(tar)
        except pyrage.DecryptError as error:
            why = "was made with another key" if "matching" in str(error) else "is no backup"
            raise BadInput.of(f"{why}; nothing was changed", file=str(file)) from None
        except (OSError, EOFError, tarfile.TarError):
            raise BadInput.of("is damaged or cut off; nothing was changed", file=str(file)) from None


def check(file: Path, key: pyrage.x25519.Identity) -> list[str]:
    """Read all of it and give the names of its members. Raises as `opened` does."""
    with opened(file, key) as members:
        return [name for name, _content in members]


def add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, BytesIO(content))


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, BytesIO]]:
    for member in tar:
        content = tar.extractfile(member)
        if content is not None:
            yield member.name, BytesIO(content.read())


@contextmanager
def _through(cipher: Callable[..., None], *, writing: bool) -> Iterator[IO[bytes]]:
    """The clear end of a pipe whose other end a thread moves through the cipher; its error is raised in place of ours,
    which is only that the pipe broke.
    """
    out_of, into = os.pipe()
    theirs, ours = (out_of, into) if writing else (into, out_of)
    failed: list[BaseException] = []

    def carry() -> None:
        try:
            with os.fdopen(theirs, "rb" if writing else "wb") as plain:
                cipher(plain)
        except BaseException as error:  # noqa: BLE001  raised again below, in the thread that waits
            failed.append(error)

    thread = threading.Thread(target=carry, daemon=True)
    thread.start()
    pipe = os.fdopen(ours, "wb" if writing else "rb")
    broke: BaseException | None = None
    try:
        yield pipe
        if not writing:
            while pipe.read(1 << 20):
                pass  # what follows the archive's end is padding; the cipher's last word comes after it
    except BaseException as error:  # noqa: BLE001
        broke = error
    with suppress(OSError):
        pipe.close()
    thread.join()
    real = [error for error in failed if broke is None or not isinstance(error, BrokenPipeError)]
    if real and not isinstance(broke, (KeyboardInterrupt, SystemExit)):
        raise real[0]
    if broke is not None:
        raise broke


def _make(file: Path) -> None:
    fresh = pyrage.x25519.Identity.generate()
    text = f"# Opens the backups of Skillmark. Keep it apart from them.\n# public key: {fresh.to_public()}\n{fresh}\n"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise BadInput.of(f"cannot be written ({error.strerror})", file=str(file)) from None
