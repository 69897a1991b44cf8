"""`skillmark signer`: the process that alone reads the master key. Without the web framework, and without the
database.
"""

import argparse
import logging
import os
import signal
import sys
import threading
from pathlib import Path

DONE, BAD_INPUT = 0, 2


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--demonstration-seed",
        metavar="SEED",
        help="keys made from SEED, the same everywhere; signs for demonstration workspaces alone",
    )
    parser.add_argument("--recovery-sheet", action="store_true", help="print the master key for a safe, then end")
    parser.add_argument("--recover", metavar="FILE", help="make the master key from a sheet (- as typed), then end")
    parser.add_argument("--json", action="store_true", help="say that it is ready as one JSON line")


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT. 2 when the key file or the socket's place cannot be used."""
    import json

    from skillmark.config.private import keep_folder_private
    from skillmark.foundation.keyring.keys import Refused, seeded_ring, stored_ring
    from skillmark.foundation.keyring.server import Signer, keep_memory_private, socket_path

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s signer %(message)s")
    data = Path(os.environ.get("SKILLMARK_DATA") or Path.cwd() / ".data").absolute()
    seed = arguments.demonstration_seed
    keep_memory_private()
    keep_folder_private(data)
    try:
        if arguments.recover is not None:
            return _recover(data / "keys", arguments.recover)
        if arguments.recovery_sheet:
            return _print_sheet(data / "keys")
        ring = stored_ring(data / "keys") if seed is None else seeded_ring(seed)
        server = Signer(socket_path(data), ring)
    except (Refused, OSError) as error:
        print(f"skillmark signer: {error}", file=sys.stderr)
        return BAD_INPUT

    def stop(_number: int, _frame: object) -> None:
        threading.Thread(target=server.shutdown).start()  # from the serving thread itself it would wait for ever

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    ready = {"ready": True, "demonstration_only": ring.seeded}
    print(json.dumps(ready) if arguments.json else "The signer is ready.", flush=True)
    try:
        server.serve_forever(poll_interval=0.1)
    finally:
        server.server_close()
    return DONE


def _print_sheet(folder: Path) -> int:
    """The key is made where there is none yet; that a sheet was printed is noted for `doctor`."""
    from skillmark.foundation.keyring import sheet
    from skillmark.foundation.keyring.keys import SHEET_MARK, stored_ring

    print("\n".join(sheet.lines(stored_ring(folder).master)))
    (folder / SHEET_MARK).touch()
    return DONE


def _recover(folder: Path, name: str) -> int:
    from skillmark.foundation.keyring import sheet
    from skillmark.foundation.keyring.keys import SHEET_MARK, recover

    recover(folder, sheet.read(sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")))
    (folder / SHEET_MARK).touch()
    print("The signing key is back.", file=sys.stderr)
    return DONE
