"""The cheapest set of modules for many gaps at once: taken apart where they share nothing, decided where they share a
prerequisite, and searched exactly in the small problems that remain.

Hours and cost of separate parts add up and the weeks are the longest of any part, so (hours, cost, weeks) is settled
part by part. Which of several equal sets has the first sorted ids depends on the weeks of the whole: it comes second.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from skillmark.kernel.planning.search import Choice, Gaps, OutOfWork, cheapest_sets, raise_levels

if TYPE_CHECKING:
    from skillmark.kernel.planning.programme import Programme

SMALL = 12  # up to this many choices a search takes less time than deciding prerequisites one by one
# The most work for one person's path, in nodes of branch and bound: wide rings of 70 modules need 40 to 1,300.
# Nodes, not seconds, and what was remembered counts again, so that nobody's refusal depends on machine or order.
MOST_WORK = 2_000
MOST_DECISIONS = 8  # each prerequisite decided doubles the problems; beyond it the integer programme is quicker


@dataclass(frozen=True, slots=True)
class Answer:
    """The places of a cheapest set, ascending, and what it takes in hundredths (cost in minor units)."""

    hours: int
    cost: int
    weeks: int
    places: tuple[int, ...]


NOTHING = Answer(0, 0, 0, ())


class Solver:
    """Remembers every part it has solved: people with the same gap in a part share its answer."""

    def __init__(self) -> None:
        self._answers: dict[tuple[Gaps, int | None, int], tuple[Answer | None, int]] = {}
        self._work = 0
        self._programmes: dict[Gaps, Programme] = {}

    def cheapest(self, gaps: Gaps) -> Answer:
        """The set with the fewest hours, then cost, weeks and first sorted places, for gaps that can be closed.

        Raises OutOfWork beyond `MOST_WORK`.
        """
        self._work = 0
        least = self._sum(gaps, None, MOST_DECISIONS)
        if least is None:
            raise ValueError("the gaps cannot be closed")
        first = self._sum(gaps, least.weeks, MOST_DECISIONS)
        if first is None or (first.hours, first.cost) != (least.hours, least.cost):
            raise ValueError("a set found before is no longer found")
        return first

    def _sum(self, gaps: Gaps, most_weeks: int | None, decisions: int) -> Answer | None:
        """The answers of all parts together; None where a part has none within the weeks."""
        total = NOTHING
        for part in separate(gaps):
            answer = self._part(part, most_weeks, decisions)
            if answer is None:
                return None
            total = _together(total, answer)
        return total

    def _part(self, gaps: Gaps, most_weeks: int | None, decisions: int) -> Answer | None:
        key = (gaps, most_weeks, decisions)
        if key not in self._answers:
            before = self._work
            found = self._solved(gaps, most_weeks, decisions)
            self._answers[key] = found, self._work - before
            return found
        answer, work = self._answers[key]
        self._work += work
        if self._work > MOST_WORK:
            raise OutOfWork(tuple(sorted({name for choice in gaps.choices for name, _ in choice.gives})))
        return answer

    def _solved(self, gaps: Gaps, most_weeks: int | None, decisions: int) -> Answer | None:
        shared = _shared_prerequisite(gaps) if decisions and len(gaps.choices) > SMALL else None
        if shared is not None:
            return self._decided(gaps, shared, most_weeks, decisions - 1)
        sets = cheapest_sets(gaps)
        if sets is None:
            return self._programmed(gaps, most_weeks)
        return _best((_answer(gaps, chosen) for chosen in sets), most_weeks)

    def _programmed(self, gaps: Gaps, most_weeks: int | None) -> Answer | None:
        from skillmark.kernel.planning.programme import Programme  # SciPy is slow to load, and rarely needed

        if most_weeks is None:
            programme = self._programmes[gaps] = Programme(gaps, MOST_WORK - self._work)
            self._work += programme.work
            return _answer(gaps, programme.found)
        programme = self._programmes[gaps]
        if programme.weeks > most_weeks:
            return None
        first = programme.first_by_ids(most_weeks, MOST_WORK - self._work)
        self._work += programme.work
        return _answer(gaps, first)

    def _decided(self, gaps: Gaps, shared: int, most_weeks: int | None, decisions: int) -> Answer | None:
        """The better of taking the shared prerequisite first and of doing without all that wait for it."""
        options: list[Answer] = []
        taken = self._sum(_after(gaps, shared), most_weeks, decisions)
        if taken is not None:
            options.append(_together(_answer(gaps, 1 << shared), taken))
        without = _without(gaps, shared)
        if without is not None:
            answer = self._sum(without, most_weeks, decisions)
            if answer is not None:
                options.append(answer)
        return _best(options, most_weeks)


def separate(gaps: Gaps) -> list[Gaps]:
    """The parts that share neither choice nor competency; those without a goal need nothing and are left out."""
    groups: list[tuple[int, set[str]]] = []
    for number, choice in enumerate(gaps.choices):
        members = choice.before | 1 << number
        names = {name for name, _ in (*choice.gives, *choice.needs)}
        apart = []
        for group in groups:
            if group[0] & members or group[1] & names:
                members |= group[0]
                names |= group[1]
            else:
                apart.append(group)
        groups = [*apart, (members, names)]
    parts = []
    for members, names in groups:
        goals = tuple(goal for goal in gaps.goals if goal[0] in names)
        if goals:
            start = tuple(level for level in gaps.start if level[0] in names)
            parts.append(_only(replace(gaps, start=start, goals=goals), gaps.members(members)))
    return parts


def _only(gaps: Gaps, members: list[int]) -> Gaps:
    """The gaps with these choices alone, renumbered."""
    inner = {number: place for place, number in enumerate(members)}
    choices = tuple(
        replace(
            gaps.choices[number],
            before=sum(1 << inner[other] for other in gaps.members(gaps.choices[number].before) if other in inner),
        )
        for number in members
    )
    return replace(gaps, choices=choices)


def _shared_prerequisite(gaps: Gaps) -> int | None:
    """The choice most others wait for among those that can be taken at once; None where there is none."""
    waiting = [sum(choice.before >> number & 1 for choice in gaps.choices) for number in range(len(gaps.choices))]
    ready = [n for n, choice in enumerate(gaps.choices) if waiting[n] and not choice.before and not choice.needs]
    return max(ready, key=lambda number: (waiting[number], -number), default=None)


def _after(gaps: Gaps, taken: int) -> Gaps:
    """What is left once a choice that can be taken at once has been taken."""
    levels = dict(gaps.start)
    raise_levels(levels, gaps.choices[taken])
    left = _only(gaps, [number for number in range(len(gaps.choices)) if number != taken])
    return Gaps(
        tuple(_above(choice, levels) for choice in left.choices),
        tuple(sorted(levels.items())),
        tuple(goal for goal in gaps.goals if levels[goal[0]] < goal[1]),
    )


def _above(choice: Choice, levels: dict[str, int]) -> Choice:
    """The choice without what the levels already hold."""
    needs = tuple((name, level) for name, level in choice.needs if level > levels[name])
    gives = tuple((name, level) for name, level in choice.gives if level > levels[name])
    return replace(choice, needs=needs, gives=gives)


def _without(gaps: Gaps, refused: int) -> Gaps | None:
    """The gaps without a choice and all that wait for it; None where they can no longer be closed."""
    gone = 1 << refused
    while True:
        more = gone
        for number, choice in enumerate(gaps.choices):
            if choice.before & gone:
                more |= 1 << number
        if more == gone:
            break
        gone = more
    left = _only(gaps, [number for number in range(len(gaps.choices)) if not gone >> number & 1])
    takeable, levels = left.takeable((1 << len(left.choices)) - 1)
    if any(levels[name] < level for name, level in left.goals):
        return None
    return _only(left, left.members(takeable))


def _answer(gaps: Gaps, chosen: int) -> Answer:
    members = [gaps.choices[number] for number in gaps.members(chosen)]
    return Answer(
        hours=sum(choice.hours for choice in members),
        cost=sum(choice.cost for choice in members),
        weeks=gaps.weeks(chosen),
        places=tuple(sorted(choice.place for choice in members)),
    )


def _together(left: Answer, right: Answer) -> Answer:
    places = tuple(sorted((*left.places, *right.places)))
    return Answer(left.hours + right.hours, left.cost + right.cost, max(left.weeks, right.weeks), places)


def _best(answers: Iterable[Answer], most_weeks: int | None) -> Answer | None:
    """By hours, cost and weeks; within a limit of weeks by hours, cost and places."""
    if most_weeks is None:
        return min(answers, key=lambda answer: (answer.hours, answer.cost, answer.weeks, answer.places), default=None)
    within = (answer for answer in answers if answer.weeks <= most_weeks)
    return min(within, key=lambda answer: (answer.hours, answer.cost, answer.places), default=None)
