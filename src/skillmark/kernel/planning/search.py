"""The cheapest set of modules, exactly, by looking at sets in order of their price: quickest for small problems."""

from dataclasses import dataclass
from heapq import heappop, heappush

# Sets looked at before the integer programme takes over: about as long as it needs for one problem.
MOST_SETS = 400


class OutOfWork(Exception):
    """A problem that would take more work than is allowed; `competencies` are those it is about."""

    def __init__(self, competencies: tuple[str, ...]) -> None:
        self.competencies = competencies
        super().__init__(", ".join(competencies))


@dataclass(frozen=True, slots=True)
class Choice:
    """One module within a problem. Amounts are whole hundredths; `chain` is the weeks of its longest chain of
    prerequisites with itself at the end; `before` the set of its prerequisites, as bits; `place` where it stands in the
    catalogue by id."""

    hours: int
    cost: int
    chain: int
    needs: tuple[tuple[str, int], ...]
    gives: tuple[tuple[str, int], ...]
    before: int
    place: int


@dataclass(frozen=True, slots=True)
class Gaps:
    """Which levels a set of choices must reach, from which it starts. Choices stand in order of their ids."""

    choices: tuple[Choice, ...]
    start: tuple[tuple[str, int], ...]
    goals: tuple[tuple[str, int], ...]

    def takeable(self, chosen: int) -> tuple[int, dict[str, int]]:
        """As much of the chosen set (bits) as can be taken one after the other, and the levels that reaches."""
        levels = dict(self.start)
        taken = 0
        while True:
            before = taken
            for number, choice in enumerate(self.choices):
                bit = 1 << number
                if chosen & bit and not taken & bit and choice.before & ~taken == 0 and meets(levels, choice.needs):
                    taken |= bit
                    raise_levels(levels, choice)
            if taken == before:
                return taken, levels

    def closed_by(self, chosen: int) -> bool:
        """Whether the whole set can be taken and reaches every goal."""
        taken, levels = self.takeable(chosen)
        return taken == chosen and meets(levels, self.goals)

    def members(self, chosen: int) -> list[int]:
        return [number for number in range(len(self.choices)) if chosen >> number & 1]

    def weeks(self, chosen: int) -> int:
        return max((self.choices[number].chain for number in self.members(chosen)), default=0)


def meets(levels: dict[str, int], asked: tuple[tuple[str, int], ...]) -> bool:
    return all(levels.get(competency, 0) >= level for competency, level in asked)


def raise_levels(levels: dict[str, int], choice: Choice) -> None:
    for competency, level in choice.gives:
        levels[competency] = max(levels.get(competency, 0), level)


def cheapest_sets(gaps: Gaps, most: int | None = None) -> list[int] | None:
    """Every set that closes the gaps with the fewest hours, then the lowest cost; None when `most` sets do not suffice.

    Every module takes hours or cost, so a set with a module to spare is never among them.
    """
    most = MOST_SETS if most is None else most
    wanted = 0
    for choice in gaps.choices:
        wanted |= choice.before
    waiting = [(0, 0, 0)]
    seen = {0}
    found: list[int] = []
    best: tuple[int, int] | None = None
    looked_at = 0
    while waiting:
        hours, cost, chosen = heappop(waiting)
        if best is not None and (hours, cost) > best:
            break
        looked_at += 1
        if looked_at > most:
            return None
        levels = dict(gaps.start)
        for number in gaps.members(chosen):
            raise_levels(levels, gaps.choices[number])
        if meets(levels, gaps.goals):
            best = (hours, cost)
            found.append(chosen)
            continue
        for number, choice in enumerate(gaps.choices):
            bit = 1 << number
            if chosen & bit or choice.before & ~chosen or not meets(levels, choice.needs):
                continue
            if not wanted & bit and meets(levels, choice.gives):
                continue  # brings nothing new and nothing waits for it
            if chosen | bit not in seen:
                seen.add(chosen | bit)
                heappush(waiting, (hours + choice.hours, cost + choice.cost, chosen | bit))
    return found
