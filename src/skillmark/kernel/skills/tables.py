"""requirements.csv and holdings.csv: exactly what a ranking is computed from."""

from collections.abc import Callable, Iterable, Iterator
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
from skillmark.kernel.values import BadCell, BadInput, OneSpelling, Problem, Row, read_table, told

REQUIREMENT_COLUMNS = ("job_id", "competency_id", "level", "weight", "essential")
HOLDING_COLUMNS = ("person_id", "competency_id", "level", "basis")


def read_requirements(
    stream: BinaryIO, *, name: str, most: int | None = None, fault: Callable[[str, str], str] | None = None
) -> tuple[Requirement, ...]:
    """Requirements in file order, at most `most`. Raises BadInput, also for a repeated (job, competency).

    `fault` says what is wrong with a competency (job id, competency id → sentence, empty where nothing is); it is told
    together with everything else that is wrong.
    """
    first_seen: dict[tuple[str, str], int] = {}
    faults: list[Problem] = []

    def build(row: Row) -> Requirement:
        if most is not None and len(first_seen) >= most:
            too_many = told("has more than %(most)s requirements, the most for one run", most=f"{most:,}")
            raise BadInput.of(too_many, file=name)
        pair = job_id, competency_id = row.text("job_id"), row.text("competency_id")
        said = fault(job_id, competency_id) if fault and pair not in first_seen else ""
        if said:
            faults.append(Problem(name, said, row.number, "competency_id"))
        requirement = Requirement(
            job_id,
            competency_id,
            row.whole("level", LOWEST_REQUIRED, HIGHEST_LEVEL),
            row.whole("weight", LOWEST_WEIGHT, HIGHEST_WEIGHT),
            row.choice("essential", ("true", "false")) == "true",
        )
        if pair in first_seen:
            asked_before = told(
                "job %(job)s already asks for competency %(item)s in row %(row)s",
                job=job_id,
                item=competency_id,
                row=first_seen[pair],
            )
            raise BadCell("competency_id", asked_before)
        first_seen[pair] = row.number
        return requirement

    found: list[Requirement] = []
    problems: list[Problem] = []
    try:
        found = read_table(stream, name=name, required=REQUIREMENT_COLUMNS, build=build)
    except BadInput as bad:
        problems = list(bad.problems)
    if problems or faults:
        raise BadInput(sorted([*problems, *faults], key=lambda problem: problem.row or 0))
    return tuple(found)


def read_holdings(stream: BinaryIO, *, name: str) -> tuple[Holding, ...]:
    """Holdings in file order; repeated rows are kept, for the highest counts. Raises BadInput."""

    one_spelling = OneSpelling("person_id")

    def build(row: Row) -> Holding:
        person_id = row.text("person_id")
        one_spelling.check(row, person_id)
        return Holding(
            person_id,
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
