"""What leaves the house: the same cells, those that reveal a person empty."""

from collections.abc import Mapping
from dataclasses import dataclass

from skillmark.kernel.disclosure.counts import Key, Place


@dataclass(frozen=True, slots=True)
class Release:
    """A table as published, None where suppressed. It does not say which cells were primary: that helps attackers."""

    dimensions: tuple[str, ...]
    categories: tuple[tuple[str, ...], ...]
    cells: Mapping[Place, int | None]

    def status(self, place: Place) -> str:
        return "suppressed" if self.cells[place] is None else "published"


@dataclass(frozen=True, slots=True)
class Protected:
    """The releases and, for the audit file alone, which cells revealed someone and which cover those."""

    releases: tuple[Release, ...]
    primary: frozenset[Key]
    complementary: frozenset[Key]

    @property
    def release(self) -> Release:
        """The only release. Raises ValueError where several tables were protected together."""
        (only,) = self.releases
        return only
