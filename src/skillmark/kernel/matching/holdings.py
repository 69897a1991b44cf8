"""What many people hold, in columns: one entry for each person and competency, the bases kept apart."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from skillmark.kernel.matching.order import Int64s, UInt64s, keys, positions
from skillmark.kernel.skills import HIGHEST_LEVEL, HOLDING_COLUMNS, LOWEST_HELD, Basis, Holding
from skillmark.kernel.values import BadInput, OneSpelling, Row, read_table

MOST_ROWS = 100_000_000  # about 2 GB of columns while reading; beyond it split the people, lists merge exactly
BASES = (Basis.VERIFIED, Basis.CLAIMED, Basis.INFERRED)
UNKNOWN = -1

Levels = npt.NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Holdings:
    """People in order of first appearance; the entries of person p are `start[p]:start[p + 1]`, by competency.

    Shapes: `start` (people + 1,), the others (entries,). A level is 0 to 10, or -1 where that basis says nothing.
    """

    people: tuple[str, ...]
    competencies: tuple[str, ...]
    start: Int64s
    competency: npt.NDArray[np.int32]
    verified: Levels
    claimed: Levels
    inferred: Levels

    @classmethod
    def of(cls, holdings: Iterable[Holding]) -> "Holdings":
        """Of several levels for one person, competency and basis the highest counts."""
        gathered = _Gathered()
        for holding in holdings:
            gathered.add(holding.person_id, holding.competency_id, holding.level, holding.basis)
        return gathered.columns()

    @cached_property
    def effective(self) -> Levels:
        """The verified level where there is one, else the higher of claimed and inferred. Shape (entries,)."""
        return np.where(self.verified != UNKNOWN, self.verified, np.maximum(self.claimed, self.inferred))

    @cached_property
    def highest(self) -> Levels:
        """The highest level on any basis: what decides whether a module may be taken. Shape (entries,)."""
        return np.maximum(self.verified, np.maximum(self.claimed, self.inferred))

    @cached_property
    def keys(self) -> UInt64s:
        return keys(self.people)

    @cached_property
    def positions(self) -> Int64s:
        return positions(self.people)

    @cached_property
    def place_of(self) -> dict[str, int]:
        return {person: place for place, person in enumerate(self.people)}

    def levels(self, person: int) -> dict[str, tuple[int, int, int]]:
        """competency id → (verified, claimed, inferred) of the person at this place in `people`; -1 where unknown."""
        entries = slice(int(self.start[person]), int(self.start[person + 1]))
        names = (self.competencies[place] for place in self.competency[entries].tolist())
        bases = (self.verified[entries].tolist(), self.claimed[entries].tolist(), self.inferred[entries].tolist())
        return dict(zip(names, zip(*bases, strict=True), strict=True))

    def effective_levels(self, person: int) -> dict[str, int]:
        """competency id → effective level of the person at this place in `people`."""
        return self._named(person, self.effective)

    def highest_levels(self, person: int) -> dict[str, int]:
        """competency id → highest level on any basis of the person at this place in `people`."""
        return self._named(person, self.highest)

    def _named(self, person: int, levels: Levels) -> dict[str, int]:
        entries = slice(int(self.start[person]), int(self.start[person + 1]))
        names = (self.competencies[place] for place in self.competency[entries].tolist())
        return dict(zip(names, levels[entries].tolist(), strict=True))


class _Gathered:
    """Rows as they come, packed into arrays: a file of ten million rows has no room for ten million objects."""

    def __init__(self) -> None:
        self.people: dict[str, int] = {}
        self.competencies: dict[str, int] = {}
        self.person = array("i")
        self.competency = array("i")
        self.level = array("b")
        self.basis = array("b")

    def add(self, person_id: str, competency_id: str, level: int, basis: Basis) -> None:
        self.person.append(self.people.setdefault(person_id, len(self.people)))
        self.competency.append(self.competencies.setdefault(competency_id, len(self.competencies)))
        self.level.append(level)
        self.basis.append(BASES.index(basis))

    def columns(self) -> Holdings:
        width = max(len(self.competencies), 1)
        person = np.array(self.person, dtype=np.int64)
        pairs, entry = np.unique(person * width + np.array(self.competency, dtype=np.int64), return_inverse=True)
        level = np.array(self.level, dtype=np.int8)
        basis = np.array(self.basis, dtype=np.int8)
        per_basis = []
        for number in range(len(BASES)):
            highest = np.full(len(pairs), UNKNOWN, dtype=np.int8)
            chosen = basis == number
            np.maximum.at(highest, entry[chosen], level[chosen])
            per_basis.append(highest)
        counts = np.bincount(pairs // width, minlength=len(self.people))
        return Holdings(
            people=tuple(self.people),
            competencies=tuple(self.competencies),
            start=np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts, dtype=np.int64)]),
            competency=(pairs % width).astype(np.int32),
            verified=per_basis[0],
            claimed=per_basis[1],
            inferred=per_basis[2],
        )


def read_holdings(stream: BinaryIO, name: str) -> Holdings:
    """Read person_id, competency_id, level (0–10) and basis (verified, claimed, inferred); other columns are ignored.

    Of several rows for one person, competency and basis the highest counts. Raises BadInput naming the place.
    """
    gathered = _Gathered()

    one_spelling = OneSpelling("person_id")

    def build(row: Row) -> None:
        if len(gathered.level) >= MOST_ROWS:
            raise BadInput.of(f"has more than {MOST_ROWS:,} rows, the most for one run", file=name)
        person_id = row.text("person_id")
        one_spelling.check(row, person_id)
        gathered.add(
            person_id,
            row.text("competency_id"),
            row.whole("level", LOWEST_HELD, HIGHEST_LEVEL),
            Basis(row.choice("basis", BASES)),
        )

    read_table(stream, name=name, required=HOLDING_COLUMNS, build=build)
    return gathered.columns()
