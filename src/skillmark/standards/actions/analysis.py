"""A panel is asked, rates and closes; a requirement that has to be argued for gets its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from skillmark.foundation import access, audit
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told
from skillmark.people import queries as people
from skillmark.standards import carrying, panel, queries
from skillmark.standards.actions.refusals import PanelClosed, TooFewRaters
from skillmark.standards.actions.settled import changeable
from skillmark.standards.models import Capacity, Framework, JobAnalysis, JobRating, KeptReason, Panelist


@dataclass(frozen=True, slots=True)
class Rated:
    """One answer: importance and frequency 1–5, and whether it is needed on the first day."""

    importance: int
    frequency: int
    at_entry: bool


@action
def ask_panel(
    actor: Actor, *, framework_id: UUID, capacities: Mapping[UUID, Capacity], cut: int = panel.CUT, now: datetime
) -> JobAnalysis:
    """Ask these people what the work takes; those asked before stay asked. Raises NotADraft, PanelClosed, AlreadyAsked
    while a group decides on this version, and NotFound.
    """
    framework = changeable(actor, framework_id, "standards.analysis.ask")
    held: JobAnalysis | None = JobAnalysis.objects.within(actor).filter(framework=framework).first()
    if held is None:
        held = JobAnalysis.objects.record(actor, now=now, framework=framework, cut=cut, opened_by_id=actor.person_id)
    if held.closed_at is not None:
        raise PanelClosed(framework.title)
    asked = set(Panelist.objects.within(actor).filter(analysis=held).values_list("person_id", flat=True))
    added = 0
    for person_id, capacity in capacities.items():
        if person_id not in asked:
            person = people.person(actor, person_id)
            Panelist.objects.record(actor, now=now, analysis=held, person=person, capacity=capacity)
            added += 1
    audit.record(actor, "standards.analysis.asked", held, people=added)
    return held


@action
def rate(actor: Actor, *, framework_id: UUID, rated: Mapping[str, Rated], now: datetime) -> Panelist:
    """Keep her own answers, as far as they go. Raises NotFound for who was not asked, PanelClosed, and BadInput."""
    seat = queries.own_seat(actor, framework_id, lock=True)
    access.require(actor, "standards.analysis.rate", seat)
    if JobAnalysis.objects.within(actor).select_for_update().get(pk=seat.analysis_id).closed_at is not None:
        raise PanelClosed(str(framework_id))
    lines = {line.key: line for line in queries.lines(actor, framework_id)}
    for key, given in rated.items():
        line = lines.get(key)
        if line is None or not {given.importance, given.frequency} <= set(range(1, panel.POINTS + 1)):
            raise BadInput.of(told("is no line of this standard, or no point of the scale"), file="ratings")
        target: dict[str, Any] = {"work_task_id" if line.is_task else "requirement_id": line.object_id}
        values = {
            "importance": given.importance, "frequency": given.frequency, "at_entry": given.at_entry
        }  # fmt: skip
        JobRating.objects.within(actor).update_or_create(
            panelist=seat,
            **target,
            defaults=values,
            create_defaults=values | {"workspace_id": seat.workspace_id, "recorded_at": now},
        )
    answered = JobRating.objects.within(actor).filter(panelist=seat).count()
    if answered == len(lines) and seat.finished_at is None:
        seat.finished_at = now
        seat.save(update_fields=["finished_at"])
        audit.record(actor, "standards.analysis.rated", seat.analysis, lines=answered)
    return seat


@action
def close_panel(actor: Actor, *, framework_id: UUID, now: datetime) -> JobAnalysis:
    """Take the figures and end the panel. Raises NotADraft, AlreadyAsked, PanelClosed, and TooFewRaters while one could
    be told.
    """
    framework = changeable(actor, framework_id, "standards.analysis.ask")
    held: JobAnalysis | None = JobAnalysis.objects.within(actor).select_for_update().filter(framework=framework).first()
    if held is None or held.closed_at is not None:
        raise PanelClosed(framework.title)
    answers = _answers(actor, held)
    if len({answer.rater for answer in answers}) < panel.FEWEST_RATERS:
        raise TooFewRaters(framework.title)
    held.basis = _basis(actor, framework, held, answers, people.today(actor, now).isoformat())
    held.closed_at = now
    held.save(update_fields=["basis", "closed_at"])
    audit.record(actor, "standards.analysis.closed", held, raters=held.basis["raters"])
    return held


@action
def give_reasons(actor: Actor, *, framework_id: UUID, reasons: Mapping[UUID, str], now: datetime) -> None:
    """Write why requirements (by id) stay. An empty reason takes one back. Raises NotADraft, AlreadyAsked and
    BadInput.
    """
    framework = changeable(actor, framework_id, "standards.reason.give")
    asked = {row.pk: row for row in framework.requirements.all()}
    for requirement_id, text in reasons.items():
        if requirement_id not in asked:
            raise BadInput.of(told("is no requirement of this standard"), file="reasons")
        if len(text) > KeptReason.longest:
            raise BadInput.of(told("A reason has at most %(most)s characters", most=KeptReason.longest), file="reasons")
        given = KeptReason.objects.within(actor).filter(requirement_id=requirement_id)
        wanted = text.strip()
        if given.filter(text=wanted).exists() or (not wanted and not given.exists()):
            continue
        given.delete()
        if wanted:
            KeptReason.objects.record(
                actor, now=now, requirement_id=requirement_id, text=wanted, given_by_id=actor.person_id
            )
        audit.record(actor, "standards.reason.given", asked[requirement_id], given=bool(wanted))


def _answers(actor: Actor, held: JobAnalysis) -> list[panel.Answer]:
    """Every answer, for the figures alone; none of them leaves this module."""
    rows = JobRating.objects.within(actor).filter(panelist__analysis=held).order_by("panelist_id", "id")
    return [
        panel.Answer(
            str(row.panelist_id),
            queries.key_of(row.requirement_id or row.work_task_id),
            row.importance,
            row.frequency,
            row.at_entry,
        )
        for row in rows
    ]


def _basis(
    actor: Actor, framework: Framework, held: JobAnalysis, answers: list[panel.Answer], closed_on: str
) -> dict[str, Any]:
    found = {line: panel.line_document(one, held.cut) for line, one in panel.figures(answers).items()}
    raters = {answer.rater for answer in answers}
    seats = Panelist.objects.within(actor).filter(analysis=held)
    supervisors = sum(1 for seat in seats if str(seat.pk) in raters and seat.capacity == Capacity.SUPERVISOR)
    requirements = framework.requirements.values_list("competency__reference", "pk")
    tasks = framework.work_tasks.values_list("reference", "pk")
    return {
        "cut": f"{held.cut / 100:.2f}",
        "closed_on": closed_on,
        "raters": len(raters),
        "supervisors": supervisors,
        "icc": panel.together(answers),
        "requirements": {ref: found[queries.key_of(pk)] for ref, pk in requirements if queries.key_of(pk) in found},
        "tasks": {ref: found[queries.key_of(pk)] for ref, pk in tasks if queries.key_of(pk) in found},
        carrying.READ: carrying.read_by_raters(framework),
    }
