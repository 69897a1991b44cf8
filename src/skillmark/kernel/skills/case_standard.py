"""The same standard from a CASE package as from O*NET: its tasks lead, its requirements screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from skillmark.kernel.skills.case import CaseItem, CasePackage, match_requirements
from skillmark.kernel.skills.draft import DEFAULT_RULE, DraftStandard, Indicator
from skillmark.kernel.skills.kinds import kind_of_element
from skillmark.kernel.skills.legal import LegalRequirement, is_own_licence, legal_requirements
from skillmark.kernel.skills.model import Element, Occupation, Requirement, Source, Task
from skillmark.kernel.skills.past_jobs import Levels, PastJobs, named_past_jobs, required_levels
from skillmark.kernel.skills.phrasing import benchmark
from skillmark.kernel.skills.similar import suggest_tasks
from skillmark.kernel.values import BadInput, told

RULE = (
    f"Tasks: up to {DEFAULT_RULE.most_tasks} items of type Task in the package's order; where the job is an item of "
    "its own, only the tasks below it. A task that is only about keeping one's own licence stands among the legal "
    "requirements instead.",
    "Indicators: the job's rows of the requirements file, in its order, with its levels, weights and essentials as "
    "they stand.",
)


@dataclass(frozen=True, slots=True)
class CaseStandard:
    """A standard from a CASE package, with its jobs as past jobs.

    `competencies` maps each competency's identifier or unique code to the id used in `requirements`.
    """

    standard: DraftStandard
    competencies: Mapping[str, str]
    past_jobs: PastJobs
    levels: Levels


def case_standard(
    package: CasePackage,
    requirements: Sequence[Requirement],
    *,
    requirements_name: str,
    job_id: str | None = None,
    legal: Sequence[LegalRequirement] = (),
) -> CaseStandard:
    """The standard of one job (the first of `requirements` where none is named). Raises BadInput."""
    if not requirements:
        raise BadInput.of(told("has no requirements"), file=requirements_name, row=2)
    target = job_id or requirements[0].job_id
    matched, competencies = match_requirements(package, requirements, name=requirements_name)
    chosen = [line for line in matched if line.job_id == target]
    if not chosen:
        raise BadInput.of(told("there is no job “%(job)s”", job=target), file=requirements_name, column="job_id")
    job = package.item(target)
    occupation = Occupation(target, job.statement if job else target, job.notes if job else "", _tasks(package, job))
    work = [task for task in occupation.tasks if not is_own_licence(task)]
    tasks = tuple(benchmark(task) for task in work[: DEFAULT_RULE.most_tasks])
    standard = DraftStandard(
        target,
        occupation.title,
        occupation.description,
        legal_requirements(occupation, legal),
        tasks,
        _indicators(package, chosen, [(task.task_id, task.source_statement) for task in tasks]),
        None,
        RULE,
        case_source(package),
    )
    titles = {line.job_id: _title(package, line.job_id) for line in matched}
    return CaseStandard(standard, competencies, named_past_jobs(titles), required_levels(matched))


def case_source(package: CasePackage) -> Source:
    """The package as source, with the licence it states or the plain remark that it states none."""
    licence = package.licence or "licence not stated"
    named = package.title + (f", version {package.version}" if package.version else "")
    attribution = ", ".join(filter(None, (named, package.creator, licence)))
    return Source(package.title, package.version, package.licence, attribution)


def _title(package: CasePackage, job_id: str) -> str:
    job = package.item(job_id)
    return job.statement if job else job_id


def _tasks(package: CasePackage, job: CaseItem | None) -> tuple[Task, ...]:
    tasks = [item for item in package.items if item.is_task]
    below = package.under(job.identifier) if job else frozenset()
    own = [item for item in tasks if item.identifier in below]
    return tuple(Task(item.code or item.identifier, item.statement, None) for item in own or tasks)


def _indicators(
    package: CasePackage, chosen: Sequence[Requirement], tasks: Sequence[tuple[str, str]]
) -> tuple[Indicator, ...]:
    elements = []
    for line in chosen:
        item = package.item(line.competency_id)
        if item is None:
            raise ValueError(f"{line.competency_id} was matched and is gone")
        elements.append(Element(line.competency_id, item.name or item.statement, item.statement))
    return tuple(
        Indicator(
            line.competency_id,
            element.name,
            element.description,
            line.level,
            line.weight,
            line.essential,
            False,
            False,
            None,
            None,
            (),
            f"Level {line.level}: {element.description}",
            suggested,
            kind=kind_of_element(line.competency_id),
        )
        for line, element, suggested in zip(chosen, elements, suggest_tasks(elements, tasks), strict=True)
    )
