"""The attack that tests our releases: everything that sums and differences give away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from skillmark.kernel.disclosure.counts import Key
from skillmark.kernel.disclosure.release import Release
from skillmark.kernel.disclosure.system import System, key_of


@dataclass(frozen=True, slots=True)
class Attack:
    """What an attacker gets: `recovered` exact values, cells proved `below_minimum`, pairs `differenced`."""

    cells: int
    recovered: Mapping[Key, int]
    below_minimum: frozenset[Key]
    differenced: frozenset[Key]

    @property
    def in_vain(self) -> bool:
        return not (self.recovered or self.below_minimum or self.differenced)


def attack(releases: Sequence[Release], *, minimum: int) -> Attack:
    """Recover what can be recovered from releases taken as linked on equal dimension names.

    Releases that publish different counts for one cell are of different dates: each date is solved by itself, and the
    differences between them are reported. The attacker knows that counts are whole, not negative, and the minimum.
    Raises NoSolution for releases that contradict themselves.
    """
    recovered: dict[Key, int] = {}
    below: set[Key] = set()
    suppressed = 0
    for linked in _linked(releases):
        exact, small, unknown = _solve(linked, minimum)
        recovered.update(exact)
        below |= small
        suppressed += unknown
    differenced: set[Key] = set()
    for earlier, later in combinations(releases, 2):
        differenced |= differing_by_too_few(earlier, later, minimum=minimum)
    return Attack(suppressed, recovered, frozenset(below), frozenset(differenced))


def differing_by_too_few(earlier: Release, later: Release, *, minimum: int) -> frozenset[Key]:
    """The cells whose two published counts differ by 1 to minimum − 1: who came or left between them is too few."""
    before, after = _published(earlier), _published(later)
    return frozenset(key for key in before.keys() & after.keys() if 0 < abs(before[key] - after[key]) < minimum)


def differs_by_too_few(earlier: Release, later: Release, *, minimum: int) -> bool:
    """Whether `later` must not be published beside `earlier`."""
    return bool(differing_by_too_few(earlier, later, minimum=minimum))


def _published(release: Release) -> dict[Key, int]:
    return {key_of(release.dimensions, place): n for place, n in release.cells.items() if n is not None}


def _linked(releases: Sequence[Release]) -> list[list[Release]]:
    groups: list[tuple[dict[Key, int], list[Release]]] = []
    for release in releases:
        published = _published(release)
        for known, members in groups:
            if all(known.get(key, count) == count for key, count in published.items()):
                known.update(published)
                members.append(release)
                break
        else:
            groups.append((dict(published), [release]))
    return [members for _, members in groups]


def _solve(releases: Sequence[Release], minimum: int) -> tuple[dict[Key, int], set[Key], int]:
    system = System.of((release.dimensions, release.categories) for release in releases)
    published: dict[Key, int] = {}
    for release in releases:
        published.update(_published(release))
    known = [published.get(key) for key in system.keys]
    unknown = [cell for cell, value in enumerate(known) if value is None]
    # more than any suppressed margin could need to leave every cell room up to the minimum
    ceiling = sum(published.values()) + 2 * minimum * len(known)
    highest: dict[int, int] = {}
    lowest: dict[int, int] = {}

    def learn(solution: Sequence[int]) -> None:
        for cell in unknown:
            highest[cell] = max(highest.get(cell, solution[cell]), solution[cell])
            lowest[cell] = min(lowest.get(cell, solution[cell]), solution[cell])

    for cell in unknown:
        if highest.get(cell, -1) < minimum:
            learn(system.extreme(cell, known, ceiling, largest=True))
        if lowest[cell] == highest[cell]:
            learn(system.extreme(cell, known, ceiling, largest=False))
        if lowest[cell] == highest[cell]:
            learn(system.extreme(cell, known, ceiling, largest=True))
    recovered = {system.keys[cell]: lowest[cell] for cell in unknown if lowest[cell] == highest[cell]}
    below = {system.keys[cell] for cell in unknown if highest[cell] < minimum}
    return recovered, below, len(unknown)
