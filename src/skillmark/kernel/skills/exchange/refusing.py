"""What no framework may be, whatever format it came in: each problem with the path where it stands."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from skillmark.kernel.skills.exchange.package import INWARD, MOST_LEVELS, Package, Rubric, grouped
from skillmark.kernel.values import BadInput, Problem, told

WHOLES = (1, 100)  # weights are shares, or percentages
NEARLY = 1e-6  # three thirds as decimals come this close


def require_sound(package: Package, *, name: str) -> None:
    """Raises BadInput: a repeated identifier, a hierarchy or an order in a circle or with an end outside the package, a
    level without descriptor, weights that do not sum, or more levels than can be asked for.
    """
    problems = [*_repeated(package, name), *_outside(package, name)]
    for number, rubric in enumerate(package.rubrics):
        problems += _rubric(rubric, name, f"CFRubrics[{number}]")
    if not problems:
        for kind in INWARD:
            stuck = in_a_circle(grouped(package.associations, kind))
            if stuck is not None:
                said = told("%(kind)s runs in a circle through “%(item)s”", kind=kind, item=stuck)
                problems.append(Problem(name, said, None, "CFAssociations"))
    if problems:
        raise BadInput(problems)


def in_a_circle(above: Mapping[str, Sequence[str]]) -> str | None:
    """Someone on a circle, or below one: what stays when all without anything above are taken away, and again."""
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
    return next((below for below, left in waiting.items() if left), None)


def _repeated(package: Package, name: str) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    places: list[tuple[str, str]] = [(package.document.identifier, "CFDocument")]
    places += [(item.identifier, f"CFItems[{number}]") for number, item in enumerate(package.items)]
    places += [(one.identifier, f"CFAssociations[{number}]") for number, one in enumerate(package.associations)]
    places += [(one.identifier, f"CFRubrics[{number}]") for number, one in enumerate(package.rubrics)]
    for number, rubric in enumerate(package.rubrics):
        for part, criterion in enumerate(rubric.criteria):
            where = f"CFRubrics[{number}].CFRubricCriteria[{part}]"
            places.append((criterion.identifier, where))
            levels = enumerate(criterion.levels)
            places += [(level.identifier, f"{where}.CFRubricCriterionLevels[{position}]") for position, level in levels]
    for identifier, place in places:
        first = seen.setdefault(identifier, place)
        if first != place:
            said = told("the identifier “%(item)s” stands twice, first at %(first)s", item=identifier, first=first)
            yield Problem(name, said, None, place)
    defined = Counter((one.kind, one.identifier) for one in package.definitions)
    for kind, identifier in (pair for pair, times in defined.items() if times > 1):
        said = told("the identifier “%(item)s” stands twice", item=identifier)
        yield Problem(name, said, None, f"CFDefinitions.{kind}")


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


def _rubric(rubric: Rubric, name: str, place: str) -> Iterator[Problem]:
    titled = rubric.title or rubric.identifier
    weights = [criterion.weight for criterion in rubric.criteria]
    given = [weight for weight in weights if weight is not None]
    if given and (len(given) < len(weights) or not any(abs(sum(given) - whole) < NEARLY for whole in WHOLES)):
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
