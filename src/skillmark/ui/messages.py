"""Which messages of an app have no Spanish yet: `python -m skillmark.ui.messages src/skillmark/<app>`.

Reads Python by its syntax tree and templates by Django's own lexer, so that GNU gettext is not needed.
"""

import argparse
import ast
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
from django.conf import settings
from django.utils.translation.template import templatize

from skillmark.ui.catalogues import read_catalogue

UI = Path(__file__).resolve().parent
# told: what the kernel says, which knows no gettext; translated: gettext, where `_` is already the lazy one
PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop", "told", "translated"}
WITH_PLURAL = {"ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
CALL = re.compile(r"\b(gettext_noop|npgettext|ngettext|pgettext|gettext|_)\(")


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """A text to translate and where it first stands."""

    message: str
    plural: str = ""
    context: str = ""
    place: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.context, self.message)

    def entry(self) -> str:
        """The message as a .po entry, its translation empty."""
        lines = [f"#: {self.place}"]
        if self.context:
            lines.append(f"msgctxt {_quoted(self.context)}")
        lines.append(f"msgid {_quoted(self.message)}")
        if self.plural:
            return "\n".join([*lines, f"msgid_plural {_quoted(self.plural)}", 'msgstr[0] ""', 'msgstr[1] ""', ""])
        return "\n".join([*lines, 'msgstr ""', ""])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m skillmark.ui.messages", description=__doc__)
    parser.add_argument("app", type=Path, nargs="+", help="folder of an app, such as src/skillmark/hiring")
    found = [message for app in parser.parse_args(arguments).app for message in missing(app)]
    for message in found:
        print(message.entry())
    return 1 if found else 0


def missing(app: Path, language: str = "es") -> list[Message]:
    """Messages of the app that neither its own catalogue nor ui's nor Django's translates, in order."""
    known = (
        _translated(app, language)
        | _translated(UI, language)
        | _translated(Path(django.__file__).parent / "conf", language)
    )
    first: dict[tuple[str, str], Message] = {}
    for message in used(app):
        first.setdefault(message.key, message)
    return sorted(message for key, message in first.items() if key not in known)


def used(app: Path) -> Iterator[Message]:
    """Every message in the app's Python and templates."""
    for path in sorted(app.rglob("*.py")):
        yield from _calls(ast.parse(path.read_text(encoding="utf-8")), path.relative_to(app.parent).as_posix())
    if not settings.configured:
        settings.configure()
    for path in sorted([*app.rglob("*.html"), *app.rglob("*.txt")]):
        yield from _in_template(path, path.relative_to(app.parent).as_posix())


def _in_template(path: Path, place: str) -> Iterator[Message]:
    """Django turns a template into something like Python; each call in it is read on its own."""
    python = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for match in CALL.finditer(python):
        end = python.find(")", match.end())
        while end != -1:
            try:
                tree = ast.parse(python[match.start() : end + 1].strip())
            except SyntaxError:
                end = python.find(")", end + 1)
                continue
            yield from _calls(tree, place)
            break


def _calls(tree: ast.AST, place: str) -> Iterator[Message]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if name in PLAIN and len(texts) >= 1:
            yield Message(texts[0], place=place)
        elif name in WITH_PLURAL and len(texts) >= 2:
            yield Message(texts[0], plural=texts[1], place=place)
        elif name in WITH_CONTEXT and len(texts) >= 2:
            yield Message(texts[1], context=texts[0], place=place)
        elif name in ("npgettext", "npgettext_lazy") and len(texts) >= 3:
            yield Message(texts[1], plural=texts[2], context=texts[0], place=place)


def _translated(app: Path, language: str) -> set[tuple[str, str]]:
    catalogue = app / "locale" / language / "LC_MESSAGES" / "django.po"
    if not catalogue.is_file():
        return set()
    return {(entry.context or "", entry.message) for entry in read_catalogue(catalogue) if entry.translated}


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
