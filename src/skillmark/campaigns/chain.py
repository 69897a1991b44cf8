"""The chain from a promised job to its public figures: where each step stands, from the campaign's own notes alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from skillmark.campaigns.models import StepName
from skillmark.foundation.roles import Role


class Standing(Enum):
    """How a step stands. A stuck one holds up what comes after it."""

    DONE = "done"
    STUCK = "stuck"
    NEXT = "next"
    LATER = "later"


OWNERS: dict[StepName, Role] = {
    StepName.PROMISE: Role.TALENT_LEAD,
    StepName.STANDARD: Role.TALENT_LEAD,
    StepName.APPLICANTS: Role.RECRUITER,
    StepName.FIT: Role.TALENT_LEAD,
    StepName.PLAN: Role.TALENT_LEAD,
    StepName.PROOF: Role.ASSESSOR,
    StepName.POSTING: Role.RECRUITER,
    StepName.MEASUREMENT: Role.EVALUATOR,
    StepName.FIGURES: Role.EVALUATOR,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the chain is read from. `counted`: seats are counted against promises (jobs or internal posts)."""

    noted: frozenset[StepName]
    counted: bool
    promised: int
    openings: int


def standings(facts: Facts) -> dict[StepName, Standing]:
    """Each step's standing, in the order of the job (S1-01).

    The promise is done when as many jobs are promised as the campaign has openings, or when nothing has to stand behind
    its seats. A step that is not done while a later one is, or a promise that falls short, is stuck; the first other
    open one comes next.
    """
    done = {step for step in StepName if _is_done(step, facts)}
    last_done = max((position for position, step in enumerate(StepName) if step in done), default=-1)
    found: dict[StepName, Standing] = {}
    for position, step in enumerate(StepName):
        if step in done:
            found[step] = Standing.DONE
        elif position < last_done or (step is StepName.PROMISE and 0 < facts.promised < facts.openings):
            found[step] = Standing.STUCK
        else:
            found[step] = Standing.LATER if Standing.NEXT in found.values() else Standing.NEXT
    return found


def to_do(found: Mapping[StepName, Standing]) -> list[StepName]:
    """What wants doing now: stuck steps first, then the next one; empty when everything is done."""
    wanted = (Standing.STUCK, Standing.NEXT)
    return sorted((step for step in found if found[step] in wanted), key=lambda step: wanted.index(found[step]))


def _is_done(step: StepName, facts: Facts) -> bool:
    if step is StepName.PROMISE:
        return not facts.counted or facts.promised >= facts.openings
    return step in facts.noted
