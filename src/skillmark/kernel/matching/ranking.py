"""Who meets each job, as records with every reason."""

from collections.abc import Iterator
from dataclasses import replace

from skillmark.kernel.matching.holdings import UNKNOWN, Holdings
from skillmark.kernel.matching.order import TERM_SCALE, coverage, term
from skillmark.kernel.matching.records import Explanation, JobRanking, PersonRanking, State
from skillmark.kernel.matching.requirements import Requirements
from skillmark.kernel.matching.top import top_k
from skillmark.kernel.skills import Basis, Requirement

LISTED_AT_ONCE = 2_000_000  # people × jobs held at once, about 100 MB; more jobs are ranked in further passes

Known = tuple[int, int, int]
NOTHING_KNOWN: Known = (UNKNOWN, UNKNOWN, UNKNOWN)


def rank(requirements: Requirements, holdings: Holdings, top: int | None = 20) -> list[JobRanking]:
    """The `top` best people of every job (everyone with None), jobs in order of first appearance.

    Order: unmet essentials on verified levels (fewest), coverage on them (highest), then both on effective levels.
    Equal on all four share a rank; within a tie the listing is a draw by the ids alone.
    """
    return list(rankings(requirements, holdings, top))


def rankings(
    requirements: Requirements, holdings: Holdings, top: int | None = 20, *, threads: int = 1
) -> Iterator[JobRanking]:
    """`rank`, job by job, holding at most `LISTED_AT_ONCE` listed people. Raises ValueError when `top` is below 1."""
    wanted = max(len(holdings.people), 1) if top is None else top
    listed = max(1, min(wanted, len(holdings.people)))
    at_once = max(1, LISTED_AT_ONCE // listed)
    for first in range(0, len(requirements.jobs), at_once):
        yield from _rank_part(_part(requirements, first, first + at_once), holdings, wanted, threads)


def _part(requirements: Requirements, first: int, last: int) -> Requirements:
    """The jobs `first` to `last` (exclusive) alone."""
    if first == 0 and last >= len(requirements.jobs):
        return requirements
    start = requirements.start[first : last + 1]
    rows = slice(int(start[0]), int(start[-1]))
    return replace(
        requirements,
        jobs=requirements.jobs[first:last],
        start=start - start[0],
        competency=requirements.competency[rows],
        level=requirements.level[rows],
        weight=requirements.weight[rows],
        essential=requirements.essential[rows],
    )


def _rank_part(requirements: Requirements, holdings: Holdings, top: int, threads: int) -> Iterator[JobRanking]:
    best = top_k(requirements, holdings, top, threads=threads)
    known: dict[int, dict[str, Known]] = {}
    for job, job_id in enumerate(requirements.jobs):
        asked = sorted(requirements.of_job(job), key=_importance)
        essentials, possible = int(requirements.essentials[job]), int(requirements.possible[job])
        people = []
        for listed in range(best.people.shape[1]):
            person = int(best.people[job, listed])
            if person not in known:
                known[person] = holdings.levels(person)
            met_verified, numerator_verified = divmod(int(best.verified[job, listed]), requirements.bonus)
            met_effective, numerator_effective = divmod(int(best.effective[job, listed]), requirements.bonus)
            missing, missing_verified = _missing(asked, known[person])
            people.append(
                PersonRanking(
                    person=holdings.people[person],
                    rank=int(best.rank[job, listed]),
                    unmet_essentials_verified=essentials - met_verified,
                    unmet_essentials_effective=essentials - met_effective,
                    coverage_verified=coverage(numerator_verified, possible),
                    coverage_effective=coverage(numerator_effective, possible),
                    missing=missing,
                    missing_verified=missing_verified,
                )
            )
        yield JobRanking(job_id, tuple(people))


def _importance(requirement: Requirement) -> tuple[bool, int, str]:
    """Essentials first, then weight descending, then id."""
    return (not requirement.essential, -requirement.weight, requirement.competency_id)


def _missing(asked: list[Requirement], known: dict[str, Known]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The competencies of requirements unmet on effective levels, and on verified ones, in the order asked."""
    missing, missing_verified = [], []
    for requirement in asked:
        levels = known.get(requirement.competency_id, NOTHING_KNOWN)
        if _effective(levels)[0] < requirement.level:
            missing.append(requirement.competency_id)
        if levels[0] < requirement.level:
            missing_verified.append(requirement.competency_id)
    return tuple(missing), tuple(missing_verified)


def _effective(known: Known) -> tuple[int, Basis | None]:
    """The level that counts and its basis; equal claimed and inferred levels are claimed (she says so)."""
    verified, claimed, inferred = known
    if verified != UNKNOWN:
        return verified, Basis.VERIFIED
    if claimed == inferred == UNKNOWN:
        return 0, None
    return (claimed, Basis.CLAIMED) if claimed >= inferred else (inferred, Basis.INFERRED)


def explain(requirements: Requirements, holdings: Holdings, *, person: str, job: str) -> tuple[Explanation, ...]:
    """Each requirement of the job, essentials first, and what the person holds; terms sum to the coverages' numerators.

    Raises KeyError for a person or job that is in neither input.
    """
    if job not in requirements.jobs:
        raise KeyError(job)
    known = holdings.levels(holdings.place_of[person])
    asked = sorted(requirements.of_job(requirements.jobs.index(job)), key=_importance)
    return tuple(_explanation(line, known.get(line.competency_id, NOTHING_KNOWN)) for line in asked)


def _explanation(requirement: Requirement, known: Known) -> Explanation:
    held, basis = _effective(known)
    return Explanation(
        competency=requirement.competency_id,
        required=requirement.level,
        weight=requirement.weight,
        essential=requirement.essential,
        held=None if basis is None else held,
        basis=basis,
        term=term(requirement.weight, held, requirement.level),
        term_verified=term(requirement.weight, max(known[0], 0), requirement.level),
        possible=TERM_SCALE * requirement.weight,
        state=_state(requirement.level, held, basis),
    )


def _state(required: int, held: int, basis: Basis | None) -> State:
    """Met on its basis; else tried and below where a verified level exists; else not yet assessed."""
    if basis is not None and held >= required:
        return State(basis.value)
    return State.ASSESSED_BELOW if basis is Basis.VERIFIED else State.NOT_YET_ASSESSED
