"""When somebody counts as qualified to mark, or to read records."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from skillmark.assessment.models import LayerKind
from skillmark.kernel.agreement import agreement
from skillmark.kernel.values import BadInput, told

MOST_SAMPLES = 20
MOST_MONTHS = 60
SOON = timedelta(days=30)
LARGEST_DISTANCE = 3  # levels; rubrics have four, so more than that is no bound
# what a record says of a claim, from nothing to proven; the order counts: taking a word for a proof is two levels off
READINGS = ("not_shown", "says_so", "checked")
# whoever works beside somebody says what she sees every day; nobody is trained for that
UNASKED = (LayerKind.SUPERVISOR_CONFIRMATION, LayerKind.PEER)


@dataclass(frozen=True, slots=True)
class Qualifying:
    """A rule: how many samples, how many percent of the marks equal, none further off than `limit`, for how long."""

    samples: int
    pass_percent: int
    limit: int
    months: int
    demanded: bool


FIRST_RULE = Qualifying(samples=3, pass_percent=70, limit=1, months=12, demanded=False)


def checked_qualifying(wanted: Qualifying) -> Qualifying:
    """The rule, if it is one. Raises BadInput."""
    for name, value, least, most in (
        ("samples", wanted.samples, 1, MOST_SAMPLES),
        ("pass_percent", wanted.pass_percent, 1, 100),
        ("limit", wanted.limit, 0, LARGEST_DISTANCE),
        ("months", wanted.months, 1, MOST_MONTHS),
    ):
        if not least <= value <= most:
            said = told("lies between %(least)s and %(most)s", least=least, most=most)
            raise BadInput.of(said, file="qualification", column=name)
    return wanted


@dataclass(frozen=True, slots=True)
class Outcome:
    """What marks came to beside the agreed ones: `equal` of `compared`, `beyond` of them too far off."""

    equal: int
    compared: int
    beyond: int
    kappa: float | None
    passed: bool


def outcome(pairs: Sequence[tuple[int, int]], rule: Qualifying) -> Outcome:
    """Pairs of (given, agreed) by the rule. One mark too far off fails it, whatever the share: a guard that is missed
    is not made up for. Raises ValueError for no pairs.
    """
    found = agreement(pairs)
    beyond = sum(abs(given - agreed) > rule.limit for given, agreed in pairs)
    passed = not beyond and 100 * found.agreed >= rule.pass_percent * found.n
    return Outcome(found.agreed, found.n, beyond, None if found.kappa is None else float(found.kappa), passed)


class Standing(StrEnum):
    """How somebody stands by a rule today."""

    QUALIFIED = "qualified"
    LAPSED = "lapsed"
    NEVER = "never"
    UNTRAINED = "untrained"


def standing(trained: bool, passed_until: Collection[date], day: date) -> Standing:
    """Trained, and marked reference samples well enough, not too long ago. A try that failed takes nothing away."""
    if not trained:
        return Standing.UNTRAINED
    if any(last >= day for last in passed_until):
        return Standing.QUALIFIED
    return Standing.LAPSED if passed_until else Standing.NEVER


def open_to_unqualified(kinds: Collection[LayerKind]) -> tuple[LayerKind, ...]:
    """The ways of checking in which somebody may still mark who had to be qualified and is not."""
    return tuple(kind for kind in kinds if kind in UNASKED)


def soon(day: date) -> date:
    """Until when a qualification is said to end soon: time enough to show it again."""
    return day + SOON
