"""The cheapest set of modules, exactly, as an integer programme solved by HiGHS; for problems too wide to look through.

Objectives are taken one after the other. Solutions are rounded to sets and their hours, cost and weeks counted again in
whole numbers, so no floating-point value reaches a path.
"""

from collections.abc import Sequence
from math import gcd

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp

from skillmark.kernel.planning.search import Gaps, OutOfWork, meets

WORK_A_SOLUTION = 10  # beginning anew costs about as much as ten nodes of branch and bound

HALF = 0.5  # amounts are whole, so a limit half above the optimum admits nothing worse and no rounding error

Coefficients = npt.NDArray[np.float64]


class Unsolved(RuntimeError):
    """HiGHS ended without an answer."""


class Programme:
    """The cheapest sets for some gaps that can be closed. Raises OutOfWork once `work` (nodes) reaches `most_work`."""

    def __init__(self, gaps: Gaps, most_work: int) -> None:
        self.work, self._most_work = 0, most_work
        self.gaps = gaps
        self.size = len(gaps.choices)
        self._rows: list[tuple[Coefficients, float]] = []  # Σ coefficient × taken ≥ bound
        self._prerequisites_and_levels()
        for amounts in ([choice.hours for choice in gaps.choices], [choice.cost for choice in gaps.choices]):
            self.found = self._least(amounts)
            self._at_most(amounts, sum(amounts[number] for number in gaps.members(self.found)))
        self.found = self._within_fewest_weeks(self.found)
        self.weeks = gaps.weeks(self.found)
        self._begun = len(self._rows)

    def first_by_ids(self, most_weeks: int, most_work: int) -> int:
        """Of the cheapest sets within `most_weeks` the one whose sorted ids come first.

        Begins where the programme was first solved, so that neither answer nor work depends on what was asked before.
        """
        self.work, self._most_work = 0, most_work
        del self._rows[self._begun :]
        allowed = [choice.chain <= most_weeks for choice in self.gaps.choices]
        forced = [False] * self.size
        best = self._solve(np.zeros(self.size), forced, allowed)
        if best is None:
            raise Unsolved("a set found before is no longer found")
        other = self._another(best, allowed)
        if other is None:
            return best
        for number in range(self.size):
            if not allowed[number]:
                continue
            forced[number] = True
            if best >> number & 1:
                continue
            better = self._solve(np.zeros(self.size), forced, allowed)
            if better is None:
                forced[number], allowed[number] = False, False
            else:
                best = better
        return best

    def _row(self, taken: dict[int, float], bound: float) -> None:
        row = np.zeros(self.size)
        for number, coefficient in taken.items():
            row[number] += coefficient
        self._rows.append((row, bound))

    def _at_most(self, amounts: Sequence[int], limit: int) -> None:
        unit = max(gcd(*amounts), 1)  # small numbers, so that the solver's tolerance stays far below one of them
        self._rows.append((-np.array(amounts, dtype=np.float64) / unit, -(limit // unit + HALF)))

    def _givers(self, competency: str, level: int) -> list[int]:
        return [
            number
            for number, choice in enumerate(self.gaps.choices)
            if any(given == competency and reached >= level for given, reached in choice.gives)
        ]

    def _crossing(self, competency: str, level: int) -> list[int]:
        """Those that can bring a competency to this level from below it."""
        return [
            number
            for number in self._givers(competency, level)
            if all(level > needed for name, needed in self.gaps.choices[number].needs if name == competency)
        ]

    def _prerequisites_and_levels(self) -> None:
        start = dict(self.gaps.start)
        for competency, level in self.gaps.goals:
            for crossed in range(start.get(competency, 0) + 1, level + 1):
                self._row(dict.fromkeys(self._crossing(competency, crossed), 1.0), 1.0)
        for number, choice in enumerate(self.gaps.choices):
            for other in self.gaps.members(choice.before):
                self._row({other: 1.0, number: -1.0}, 0.0)
            for competency, level in choice.needs:
                for crossed in range(start.get(competency, 0) + 1, level + 1):
                    givers = [giver for giver in self._crossing(competency, crossed) if giver != number]
                    self._row({**dict.fromkeys(givers, 1.0), number: -1.0}, 0.0)

    def _least(self, amounts: Sequence[int]) -> int:
        """A set with the least of these amounts."""
        unit = max(gcd(*amounts), 1)
        found = self._solve(np.array(amounts, dtype=np.float64) / unit, [False] * self.size, [True] * self.size)
        if found is None:
            raise Unsolved("the gaps cannot be closed")
        return found

    def _within_fewest_weeks(self, best: int) -> int:
        """A cheapest set under the lowest limit on chains that still leaves one, by halving the list of chains."""
        chains = sorted({choice.chain for choice in self.gaps.choices})
        low, high = 0, chains.index(self.gaps.weeks(best))
        while low < high:
            middle = (low + high) // 2
            allowed = [choice.chain <= chains[middle] for choice in self.gaps.choices]
            found = self._solve(np.zeros(self.size), [False] * self.size, allowed)
            if found is None:
                low = middle + 1
            else:
                best, high = found, chains.index(self.gaps.weeks(found))
        return best

    def _another(self, found: int, allowed: Sequence[bool]) -> int | None:
        """Some other cheapest set, or None where there is but the one."""
        row = np.array([-1.0 if found >> number & 1 else 1.0 for number in range(self.size)])
        self._rows.append((row, 1.0 - found.bit_count()))
        other = self._solve(np.zeros(self.size), [False] * self.size, allowed)
        self._rows = [(kept, bound) for kept, bound in self._rows if kept is not row]
        return other

    def _solve(self, objective: Coefficients, forced: Sequence[bool], allowed: Sequence[bool]) -> int | None:
        """The best set as bits; None where there is none.

        A set whose modules wait for one another's levels can never be begun; it is cut off when it first appears.
        """
        while True:
            if self.work >= self._most_work:
                raise OutOfWork(tuple(sorted({name for choice in self.gaps.choices for name, _ in choice.gives})))
            result = milp(
                objective,
                integrality=np.ones(self.size),
                bounds=Bounds(np.array(forced, dtype=np.float64), np.array(allowed, dtype=np.float64)),
                constraints=LinearConstraint(
                    np.array([row for row, _ in self._rows]), lb=np.array([bound for _, bound in self._rows])
                ),
                options={"mip_rel_gap": 0.0, "node_limit": self._most_work - self.work},
            )
            self.work += WORK_A_SOLUTION + int(result.get("mip_node_count") or 0)
            if result.status == 1:  # the nodes ran out
                self.work = self._most_work
                continue
            if result.status == 2:  # infeasible
                return None
            if result.status != 0:
                raise Unsolved(result.message)
            chosen = sum(1 << number for number in range(self.size) if result.x[number] > HALF)
            taken, levels = self.gaps.takeable(chosen)
            if taken == chosen:
                return chosen
            self._unlock(self.gaps.members(chosen & ~taken), levels)
            self._break_open(chosen)

    def _unlock(self, stuck: list[int], levels: dict[str, int]) -> None:
        """Whoever takes any of these stuck choices takes one from outside that lifts what one of them lacks.

        The first of them to be taken has what it needs from outside them; a lacking prerequisite is itself among them.
        """
        outside: set[int] = set()
        for number in stuck:
            lacking = next((need for need in self.gaps.choices[number].needs if levels[need[0]] < need[1]), None)
            if lacking is not None:
                outside.update(self._givers(*lacking))
        for number in stuck:
            self._row({**dict.fromkeys(outside - set(stuck), 1.0), number: -1.0}, 0.0)

    def _break_open(self, chosen: int) -> None:
        """Where a chosen set leaves goals open: every path takes one of those without which they stay open.

        Each pass lets in as many of the others as leave the goals open; what is left out is a smallest such list.
        """
        others = [number for number in range(self.size) if not chosen >> number & 1]
        if self._closes(chosen):
            return
        for order in (others, others[::-1], sorted(others, key=self._dearest)):
            let_in, left_out = chosen, list[int]()
            for number in order:
                if self._closes(let_in | 1 << number):
                    left_out.append(number)
                else:
                    let_in |= 1 << number
            self._row(dict.fromkeys(left_out, 1.0), 1.0)

    def _dearest(self, number: int) -> tuple[int, int]:
        return (-self.gaps.choices[number].hours, number)

    def _closes(self, allowed: int) -> bool:
        return meets(self.gaps.takeable(allowed)[1], self.gaps.goals)
