"""What suggestions and changes are about, and what else was said of it: higher contexts answer, this one never knows
them. `config` hands the gathered answers to `install`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.feedback.models import Kind
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.people import queries as people

PLACE = Workspace._meta.label_lower  # whatever is about no single record is about the whole


@dataclass(frozen=True, slots=True)
class Subject:
    """A record that can be changed. `topic` is what its versions share; `url` opens it for whoever asked; `was` is what
    was in force before it, with its id; one that is not `in_force` is a draft that may never be. A change of it is
    written down about `changes_as` (type, id), where that is another record: the version in force, the whole of a part.
    `differences_url` opens what differs from before, where that can be seen.
    """

    subject_type: str
    subject_id: UUID
    topic: str
    title: str
    kind: Kind
    url: str
    now_is: str = ""
    was: str = ""
    was_id: UUID | None = None
    in_force: bool = True
    changes_as: tuple[str, UUID] | None = None
    differences_url: str = ""
    workspace: Workspace | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that was said of a subject elsewhere. `text` is kept with the change that answers it; empty for what
    was said in public and is read there. `shown` is what a lead chooses by.
    """

    source_type: str
    source_id: UUID
    shown: str
    on: date
    text: str = ""
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What was said in public, and where it is read. `text` is empty where it is not shown there any more."""

    source_id: UUID
    who: str
    text: str
    url: str


SubjectOf = Callable[[Actor, str, UUID], Subject | None]
PublicSubject = Callable[[str, UUID], Subject | None]
HeardOf = Callable[[Actor, str, UUID], Sequence[Heard]]
SaidInPublic = Callable[[str, Iterable[UUID]], Sequence[Words]]
_subjects: dict[str, SubjectOf] = {}
_public: dict[str, PublicSubject] = {}
_heard: dict[str, HeardOf] = {}
_in_public: dict[str, SaidInPublic] = {}


def install(
    subjects: Mapping[str, SubjectOf],
    public: Mapping[str, PublicSubject],
    heard: Mapping[str, HeardOf],
    in_public: Mapping[str, SaidInPublic],
) -> None:
    """Put the assembled maps, context → answer, in force."""
    held = ((_subjects, subjects), (_public, public), (_heard, heard), (_in_public, in_public))
    for own, given in held:
        own.clear()
        own.update(given)  # type: ignore[arg-type]


def subject(actor: Actor, subject_type: str, subject_id: UUID) -> Subject:
    """Raises NotFound for what nobody knows, or its reader may not see."""
    if subject_type == PLACE and subject_id == actor.workspace_id:
        url = reverse("feedback:changes", args=[people.slug(actor)])
        return Subject(PLACE, subject_id, str(subject_id), _("In general"), Kind.OTHER, url)
    found = (answer(actor, subject_type, subject_id) for answer in _subjects.values())
    return _known(next((each for each in found if each is not None), None), subject_id)


def public_subject(subject_type: str, subject_id: UUID) -> Subject:
    """Public scope: with its workspace. Raises NotFound for what is not open to everybody."""
    if subject_type == PLACE:
        where = Workspace.objects.filter(sample=None, pk=subject_id).first()
        url = reverse("feedback:send", args=[PLACE, subject_id])
        title = _("In general")
        whole = Subject(PLACE, subject_id, str(subject_id), title, Kind.OTHER, url, workspace=where)
        return _known(whole if where else None, subject_id)
    found = (answer(subject_type, subject_id) for answer in _public.values())
    return _known(next((each for each in found if each is not None), None), subject_id)


def heard(actor: Actor, about: Subject) -> list[Heard]:
    """What was said of it in other contexts, the latest first."""
    found = [each for answer in _heard.values() for each in answer(actor, about.subject_type, about.subject_id)]
    return sorted(found, key=lambda each: (each.on, each.source_id), reverse=True)


def said_in_public(sources: Mapping[str, Iterable[UUID]]) -> dict[UUID, Words]:
    """Public scope: the words behind these records, by type of record, as far as they are published."""
    return {
        words.source_id: words
        for source_type, ids in sources.items()
        for answer in _in_public.values()
        for words in answer(source_type, ids)
    }


def _known(found: Subject | None, subject_id: UUID) -> Subject:
    if found is None:
        raise NotFound(str(subject_id))
    return found
