"""What can be brought in as a spreadsheet: each context declares its kinds in its own `imports.py`, `KINDS`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.kernel.values import Kept

Text = str | Promise
COLUMN = "column:"  # before the name of a column that is taken as it is named, in a mapping
NEW = "new"  # the answer to "is this row about one of these?": about none of them


class Fate(StrEnum):
    """What becomes of a row. `asked`: only a person can say whom it is about."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    ASKED = "asked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a row may say. `names` are column names, in lower case, that usually mean it."""

    name: str
    label: Text
    example: Text
    names: tuple[str, ...] = ()
    required: bool = False
    is_day: bool = False
    longest: int = 200


@dataclass(frozen=True, slots=True)
class Rest:
    """Columns that are taken as they are named, beside the fields: which of them, whoever brings the file chooses.
    `example` are columns and their values.
    """

    label: Text
    hint: Text
    example: tuple[tuple[Text, Text], ...]
    longest_name: int
    longest: int


@dataclass(frozen=True, slots=True)
class About:
    """The record a whole file is about: those that can be chosen, (id, name), and one of them by its id, which raises
    Forbidden or NotFound for whoever may bring nothing about it. `without` is how it reads to choose none; empty where
    one must be chosen. `page` names the address, of workspace and record, where what was brought in stands.
    """

    label: Text
    choices: Callable[[Actor], Sequence[tuple[UUID, str]]]
    name: Callable[[Actor, UUID], str]
    page: str
    without: Text = ""


@dataclass(frozen=True, slots=True)
class Given:
    """One row as it is meant. Absent fields and empty cells are not in `texts`, `days` or `rest`."""

    number: int
    texts: Mapping[str, str]
    days: Mapping[str, date]
    rest: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.texts.get(name, "")


@dataclass(frozen=True)
class Brought:
    """The whole file, of which a step is given one piece after the other. `person_id` is who brought it, and when;
    `about_id` the record it is about; `left_out` how many of its rows are not among `rows`, since they cannot be meant
    at all; `fates` says what became of the piece's rows in the steps before, `subjects` which record each is about
    where the rows are carried out.
    """

    import_id: UUID
    person_id: UUID | None
    about_id: UUID | None
    recorded_at: datetime
    rows: Sequence[Given]
    answers: Mapping[int, str]
    mapped: frozenset[str]
    left_out: int = 0
    fates: dict[int, Fate] = field(default_factory=dict)
    subjects: dict[int, UUID] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)

    def keep(self, name: str, find: Callable[["Brought"], Any]) -> Any:
        """What is found in the whole file, found once."""
        if name not in self.kept:
            self.kept[name] = find(self)
        return self.kept[name]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one row. `problem`: words of the catalogue and what stands in them, which may be such a pair
    again; beside `added` or `changed` it says what of the row was not taken over. `choices` are (id, name) of records
    it may be about.
    """

    number: int
    fate: Fate
    subject_id: UUID | None = None
    problem: tuple[str, Mapping[str, Kept]] | None = None
    choices: tuple[tuple[UUID, str], ...] = ()
    before: Mapping[str, Any] = field(default_factory=dict)


# (actor, whole file, piece of it, dry, now): `dry` finds out the same and changes nothing
Step = Callable[[Actor, Brought, Sequence[Given], bool, datetime], Iterable[Outcome]]
Done = tuple[UUID, Mapping[str, Any]]  # the record a row was about, and what its outcome's `before` held


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of spreadsheet. Each step runs over the whole file before the next begins.

    `depends` gives the words and the names of those on which something depends by now, so that they cannot be undone;
    `undo` puts back, or takes away, everything at once. `needs` names groups of fields of which one must be mapped.
    `sealed`: nobody reads its rows back, so that no cell is shown, told or kept beyond the file on its way.
    """

    name: str
    title: Text
    explanation: Text
    permission: str
    fields: tuple[Field, ...]
    steps: tuple[Step, ...]
    depends: Callable[[Actor, Sequence[Done], datetime], list[tuple[str, dict[str, str]]]]
    undo: Callable[[Actor, Sequence[Done], datetime], None]
    needs: tuple[tuple[str, ...], ...] = ()
    about: About | None = None
    rest: Rest | None = None
    sealed: bool = False

    def needed(self, name: str) -> bool:
        """Whether a column must be named for this field."""
        return self.field(name).required or (name,) in self.needs

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


_kinds: dict[str, Kind] = {}


def install(kinds: Iterable[Kind]) -> None:
    """Put the assembled table in force. A name declared twice is a defect."""
    _kinds.clear()
    for one in kinds:
        if one.name in _kinds:
            raise ValueError(f"{one.name} is declared twice")
        _kinds[one.name] = one


def kind(name: str) -> Kind:
    """Raises KeyError for a kind that nobody declares."""
    return _kinds[name]


def open_to(actor: Actor) -> list[Kind]:
    """What this actor may bring in."""
    return [one for one in _kinds.values() if access.may_ever(actor, one.permission)]
