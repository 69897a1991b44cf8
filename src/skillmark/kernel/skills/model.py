"""What a standard is made of: occupations, tasks, ratings, indicators, requirements and holdings."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

LOWEST_HELD, LOWEST_REQUIRED, HIGHEST_LEVEL = 0, 1, 10  # the range that matching accepts, wider than O*NET's 0–7
LOWEST_WEIGHT, HIGHEST_WEIGHT = 1, 1000


class Basis(StrEnum):
    """How we come to think that a person holds a competency; verified is the strongest."""

    VERIFIED = "verified"
    CLAIMED = "claimed"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What one point of an element's level scale means, in the publisher's words. Level in 0–7."""

    level: int
    description: str


@dataclass(frozen=True, slots=True)
class Element:
    """A competency that occupations are rated on. The identifier is the key: two elements may share a name."""

    identifier: str
    name: str
    description: str
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Rating:
    """One element in one occupation: importance 1–5 and level 0–7, as published, unrounded."""

    element_id: str
    importance: Decimal
    level: Decimal
    relevant: bool
    low_confidence: bool

    @property
    def effective_level(self) -> Decimal:
        """The level, or 0 where the publisher found the element not relevant."""
        return self.level if self.relevant else Decimal(0)


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work as its source states it. `core` is None where the source did not say."""

    identifier: str
    statement: str
    core: bool | None


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation with its tasks in the publisher's order and its ratings by element id."""

    code: str
    title: str
    description: str
    tasks: tuple[Task, ...] = ()
    ratings: Mapping[str, Rating] | None = None

    @property
    def rated(self) -> bool:
        return bool(self.ratings)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a standard came from, and the sentence its licence asks us to print."""

    title: str
    version: str | None
    licence: str | None
    attribution: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """One competency a job needs: level 1–10, weight 1–1000. Raises ValueError outside these."""

    job_id: str
    competency_id: str
    level: int
    weight: int
    essential: bool

    def __post_init__(self) -> None:
        if not LOWEST_REQUIRED <= self.level <= HIGHEST_LEVEL:
            raise ValueError(f"required level {self.level} is outside {LOWEST_REQUIRED} to {HIGHEST_LEVEL}")
        if not LOWEST_WEIGHT <= self.weight <= HIGHEST_WEIGHT:
            raise ValueError(f"weight {self.weight} is outside {LOWEST_WEIGHT} to {HIGHEST_WEIGHT}")


@dataclass(frozen=True, slots=True)
class Holding:
    """One competency a person holds, on one basis: level 0–10. Raises ValueError outside it."""

    person_id: str
    competency_id: str
    level: int
    basis: Basis

    def __post_init__(self) -> None:
        if not LOWEST_HELD <= self.level <= HIGHEST_LEVEL:
            raise ValueError(f"held level {self.level} is outside {LOWEST_HELD} to {HIGHEST_LEVEL}")


def half_up(number: Decimal) -> int:
    """The nearest whole number, halves upwards, on the decimal text: 2.50 → 3, 2.49 → 2."""
    return int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))
