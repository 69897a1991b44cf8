"""How a behaviour is rated: by two people at least who watched it, on indicators that are described."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from skillmark.assessment.models import LayerKind, Method
from skillmark.kernel.skills import is_skeleton
from skillmark.kernel.values import BadInput, told, written

LONGEST_PLACE = 200  # letters: “night shift on line 2”
LONGEST_LINE = 200  # letters: what was seen of one indicator, a sentence or two

# whoever checks in these ways stands beside somebody; the others look at what is handed in
WATCHES = (
    LayerKind.SUPERVISOR_CONFIRMATION,
    LayerKind.PEER,
    LayerKind.THIRD_PARTY,
    LayerKind.PRACTICAL_TEST,
)
# who else can be asked where the policy's own ways are used up: who leads her, a co-worker, a customer or a partner
ASKED_BESIDES = WATCHES[:3]


@dataclass(frozen=True, slots=True)
class Observed:
    """Where and on which day she watched, and what she saw, {criterion position: words}; one line at least."""

    setting: str
    seen_on: date
    seen: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Observers:
    """How many people are to have watched, and how many have."""

    wanted: int
    given: int

    @property
    def missing(self) -> int:
        """How many are still to watch."""
        return max(self.wanted - self.given, 0)


def observers(wanted: int, watched: Collection[UUID]) -> Observers | None:
    """How many watched; two records of one person are one observer. None where no behaviour is rated."""
    return Observers(wanted, len(set(watched))) if wanted else None


def checked_observed(given: Observed, positions: Collection[str], today: date) -> Observed:
    """What she says she saw, tidied: a place, a day that has come, and words for one indicator at least; those of which
    she saw nothing are left out. `positions`: of the criteria that the task asks. Raises BadInput.
    """
    place = written(
        given.setting, most=LONGEST_PLACE, file="marks", column="setting", missing=told("say where you saw it")
    )
    if given.seen_on > today:
        raise BadInput.of(told("is a day that has not come yet"), file="marks", column="seen_on")
    if not set(given.seen) <= set(positions):
        raise BadInput.of(told("tells of something the task does not ask"), file="marks", column="seen")
    lines = {
        position: written(line, most=LONGEST_LINE, file="marks", column=f"seen_{position}", missing=None)
        for position, line in given.seen.items()
    }
    said = {position: line for position, line in lines.items() if line}
    if not said:
        raise BadInput.of(told("say of one line at least what you saw"), file="marks", column="seen")
    return Observed(place, given.seen_on, said)


def not_described(criteria: Sequence[Mapping[str, Any]]) -> list[str]:
    """The lines of a rubric of which some level says nothing to see, or only what may be said of any task: on these a
    behaviour would be a mere number.
    """
    return [
        str(row["category"])
        for row in criteria
        if not row["levels"] or any(_says_nothing(level) for level in row["levels"])
    ]


def _says_nothing(level: Mapping[str, Any]) -> bool:
    description = str(level.get("description") or "").strip()
    return not description or is_skeleton(description)


def shows_work(method: Method, *, behaviour: bool) -> bool:
    """Whether a task shown in this way proves a competency by itself; `behaviour`: it is how somebody goes about her
    work.

    What she knows or tells of it never does, and only adds to the rest (S0-09). Being watched proves a behaviour, and
    nothing technical (S0-10).
    """
    return method.performs or (behaviour and method is Method.BEHAVIOURAL_OBSERVATION)
