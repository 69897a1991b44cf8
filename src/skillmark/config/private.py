"""What an installation keeps is its own user's alone: the database holds keys and sessions, letters hold names."""

import logging
import os
import stat
from pathlib import Path

OWNER_ALONE = 0o700
OTHERS = 0o077

log = logging.getLogger(__name__)


def keep_files_private() -> None:
    """Whatever this process and those it starts write from now on, no other user of the machine reads."""
    os.umask(OTHERS)


def keep_folder_private(folder: Path) -> None:
    """Make the folder of an installation for its owner alone, and close one that stands open.

    A folder with the sticky bit is everybody's (/tmp), and one of another user is not ours to close: those are told of.
    """
    keep_files_private()
    folder.mkdir(mode=OWNER_ALONE, parents=True, exist_ok=True)
    found = folder.stat()
    if not found.st_mode & OTHERS:
        return
    if found.st_mode & stat.S_ISVTX or found.st_uid != os.geteuid():
        log.warning("Other users of this machine may look into %s; give SKILLMARK_DATA a folder of its own", folder)
        return
    folder.chmod(OWNER_ALONE)
