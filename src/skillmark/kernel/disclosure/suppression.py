"""Suppression: small counts, and as many others as it takes that no small count can be worked out.

The promise, for every suppressed cell of all linked tables together: an attacker who knows every published cell, that
counts are whole and not negative, and the minimum, finds at least two possible values, one of them at or above the
minimum. Each suppressed cell is covered by a *witness*: another whole-number solution of the published sums. A witness
stays one when more is suppressed, so one per cell is proof and no second audit is needed.
"""

from collections.abc import Sequence

from skillmark.kernel.disclosure.counts import CountTable, Key
from skillmark.kernel.disclosure.release import Protected, Release
from skillmark.kernel.disclosure.system import System

COST_OF_A_ZERO = 1000  # a published zero harms nobody and is the last to be given up


def protect(table: CountTable, *, minimum: int, complementary: bool = True) -> Protected:
    """One table without cells that reveal a few people or a whole group; see `protect_linked`."""
    return protect_linked([table], minimum=minimum, complementary=complementary)


def protect_linked(tables: Sequence[CountTable], *, minimum: int, complementary: bool = True) -> Protected:
    """All tables of a release together: a margin they share is one cell. Deterministic.

    Suppressed for themselves: counts 1 to minimum − 1, and zeros of a line whose people all stand in one category,
    since those zeros tell what everybody in the group is. `complementary=False` exists to show that the attack then
    succeeds. Raises ValueError for a minimum below 2 or tables that disagree on a shared cell.
    """
    if minimum < 2:
        raise ValueError("a minimum below 2 protects nobody")
    system = System.of((table.dimensions, table.categories) for table in tables)
    counts = _shared_counts(tables)
    truth = [counts[key] for key in system.keys]
    primary = {cell for cell, count in enumerate(truth) if 0 < count < minimum} | _revealing_zeros(system, truth)
    hidden = _covered(system, truth, primary, minimum) if complementary else set(primary)
    hidden_keys = {system.keys[cell] for cell in hidden}
    releases = tuple(
        Release(
            table.dimensions,
            table.categories,
            {place: None if table.key(place) in hidden_keys else count for place, count in table.cells.items()},
        )
        for table in tables
    )
    primary_keys = frozenset(system.keys[cell] for cell in primary)
    return Protected(releases, primary_keys, frozenset(hidden_keys - primary_keys))


def _shared_counts(tables: Sequence[CountTable]) -> dict[Key, int]:
    counts: dict[Key, int] = {}
    for table in tables:
        for place, count in table.cells.items():
            key = table.key(place)
            if counts.setdefault(key, count) != count:
                name = ", ".join(category for _, category in key) or "the grand total"
                raise ValueError(f"{name} is {counts[key]} in one table and {count} in another")
    return counts


def _revealing_zeros(system: System, truth: Sequence[int]) -> set[int]:
    zeros: set[int] = set()
    for _, parts in system.sums:
        if len(parts) > 1 and sum(truth[part] > 0 for part in parts) == 1:
            zeros.update(part for part in parts if truth[part] == 0)
    return zeros


def _covered(system: System, truth: Sequence[int], primary: set[int], minimum: int) -> set[int]:
    hidden = set(primary)
    open_cells = set(hidden)
    while open_cells:
        # the smallest count first: its witness needs the largest move and so covers the most others
        target = min(open_cells, key=lambda cell: (truth[cell], cell))
        change = minimum - truth[target] if truth[target] < minimum else -1
        cost = [0 if cell in hidden else _cost(count) for cell, count in enumerate(truth)]
        witness = system.nearest_other(target, change, truth, cost)
        moved = {cell for cell, count in enumerate(truth) if witness[cell] != count}
        open_cells |= moved - hidden
        hidden |= moved
        open_cells -= {cell for cell in open_cells if _covers(witness[cell], truth[cell], minimum)}
    return hidden


def _covers(other: int, count: int, minimum: int) -> bool:
    return other != count and max(other, count) >= minimum


def _cost(count: int) -> int:
    # the order of magnitude of what is lost, so that margins and large cells stay
    return count.bit_length() + 1 if count else COST_OF_A_ZERO
