"""What the law asks before anyone may do the work: never a competency, never inferred, claimed or counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from skillmark.kernel.skills.model import Occupation, Task

ASK = "ask your state"
# a task that is nothing but keeping one's own licence, as O*NET 47-2111.00 has it; never "renew domain registrations"
OWN_LICENCE = re.compile(
    r"^(?:(?:maintain|obtain|hold|keep|renew|acquire|earn)(?:,|\s+(?:and|or))?\s+)+"
    r"(?:[\w'’-]+\s+){0,3}(?:licen[cs]es?|licensure|certifications?)\b(?!\s+(?:records?|files?|data|programs?))",
    re.IGNORECASE,
)


class LegalKind(StrEnum):
    """The five kinds of legal requirement, in the order they are shown."""

    LICENCE = "licence"
    REGISTRY = "registry entry"
    BACKGROUND_CHECK = "background check"
    MINIMUM_AGE = "minimum age"
    RIGHT_TO_WORK = "right to work"


@dataclass(frozen=True, slots=True)
class LegalRequirement:
    """One thing the law asks, where, according to whom and as of when; `known` is False while nobody has looked."""

    kind: LegalKind
    text: str
    place: str
    source: str
    date: date | None
    known: bool


def is_own_licence(task: Task) -> bool:
    """Whether the task is only about keeping one's own licence: the law's business, not a panel's."""
    return OWN_LICENCE.match(task.statement) is not None


def legal_requirements(occupation: Occupation, known: Sequence[LegalRequirement] = ()) -> tuple[LegalRequirement, ...]:
    """Every kind once or more, in the order of `LegalKind`: what is known, else “ask your state”."""
    hints = [task for task in occupation.tasks if is_own_licence(task)]
    found: list[LegalRequirement] = []
    for kind in LegalKind:
        of_kind = [requirement for requirement in known if requirement.kind is kind]
        found += of_kind or [_unknown(kind, hints)]
    return tuple(found)


def _unknown(kind: LegalKind, hints: Sequence[Task]) -> LegalRequirement:
    if kind is LegalKind.LICENCE and hints:
        quoted = "; ".join(f"“{task.statement}” (task {task.identifier})" for task in hints)
        return LegalRequirement(
            kind, f"The work seems to need one: {quoted}", ASK, "the occupation's tasks", None, False
        )
    return LegalRequirement(kind, "Not known yet", ASK, "nobody has checked yet", None, False)
