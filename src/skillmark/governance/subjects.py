"""What a question is about: higher contexts answer with the record and its page, this one never knows them.

A subject is `fn(actor, subject_type, subject_id) -> Hit or None`, its draft to comment on `fn(actor, subject_type,
subject_id) -> Draft or None`; `config` hands the gathered answers to `install`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from skillmark.foundation.answers import Hit
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it stands: its title, and its text a sentence or two a line."""

    title: str
    lines: Sequence[str]


Subject = Callable[[Actor, str, UUID], Hit | None]
DraftOf = Callable[[Actor, str, UUID], Draft | None]
_subjects: dict[str, Subject] = {}
_drafts: dict[str, DraftOf] = {}


def install(subjects: Mapping[str, Subject], drafts: Mapping[str, DraftOf]) -> None:
    """Put the assembled maps context → subject and context → draft in force."""
    _subjects.clear()
    _subjects.update(subjects)
    _drafts.clear()
    _drafts.update(drafts)


def of(actor: Actor, subject_type: str, subject_id: UUID) -> Hit | None:
    """The record that a question is about, where its reader may see it."""
    found = (subject(actor, subject_type, subject_id) for subject in _subjects.values())
    return next((hit for hit in found if hit is not None), None)


def draft(actor: Actor, subject_type: str, subject_id: UUID) -> Draft:
    """The draft to comment on. Raises NotFound where nobody knows one, BadInput where it is none any more."""
    found = (draft_of(actor, subject_type, subject_id) for draft_of in _drafts.values())
    known = next((each for each in found if each is not None), None)
    if known is None:
        raise NotFound(str(subject_id))
    return known
