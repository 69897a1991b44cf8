"""What a step of a ladder takes, and how far somebody is with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Need:
    """A competency that a step takes, by reference and name, and at which level."""

    competency: str
    name: str
    level: int


@dataclass(frozen=True, slots=True)
class Step:
    """A step as the standard says it. `decided_by`: who decides once all of it is in place; empty where that is enough.
    `framework_id`: the version that said it.
    """

    framework_id: UUID
    name: str
    version: int
    needs: tuple[Need, ...]
    decided_by: str

    def missing(self, checked: Mapping[str, int]) -> list[Need]:
        """What is not in place by these checked levels. What somebody says of herself puts nothing in place."""
        return [need for need in self.needs if checked.get(need.competency, 0) < need.level]


@dataclass(frozen=True, slots=True)
class Counting:
    """What something counts for, in the reader's language: how far a step is, what is missing, and what comes then."""

    said: str
    missing: tuple[str, ...] = ()
    then: str = ""
