"""Reads of job analysis: a rater's own answers, and the figures of a panel that has closed."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.governance import queries as decisions
from skillmark.standards import carrying, panel
from skillmark.standards.models import Framework, JobAnalysis, JobRating, Panelist, Requirement
from skillmark.standards.queries.frameworks import framework


@dataclass(frozen=True, slots=True)
class Line:
    """One line to rate: a requirement or a task, with what is quoted of it. `key` names it in a form. `level` and
    `descriptor` say how much of a requirement is asked for.
    """

    key: str
    text: str
    about: str
    is_task: bool
    object_id: UUID
    level: int | None = None
    descriptor: str = ""


@dataclass(frozen=True, slots=True)
class ToArgue:
    """A requirement that stays only with a reason, why, and the reason where one is given."""

    requirement: Requirement
    why: panel.MustArgue
    reason: str


def analysis(actor: Actor, framework_id: UUID) -> JobAnalysis | None:
    """The panel of this version. None where nobody was asked."""
    access.require(actor, "standards.framework.read")
    found: JobAnalysis | None = JobAnalysis.objects.within(actor).filter(framework_id=framework_id).first()
    return found


def panelists(actor: Actor, framework_id: UUID) -> "QuerySet[Panelist]":
    """Who was asked, by name: whether each has finished, never what she said."""
    access.require(actor, "standards.analysis.ask", framework(actor, framework_id))
    found: QuerySet[Panelist] = Panelist.objects.within(actor).filter(analysis__framework_id=framework_id)
    return found.select_related("person").order_by("person__name", "id")


def own_seat(actor: Actor, framework_id: UUID, *, lock: bool = False) -> Panelist:
    """Her own place on the panel of this version. Raises NotFound where she has none."""
    found: QuerySet[Panelist] = Panelist.objects.within(actor).filter(analysis__framework_id=framework_id)
    hers = found.filter(person_id=actor.person_id) if actor.person_id else found.none()
    if lock:
        hers = hers.select_for_update()
    seat = hers.select_related("analysis").first()
    if seat is None:
        raise NotFound(str(framework_id))
    access.require(actor, "standards.analysis.rate", seat)
    return seat


def open_seats(actor: Actor) -> list[Panelist]:
    """The panels that still wait for her own answers."""
    if actor.person_id is None:
        return []
    found: QuerySet[Panelist] = Panelist.objects.within(actor).filter(person_id=actor.person_id, finished_at=None)
    waiting = found.filter(analysis__closed_at=None).select_related("analysis__framework", "workspace")
    return list(waiting.order_by("recorded_at", "id"))


def was_asked(actor: Actor, found: Framework) -> bool:
    """Whether she sits on the panel of this version, or in the group that was asked to publish it."""
    question = found.proposal_id
    if actor.person_id is None:
        return False
    seats: QuerySet[Panelist] = Panelist.objects.within(actor).filter(analysis__framework_id=found.pk)
    if seats.filter(person_id=actor.person_id).exists():
        return True
    return question is not None and decisions.was_asked(actor, question)


def own_ratings(actor: Actor, seat: Panelist) -> dict[str, JobRating]:
    """Her answers by the key of the line."""
    access.require(actor, "standards.analysis.rate", seat)
    rows = JobRating.objects.within(actor).filter(panelist=seat)
    return {key_of(row.requirement_id or row.work_task_id): row for row in rows}


def lines(actor: Actor, framework_id: UUID) -> list[Line]:
    """What a panel rates: the tasks, then the requirements, in the standard's order."""
    found = framework(actor, framework_id)
    tasks = found.work_tasks.order_by("position")
    asked = found.requirements.select_related("competency").order_by("position")
    return [
        *(Line(key_of(task.pk), task.statement, task.original, True, task.pk) for task in tasks),
        *(
            Line(
                key_of(line.pk), line.competency.name, line.competency.description, False, line.pk,
                line.level, line.descriptor,
            )
            for line in asked
        ),
    ]  # fmt: skip


def to_argue(found: Framework) -> list[ToArgue]:
    """The requirements that stay only with a reason. The caller has read the framework in its own scope."""
    basis = carrying.said(found) if carrying.was_ever_rated(found) else None
    rows = found.requirements.select_related("competency", "kept_reason").order_by("position")
    asked = []
    for row in rows:
        about = row.competency
        why = panel.must_argue(about.reference, about.name, about.description, basis)
        if why is not None:
            reason = getattr(row, "kept_reason", None)
            asked.append(ToArgue(row, why, reason.text if reason else ""))
    return asked


def key_of(object_id: UUID | None) -> str:
    """How a line is called in a form."""
    assert object_id is not None
    return object_id.hex
