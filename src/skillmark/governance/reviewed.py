"""What a body reviews, and what lies before it then: higher contexts answer, this one never knows them.

A subject is `fn(actor, subject_type, subjects) -> {subject: Reviewed}`, None and None for all that are in force; what
lies before is `fn(actor, subject_type, subject, since) -> list of Pile`; `config` hands the gathered answers to
`install`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from skillmark.foundation.roles import Actor
from skillmark.ui.tables import Text


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A subject of a kind as it stands. `records` are its versions, the one in force first; `draft_url` is where the
    next one is begun, or goes on; `drafting`: one is; `moved_at` is when a version last came or went into force;
    `ended`: none of them is in force any more.
    """

    subject_type: str
    title: str
    url: str
    records: Sequence[UUID]
    draft_url: str
    drafting: bool
    moved_at: datetime
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """One thing that lies before a review: what it is about, what is said of it, and where it is read.

    `waits`: somebody is owed an answer, which is given at `url`. `record_id` is None for what is no record.
    """

    title: str
    says: str
    url: str
    record_id: UUID | None = None
    on: date | None = None
    waits: bool = False
    answer: str = ""
    figures: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of something there are, and where each of them is read."""

    title: Text
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Pile:
    """Things of one kind. `kind` is kept with the review, `title` is read."""

    kind: str
    title: Text
    papers: Sequence[Paper] = ()
    counts: Sequence[Counted] = ()

    @property
    def number(self) -> int:
        """How many things lie in it, told one by one or counted."""
        return len(self.papers) + sum(each.number for each in self.counts)


Subjects = Callable[[Actor, str | None, Collection[str] | None], Mapping[str, Reviewed]]
Piles = Callable[[Actor, str, str, datetime | None], list[Pile]]
_subjects: dict[str, Subjects] = {}
_piles: dict[str, Piles] = {}


def install(subjects: Mapping[str, Subjects], piles: Mapping[str, Piles]) -> None:
    """Put the assembled maps context → subjects and context → piles in force."""
    _subjects.clear()
    _subjects.update(subjects)
    _piles.clear()
    _piles.update(piles)


def of(actor: Actor, subject_type: str, subjects: Collection[str]) -> dict[str, Reviewed]:
    """Those of these subjects that anybody knows, as far as the reader may see them."""
    return {
        subject: found
        for answer in _subjects.values()
        for subject, found in answer(actor, subject_type, subjects).items()
    }


def in_force(actor: Actor) -> list[tuple[str, Reviewed]]:
    """Every subject of every kind that is in force, as far as the reader may see it."""
    return [pair for answer in _subjects.values() for pair in answer(actor, None, None).items()]


def piles(actor: Actor, subject_type: str, subject: str, since: datetime | None) -> list[Pile]:
    """What every context lays before a review, lowest floor first; empty piles too, since none is also an answer."""
    return [pile for answer in _piles.values() for pile in answer(actor, subject_type, subject, since)]
