"""What somebody says she can do, in the published words of a standard's levels, and what the job asks beyond it.

Her word orders nothing and proves nothing: it tells her where to begin.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from skillmark.kernel.skills.draft import DraftStandard, Indicator, descriptor
from skillmark.kernel.skills.gap import GapLine, gap
from skillmark.kernel.skills.model import Basis, Element, Holding
from skillmark.kernel.skills.phrasing import Benchmark

HERSELF = "herself"  # one person's gap needs one name, and nobody's is known here
NOT_YET = 0
MOST_ALIKE = 10_000  # ten-thousandths: a task that somebody named goes before all that words suggest


@dataclass(frozen=True, slots=True)
class Step:
    """A level in words. Empty words: beyond the example below it, and short of the one above where there is one."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the standard and what she says of it: None where she passed it over."""

    indicator: Indicator
    steps: tuple[Step, ...]
    level: int | None
    line: GapLine

    @property
    def met(self) -> bool:
        return self.level is not None and not self.line.short_by


@dataclass(frozen=True, slots=True)
class Assessment:
    """Every line in the standard's order, the sample task to try next, and the line it was found by.

    `next_for` is None where no task is known to stand for what is missing, or nothing is: then it is the first one.
    """

    lines: tuple[Said, ...]
    next_task: Benchmark | None
    next_for: Indicator | None


def steps(indicator: Indicator) -> tuple[Step, ...]:
    """The levels she can choose from, the lowest first: what is published, what a panel wrote of the level asked for,
    and between two published examples the one in between. The level asked for can always be reached.
    """
    found = {anchor.level: anchor.description for anchor in indicator.anchors}
    own = own_words(indicator)
    if own:
        found[indicator.level] = own
    elif not found:
        found[indicator.level] = indicator.description or indicator.name
    levels = sorted(found)
    made = [Step(levels[0], found[levels[0]])]
    for lower, upper in pairwise(levels):
        if upper - lower > 1:
            made.append(Step(indicator.level if lower < indicator.level < upper else lower + 1, ""))
        made.append(Step(upper, found[upper]))
    if indicator.level > levels[-1]:
        made.append(Step(indicator.level, ""))
    return tuple(made)


def assess(standard: DraftStandard, said: Mapping[str, int]) -> Assessment:
    """Hold what she says of each competency against what the job asks. Other competencies are passed over."""
    asked = standard.requirements()
    wanted = {requirement.competency_id for requirement in asked}
    claims = [Holding(HERSELF, one, level, Basis.CLAIMED) for one, level in said.items() if one in wanted]
    lines = tuple(
        Said(indicator, steps(indicator), said.get(indicator.competency_id), line)
        for indicator, line in zip(standard.indicators, gap(asked, claims), strict=True)
    )
    missing = sorted((one for one in lines if not one.met), key=lambda one: _pressing(one.indicator))
    tasks = {task.task_id: task for task in standard.tasks}
    for one in missing:
        suggested = [each for each in one.indicator.suggested_tasks if each.task_id in tasks]
        if suggested:
            best = max(suggested, key=lambda each: MOST_ALIKE if each.score is None else each.score)
            return Assessment(lines, tasks[best.task_id], one.indicator)
    return Assessment(lines, standard.tasks[0] if standard.tasks else None, None)


def _pressing(indicator: Indicator) -> tuple[bool, int]:
    """Must-haves first, then what weighs most."""
    return (not indicator.essential, -indicator.weight)


def own_words(indicator: Indicator) -> str:
    """What a person wrote of the level asked for; empty where the sentence only quotes the published examples."""
    element = Element(indicator.competency_id, indicator.name, indicator.description, indicator.anchors)
    if indicator.descriptor == descriptor(element, indicator.level):
        return ""
    return indicator.descriptor.removeprefix(f"Level {indicator.level}: ").strip()
