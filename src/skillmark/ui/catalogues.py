"""Catalogues of translations: read .po, write .mo, without GNU gettext."""

import ast
import re
import struct
from dataclasses import dataclass, field
from pathlib import Path

LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr)(?:\[(\d+)\])?\s+)?(".*")$')


class CatalogueError(Exception):
    """A .po that cannot be read; the text names file and line."""


@dataclass(slots=True)
class Entry:
    """One message. `translations` has one text, or one per plural form."""

    context: str | None = None
    message: str = ""
    plural: str | None = None
    translations: dict[int, str] = field(default_factory=dict)
    fuzzy: bool = False

    @property
    def key(self) -> str:
        """As gettext looks it up: context and message parted by EOT, singular and plural by NUL."""
        message = self.message if self.plural is None else f"{self.message}\0{self.plural}"
        return message if self.context is None else f"{self.context}\x04{message}"

    @property
    def translated(self) -> bool:
        return not self.fuzzy and bool(self.translations) and all(self.translations.values())


def read_catalogue(path: Path) -> list[Entry]:
    """The entries of a .po, the header first. Raises CatalogueError for a broken line or a repeated message."""
    entries: list[Entry] = []
    seen: set[str] = set()
    current, part, index, fuzzy = Entry(), "", 0, False

    def close() -> None:
        nonlocal current, part
        if part == "msgstr":
            if current.key in seen:
                raise CatalogueError(f"{path}: “{current.message}” stands twice")
            seen.add(current.key)
            entries.append(current)
            current, part = Entry(), ""

    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            close()
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        match = LINE.match(line)
        if match is None:
            raise CatalogueError(f"{path}, line {number}: is not part of a catalogue")
        keyword, form, quoted = match.groups()
        try:
            text = str(ast.literal_eval(quoted))
        except (SyntaxError, ValueError):
            raise CatalogueError(f"{path}, line {number}: the text is not closed") from None
        if keyword in ("msgctxt", "msgid") and part == "msgstr":
            close()
        if keyword:
            part, index = keyword, int(form or 0)
            if keyword in ("msgctxt", "msgid"):
                current.fuzzy, fuzzy = current.fuzzy or fuzzy, False
        if not part:
            raise CatalogueError(f"{path}, line {number}: a text without its keyword")
        _append(current, part, index, text)
    close()
    return entries


def compile_catalogue(path: Path) -> bytes:
    """The .mo of a .po, the same bytes for the same messages. Untranslated and fuzzy messages are left out."""
    entries = [entry for entry in read_catalogue(path) if entry.translated]
    pairs = sorted(
        (entry.key.encode(), "\0".join(entry.translations[form] for form in sorted(entry.translations)).encode())
        for entry in entries
    )
    return _machine_object(pairs)


def _append(entry: Entry, part: str, index: int, text: str) -> None:
    if part == "msgctxt":
        entry.context = (entry.context or "") + text
    elif part == "msgid":
        entry.message += text
    elif part == "msgid_plural":
        entry.plural = (entry.plural or "") + text
    else:
        entry.translations[index] = entry.translations.get(index, "") + text


def _machine_object(pairs: list[tuple[bytes, bytes]]) -> bytes:
    """Revision 0 of the GNU .mo format, little-endian, without a hash table."""
    count, head = len(pairs), 28
    texts_start = head + 16 * count
    tables: list[bytes] = []
    texts = b""
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[column]), texts_start + len(texts)))
            texts += pair[column] + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, count, head, head + 8 * count, 0, texts_start)
    return header + b"".join(tables) + texts
