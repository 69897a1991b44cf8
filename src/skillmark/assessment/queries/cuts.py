"""Panels on pass marks: what each round came to, for whoever leads, and what a member may know while she estimates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from skillmark.assessment import rules
from skillmark.assessment.models import CutPanel, CutSeat, Judgement, Sitting
from skillmark.assessment.queries import sittings
from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.governance import queries as decisions
from skillmark.kernel.agreement import AngoffRound, Borderline, angoff


@dataclass(frozen=True, slots=True)
class PanelRound:
    """One round: how many gave estimates, and what they came to; None while somebody is still to answer."""

    number: int
    given: int
    found: AngoffRound | None


@dataclass(frozen=True, slots=True)
class Border:
    """What those on the border reached: `judged` attempts, by so many assessors, `people` of them on the border.

    `levels` by criterion (position); empty while there are too few. `first` and `last`: the days they were judged.
    """

    judged: int
    assessors: int
    people: int
    first: date
    last: date
    levels: Mapping[str, Borderline]

    def kept(self) -> dict[str, Any]:
        """As it is kept when the panel closes: days as ISO dates, levels as exact fractions."""
        return {
            "judged": self.judged,
            "assessors": self.assessors,
            "people": self.people,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "levels": {place: [str(one.cut), str(one.low), str(one.high)] for place, one in self.levels.items()},
        }


def cut_panels(actor: Actor) -> "QuerySet[CutPanel]":
    """Panels on pass marks, open ones first, then the latest."""
    access.require(actor, "assessment.cut.read")
    return _whole(actor).order_by(F("closed_at").desc(nulls_first=True), "-recorded_at", "-id")


def cut_panel(actor: Actor, panel_id: UUID) -> CutPanel:
    access.require(actor, "assessment.cut.read")
    return one(_whole(actor), panel_id)


def rounds_of(panel: CutPanel) -> list[PanelRound]:
    """Every round in order. What the open one comes to is told to nobody before all have answered."""
    told = []
    for number in range(1, panel.round + 1):
        given = _given(panel, number)
        over = number < panel.round or panel.closed_at is not None or complete(panel)
        told.append(PanelRound(number, len(given), angoff(given, cut_tops(panel)) if over and len(given) > 1 else None))
    return told


def border_of(actor: Actor, panel: CutPanel) -> Border | None:
    """What attempts on the border reached: by all settled attempts at the task that count; of a closed panel, as it was
    then. None where nobody was judged as a whole.
    """
    access.require(actor, "assessment.cut.read")
    if panel.closed_at is not None:
        return _as_kept(panel)
    found: QuerySet[Sitting] = Sitting.objects.within(actor).filter(task=panel.task, settled_at__isnull=False)
    judged = []
    for sitting in sittings.with_raters(found.order_by("recorded_at", "id")):
        said = [rating for rating in sitting.ratings_in_force() if rating.judgement]
        result = sittings.result(sitting)
        if said and result.stage.counts and result.levels is not None:
            judged.append((said, result.levels))
    if not judged:
        return None
    reached = [levels for said, levels in judged if rules.is_on_the_border([Judgement(one.judgement) for one in said])]
    every = [rating for said, _levels in judged for rating in said]
    days = [rating.happened_on for rating in every]
    assessors = {rating.assessor_id for rating in every}
    return Border(len(judged), len(assessors), len(reached), min(days), max(days), rules.border_levels(reached))


def _as_kept(panel: CutPanel) -> Border | None:
    kept = panel.border
    if kept is None:
        return None
    levels = {
        place: Borderline(kept["people"], *(Fraction(text) for text in three))
        for place, three in kept["levels"].items()
    }
    first, last = date.fromisoformat(kept["first"]), date.fromisoformat(kept["last"])
    return Border(kept["judged"], kept["assessors"], kept["people"], first, last, levels)


def decision_on(actor: Actor, panel: CutPanel) -> decisions.Decision | None:
    """The group's decision that this panel's pass mark is set; None without one that stands."""
    question = decisions.Question.CUT_SCORE
    return decisions.standing_decision(actor, panel._meta.label_lower, panel.pk, question)


def decided_panel(actor: Actor, decision_id: UUID) -> CutPanel | None:
    """The closed panel a decision is about; None where it is about something else."""
    found: QuerySet[CutPanel] = _whole(actor).filter(closed_at__isnull=False, carried_into=None)
    subject = decisions.subject_of(actor, decision_id, CutPanel._meta.label_lower)
    return found.filter(pk=subject).first() if subject else None


def cut_tops(panel: CutPanel) -> dict[str, int]:
    """The highest level of each criterion the panel is asked about."""
    return rules.tops_of(panel.task.rubric.criteria)


def complete(panel: CutPanel) -> bool:
    """Whether every seat whose person is still here gave her estimates in the open round."""
    seated = [seat for seat in panel.seats.all() if seat.person_id is not None]
    return len(seated) > 1 and all(_estimate(seat, panel.round) is not None for seat in seated)


def seat_of(actor: Actor, panel_id: UUID) -> CutSeat:
    """The actor's seat on an open panel. Raises NotFound for whoever has none."""
    access.require_ever(actor, "assessment.cut.estimate")
    if actor.person_id is None:
        raise NotFound(str(panel_id))
    rows: QuerySet[CutSeat] = CutSeat.objects.within(actor)
    found = rows.filter(panel_id=panel_id, panel__closed_at=None, person_id=actor.person_id).first()
    if found is None:
        raise NotFound(str(panel_id))
    found.panel = one(_whole(actor), panel_id)
    return found


def has_estimated(seat: CutSeat) -> bool:
    return seat.estimates.filter(round=seat.panel.round).exists()


def panels_at_work(actor: Actor) -> tuple[list[CutPanel], list[CutPanel]]:
    """Open panels that wait for the actor's estimates, and those all of whose members have answered, for whoever calls
    another round or decides. The oldest first.
    """
    if actor.person_id is None:
        return [], []
    at_work = list(_whole(actor).filter(closed_at=None).order_by("recorded_at", "id"))
    hers = [(panel, seat) for panel in at_work for seat in panel.seats.all() if seat.person_id == actor.person_id]
    leads = access.may_ever(actor, "assessment.cut.open")
    return (
        [panel for panel, seat in hers if _estimate(seat, panel.round) is None],
        [panel for panel in at_work if leads and complete(panel)],
    )


def _whole(actor: Actor) -> "QuerySet[CutPanel]":
    rows: QuerySet[CutPanel] = CutPanel.objects.within(actor)
    whole = rows.select_related("task__framework", "task__work_task", "task__rubric", "carried_into")
    return whole.prefetch_related("seats__person", "seats__estimates")


def _given(panel: CutPanel, number: int) -> dict[str, Mapping[str, int]]:
    given = {str(seat.pk): _estimate(seat, number) for seat in panel.seats.all()}
    return {seat: levels for seat, levels in given.items() if levels is not None}


def _estimate(seat: CutSeat, number: int) -> Mapping[str, int] | None:
    return next((row.levels for row in seat.estimates.all() if row.round == number), None)


def panel_to_decide(actor: Actor, panel_id: UUID) -> CutPanel:
    """A panel, for whoever moves it on. Raises NotFound."""
    access.require(actor, "assessment.cut.open")
    return one(_whole(actor), panel_id)
