"""Attempts to test with, at the example employer, made by the actions the product uses."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from tests.people import factories as people
from tests.people.factories import Member
from tests.standards import factories as standards

from skillmark.assessment import actions, queries
from skillmark.assessment.queries import AssessmentTask, Rating, Sitting
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Actor, Role
from skillmark.people import actions as people_actions
from skillmark.people.queries import Person, Unit
from skillmark.standards import actions as standard_actions
from skillmark.standards import stored
from skillmark.standards.actions import TaskValues
from skillmark.standards.queries import Framework

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
TWO_ONE_INDEPENDENT = [{"kind": "practical_test", "count": 2, "independent": 1}]
HOLDS = {"confirmed": ["valid", "authentic", "current", "sufficient"]}  # as the page sends it
TO_STANDARD = {"1": 2, "2": 2, "3": 2, "4": 2}


@dataclass(frozen=True)
class Bench:
    """A demonstration workspace with a standard, a task set from it, a candidate and two assessors."""

    place: Workspace
    program: Actor
    framework: Framework
    task: AssessmentTask
    candidate: Member
    first: Member
    second: Member

    def sitting(self) -> Sitting:
        return actions.open_sitting(self.program, task_id=self.task.pk, person_id=self.candidate.person_id, now=NOW)


def describe(program: Actor, framework: Framework) -> None:
    """Every level of every task in words of its own, as a panel would put them."""
    for task in framework.work_tasks.select_related("rubric"):
        rubric = tuple(
            replace(one, levels=tuple(replace(each, description=f"Here: {each.description}") for each in one.levels))
            for one in stored.criteria(task.rubric)
        )
        values = TaskValues(task.statement, task.sample_task, rubric, task.rubric.pass_mark)
        standard_actions.edit_task(program, work_task_id=task.pk, values=values, now=NOW)


def bench(
    *,
    policy: list[dict[str, object]] | None = None,
    limit: int = 1,
    demonstration: bool = True,
    described: bool = False,
) -> Bench:
    """`described`: the levels of its tasks say what is seen, as a behaviour asks."""
    place = people.workspace(demonstration=demonstration)
    program = people.system(place)
    framework = standards.tideway(program, now=NOW)
    if described:
        describe(program, framework)
    if not demonstration:
        framework = standards.published(program, framework, now=NOW)
    actions.set_policy(program, framework_id=framework.pk, layers=policy or TWO_ONE_INDEPENDENT, now=NOW)
    work_task = framework.work_tasks.get(reference="T-02")
    task = actions.set_task(
        program, framework_id=framework.pk, work_task_id=work_task.pk, shows=["TP-02", "TP-07"], limit=limit, now=NOW
    )
    return Bench(
        place,
        program,
        framework,
        task,
        people.member(place, Role.WORKER, name="Rosa Castell"),
        people.member(place, Role.ASSESSOR, name="Ida Berg"),
        people.member(place, Role.ASSESSOR, name="Owen Pratt"),
    )


def mark(member: Member, sitting: Sitting, scores: Mapping[str, int] | None = None) -> Rating:
    return actions.rate(member.actor, sitting_id=sitting.pk, scores=scores or TO_STANDARD, now=NOW)


def observe(
    member: Member, sitting: Sitting, text: str = "Mounted the seal on a cleaned shaft; no leak at 6 bar."
) -> None:
    actions.add_evidence(member.actor, sitting_id=sitting.pk, text=text, now=NOW)


def leads(where: Bench, member: Member) -> Member:
    """She leads the candidate, by what is recorded."""
    people_actions.set_manager(where.program, person_id=where.candidate.person_id, manager_id=member.person_id, now=NOW)
    return member


def works_beside(where: Bench, member: Member) -> Member:
    """She and the candidate belong to one part of the workplace."""
    line = Unit.objects.within(where.program).filter(name="Line 2").first()
    line = line or Unit.objects.record(where.program, now=NOW, name="Line 2")
    both = [member.person_id, where.candidate.person_id]
    Person.objects.within(where.program).filter(pk__in=both).update(unit=line)
    return member


def outsider(where: Bench, name: str = "Mo Lind", organisation: str = "Harbour College") -> Member:
    """An assessor who works for another organisation and has no place here."""
    member = people.member(where.place, Role.ASSESSOR, name=name)
    people_actions.record_employment(
        where.program, person_id=member.person_id, title="Instructor", organisation=organisation, now=NOW
    )
    return member


def assurer(where: Bench, name: str = "Ada Quist") -> Member:
    return people.member(where.place, Role.QUALITY_ASSURER, name=name)


def hand_in(
    where: Bench, sitting: Sitting, content: bytes = b"%PDF-1.4 the log of the line", name: str = "log.pdf"
) -> None:
    """The candidate hands in a file on which nobody else is."""
    actions.add_evidence(
        where.candidate.actor, sitting_id=sitting.pk, content=content, file_name=name, others=False, now=NOW
    )


def proven(where: Bench) -> Sitting:
    """An attempt that was seen, marked by both and passed."""
    sitting = where.sitting()
    observe(where.first, sitting)
    mark(where.first, sitting)
    mark(where.second, sitting)
    return queries.sitting(where.program, sitting.pk)


def stage(where: Bench, sitting_id: UUID) -> queries.Stage:
    return queries.result(queries.sitting(where.program, sitting_id)).stage
