"""The cheapest way from what a person can do to what a job asks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from skillmark.kernel.planning.modules import SEPARATOR, Module, amount, plain, prerequisite_faults
from skillmark.kernel.planning.search import Choice, Gaps, OutOfWork, meets
from skillmark.kernel.planning.solver import Solver
from skillmark.kernel.skills import Requirement
from skillmark.kernel.values import BadInput, Problem, told

COLUMNS = ("person_id", "module_ids", "hours", "weeks", "cost", "unclosable")
HUNDREDTHS = 100
MODULES_FILE = "modules.csv"


@dataclass(frozen=True, slots=True)
class Path:
    """Modules in the order to take them. Hours, weeks and cost (whole minor units) are of these modules alone.

    Where `partial`, gaps remain that no module closes, and the figures are no price of the whole job. `assumed` where
    any of the modules is from the assumed catalogue.
    """

    module_ids: tuple[str, ...]
    hours: Decimal
    weeks: Decimal
    cost: int
    unclosable: tuple[str, ...]
    assumed: bool

    @property
    def partial(self) -> bool:
        return bool(self.unclosable)

    def row(self, person_id: str, currency: str = "") -> tuple[str, ...]:
        """The row of paths.csv, in the columns `COLUMNS`; cost in the major unit, as in modules.csv."""
        modules, unclosable = SEPARATOR.join(self.module_ids), SEPARATOR.join(self.unclosable)
        return (person_id, modules, plain(self.hours), plain(self.weeks), amount(self.cost, currency), unclosable)


class TooTangled(BadInput):
    """Modules raise so many of one another's competencies that no cheapest path is found within the limit of work."""

    def __init__(self, name: str, competencies: Sequence[str]) -> None:
        self.competencies = tuple(competencies)
        message = told(
            "the modules for %(competencies)s depend on one another in too many ways for the cheapest path to be "
            "found; leave out modules that nobody will take, or give them fewer competencies each",
            competencies=", ".join(competencies),
        )
        super().__init__([Problem(name, message, column="competency_id")])


class Planner:
    """Plans for many people who aim at one job; people at the same levels are planned once."""

    def __init__(
        self, requirements: Iterable[Requirement], modules: Sequence[Module], *, name: str = MODULES_FILE
    ) -> None:
        """`name` is the modules' file, for what is said of it.

        Raises ValueError for requirements of several jobs, repeated module ids and faulty prerequisites.
        """
        asked = sorted(requirements, key=lambda line: (not line.essential, -line.weight, line.competency_id))
        if len({line.job_id for line in asked}) > 1:
            raise ValueError("a path leads to one job")
        self._asked = {line.competency_id: line.level for line in asked}
        self._modules = tuple(sorted(modules, key=lambda module: module.module_id))
        self._place = {module.module_id: place for place, module in enumerate(self._modules)}
        if len(self._place) != len(self._modules):
            raise ValueError("a module id appears twice")
        faults = prerequisite_faults({module.module_id: module.prerequisites for module in self._modules})
        if faults:
            raise ValueError(faults[0][1])
        if any(not module.hours and not module.cost for module in self._modules):
            raise ValueError("a module takes neither hours nor cost")
        self._choices = self._as_choices()
        self._competencies = sorted({step.competency_id for module in self._modules for step in module.steps})
        self._paths: dict[tuple[int, ...], Path] = {}
        self._solver = Solver()
        self._name = name

    def path(self, levels: Mapping[str, int], highest: Mapping[str, int] | None = None) -> Path:
        """The cheapest path from these effective levels (competency id → level; absent is 0).

        `highest` are the highest levels on any basis (None: the same): they decide which modules may be taken, while
        the effective levels decide what is missing. Raises TooTangled where that would take more than a fixed amount of
        work (never a span of time).
        """
        entry = levels if highest is None else {name: max(levels.get(name, 0), highest[name]) for name in highest}
        known = (
            *(levels.get(name, 0) for name in self._asked),
            *(levels.get(name, 0) for name in self._competencies),
            *(entry.get(name, 0) for name in self._competencies),
        )
        if known not in self._paths:
            self._paths[known] = self._plan(levels, entry)
        return self._paths[known]

    def _as_choices(self) -> tuple[Choice, ...]:
        chains: dict[str, int] = {}

        def chain(module: Module) -> int:
            if module.module_id not in chains:
                before = [chain(self._modules[self._place[other]]) for other in module.prerequisites]
                chains[module.module_id] = int(module.weeks * HUNDREDTHS) + max(before, default=0)
            return chains[module.module_id]

        return tuple(
            Choice(
                hours=int(module.hours * HUNDREDTHS),
                cost=module.cost,
                chain=chain(module),
                needs=tuple((step.competency_id, step.from_level) for step in module.steps if step.from_level),
                gives=tuple((step.competency_id, step.to_level) for step in module.steps),
                before=sum(1 << self._place[other] for other in module.prerequisites),
                place=place,
            )
            for place, module in enumerate(self._modules)
        )

    def _plan(self, levels: Mapping[str, int], entry: Mapping[str, int]) -> Path:
        start = {name: levels.get(name, 0) for name in (*self._competencies, *self._asked)}
        choices = tuple(_enterable(choice, entry) for choice in self._choices)
        everything = Gaps(choices, tuple(start.items()), ())
        takeable, reachable = everything.takeable((1 << len(choices)) - 1)
        gaps = {name: level for name, level in self._asked.items() if start[name] < level}
        goals = {name: level for name, level in gaps.items() if reachable[name] >= level}
        useful = sorted(_useful(choices, start, goals, takeable))
        wanted = Gaps(_within(choices, useful, start), tuple(sorted(start.items())), tuple(sorted(goals.items())))
        try:
            answer = self._solver.cheapest(wanted)
        except OutOfWork as tangle:
            raise TooTangled(self._name, tangle.competencies) from None
        chosen = sum(1 << place for place in answer.places)
        return self._as_path(everything, chosen, tuple(name for name in gaps if name not in goals))

    def _as_path(self, everything: Gaps, chosen: int, unclosable: tuple[str, ...]) -> Path:
        modules = [self._modules[place] for place in everything.members(chosen)]
        weeks = everything.weeks(chosen)
        return Path(
            module_ids=tuple(self._modules[place].module_id for place in self._in_order(everything, chosen)),
            hours=sum((module.hours for module in modules), Decimal(0)),
            weeks=Decimal(weeks) / HUNDREDTHS,
            cost=sum(module.cost for module in modules),
            unclosable=unclosable,
            assumed=any(module.assumed for module in modules),
        )

    @staticmethod
    def _in_order(everything: Gaps, chosen: int) -> list[int]:
        """The order to take the modules in: whichever can be taken, the smallest id first."""
        levels, taken, order = dict(everything.start), 0, list[int]()
        left = everything.members(chosen)
        while left:
            place = next(
                place
                for place in left
                if not everything.choices[place].before & ~taken and meets(levels, everything.choices[place].needs)
            )
            left.remove(place)
            order.append(place)
            taken |= 1 << place
            for name, level in everything.choices[place].gives:
                levels[name] = max(levels.get(name, 0), level)
        return order


def _enterable(choice: Choice, entry: Mapping[str, int]) -> Choice:
    """The choice without the needs that are held already, on whatever basis."""
    return replace(choice, needs=tuple((name, level) for name, level in choice.needs if entry.get(name, 0) < level))


def _useful(choices: Sequence[Choice], start: Mapping[str, int], goals: Mapping[str, int], takeable: int) -> set[int]:
    """Modules that could be part of a cheapest path: they raise what is wanted, or others wait for them."""
    wanted = dict(goals)
    useful: set[int] = set()
    while True:
        added = [
            place
            for place, choice in enumerate(choices)
            if takeable >> place & 1
            and place not in useful
            and (
                any(name in wanted and level > start[name] for name, level in choice.gives)
                or any(choices[other].before >> place & 1 for other in useful)
            )
        ]
        if not added:
            return useful
        useful.update(added)
        for place in added:
            for name, level in choices[place].needs:
                if start[name] < level:
                    wanted[name] = max(wanted.get(name, 0), level)


def _within(choices: Sequence[Choice], useful: Sequence[int], start: Mapping[str, int]) -> tuple[Choice, ...]:
    """The useful modules alone: prerequisites renumbered, what is already held left out."""
    inner = {place: number for number, place in enumerate(useful)}
    return tuple(
        replace(
            choices[place],
            before=sum(1 << number for other, number in inner.items() if choices[place].before >> other & 1),
            needs=tuple((name, level) for name, level in choices[place].needs if level > start[name]),
            gives=tuple((name, level) for name, level in choices[place].gives if level > start[name]),
        )
        for place in useful
    )


def cheapest_path(
    requirements: Iterable[Requirement],
    effective_levels: Mapping[str, int],
    modules: Sequence[Module],
    *,
    highest_levels: Mapping[str, int] | None = None,
    name: str = MODULES_FILE,
) -> Path:
    """Close every requirement of one job, essential or not, with the fewest hours; then the lowest cost, the fewest
    weeks (longest chain of prerequisites), the first sorted ids.

    A module may be taken at or above its from_levels, held on any basis (`highest_levels`, where these are others) or
    reached by modules before it, once its prerequisites are in the path before it. `unclosable` names what no module
    closes, essentials first, then by weight, then id. Raises as Planner does: ValueError, TooTangled.
    """
    return Planner(requirements, modules, name=name).path(effective_levels, highest_levels)
