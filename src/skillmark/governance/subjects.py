"""What a question is about: higher contexts answer with the record and its page, this one never knows them.

A subject is `fn(actor, subject_type, subject_id) -> Hit or None`; `config` hands the gathered answers to `install`.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from skillmark.foundation.answers import Hit
from skillmark.foundation.roles import Actor

Subject = Callable[[Actor, str, UUID], Hit | None]
_subjects: dict[str, Subject] = {}


def install(subjects: Mapping[str, Subject]) -> None:
    """Put the assembled map context → subject in force."""
    _subjects.clear()
    _subjects.update(subjects)


def of(actor: Actor, subject_type: str, subject_id: UUID) -> Hit | None:
    """The record that a question is about, where its reader may see it."""
    found = (subject(actor, subject_type, subject_id) for subject in _subjects.values())
    return next((hit for hit in found if hit is not None), None)
