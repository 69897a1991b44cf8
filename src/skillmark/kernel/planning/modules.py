"""What can be learnt: modules, what each needs and gives, and what it takes."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from skillmark.kernel.skills import Requirement
from skillmark.kernel.values import (
    BadCell,
    BadInput,
    Problem,
    Row,
    Sentence,
    decimals,
    major_units,
    minor_units,
    read_table,
    round_half_up,
    told,
)

COLUMNS = ("module_id", "competency_id", "from_level", "to_level", "hours", "cost", "weeks", "prerequisites")
SEPARATOR = ";"
MOST_HOURS, MOST_COST, MOST_WEEKS = Decimal(100_000), Decimal(100_000_000), Decimal(1_000)
HOURS_AND_WEEKS = 2  # decimals

# The assumed catalogue: what a step is taken to need until a provider's own figures replace it.
ASSUMED_HOURS = 12  # a month of the 144 hours of instruction a year recommended for apprentices (29 CFR 29.5(b)(4))
ASSUMED_WEEKS = 4  # the same month
ASSUMED_COST_AN_HOUR = 2_000  # 20.00 an hour: an assumption without a source, replaced by the first real price


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """A module lifts a competency to `to_level` and may be taken from `from_level` on."""

    competency_id: str
    from_level: int
    to_level: int


@dataclass(frozen=True, slots=True)
class Module:
    """Hours and weeks have at most two decimals; `cost` is whole minor units; `assumed`: no provider gave them."""

    module_id: str
    steps: tuple[Step, ...]
    hours: Decimal
    cost: int
    weeks: Decimal
    prerequisites: tuple[str, ...] = ()
    assumed: bool = False


def amount(minor: int, currency: str = "") -> str:
    """A cost as modules.csv writes it, in the major unit: 45000 → 450, 45050 → 450.50; two decimals of no currency."""
    major = major_units(minor, currency)
    return str(int(major)) if major == major.to_integral_value() else f"{major:f}"


def plain(number: Decimal) -> str:
    """Hours or weeks without needless noughts: 12.50 → 12.5, 12.00 → 12."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def module_rows(modules: Iterable[Module], currency: str = "") -> Iterator[tuple[str, ...]]:
    """The rows of modules.csv, in the columns `COLUMNS`; `read_modules` gives the modules back."""
    for module in modules:
        for step in module.steps:
            yield (
                module.module_id, step.competency_id, str(step.from_level), str(step.to_level), plain(module.hours),
                amount(module.cost, currency), plain(module.weeks), SEPARATOR.join(module.prerequisites),
            )  # fmt: skip


def assumed_modules(
    requirements: Iterable[Requirement],
    *,
    hours: int = ASSUMED_HOURS,
    weeks: int = ASSUMED_WEEKS,
    cost_an_hour: int = ASSUMED_COST_AN_HOUR,
) -> tuple[Module, ...]:
    """One module for each level of each required competency, up to the highest level asked; all marked assumed."""
    highest: dict[str, int] = {}
    for requirement in requirements:
        highest[requirement.competency_id] = max(highest.get(requirement.competency_id, 0), requirement.level)
    return tuple(
        Module(
            module_id=f"assumed:{competency}:{level}",
            steps=(Step(competency, level - 1, level),),
            hours=Decimal(hours),
            cost=hours * cost_an_hour,
            weeks=Decimal(weeks),
            assumed=True,
        )
        for competency in sorted(highest)
        for level in range(1, highest[competency] + 1)
    )


def read_modules(stream: BinaryIO, name: str, currency: str = "") -> tuple[Module, ...]:
    """Read modules; several rows with one module_id are one module and must agree on all but competency and levels.

    A module with several rows needs every one of their from_levels. Cost is in the major unit, with as many decimals
    as the currency has; two where none is named, as on the command line. Raises BadInput naming file, row and column:
    also for an unknown prerequisite, a circle of prerequisites, a module that gives one competency twice, and one that
    takes neither hours nor cost (a path through it would look free).
    """
    modules: dict[str, Module] = {}
    first_row: dict[str, int] = {}
    before: dict[str, Collection[str]] = {}  # of every row that could be split, whatever else is wrong with it
    places: dict[str, int] = {}
    problems: list[Problem] = []

    def build(row: Row) -> None:
        module_id = row.optional("module_id")
        before.setdefault(module_id, _prerequisites(row))
        places.setdefault(module_id, row.number)
        module = _module(row, currency)
        known = modules.setdefault(module.module_id, module)
        first = first_row.setdefault(module.module_id, row.number)
        if known is module:
            return
        for column in ("hours", "cost", "weeks", "prerequisites"):
            if getattr(known, column) != getattr(module, column):
                raise BadCell(
                    column,
                    told(
                        "differs from row %(row)s, which describes the same module %(module)s",
                        row=first,
                        module=module.module_id,
                    ),
                )
        (step,) = module.steps
        if any(step.competency_id == other.competency_id for other in known.steps):
            raise BadCell(
                "competency_id",
                told(
                    "module %(module)s already gives %(competency)s",
                    module=module.module_id,
                    competency=step.competency_id,
                ),
            )
        modules[module.module_id] = Module(
            known.module_id, (*known.steps, step), known.hours, known.cost, known.weeks, known.prerequisites
        )

    try:
        read_table(stream, name=name, required=COLUMNS[:-1], build=build)
    except BadInput as bad:
        problems.extend(bad.problems)
    problems += [
        Problem(name, message, places[module_id], "prerequisites") for module_id, message in prerequisite_faults(before)
    ]
    if problems:
        raise BadInput(sorted(problems, key=lambda problem: problem.row or 0))
    return tuple(modules.values())


def _module(row: Row, currency: str) -> Module:
    """The module one row alone describes."""
    start = row.whole("from_level", 0, 10)
    step = Step(row.text("competency_id"), start, row.whole("to_level", 1, 10))
    if step.to_level <= step.from_level:
        raise BadCell(
            "to_level",
            told(
                "%(to_level)s is not above the from_level %(from_level)s",
                to_level=step.to_level,
                from_level=step.from_level,
            ),
        )
    cost = _number(row, "cost", MOST_COST, decimals(currency))
    module = Module(
        module_id=row.text("module_id"),
        steps=(step,),
        hours=_number(row, "hours", MOST_HOURS, HOURS_AND_WEEKS),
        cost=minor_units(cost, currency),
        weeks=_number(row, "weeks", MOST_WEEKS, HOURS_AND_WEEKS),
        prerequisites=_prerequisites(row),
    )
    if SEPARATOR in module.module_id:
        said = told("contains “%(sign)s”, which separates modules in lists", sign=SEPARATOR)
        raise BadCell("module_id", said)
    if not module.hours and not module.cost:
        raise BadCell("hours", told("hours and cost are both 0; a path through this module would look free"))
    return module


def _prerequisites(row: Row) -> tuple[str, ...]:
    return tuple(sorted({part.strip() for part in row.optional("prerequisites").split(SEPARATOR)} - {""}))


def _number(row: Row, column: str, highest: Decimal, places: int) -> Decimal:
    number = row.decimal(column, Decimal(0), highest)
    if number != round_half_up(number, places):
        raise BadCell(column, _too_fine(number, places))
    return number


def _too_fine(number: Decimal, places: int) -> Sentence:
    """A currency has none, two or three decimals."""
    if not places:
        return told("%(number)s has any decimals", number=number)
    if places == HOURS_AND_WEEKS:
        return told("%(number)s has more than two decimals", number=number)
    return told("%(number)s has more than three decimals", number=number)


def prerequisite_faults(before: Mapping[str, Collection[str]]) -> list[tuple[str, str]]:
    """(module id, what is wrong) for each unknown prerequisite, and for each module that waits for itself.

    `before`: module id → the modules that come first.
    """
    faults = [
        (module_id, told("module %(module)s is in no readable row of the table", module=other))
        for module_id, others in before.items()
        for other in others
        if other not in before
    ]
    free: set[str] = set()
    waiting = dict(before)
    while True:
        ready = [name for name, others in waiting.items() if all(one in free or one not in before for one in others)]
        if not ready:
            break
        free.update(ready)
        for name in ready:
            del waiting[name]
    circle = ((name, told("module %(module)s waits for a circle of prerequisites", module=name)) for name in waiting)
    return [*faults, *circle]
