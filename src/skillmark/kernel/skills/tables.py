"""requirements.csv and holdings.csv: exactly what a ranking is computed from."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from skillmark.kernel.skills.model import (
    HIGHEST_LEVEL,
    HIGHEST_WEIGHT,
    LOWEST_HELD,
    LOWEST_REQUIRED,
    LOWEST_WEIGHT,
    Basis,
    Holding,
    Requirement,
)
from skillmark.kernel.values import BadCell, BadInput, Row, read_table

REQUIREMENT_COLUMNS = ("job_id", "competency_id", "level", "weight", "essential")
HOLDING_COLUMNS = ("person_id", "competency_id", "level", "basis")


def read_requirements(stream: BinaryIO, *, name: str, most: int | None = None) -> tuple[Requirement, ...]:
    """Requirements in file order, at most `most`. Raises BadInput, also for a repeated (job, competency)."""
    first_seen: dict[tuple[str, str], int] = {}

    def build(row: Row) -> Requirement:
        if most is not None and len(first_seen) >= most:
            raise BadInput.of(f"has more than {most:,} requirements, the most for one run", file=name)
        pair = job_id, competency_id = row.text("job_id"), row.text("competency_id")
        requirement = Requirement(
            job_id,
            competency_id,
            row.whole("level", LOWEST_REQUIRED, HIGHEST_LEVEL),
            row.whole("weight", LOWEST_WEIGHT, HIGHEST_WEIGHT),
            row.choice("essential", ("true", "false")) == "true",
        )
        if pair in first_seen:
            raise BadCell(
                "competency_id", f"job {job_id} already asks for competency {competency_id} in row {first_seen[pair]}"
            )
        first_seen[pair] = row.number
        return requirement

    return tuple(read_table(stream, name=name, required=REQUIREMENT_COLUMNS, build=build))


def read_holdings(stream: BinaryIO, *, name: str) -> tuple[Holding, ...]:
    """Holdings in file order; repeated rows are kept, for the highest counts. Raises BadInput."""

    def build(row: Row) -> Holding:
        return Holding(
            row.text("person_id"),
            row.text("competency_id"),
            row.whole("level", LOWEST_HELD, HIGHEST_LEVEL),
            Basis(row.choice("basis", tuple(Basis))),
        )

    return tuple(read_table(stream, name=name, required=HOLDING_COLUMNS, build=build))


def requirement_rows(requirements: Iterable[Requirement]) -> Iterator[tuple[object, ...]]:
    """Cells under REQUIREMENT_COLUMNS, for `write_table`."""
    for line in requirements:
        yield line.job_id, line.competency_id, line.level, line.weight, "true" if line.essential else "false"


def holding_rows(holdings: Iterable[Holding]) -> Iterator[tuple[object, ...]]:
    """Cells under HOLDING_COLUMNS, for `write_table`."""
    for line in holdings:
        yield line.person_id, line.competency_id, line.level, line.basis.value
