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
