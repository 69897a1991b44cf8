"""`skillmark upgrade`: back up, bring the records to this version, check every chain, or put everything back."""

import argparse
import json
import os
import sys
from pathlib import Path

DONE, TAKEN_BACK = 0, 1


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--key-file", metavar="KEY", required=True, help="the key of the backup made before")
    parser.add_argument("--place", metavar="DIR", help="where that backup goes (default: the backup place)")
    parser.add_argument("--json", action="store_true", help="say what was done as one JSON line")


def run(arguments: argparse.Namespace) -> int:
    """0 at this version; 1 it failed, and the records are as they were. Raises BadInput: nothing was begun."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")
    django.setup()
    from django.conf import settings

    from skillmark.config.commands import progress
    from skillmark.config.installation import presence, upgrading

    data = Path(settings.DATA)
    place = Path(arguments.place or settings.BACKUPS or data / "backups")
    with presence.closed(data):
        done = upgrading.upgrade(place, Path(arguments.key_file), tell=progress.tell)
    progress.end()
    if arguments.json:
        print(json.dumps({"steps": done.steps, "backup": str(done.backup or ""), "failure": done.failure}))
    elif done.failure:
        print(f"The upgrade failed and was taken back: {done.failure}", file=sys.stderr)
        print("Start the earlier version again. The records are as they were.", file=sys.stderr)
    elif done.steps:
        print(f"{done.steps} steps done; every chain holds. The backup made before: {done.backup}")
    else:
        print("The records are of this version already.")
    return TAKEN_BACK if done.failure else DONE
