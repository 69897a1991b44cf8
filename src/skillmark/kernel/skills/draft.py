"""From a rated occupation to a first standard: the rule is data, its use a pure function."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from skillmark.kernel.skills.kinds import Kind, kind_of_element
from skillmark.kernel.skills.legal import LegalRequirement, is_own_licence, legal_requirements
from skillmark.kernel.skills.model import Anchor, Element, Occupation, Rating, Requirement, Source, Task, half_up
from skillmark.kernel.skills.phrasing import Benchmark, benchmark
from skillmark.kernel.skills.similar import SuggestedTask, suggest_tasks
from skillmark.kernel.values import told


@dataclass(frozen=True, slots=True)
class DraftingRule:
    """The figures of the drafting rule; `sentences` says it as it is shown."""

    most_tasks: int = 12
    fewest_tasks: int = 6
    cut: Decimal = Decimal(3)
    most_indicators: int = 10
    fewest_indicators: int = 6
    refused_below: int = 3
    essential_from: Decimal = Decimal(4)
    essential_first: int = 3
    never_essential: tuple[str, ...] = ("2.C.7.a", "2.C.7.b")  # English and foreign language: a panel must argue them

    def figures(self) -> dict[str, object]:
        """The rule as JSON-ready data; importances as decimal texts."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: str(value) if isinstance(value, Decimal) else value for name, value in values.items()}

    def sentences(self) -> tuple[str, ...]:
        """The rule in plain words, for the page and for `standard.json`."""
        return (
            f"Tasks: the first {self.most_tasks} core tasks as published; where there are fewer than "
            f"{self.fewest_tasks}, other tasks follow, marked, up to {self.fewest_tasks}. "
            "A task that is only about keeping one's own licence stands among the legal requirements instead.",
            f"Indicators: relevant elements with importance of at least {self.cut}, the top {self.most_indicators} by "
            "importance; ties go to the higher unrounded level, then to the smaller element id in text order.",
            f"Fewer than {self.fewest_indicators}: the next most important relevant elements follow up to "
            f"{self.fewest_indicators}, marked below the cut. Fewer than {self.refused_below} in all: no draft.",
            "Required level: the published level rounded half up, at least 1; a level that the publisher recommends "
            "to suppress is used and marked low confidence. Weight: importance × 100.",
            f"Essential: importance of at least {self.essential_from}, and at least the first {self.essential_first} "
            f"that are not language elements; language elements ({', '.join(self.never_essential)}) never without a "
            "panel's reason.",
        )


DEFAULT_RULE = DraftingRule()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A competency used for a first screening. `importance` and `published_level` are None outside O*NET.

    Level 1–10, weight 1–1000; `descriptor` quotes the level anchors; no suggested task means none was found.
    `review_item` is the item of the performance review it feeds, `ladder_step` the step of a ladder it counts for.
    `source` and `rationale` are what somebody wrote down of where it comes from and why; `dated` since when it is so.
    `sentence` is what a description of the job says, where the line was proposed from one.
    """

    competency_id: str
    name: str
    description: str
    level: int
    weight: int
    essential: bool
    below_cut: bool
    low_confidence: bool
    importance: Decimal | None
    published_level: Decimal | None
    anchors: tuple[Anchor, ...]
    descriptor: str
    suggested_tasks: tuple[SuggestedTask, ...]
    review_item: str = ""
    ladder_step: str = ""
    kind: Kind = Kind.UNSORTED
    source: str = ""
    rationale: str = ""
    dated: date | None = None
    sentence: str = ""

    @property
    def said_on(self) -> date | None:
        """The day that belongs to what somebody wrote down; of a line that was drafted nobody wrote any."""
        return self.dated if self.source or self.rationale else None


@dataclass(frozen=True, slots=True)
class DraftStandard:
    """A first standard for a job: what the law asks, the tasks, and the indicators used for screening.

    `rule` is None where the levels were somebody's own (a CASE package); `rule_sentences` always say what was done.
    """

    job_id: str
    title: str
    description: str
    legal: tuple[LegalRequirement, ...]
    tasks: tuple[Benchmark, ...]
    indicators: tuple[Indicator, ...]
    rule: DraftingRule | None
    rule_sentences: tuple[str, ...]
    source: Source

    def requirements(self) -> tuple[Requirement, ...]:
        """The indicators as matching reads them, in the standard's order."""
        return tuple(
            Requirement(self.job_id, indicator.competency_id, indicator.level, indicator.weight, indicator.essential)
            for indicator in self.indicators
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the rule drafts no standard for this occupation, in one plain sentence."""

    job_id: str
    title: str
    reason: str


def draft(
    occupation: Occupation,
    elements: Mapping[str, Element],
    *,
    source: Source,
    rule: DraftingRule = DEFAULT_RULE,
    legal: Sequence[LegalRequirement] = (),
) -> DraftStandard | Refusal:
    """Draft the standard of an occupation by the rule, or refuse it.

    `elements` must hold every element the occupation is rated on (KeyError otherwise); `legal` is what is known.
    """
    chosen = choose_ratings(occupation, rule)
    if len(chosen) < rule.refused_below:
        return Refusal(occupation.code, occupation.title, _why(occupation, len(chosen), rule))
    tasks = choose_tasks(occupation.tasks, rule)
    pairs = [(task.task_id, task.source_statement) for task in tasks]
    named = [elements[rating.element_id] for rating in chosen]
    essential = _essential(chosen, rule)
    indicators = tuple(
        _indicator(rating, element, rating.element_id in essential, rating.importance < rule.cut, suggested)
        for rating, element, suggested in zip(chosen, named, suggest_tasks(named, pairs), strict=True)
    )
    return DraftStandard(
        occupation.code,
        occupation.title,
        occupation.description,
        legal_requirements(occupation, legal),
        tasks,
        indicators,
        rule,
        rule.sentences(),
        source,
    )


def choose_ratings(occupation: Occupation, rule: DraftingRule = DEFAULT_RULE) -> tuple[Rating, ...]:
    """The ratings that become indicators, most important first, topped up below the cut where they are few."""
    relevant = [rating for rating in (occupation.ratings or {}).values() if rating.relevant]
    relevant.sort(key=lambda rating: (-rating.importance, -rating.level, rating.element_id))
    above = sum(rating.importance >= rule.cut for rating in relevant)
    return tuple(relevant[: max(min(above, rule.most_indicators), rule.fewest_indicators)])


def choose_tasks(tasks: Sequence[Task], rule: DraftingRule = DEFAULT_RULE) -> tuple[Benchmark, ...]:
    """Up to twelve core tasks in the publisher's order; fewer than six are followed by others, marked."""
    work = [task for task in tasks if not is_own_licence(task)]
    core = [task for task in work if task.core][: rule.most_tasks]
    room = max(0, rule.fewest_tasks - len(core))
    others = [task for task in work if not task.core][:room]
    return (*(benchmark(task) for task in core), *(benchmark(task, below_core=True) for task in others))


def descriptor(element: Element, level: int) -> str:
    """The element's anchors around this level, quoted with the level each belongs to."""
    if not element.anchors:
        return f"Level {level}; no example is published for this element"
    quoted = "; ".join(f"level {anchor.level}: “{anchor.description}”" for anchor in element.anchors)
    return f"Level {level} of 7, where the published examples are {quoted}"


def _indicator(
    rating: Rating, element: Element, essential: bool, below_cut: bool, suggested: tuple[SuggestedTask, ...]
) -> Indicator:
    level = max(1, half_up(rating.level))
    return Indicator(
        element.identifier,
        element.name,
        element.description,
        level,
        half_up(rating.importance * 100),
        essential,
        below_cut,
        rating.low_confidence,
        rating.importance,
        rating.level,
        element.anchors,
        descriptor(element, level),
        suggested,
        kind=kind_of_element(element.identifier),
    )


def _essential(chosen: Sequence[Rating], rule: DraftingRule) -> set[str]:
    eligible = [rating for rating in chosen if rating.element_id not in rule.never_essential]
    first = {rating.element_id for rating in eligible[: rule.essential_first]}
    return first | {rating.element_id for rating in eligible if rating.importance >= rule.essential_from}


def _why(occupation: Occupation, found: int, rule: DraftingRule) -> str:
    if not occupation.rated:
        return told(
            "%(title)s (%(code)s) has no ratings in O*NET, so there is nothing to draft from",
            title=occupation.title,
            code=occupation.code,
        )
    return told(
        "%(title)s (%(code)s) has only %(found)s relevant rated elements, fewer than the %(least)s that a draft needs",
        title=occupation.title,
        code=occupation.code,
        found=found,
        least=rule.refused_below,
    )
