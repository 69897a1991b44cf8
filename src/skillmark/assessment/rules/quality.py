"""How much of what was marked is looked at again, and what comes of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from skillmark.kernel.agreement import MOST_WEIGHT, Criterion
from skillmark.kernel.values import BadInput, told

LARGEST_WEIGHT = 10  # both risks together make a hundred, which is what the draw bears
MOST_NEW_MARKS = 200
COVERS = ("assessors", "candidates", "methods")


class Risk(StrEnum):
    """Why an attempt comes more readily than another."""

    NEW = "new"
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True)
class Sampling:
    """A sampling policy: the least share of each cover in percent, and what risk weighs."""

    assessors: int
    candidates: int
    methods: int
    new_marks: int
    new_weight: int
    difference_weight: int

    @property
    def percent(self) -> dict[str, int]:
        return {"assessors": self.assessors, "candidates": self.candidates, "methods": self.methods}


READY = Sampling(assessors=100, candidates=20, methods=100, new_marks=10, new_weight=3, difference_weight=3)


def checked_sampling(wanted: Sampling) -> Sampling:
    """The policy, if it is one. Raises BadInput."""
    for name, share in wanted.percent.items():
        if not 0 <= share <= 100:
            raise BadInput.of(told("a share lies between 0 and 100 percent"), file="sampling", column=name)
    if not any(wanted.percent.values()):
        raise BadInput.of(told("something is looked at again"), file="sampling", column="candidates")
    for name, weight in (("new_weight", wanted.new_weight), ("difference_weight", wanted.difference_weight)):
        if not 1 <= weight <= LARGEST_WEIGHT:
            said = told("a risk weighs 1 to %(most)s", most=LARGEST_WEIGHT)
            raise BadInput.of(said, file="sampling", column=name)
    if not 0 <= wanted.new_marks <= MOST_NEW_MARKS:
        said = told("an assessor is new for 0 to %(most)s marks", most=MOST_NEW_MARKS)
        raise BadInput.of(said, file="sampling", column="new_marks")
    return wanted


def checked_external(here: bool, organisation: str) -> None:
    """Raises BadInput for an assurer who is not from outside by what is recorded: she has a place in this workplace
    (`here`), or no other organisation is known of her (S0-20).
    """
    if here:
        said = told("has a place in this workplace, so does not come from outside")
        raise BadInput.of(said, file="sample", column="external")
    if not organisation:
        said = told("comes from no other organisation, as far as is recorded: add the job there on the person’s page")
        raise BadInput.of(said, file="sample", column="external")


def risks(earlier: Collection[int], differed: bool, policy: Sampling) -> tuple[Risk, ...]:
    """Why an attempt is looked at more readily: `earlier` says how many each of its assessors had marked before."""
    new = any(count < policy.new_marks for count in earlier)
    return (*((Risk.NEW,) if new else ()), *((Risk.DIFFERENCE,) if differed else ()))


def weight(found: Collection[Risk], policy: Sampling) -> int:
    """How many times as readily as another; risks multiply."""
    new = policy.new_weight if Risk.NEW in found else 1
    return min(new * (policy.difference_weight if Risk.DIFFERENCE in found else 1), MOST_WEIGHT)


def earlier_marks(given: Iterable[tuple[UUID, UUID]]) -> dict[UUID, list[int]]:
    """How many each assessor had marked before, by attempt. `given`: (attempt, assessor), in time's order."""
    counted: dict[UUID, int] = {}
    earlier: dict[UUID, list[int]] = {}
    for sitting_id, assessor_id in given:
        before = counted.get(assessor_id, 0)
        earlier.setdefault(sitting_id, []).append(before)
        counted[assessor_id] = before + 1
    return earlier


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What the assurer's marks say of a result: criteria that differ beyond the limit, and whether both pass or fail
    it alike. `points`: the weighted sums, first the result's.
    """

    beyond: tuple[str, ...]
    same_verdict: bool
    points: tuple[int, int]


def second_look(
    rubric: Sequence[Criterion], levels: Mapping[str, int], again: Mapping[str, int], *, limit: int, pass_mark: int
) -> SecondLook:
    """A result beside what somebody gave who had seen none of it."""
    passed = [all(level >= pass_mark for level in marks.values()) for marks in (levels, again)]
    first, second = (
        sum(criterion.weight * marks[criterion.criterion_id] for criterion in rubric) for marks in (levels, again)
    )
    beyond = tuple(
        criterion.criterion_id
        for criterion in rubric
        if abs(levels[criterion.criterion_id] - again[criterion.criterion_id]) > limit
    )
    return SecondLook(beyond, passed[0] == passed[1], (first, second))
