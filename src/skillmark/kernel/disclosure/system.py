"""The sums that hold between the cells of linked tables, and whole-number solutions of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from skillmark.kernel.disclosure.counts import TOTAL, Key, Place, lines

if TYPE_CHECKING:  # SciPy takes a second to load: its parts are imported where a table is protected
    from scipy.sparse import csr_array


class NoSolution(Exception):
    """No whole numbers satisfy the published cells: the tables contradict one another."""


Shape = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]  # dimensions, categories


@dataclass(frozen=True)
class System:
    """Cells by key, and sums as (index of the total, indices of its parts). A cell shared by tables is one unknown."""

    keys: tuple[Key, ...]
    sums: tuple[tuple[int, tuple[int, ...]], ...]

    @classmethod
    def of(cls, shapes: Iterable[Shape]) -> "System":
        index: dict[Key, int] = {}
        sums: dict[tuple[int, tuple[int, ...]], None] = {}
        for dimensions, categories in shapes:
            for whole, parts in lines(dimensions, categories):
                numbers = [index.setdefault(key_of(dimensions, p), len(index)) for p in (whole, *parts)]
                sums[(numbers[0], tuple(numbers[1:]))] = None
        return cls(tuple(index), tuple(sums))

    @cached_property
    def matrix(self) -> "csr_array":
        """One row a sum, parts minus total; a solution x satisfies matrix · x = 0."""
        rows, columns, values = [], [], []
        for row, (whole, parts) in enumerate(self.sums):
            for column, value in ((whole, -1.0), *((part, 1.0) for part in parts)):
                rows.append(row)
                columns.append(column)
                values.append(value)
        from scipy.sparse import csr_array

        return csr_array((values, (rows, columns)), shape=(len(self.sums), len(self.keys)))

    def holds(self, solution: Sequence[int]) -> bool:
        return all(solution[whole] == sum(solution[part] for part in parts) for whole, parts in self.sums)

    def extreme(self, cell: int, known: Sequence[int | None], ceiling: int, *, largest: bool) -> list[int]:
        """Whole numbers that agree with the `known` cells and make `cell` as large (or small) as possible.

        Unknown cells lie from 0 to `ceiling`. Raises NoSolution.
        """
        low = np.array([0 if value is None else value for value in known], dtype=float)
        high = np.array([ceiling if value is None else value for value in known], dtype=float)
        cost = np.zeros(len(known))
        cost[cell] = -1.0 if largest else 1.0
        from scipy.optimize import Bounds, LinearConstraint, milp

        solved = milp(
            cost,
            integrality=np.ones(len(known)),
            bounds=Bounds(low, high),
            constraints=LinearConstraint(self.matrix, 0, 0),
        )
        return self._whole(solved.x)

    def nearest_other(self, cell: int, change: int, truth: Sequence[int], cost: Sequence[int]) -> list[int]:
        """Another whole solution in which `cell` differs from the `truth` by `change`, moving cheap cells least.

        `cost` is the price of moving each cell by one. One always exists: the cell and its totals move together.
        """
        count = len(truth)
        actual = np.array(truth, dtype=float)
        up_low, up_high = np.zeros(count), np.full(count, np.inf)
        down_low, down_high = np.zeros(count), actual.copy()
        up_low[cell], up_high[cell] = max(change, 0), max(change, 0)
        down_low[cell], down_high[cell] = max(-change, 0), max(-change, 0)
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import hstack

        solved = milp(
            np.array([*cost, *cost], dtype=float),
            integrality=np.ones(2 * count),
            bounds=Bounds(np.concatenate([up_low, down_low]), np.concatenate([up_high, down_high])),
            constraints=LinearConstraint(hstack([self.matrix, -self.matrix]), 0, 0),
        )
        if solved.x is None:
            raise NoSolution
        return self._whole(actual + solved.x[:count] - solved.x[count:])

    def _whole(self, solution: np.ndarray | None) -> list[int]:
        # the solver computes in floats; what it found is taken only if it holds exactly in whole numbers
        if solution is None:
            raise NoSolution
        whole = [round(float(value)) for value in solution]
        if min(whole, default=0) < 0 or not self.holds(whole):
            raise NoSolution
        return whole


def key_of(dimensions: Sequence[str], place: Place) -> Key:
    return tuple(sorted((d, c) for d, c in zip(dimensions, place, strict=True) if c != TOTAL))
