"""What no framework may be, whatever format it came in: each problem with the place where it stands."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from skillmark.kernel.skills.exchange.naming import is_uuid
from skillmark.kernel.skills.exchange.package import (
    CHILD_OF,
    INWARD,
    LONGEST_IDENTIFIER,
    MOST_LEVELS,
    PART_OF,
    PRECEDES,
    SKILL_LEVEL,
    Association,
    Package,
    Rubric,
)
from skillmark.kernel.values import BadInput, Problem, told

WHOLES = (1, 100)  # weights are shares, or percentages
NEARLY = 1e-6  # three thirds as decimals come this close
ORDERS = ((CHILD_OF, PART_OF), (PRECEDES,))  # either of the first two puts one thing under another
RECORD = re.compile(r"((?:CFDefinitions\.)?CF\w+\[\d+\]|CFDocument)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands in what somebody brought, where that is no CASE: a path, or a row and its column."""

    path: str
    row: int | None = None
    file: str = ""


Places = Mapping[str, Place]  # by the path that the record has in CASE
NOWHERE_ELSE: Places = {}


def require_sound(package: Package, *, name: str, places: Places = NOWHERE_ELSE) -> None:
    """Raises BadInput: a repeated or too long identifier, a hierarchy or an order in a circle or with an end outside
    the package, a level without descriptor, weights that do not sum, or more levels than can be asked for.
    """
    problems = [*_repeated(package, name, places), *_too_long(package, name), *_outside(package, name)]
    problems += _skill_levels(package, name)
    for number, rubric in enumerate(package.rubrics):
        problems += _rubric(rubric, name, f"CFRubrics[{number}]")
    if not problems:
        for kinds in ORDERS:
            circle = a_circle(package.associations, kinds)
            if circle:
                first = package.associations[circle[0]]
                turning = " + ".join(dict.fromkeys(package.associations[number].type for number in circle))
                said = told("%(kind)s runs in a circle through “%(item)s”", kind=turning, item=first.origin.identifier)
                problems.append(Problem(name, said, None, f"CFAssociations[{circle[0]}]"))
    if problems:
        raise BadInput(placed(problems, places))


def placed(problems: Iterable[Problem], places: Places) -> list[Problem]:
    """The problems where their records stand in what was brought."""
    return [_placed(problem, places) for problem in problems]


def _placed(problem: Problem, places: Places) -> Problem:
    found = RECORD.match(problem.column or "")
    place = places.get(found[1]) if found else None
    if found is None or place is None:
        return problem
    column = place.path + found[2] if place.row is None else place.path
    return replace(problem, file=place.file or problem.file, row=place.row, column=column)


def a_circle(associations: Sequence[Association], kinds: Sequence[str]) -> list[int]:
    """The numbers of the associations of these types on one circle, the lowest first; empty where there is none."""
    above: dict[str, dict[str, int]] = {}
    for number, one in enumerate(associations):
        if one.type in kinds:
            above.setdefault(one.origin.identifier, {}).setdefault(one.destination.identifier, number)
    stuck = _stuck(above)
    walked: dict[str, int] = {}
    at = next(iter(stuck), None)
    while at is not None and at not in walked:
        to, number = next((to, number) for to, number in above[at].items() if to in stuck)
        walked[at] = number
        at = to
    on_it = list(walked)[list(walked).index(at) :] if at is not None else []
    circle = [walked[node] for node in on_it]
    start = circle.index(min(circle)) if circle else 0
    return circle[start:] + circle[:start]


def _stuck(above: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Those on a circle, or below one: who stay when all without anything above are taken away, and again."""
    waiting = {below: len(found) for below, found in above.items()}
    under: dict[str, list[str]] = {}
    for below, found in above.items():
        for one in found:
            under.setdefault(one, []).append(below)
    free = [node for node in under if node not in waiting]
    while free:
        for below in under.get(free.pop(), ()):
            waiting[below] -= 1
            if not waiting[below]:
                free.append(below)
    return [below for below, left in waiting.items() if left]


def _repeated(package: Package, name: str, places: Places) -> Iterator[Problem]:
    """The standard's identifiers are UUIDs, which are the same in capitals; a publisher's own codes are not."""
    seen: dict[str, str] = {}
    for identifier, place in _identified(package):
        first = seen.setdefault(_one_spelling(identifier), place)
        if first != place:
            there = places.get(first, Place(first))
            if there.row is None:
                said = told("the identifier “%(item)s” stands twice, first at %(first)s", item=identifier,
                            first=there.path)  # fmt: skip
            else:
                said = told("“%(item)s” stands in row %(row)s already", item=identifier, row=there.row)
            yield Problem(name, said, None, place)
    defined = Counter((one.kind, _one_spelling(one.identifier)) for one in package.definitions)
    for kind, identifier in (pair for pair, times in defined.items() if times > 1):
        said = told("the identifier “%(item)s” stands twice", item=identifier)
        yield Problem(name, said, None, f"CFDefinitions.{kind}")


def _identified(package: Package) -> Iterator[tuple[str, str]]:
    yield package.document.identifier, "CFDocument"
    for number, item in enumerate(package.items):
        yield item.identifier, f"CFItems[{number}]"
    for number, association in enumerate(package.associations):
        yield association.identifier, f"CFAssociations[{number}]"
    for number, rubric in enumerate(package.rubrics):
        yield rubric.identifier, f"CFRubrics[{number}]"
    for number, rubric in enumerate(package.rubrics):
        for part, criterion in enumerate(rubric.criteria):
            where = f"CFRubrics[{number}].CFRubricCriteria[{part}]"
            yield criterion.identifier, where
            for position, level in enumerate(criterion.levels):
                yield level.identifier, f"{where}.CFRubricCriterionLevels[{position}]"


def _one_spelling(identifier: str) -> str:
    return identifier.lower() if is_uuid(identifier) else identifier


def _too_long(package: Package, name: str) -> Iterator[Problem]:
    for identifier, place in _kept_apart(package):
        if len(identifier) > LONGEST_IDENTIFIER:
            said = told("the identifier is longer than %(most)s characters", most=LONGEST_IDENTIFIER)
            yield Problem(name, said, None, f"{place}.identifier")


def _kept_apart(package: Package) -> Iterator[tuple[str, str]]:
    """The identifiers that records are found by."""
    yield package.document.identifier, "CFDocument"
    for number, item in enumerate(package.items):
        yield item.identifier, f"CFItems[{number}]"
    for number, one in enumerate(package.associations):
        yield one.origin.identifier, f"CFAssociations[{number}].originNodeURI"
        yield one.destination.identifier, f"CFAssociations[{number}].destinationNodeURI"


def _outside(package: Package, name: str) -> Iterator[Problem]:
    known = {package.document.identifier, *(item.identifier for item in package.items)}
    for number, association in enumerate(package.associations):
        if association.type not in INWARD:
            continue
        ends = (("originNodeURI", association.origin), ("destinationNodeURI", association.destination))
        for key, end in ends:
            if end.identifier not in known:
                said = told(
                    "%(kind)s names “%(item)s”, which is not in the package",
                    kind=association.type,
                    item=end.identifier,
                )
                yield Problem(name, said, None, f"CFAssociations[{number}].{key}")


def _skill_levels(package: Package, name: str) -> Iterator[Problem]:
    """Levels told as items: each origin's, however they are listed."""
    levels: dict[str, dict[str, int]] = {}
    for number, one in enumerate(package.associations):
        if one.type == SKILL_LEVEL:
            levels.setdefault(one.origin.identifier, {}).setdefault(one.destination.identifier, number)
    for item, found in levels.items():
        if len(found) > MOST_LEVELS:
            place = f"CFAssociations[{list(found.values())[MOST_LEVELS]}]"
            yield Problem(name, too_many_levels(item, len(found)), None, place)


def too_many_levels(item: str, count: int) -> str:
    return told(
        "“%(item)s” has %(count)s levels, more than the %(most)s that can be used; they are not rescaled",
        item=item,
        count=count,
        most=MOST_LEVELS,
    )


def _rubric(rubric: Rubric, name: str, place: str) -> Iterator[Problem]:
    titled = rubric.title or rubric.identifier
    weights = [criterion.weight for criterion in rubric.criteria]
    given = [weight for weight in weights if weight is not None]
    beyond = [number for number, weight in enumerate(weights) if weight is not None and not 0 <= weight <= max(WHOLES)]
    for number in beyond:
        said = told("a weight is a number from 0 to %(most)s", most=max(WHOLES))
        yield Problem(name, said, None, f"{place}.CFRubricCriteria[{number}].weight")
    if (
        not beyond
        and given
        and (len(given) < len(weights) or not any(abs(sum(given) - whole) < NEARLY for whole in WHOLES))
    ):
        said = told(
            "the weights of the rubric “%(title)s” sum to %(sum)s, not to 1 or 100", title=titled, sum=f"{sum(given):g}"
        )
        yield Problem(name, said, None, f"{place}.CFRubricCriteria")
    for number, criterion in enumerate(rubric.criteria):
        where = f"{place}.CFRubricCriteria[{number}].CFRubricCriterionLevels"
        if len(criterion.levels) > MOST_LEVELS:
            said = told(
                "the rubric “%(title)s” has %(count)s levels, more than the %(most)s that can be used; "
                "they are not rescaled",
                title=titled,
                count=len(criterion.levels),
                most=MOST_LEVELS,
            )
            yield Problem(name, said, None, where)
        for position, level in enumerate(criterion.levels):
            if not level.descriptor.strip():
                yield Problem(name, told("the level has no descriptor"), None, f"{where}[{position}].description")
