"""`skillmark restore`: an empty installation becomes what a backup holds. No signing key is needed."""

import argparse
import json
import os
import sys
from pathlib import Path

DONE, CHAIN_BROKEN = 0, 1


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a backup")
    parser.add_argument("--key-file", metavar="KEY", required=True, help="the key it was made with")
    parser.add_argument("--json", action="store_true", help="say what was restored as one JSON line")


def run(arguments: argparse.Namespace) -> int:
    """0 restored, and every chain holds; 1 restored, but a chain does not hold. Raises BadInput: nothing changed."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")
    django.setup()
    from django.conf import settings

    from skillmark.config.commands import progress
    from skillmark.config.installation import backups, presence
    from skillmark.foundation import signer

    with presence.closed(Path(settings.DATA)):
        content = backups.restore(Path(arguments.file), Path(arguments.key_file), tell=progress.tell)
        progress.end()
        broken = backups.broken()
    told = {"rows": content.row_count, "files": content.files, "made_at": f"{content.made_at:%FT%TZ}"}
    if arguments.json:
        print(json.dumps(told | {"chains_hold": not broken}))
    else:
        print(f"Restored {content.row_count} rows and {content.files} files as of {content.made_at:%F %H:%M} UTC.")
    for fault in broken:
        print(f"The chain of workspace {fault.workspace_id} does not hold: {fault.message}.", file=sys.stderr)
    if not broken and not arguments.json:
        print("Every chain holds.")
    if not (Path(settings.DATA) / "keys" / "master.key").exists() and not signer.running():
        print("Signing waits for the recovery sheet. Type it in: skillmark signer --recover -", file=sys.stderr)
    return CHAIN_BROKEN if broken else DONE
