"""`skillmark backup`: everything but the keys, in one encrypted file."""

import argparse
import json
import os
import sys
from pathlib import Path

DONE = 0


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", help="where to write (default: dated, in the backup place)")
    parser.add_argument("--key-file", metavar="KEY", required=True, help="the key that opens it; made where absent")
    parser.add_argument("--json", action="store_true", help="say what is in it as one JSON line")


def run(arguments: argparse.Namespace) -> int:
    """Raises BadInput where the file or the key cannot be used."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")
    django.setup()
    from django.conf import settings

    from skillmark.config.commands import progress
    from skillmark.config.installation import backups
    from skillmark.foundation import sources
    from skillmark.kernel.values import BadInput

    if not (arguments.file or settings.BACKUPS):
        raise BadInput.of("names no backup place; give a FILE", file="installation.toml")
    file = Path(arguments.file or Path(settings.BACKUPS) / backups.name_for(sources.now()))
    key_file, new_key = Path(arguments.key_file), not Path(arguments.key_file).exists()
    content = backups.back_up(file, key_file, tell=progress.tell)
    told = {
        "file": str(file),
        "rows": content.row_count,
        "files": content.files,
        "made_at": f"{content.made_at:%FT%TZ}",
    }
    print(json.dumps(told) if arguments.json else f"{file}: {content.row_count} rows and {content.files} files.")
    if new_key:
        print(f"The key {key_file} was made. Without it no backup opens: copy it to a safe place.", file=sys.stderr)
    if key_file.resolve().parent == file.resolve().parent:
        print("The key lies beside the backup it opens: whoever takes the folder has both.", file=sys.stderr)
    return DONE
