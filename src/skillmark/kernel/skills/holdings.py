"""From applicants to what they hold, each row with its basis."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from skillmark.kernel.skills.applicants import Applicant
from skillmark.kernel.skills.model import Basis, Holding, Requirement, half_up
from skillmark.kernel.skills.past_jobs import Levels, PastJob, PastJobOutcome, PastJobs


@dataclass(frozen=True, slots=True)
class ApplicantHoldings:
    """One applicant's rows: verified, claimed, inferred, each by competency id, and what became of the past job."""

    applicant: Applicant
    past_job: PastJob
    holdings: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class PastJobReport:
    """A past job that inferred nothing, and why; `person_id` names the applicant."""

    person_id: str
    outcome: PastJobOutcome
    sentence: str


def applicant_holdings(
    applicants: Sequence[Applicant],
    past_jobs: PastJobs,
    levels: Levels,
    requirements: Sequence[Requirement],
    *,
    verified: Iterable[Holding] = (),
    competencies: Collection[str] | None = None,
) -> tuple[ApplicantHoldings, ...]:
    """What each applicant holds, in the applicants' order; everybody gets at least one row, so everybody is ranked.

    `verified` rows come from checked records and must belong to one of the applicants; `competencies` keeps only
    these (None: all). Raises ValueError for no requirement or for a verified row of a stranger or of another basis.
    """
    if not requirements:
        raise ValueError("a standard without requirements ranks nobody")
    checked: dict[str, list[Holding]] = {applicant.person_id: [] for applicant in applicants}
    for holding in verified:
        if holding.basis is not Basis.VERIFIED or holding.person_id not in checked:
            raise ValueError(f"{holding} is not a verified row of one of the applicants")
        checked[holding.person_id].append(holding)
    first = requirements[0].competency_id
    return tuple(
        _of_one(
            applicant,
            past_jobs.resolve(applicant.previous_job, levels),
            levels,
            checked[applicant.person_id],
            first,
            competencies,
        )
        for applicant in applicants
    )


def past_job_reports(held: Iterable[ApplicantHoldings]) -> tuple[PastJobReport, ...]:
    """Every past job that inferred nothing, in the applicants' order."""
    return tuple(
        PastJobReport(one.applicant.person_id, one.past_job.outcome, one.past_job.sentence())
        for one in held
        if one.past_job.outcome is not PastJobOutcome.MATCHED
    )


def _of_one(
    applicant: Applicant,
    past_job: PastJob,
    levels: Levels,
    checked: Sequence[Holding],
    first: str,
    competencies: Collection[str] | None,
) -> ApplicantHoldings:
    person = applicant.person_id
    claimed = {rating.competency_id: half_up(rating.level) for rating in applicant.self_ratings}
    inferred = levels[past_job.code] if past_job.outcome is PastJobOutcome.MATCHED and past_job.code else {}
    rows = [
        *sorted(checked, key=lambda holding: (holding.competency_id, holding.level)),
        *(Holding(person, competency, claimed[competency], Basis.CLAIMED) for competency in sorted(claimed)),
        *(Holding(person, competency, inferred[competency], Basis.INFERRED) for competency in sorted(inferred)),
    ]
    kept = tuple(row for row in rows if competencies is None or row.competency_id in competencies)
    return ApplicantHoldings(applicant, past_job, kept or (Holding(person, first, 0, Basis.INFERRED),))
