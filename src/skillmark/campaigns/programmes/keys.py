"""What a key of a programme file may hold, told once: the check, the published schema and the reference read it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

# 3.5 days is a programme, too, and so is one that lasts two to five months
DURATION = re.compile(
    r"(?P<number>\d+(\.\d+)?)( to (?P<longest>\d+(\.\d+)?))? (?P<unit>hour|day|week|month|year)s?|continuous"
)
CONTINUOUS = "continuous"
# ten years, by day and night: longer than any programme is planned, counted or followed up
MOST_MONTHS, MOST_DAYS, MOST_HOURS = 120, 3_650, 87_600
MOST_MONEY = 10**12  # of any currency, what no programme costs
MOST_ALIKE = 1_000  # partners of one kind, members of a jury


class Holds(Enum):
    """The kinds of value a key takes."""

    TEXT = "text between quotes"
    TEXTS = "a list of texts"
    WHOLE = "a whole number"
    WHOLES = "a list of whole numbers"
    FLAG = "true or false"
    WORD = "one of the words"
    WORDS = "a list of the words"
    DURATION = "a time"
    TABLE = "a table"
    TABLES = "a list of tables"


@dataclass(frozen=True, slots=True)
class Key:
    """One key: `what` it is, an `example` as it is written in the file, and the bounds of its value.

    `least` and `most` bound a whole number, each number of a list, or how many entries a list has.
    """

    holds: Holds
    what: str
    example: str
    required: bool = False
    least: int = 1
    most: int | None = None
    words: tuple[str, ...] = ()
    members: Mapping[str, "Key"] = field(default_factory=dict)


def text(what: str, example: str, *, required: bool = False) -> Key:
    return Key(Holds.TEXT, what, f'"{example}"', required)


def texts(what: str, example: str, *, required: bool = False, least: int = 0) -> Key:
    return Key(Holds.TEXTS, what, example, required, least)


def whole(what: str, example: int, *, required: bool = False, least: int = 1, most: int | None = None) -> Key:
    return Key(Holds.WHOLE, what, str(example), required, least, most)


def percent(what: str, example: int, *, required: bool = False) -> Key:
    return whole(what, example, required=required, least=0, most=100)


def flag(what: str, example: str = "true", *, required: bool = False) -> Key:
    return Key(Holds.FLAG, what, example, required)


def word(what: str, words: tuple[str, ...], *, required: bool = False) -> Key:
    return Key(Holds.WORD, what, f'"{words[0]}"', required, words=words)


def words(what: str, known: tuple[str, ...], *, required: bool = False) -> Key:
    return Key(Holds.WORDS, what, f'["{known[0]}"]', required, words=known)


def duration(what: str, example: str, *, required: bool = False) -> Key:
    return Key(Holds.DURATION, what, f'"{example}"', required)


def table(what: str, members: Mapping[str, Key], *, required: bool = False) -> Key:
    return Key(Holds.TABLE, what, _inline(members), required, members=members)


def tables(what: str, members: Mapping[str, Key], *, required: bool = False, least: int = 1) -> Key:
    return Key(Holds.TABLES, what, f"[{_inline(members)}]", required, least, members=members)


def _inline(members: Mapping[str, Key]) -> str:
    """An entry as it would be written, with what it cannot do without."""
    needed = {name: key for name, key in members.items() if key.required} or members
    return f"{{ {', '.join(f'{name} = {key.example}' for name, key in needed.items())} }}"
