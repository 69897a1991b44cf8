"""Write the generated parts of the reference from what they describe; with `--check`, say whether they are up to date.

commands.md from the commands, permissions.md from the map of permissions, settings.md from the table below, which a
test holds against every variable the source reads, programme-templates.md and programme.schema.json from the keys of
programme files.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

# Every variable of the environment that the product or its tools read: what it does, and what holds without it.
SETTINGS = {
    "SKILLMARK_DATA": (
        "The folder of everything that is kept: database, files, keys, mail, caches. It and what is in it are "
        "closed to other users of the machine.",
        "`.data` in the current folder",
    ),
    "DATABASE_URL": ("`postgresql://…`, where the records are kept.", "one SQLite file in `SKILLMARK_DATA`"),
    "SKILLMARK_ADDRESS": (
        "The web address people type, which links in messages and signed records carry.",
        "`http://localhost:8000`",
    ),
    "PORT": ("The port `skillmark serve` and `./dev run` listen on.", "8000"),
    "SKILLMARK_DEMONSTRATION": (
        "Set to 1 by `serve --demonstration` for the parts it starts; not to be set by hand.",
        "an ordinary installation",
    ),
    "CHROMIUM": ("The browser that tests of pages drive.", "the first of its usual names on `PATH`"),
    "NUMBA_CACHE_DIR": ("Where the compiled matching is kept.", "`numba` in `SKILLMARK_DATA`"),
}

INTRODUCTION = """# Commands

Written by `./dev docs` from the commands themselves; a test compares.

## The project's own: ./dev

```
{dev}
```

## The product's: skillmark

After `./dev setup` it is `.venv/bin/skillmark`. Two variables say where it works: `SKILLMARK_DATA`, the folder of its
files (by default `.data` in the current folder), and `DATABASE_URL` (`postgresql://…`; absent, one SQLite file in that
folder).
A file name `-` is standard input.

Exit codes: 0 done; 1 done, and the answer is no; 2 bad input; 64 wrong usage; 70 internal error.
`verify` alone uses 0 valid, 1 invalid, 2 undetermined, 3 unreadable.

"""


def commands() -> str:
    from skillmark.config.command import COMMANDS, Parser

    text = INTRODUCTION.format(dev=dev_usage())
    for name, summary in sorted(COMMANDS.items()):
        parser = Parser(prog=f"skillmark {name}", description=summary, allow_abbrev=False)
        import_module(f"skillmark.config.commands.{name}").configure(parser)
        text += f"## skillmark {name}\n\n```\n{parser.format_help().rstrip()}\n```\n\n"
    return text.rstrip() + "\n"


def dev_usage() -> str:
    import runpy

    verbs = runpy.run_path(str(ROOT / "dev"))["VERBS"]
    return "\n".join(f"./dev {verb:8} {summary}" for verb, (_, summary) in verbs.items())


def permissions() -> str:
    """Each permission with its alternatives, in the words of the predicates."""
    from skillmark.foundation import access

    text = PERMISSIONS_INTRODUCTION
    for context, names in _by_context(sorted(access.installed())).items():
        text += f"## {context}\n\n| permission | who may |\n|---|---|\n"
        for name in names:
            ways = [", ".join(_in_words(predicate) for predicate in way) for way in access.installed()[name]]
            text += f"| `{name}` | {'; '.join(ways)} |\n"
        text += "\n"
    return text.rstrip() + "\n"


def settings() -> str:
    rows = [f"| `{name}` | {does} | {otherwise} |" for name, (does, otherwise) in SETTINGS.items()]
    return SETTINGS_INTRODUCTION + "\n".join(rows) + "\n"


def programme_schema() -> str:
    from skillmark.campaigns.programmes.published import json_schema

    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


def programme_templates() -> str:
    """Each key of each kind of programme, and the programmes there are."""
    from skillmark.campaigns import programmes
    from skillmark.campaigns.programmes.published import rows

    text = PROGRAMMES_INTRODUCTION
    for kind in programmes.KINDS:
        text += f"## A {kind}\n\n| key | what it is | rule |\n|---|---|---|\n".replace("A award", "An award")
        text += "".join(f"| `{name}` | {what} | {rule} |\n" for name, what, rule in rows(kind)) + "\n"
    text += PROGRAMMES_LISTED
    for name in programmes.every_name():
        found = programmes.programme(name)
        mix, behind = ("", "")
        if isinstance(found, programmes.Template):
            mix, behind = " / ".join(str(share) for share in found.mix), found.seats_stand_on
        text += f"| `{name}.toml` | {found.title} | {found.kind} | {mix} | {behind} |\n"
    return text + PROGRAMMES_MIX


def _by_context(names: Sequence[str]) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    for name in names:
        parts.setdefault(name.split(".")[0], []).append(name)
    return parts


def _in_words(predicate: Callable[..., bool]) -> str:
    return predicate.__name__.removeprefix("holds_").replace("_", " ")


PERMISSIONS_INTRODUCTION = """# Permissions

Written by `./dev docs` from the `access.py` of each context; a test compares. A role is held for a period and a scope,
and a person may hold several. Alternatives are parted by semicolons, and one is enough; within one, all must hold.

"""
SETTINGS_INTRODUCTION = """# Settings

Written by `./dev docs`; a test holds it against every variable the source reads. All come from the environment.

| variable | what it does | without it |
|---|---|---|
"""
PROGRAMMES_INTRODUCTION = """# Programme files

Written by `./dev docs` from the keys themselves; a test compares. How to write one: [write your own
programme](../how-to/write-a-programme.md). The same as a JSON Schema: [programme.schema.json](programme.schema.json).

A programme is one TOML file under `programmes/`, and no code. A campaign keeps a copy of the whole file as it is on the
day it starts; changing the file changes nothing that is running. A file with a missing, unknown or contradictory key is
refused with the file, the line and the key, and what to write instead, all problems at once. Lists count from 1.

Three kinds: a campaign leads people to a job or through a service; a scorecard and an award walk cycles of their own,
and no campaign starts from them. `source` names a publication and `from_source` the keys whose values it states; every
other value is ours. `figures` is what the source reports, and is never mixed with figures of one's own.

"""
PROGRAMMES_LISTED = """## The programmes that come with Skillmark

| file | what it does | kind | mix | seats stand on |
|---|---|---|---|---|
"""
PROGRAMMES_MIX = """
The mixes 50 / 30 / 20, 60 / 20 / 20 and 30 / 40 / 30 are the representative ones of the documents behind Skillmark; the
precise balance depends on job and people, so a programme of your own states its own. The limits on hours are ours, for
the reasons each file gives.

## How the mix becomes hours and money

The training planned on all seats is the `train` share. Hours and money of the whole programme follow from it, rounded
half up to the hundredth of an hour and the minor unit; `support` and `measure` get their shares of the whole by largest
remainder, so that the three parts sum to it exactly. Planning again replaces the planned lines in the ledger, each new
one naming the one it replaces. What was really spent is only what other parts of the program, or people, posted.
"""
PARTS: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "permissions.md": permissions,
    "programme-templates.md": programme_templates,
    "programme.schema.json": programme_schema,
    "settings.md": settings,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    os.environ["COLUMNS"] = "100"  # the same width on every machine
    os.environ.pop("PORT", None)
    with tempfile.TemporaryDirectory() as folder:
        _set_up(folder)
        texts = {name: part() for name, part in PARTS.items()}
    if not given.check:
        for name, text in texts.items():
            (HERE / name).write_text(text, encoding="utf-8")
        return 0
    stale = [name for name, text in texts.items() if not _says(HERE / name, text)]
    print("\n".join(f"docs/reference/{name} is not what it describes" for name in stale) or "up to date")
    return 1 if stale else 0


def _set_up(folder: str) -> None:
    """Start the framework on a folder that is thrown away: the map of permissions is put together when it starts."""
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {"SKILLMARK_DATA": folder, "DJANGO_SETTINGS_MODULE": "skillmark.config.settings"}
    import django

    django.setup()


def _says(file: Path, text: str) -> bool:
    return file.exists() and file.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
