"""The shapes in which contexts answer what higher floors ask."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation.roles import Actor


@dataclass(frozen=True, slots=True)
class Due:
    """Something that waits for somebody: said in words, opened with one tap."""

    title: str
    url: str
    by: date | None = None
    waits_on: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found by a search its reader may see."""

    title: str
    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Something that people read and that cites a version of a standard: where it is read, and where it is taken down.
    `competencies`: the references it speaks of, None where it is all that the version asks. `renew`: where it is said
    anew, by the id of the version in force.
    """

    title: str
    kind: str
    url: str
    fix_url: str
    framework_id: UUID
    competencies: frozenset[str] | None = None
    renew: Callable[[UUID], str] | None = None


@dataclass(frozen=True, slots=True)
class TaskSetting:
    """How a task of a standard is shown: the method's code and its word, what that means, under what circumstances, and
    what may or must be used. A text nobody wrote is empty.
    """

    method: str
    way: str
    explained: str
    conditions: str
    tools: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened to a person, on the day it was there; `url` opens its record, where it has one."""

    on: date
    title: str
    kind: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Lasting:
    """How a kind of record goes when its time is over.

    `begins` is a word for the event at which its time begins; `rows` gives the records whose time began before an
    instant, `whose` their field that names the person, `drop` deletes some of them by id. `whole`: what goes is
    everything held on a person, and only when nothing of hers is younger. `most` go in one piece of work.
    """

    begins: str
    rows: Callable[[Actor, datetime], QuerySet[Any]]
    drop: Callable[[Actor, Sequence[UUID], datetime], None]
    whose: str = "person_id"
    whole: bool = False
    most: int = 200
