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
    mark = verbs.add_parser("trial", help="say that a workspace is a trial, which may be deleted", allow_abbrev=False)
    mark.add_argument("workspace", metavar="WORKSPACE", help="its name in addresses")
    mark.add_argument("--end", action="store_true", help="it is none any more")
    gone = verbs.add_parser("delete", help="take a trial out into a file, then delete it whole", allow_abbrev=False)
    gone.add_argument("workspace", metavar="WORKSPACE", help="its name in addresses")
    gone.add_argument("--export", metavar="FILE", required=True, help="where it is written before anything goes")
    gone.add_argument("--key-file", metavar="KEY", required=True, help="the key that opens it; made where absent")
    gone.add_argument("--confirm", metavar="NAME", required=True, help="the name of its organisation, as it stands")
    into = verbs.add_parser("import", help="put an exported workspace in, whole or not at all", allow_abbrev=False)
    into.add_argument("file", metavar="FILE", help="what export wrote")
    into.add_argument("--key-file", metavar="KEY", required=True, help="the key it was made with")
    into.add_argument("--slug", metavar="NAME", default="", help="its name in addresses here (default: as it was)")
    into.add_argument("--administrator", metavar="E-MAIL", default="", help="whom to let in first, as `invite` does")
    invite = verbs.add_parser("invite", help="let the first person in after an import", allow_abbrev=False)
    invite.add_argument("workspace", metavar="WORKSPACE", help="its name in addresses")
    invite.add_argument("administrator", metavar="E-MAIL", help="an operator or talent lead of it")
    for verb in (out, mark, gone, into, invite):
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
    moving.note(moving.program_of(place))
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


def _trial(arguments: argparse.Namespace) -> int:
    from skillmark.config.installation import moving
    from skillmark.foundation import sources, trials

    place = moving.workspace(arguments.workspace)
    trials.mark(moving.program_of(place), trial=not arguments.end, now=sources.now())
    _say(arguments, {"workspace": place.slug, "trial": not arguments.end})
    if not arguments.json:
        print(f"{place.slug} is {'a trial no more' if arguments.end else 'a trial: its operator may delete it'}.")
    return DONE


def _delete(arguments: argparse.Namespace) -> int:
    from skillmark.config.commands import progress
    from skillmark.config.installation import archive, moving
    from skillmark.foundation import trials
    from skillmark.kernel.values import BadInput

    place = moving.workspace(arguments.workspace)
    actor = moving.program_of(place)
    if not trials.is_trial(place.pk):
        raise BadInput.of("is no trial; real records are kept. Nothing was changed", file=place.slug)
    if arguments.confirm != moving.name_of(actor):
        raise BadInput.of(f"is not its name, which is “{moving.name_of(actor)}”; nothing was changed", file="--confirm")
    key = archive.key_of(Path(arguments.key_file), make=True)
    moving.note(actor)
    out = moving.take_and_delete(actor, Path(arguments.export), str(key.to_public()), tell=_tell)
    progress.end()
    _say(arguments, {"file": arguments.export, "workspace": out.slug, "rows": out.rows, "head": out.head})
    if not arguments.json:
        print(f"{arguments.export}: {out.name}, {out.rows} rows and {out.files} files. It was read back.")
        print(f"{out.name} is deleted. One line of the installation's own chain says so.")
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


VERBS = {"export": _export, "trial": _trial, "delete": _delete, "import": _import, "invite": _invite}
