"""`skillmark workspace`: one workspace out of this installation, or into it; and the first person's way in there."""

import argparse
import json
import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

DONE = 0


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=type(parser))
    out = verbs.add_parser("export", help="write one workspace into an encrypted file", allow_abbrev=False)
    out.add_argument("workspace", metavar="WORKSPACE", help="its name in addresses: what follows /w/")
    out.add_argument("file", metavar="FILE", help="where to write")
    out.add_argument("--key-file", metavar="KEY", required=True, help="the key that opens it; made where absent")
    into = verbs.add_parser("import", help="put an exported workspace in, whole or not at all", allow_abbrev=False)
    into.add_argument("file", metavar="FILE", help="what export wrote")
    into.add_argument("--key-file", metavar="KEY", required=True, help="the key it was made with")
    into.add_argument("--slug", metavar="NAME", default="", help="its name in addresses here (default: as it was)")
    into.add_argument("--administrator", metavar="E-MAIL", default="", help="whom to let in first, as `invite` does")
    invite = verbs.add_parser("invite", help="let the first person in after an import", allow_abbrev=False)
    invite.add_argument("workspace", metavar="WORKSPACE", help="its name in addresses")
    invite.add_argument("administrator", metavar="E-MAIL", help="an operator or talent lead of it")
    for verb in (out, into, invite):
        verb.add_argument("--json", action="store_true", help="say what was done as one JSON line")


def run(arguments: argparse.Namespace) -> int:
    """Raises BadInput: nothing was changed."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")
    django.setup()
    return VERBS[arguments.verb](arguments)


def _export(arguments: argparse.Namespace) -> int:
    from skillmark.config.commands import progress
    from skillmark.config.installation import archive, moving

    file, key_file = Path(arguments.file), Path(arguments.key_file)
    place = moving.workspace(arguments.workspace)
    new_key = not key_file.exists()
    key = archive.key_of(key_file, make=True)
    out = moving.take_out(moving.program_of(place), file, [key.to_public()], tell=_tell)
    progress.end()
    _say(arguments, {"file": str(file), "workspace": out.slug, "rows": out.rows, "files": out.files, "head": out.head})
    if not arguments.json:
        print(f"{file}: {out.name}, {out.rows} rows and {out.files} files. It was read back.")
        print("Passwords, tokens, links, webhooks and the signing key stay here; nothing here was changed.")
    if new_key:
        print(f"The key {key_file} was made. Without it the file does not open: keep it apart.", file=sys.stderr)
    if key_file.resolve().parent == file.resolve().parent:
        print("The key lies beside the file it opens: whoever takes the folder has both.", file=sys.stderr)
    return DONE


def _import(arguments: argparse.Namespace) -> int:
    from django.conf import settings
    from django.db import connection

    from skillmark.config.commands import progress
    from skillmark.config.installation import moving, presence
    from skillmark.foundation import sources

    alone = presence.closed(Path(settings.DATA)) if connection.vendor == "sqlite" else nullcontext()
    with alone:  # SQLite has one writer, who would wait for as long as the import lasts
        arrived = moving.bring_in(
            Path(arguments.file), Path(arguments.key_file), slug=arguments.slug, now=sources.now(), tell=_tell
        )
    progress.end()
    told = {"workspace": arrived.slug, "rows": arrived.rows, "files": arrived.files, "erased": arrived.erased}
    if not arguments.json:
        print(f"{arrived.name} is here as /w/{arrived.slug}/: {arrived.rows} rows and {arrived.files} files.")
        if arrived.erased:
            print(f"People erased since it was taken out, and now here too: {arrived.erased}.")
        print("Its chain holds. It signs with a key of this installation from now on; nobody has a way in yet.")
    if arguments.administrator:
        return _let_in(arguments, arrived.slug, told)
    _say(arguments, told)
    if not arguments.json:
        print(f"Next: skillmark workspace invite {arrived.slug} E-MAIL   lets its first administrator in;")
        print("she invites the others from People, as when they first came.")
    return DONE


def _invite(arguments: argparse.Namespace) -> int:
    return _let_in(arguments, arguments.workspace, {"workspace": arguments.workspace})


def _let_in(arguments: argparse.Namespace, slug: str, told: dict[str, Any]) -> int:
    from django.conf import settings

    from skillmark.config.installation import moving
    from skillmark.foundation import sources

    path = moving.invite(slug, arguments.administrator, sources.now())
    address = f"{settings.ADDRESS.rstrip('/')}{path}" if path else ""
    _say(arguments, told | {"first_log_in": address})
    if arguments.json:
        return DONE
    if address:
        print(f"{arguments.administrator} chooses a password here, within three days:\n\n    {address}\n")
    else:
        print(f"{arguments.administrator} logs in here already; after logging in she finds the invitation on her page.")
    print("Everybody else is invited by her, from People.")
    return DONE


def _tell(done: int, of: int) -> None:
    from skillmark.config.commands import progress

    progress.tell(f"{done} of {of} rows")


def _say(arguments: argparse.Namespace, told: dict[str, Any]) -> None:
    if arguments.json:
        print(json.dumps(told))


VERBS = {"export": _export, "import": _import, "invite": _invite}
