"""`skillmark framework`: frameworks of skills in and out, in the formats their publishers use, and how two differ."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from skillmark.config.commands import progress
from skillmark.config.commands.printing import printable
from skillmark.kernel.skills.exchange import Package, formats
from skillmark.kernel.skills.exchange.content import LARGEST_JSON
from skillmark.kernel.skills.exchange.difference import ADDED, CHANGED, REMOVED, Change, difference
from skillmark.kernel.skills.exchange.tables import LARGEST_TABLE
from skillmark.kernel.values import BadInput

DONE, THEY_DIFFER = 0, 1
STANDARD_INPUT = "-"
SIGNS = {ADDED: "+", REMOVED: "-", CHANGED: "~"}


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=type(parser))
    into = verbs.add_parser("import", help="bring a framework in, whole or not at all", allow_abbrev=False)
    into.add_argument("path", metavar="PATH", help="a file, a folder, or a zip of one; - reads standard input")
    known = f"{', '.join(formats.READ)}; seen where absent"
    into.add_argument("--format", choices=formats.READ, metavar="F", help=known)
    into.add_argument("--dry-run", action="store_true", help="read and check it, and keep nothing")
    out = verbs.add_parser("export", help="write a framework or standard to standard output", allow_abbrev=False)
    out.add_argument("framework", metavar="ID", help="our id, or the identifier its source gave it; drafts too")
    out.add_argument(
        "--format", choices=formats.WRITTEN, metavar="F", default=formats.CASE, help=", ".join(formats.WRITTEN)
    )
    between = verbs.add_parser("diff", help="what two frameworks say differently; 1 where they do", allow_abbrev=False)
    between.add_argument("before", metavar="A", help="an id as of export, or a file or folder")
    between.add_argument("after", metavar="B", help="the other")
    for verb in (into, out, between):
        verb.add_argument("--workspace", metavar="ID", help="its name in addresses; only where there are several")
        verb.add_argument("--json", action="store_true", help="say it as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Raises BadInput with file, row or path, and the reason; nothing was changed."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")
    django.setup()
    return VERBS[arguments.verb](arguments)


def _import(arguments: argparse.Namespace) -> int:
    from skillmark.foundation import sources
    from skillmark.standards import actions, queries

    actor = _actor(arguments.workspace)
    progress.tell("Reading …")
    package, name = _read(arguments.path, arguments.format)
    counts = {"items": len(package.items), "associations": len(package.associations), "rubrics": len(package.rubrics)}
    if arguments.dry_run:
        found = queries.imported(actor, package)
        outcome = "would_be_there_already" if found else "would_be_imported"
        told: dict[str, Any] = {"id": str(found.pk) if found else None}
    else:
        kept = actions.import_framework(actor, package=package, file_name=name, now=sources.now(), tell=_tell)
        outcome = "there_already" if kept.there_already else "imported"
        told = {"id": str(kept.framework.pk), "edition": kept.framework.edition}
    progress.end()
    document = package.document
    told = {"outcome": outcome, **told, "identifier": document.identifier, "title": document.title, **counts}
    print(json.dumps(told, ensure_ascii=False) if arguments.json else _sentence(told))
    return DONE


def _export(arguments: argparse.Namespace) -> int:
    text = formats.written(_stored(_actor(arguments.workspace), arguments.framework), arguments.format)
    sys.stdout.write(text)
    if arguments.format == formats.CASE and len(text.encode()) > LARGEST_JSON:
        told = "This is more JSON than `import` takes; --format csv says the same and can be brought in again."
        print(told, file=sys.stderr)
    return DONE


def _diff(arguments: argparse.Namespace) -> int:
    actor = _actor(arguments.workspace)
    changes = difference(*(_either(actor, given) for given in (arguments.before, arguments.after)))
    if arguments.json:
        told = {"equal": not changes, "changes": [_members(change) for change in changes]}
        print(json.dumps(told, ensure_ascii=False))
    elif not changes:
        print("They say the same.")
    else:
        for change in changes:
            print(_line(change))
            for name in sorted({*change.before, *change.after}) if change.kind == CHANGED else ():
                print(printable(f"    {name}: {_value(change.before, name)} → {_value(change.after, name)}"))
    return THEY_DIFFER if changes else DONE


def _actor(given: str | None) -> Any:
    """The program, in the workspace meant. Raises BadInput where that is none, or several could be."""
    from skillmark.foundation.models import Workspace
    from skillmark.foundation.roles import program

    places = list(Workspace.objects.filter(sample=None).order_by("slug"))
    if given is not None:
        places = [place for place in places if given in (place.slug, str(place.pk))]
        if not places:
            raise BadInput.of(f"no workspace is called “{given}”", file="--workspace")
    if not places:
        raise BadInput.of("there is no workspace yet; open one with `skillmark setup`", file="--workspace")
    if len(places) > 1:
        named = ", ".join(place.slug for place in places)
        raise BadInput.of(f"there are several workspaces; say which: {named}", file="--workspace")
    # whoever types this holds the machine; the history says that the command line did it, and no account
    return program(places[0].pk, "command line", demonstration=places[0].demonstration)


def _read(path: str, format_name: str | None = None) -> tuple[Package, str]:
    from skillmark.standards import packages

    if path == STANDARD_INPUT:
        name = "standard input"
        content = sys.stdin.buffer.read(LARGEST_TABLE + 1)
        return packages.from_bytes(content, name=name, format_name=format_name), name
    return packages.from_path(Path(path), format_name=format_name), Path(path).resolve().name


def _stored(actor: Any, given: str) -> Package:
    from skillmark.standards import queries

    try:
        return queries.exported(actor, given)
    except queries.NoSuchFramework:
        raise BadInput.of(f"no framework or standard here has the identifier “{given}”", file="ID") from None


def _either(actor: Any, given: str) -> Package:
    return _read(given)[0] if given == STANDARD_INPUT or Path(given).exists() else _stored(actor, given)


def _sentence(told: dict[str, Any]) -> str:
    counted = f"{told['items']} statements, {told['associations']} relations, {told['rubrics']} rubrics"
    said = {
        "imported": f"is here as {told['id']}, edition {told.get('edition')}: {counted}.",
        "there_already": f"was here already as {told['id']}: {counted}. Nothing was changed.",
        "would_be_imported": f"can be brought in: {counted}. Nothing was kept.",
        "would_be_there_already": f"is here already as {told['id']}: {counted}. Nothing was kept.",
    }[told["outcome"]]
    return printable(f"{told['title']} ({told['identifier']}) {said}")


def _members(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind, "record": change.record, "identifier": change.identifier, "text": change.text,
        "before": dict(change.before), "after": dict(change.after),
    }  # fmt: skip


def _line(change: Change) -> str:
    return printable(" ".join(filter(None, (SIGNS[change.kind], change.record, change.identifier, change.text))))


def _value(members: Any, name: str) -> str:
    return json.dumps(members[name], ensure_ascii=False) if name in members else "(absent)"


def _tell(done: int, of: int) -> None:
    progress.tell(f"{done} of {of} records kept")


VERBS = {"import": _import, "export": _export, "diff": _diff}
