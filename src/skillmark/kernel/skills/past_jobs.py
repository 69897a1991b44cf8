"""What a past job lets us infer: a code or an exact title, and nothing where it is not certain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from skillmark.kernel.skills.model import Occupation, Requirement, half_up
from skillmark.kernel.skills.onet import Catalogue

Levels = Mapping[str, Mapping[str, int]]  # code of a past job → competency id → level 0–10


class PastJobOutcome(StrEnum):
    """What became of the past job that an applicant gave; only `matched` infers anything."""

    MATCHED = "matched"
    NONE_GIVEN = "none given"
    UNKNOWN = "unknown"
    SEVERAL = "several matches"
    UNRATED = "not rated"


@dataclass(frozen=True, slots=True)
class PastJob:
    """The past job as given, and the one code it stands for, or the candidates where there are several."""

    given: str
    outcome: PastJobOutcome
    code: str | None = None
    candidates: tuple[str, ...] = ()

    def sentence(self) -> str:
        """The outcome in plain words."""
        match self.outcome:
            case PastJobOutcome.MATCHED:
                return f"“{self.given}” is {self.code}"
            case PastJobOutcome.NONE_GIVEN:
                return "no past job was given, so nothing is inferred"
            case PastJobOutcome.UNKNOWN:
                return f"“{self.given}” is neither a code nor a title we know, so nothing is inferred"
            case PastJobOutcome.SEVERAL:
                return f"“{self.given}” may be any of {', '.join(self.candidates)}, so nothing is inferred"
            case PastJobOutcome.UNRATED:
                return f"“{self.given}” is {self.code}, which has no ratings, so nothing is inferred"


@dataclass(frozen=True, slots=True)
class PastJobs:
    """The jobs that can be recognised: their codes, and the codes of each case-folded main and alternate title."""

    codes: frozenset[str]
    titles: Mapping[str, tuple[str, ...]]
    alternates: Mapping[str, tuple[str, ...]]

    def find(self, given: str) -> PastJob:
        """A code, or a title matched exactly, case-folded, main titles before alternates; ratings are not asked."""
        wanted = given.strip()
        if not wanted:
            return PastJob(given, PastJobOutcome.NONE_GIVEN)
        if wanted in self.codes:
            return PastJob(wanted, PastJobOutcome.MATCHED, wanted)
        title = wanted.casefold()
        found = self.titles.get(title) or self.alternates.get(title, ())
        if not found:
            return PastJob(wanted, PastJobOutcome.UNKNOWN)
        if len(found) > 1:
            return PastJob(wanted, PastJobOutcome.SEVERAL, None, tuple(sorted(found)))
        return PastJob(wanted, PastJobOutcome.MATCHED, found[0])

    def resolve(self, given: str, levels: Levels) -> PastJob:
        """As `find`, and a code without levels is reported as not rated."""
        found = self.find(given)
        if found.outcome is PastJobOutcome.MATCHED and not levels.get(found.code or ""):
            return PastJob(found.given, PastJobOutcome.UNRATED, found.code)
        return found


def onet_past_jobs(catalogue: Catalogue) -> PastJobs:
    """Every occupation of O*NET as a past job."""
    titles = _by_title((occupation.title, code) for code, occupation in catalogue.occupations.items())
    return PastJobs(frozenset(catalogue.occupations), titles, catalogue.alternates)


def occupation_levels(occupations: Iterable[Occupation]) -> dict[str, dict[str, int]]:
    """The levels that having worked in each occupation suggests: rounded half up, 0 where not relevant."""
    return {
        occupation.code: {
            element: half_up(rating.effective_level) for element, rating in sorted((occupation.ratings or {}).items())
        }
        for occupation in occupations
    }


def required_levels(requirements: Iterable[Requirement]) -> dict[str, dict[str, int]]:
    """The levels that having held each job suggests: those the job requires."""
    levels: dict[str, dict[str, int]] = {}
    for requirement in requirements:
        levels.setdefault(requirement.job_id, {})[requirement.competency_id] = requirement.level
    return levels


def named_past_jobs(titles: Mapping[str, str]) -> PastJobs:
    """Jobs of one's own as past jobs, from job id → title."""
    return PastJobs(frozenset(titles), _by_title((title, code) for code, title in titles.items()), {})


def _by_title(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    titles: dict[str, tuple[str, ...]] = {}
    for title, code in pairs:
        titles[title.casefold()] = (*titles.get(title.casefold(), ()), code)
    return titles
