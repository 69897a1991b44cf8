"""Counts over one or more dimensions with all their margins."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

TOTAL = "Total"  # the category that stands for all categories of a dimension

Place = tuple[str, ...]  # one category, or TOTAL, per dimension
Key = tuple[tuple[str, str], ...]  # the same cell in every table that shares its dimensions


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts of people. `cells` holds every combination of categories and TOTAL; margins add up exactly.

    Made by `count_table`. Categories keep the order in which they first appeared.
    """

    dimensions: tuple[str, ...]
    categories: tuple[tuple[str, ...], ...]
    cells: Mapping[Place, int]

    def key(self, place: Place) -> Key:
        """What the cell counts, whatever table it stands in: its categories without the totals, by dimension name."""
        return tuple(sorted((d, c) for d, c in zip(self.dimensions, place, strict=True) if c != TOTAL))

    def lines(self) -> Iterator[tuple[Place, tuple[Place, ...]]]:
        """Every sum: the place of a total and the places of the cells that add up to it along one dimension."""
        return lines(self.dimensions, self.categories)


def lines(dimensions: Sequence[str], categories: Sequence[Sequence[str]]) -> Iterator[tuple[Place, tuple[Place, ...]]]:
    """The sums of a table of this shape: (place of the total, places of its parts)."""
    for axis in range(len(dimensions)):
        others = [(*own, TOTAL) for index, own in enumerate(categories) if index != axis]
        for rest in product(*others):

            def at(category: str, rest: Place = rest, axis: int = axis) -> Place:
                return (*rest[:axis], category, *rest[axis:])

            yield at(TOTAL), tuple(at(category) for category in categories[axis])


def count_table(dimensions: Sequence[str], counts: Iterable[tuple[Sequence[str], int]]) -> CountTable:
    """A whole table from (place, count) pairs; absent combinations count 0, absent margins are added.

    A given margin must be the sum of its parts. Raises ValueError naming the cell otherwise.
    """
    names = tuple(dimensions)
    if not names or len(set(names)) != len(names):
        raise ValueError("a table needs dimensions with different names")
    given: dict[Place, int] = {}
    seen: list[dict[str, None]] = [{} for _ in names]
    for raw, count in counts:
        place = tuple(raw)
        if len(place) != len(names):
            raise ValueError(f"{place} has {len(place)} categories where the table has {len(names)} dimensions")
        if count < 0:
            raise ValueError(f"the count of {', '.join(place)} is negative")
        if place in given:
            raise ValueError(f"{', '.join(place)} is counted twice")
        given[place] = count
        for own, category in zip(seen, place, strict=True):
            if category != TOTAL:
                own[category] = None
    categories = tuple(tuple(found) for found in seen)
    cells = _with_margins(categories, given)
    for place, count in given.items():
        if cells[place] != count:
            raise ValueError(f"{', '.join(place)} is {count} but its parts add up to {cells[place]}")
    return CountTable(names, categories, cells)


def _with_margins(categories: Sequence[Sequence[str]], given: Mapping[Place, int]) -> dict[Place, int]:
    cells = dict.fromkeys(product(*((*own, TOTAL) for own in categories)), 0)
    for place, count in given.items():
        if TOTAL in place:
            continue
        for covered in product(*((category, TOTAL) for category in place)):
            cells[covered] += count
    return cells
