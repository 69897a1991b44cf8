"""How the texts of a standard read: most of a posting is made of them, so they are read before anybody votes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from skillmark.foundation.roles import Actor
from skillmark.kernel.skills import wording
from skillmark.kernel.skills.wording import Finding, Language
from skillmark.standards import carrying, panel
from skillmark.standards.models import Framework
from skillmark.standards.queries.analysis import ToArgue, to_argue
from skillmark.standards.queries.frameworks import framework

NOT_NEEDED = (panel.MustArgue.BELOW_CUT, panel.MustArgue.NOT_RATED)


class Part(StrEnum):
    """What of a standard a text is."""

    STANDARD = "standard"
    TASK = "task"
    LINE = "line"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a standard, the language it is in, and what it is of: for a line or a task, that record."""

    part: Part
    name: str
    text: str
    language: Language
    object_id: UUID


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found: passages, each in its text, and the lines that no panel found needed, each with what one said of
    it, None where none did. `asked`: a closed panel, of this version or of one before, was there to tell.
    """

    passages: list[tuple[Text, Finding]]
    unneeded: list[tuple[ToArgue, Mapping[str, Any] | None]]
    asked: bool

    def __len__(self) -> int:
        return len(self.passages) + len(self.unneeded)


def reading(actor: Actor, framework_id: UUID) -> Reading:
    """How the texts of one version read, by the rules of the language they are in. Raises NotFound."""
    found = framework(actor, framework_id)
    parts = list(_parts(found))
    together = "\n\n".join(text for _part, _name, text, _id in parts)
    language = wording.language_of(together)
    whole = Text(Part.WHOLE, found.title, together, language, found.pk)
    texts = [Text(part, name, text, wording.language_of(text, language), of) for part, name, text, of in parts]
    passages = [
        (each, flag) for each in texts for flag in wording.check(each.text, each.language) if flag.grade is None
    ]
    # a task alone is too short for a grade; all of them together are what somebody who looks for work has to read
    hard = wording.hardness(together, language)
    passages += [(whole, hard)] if hard else []
    asked = carrying.was_ever_rated(found)
    said = carrying.said(found)["requirements"] if asked else {}
    unneeded = [
        (line, said.get(line.requirement.competency.reference)) for line in to_argue(found) if line.why in NOT_NEEDED
    ]
    return Reading(passages, unneeded, asked)


def _parts(found: Framework) -> Iterator[tuple[Part, str, str, UUID]]:
    yield Part.STANDARD, found.title, f"{found.title}. {found.description}".strip(), found.pk
    for task in found.work_tasks.order_by("position"):
        yield Part.TASK, task.statement, f"{task.statement}. {task.sample_task}", task.pk
    for line in found.requirements.select_related("competency").order_by("position"):
        about = line.competency
        yield Part.LINE, about.name, ". ".join(filter(None, (about.name, about.description, line.descriptor))), line.pk
