"""The shapes in which contexts answer what higher floors ask."""

from dataclasses import dataclass
from datetime import date


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
