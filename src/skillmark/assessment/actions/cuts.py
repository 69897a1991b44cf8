"""A panel is called on a pass mark, estimates in rounds, and its pass mark is decided."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from skillmark.assessment import queries, rules
from skillmark.assessment.actions.marking import CannotRate, NotDecided
from skillmark.assessment.models import CutEstimate, CutPanel, CutSeat
from skillmark.foundation import access, audit
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told
from skillmark.people import queries as people
from skillmark.standards import actions as standards

FEWEST_ON_A_PANEL = 3  # two cannot show whether one of them stands apart
MOST_ROUNDS = 3


@action
def open_cut_panel(actor: Actor, *, task_id: UUID, person_ids: Collection[UUID], now: datetime) -> CutPanel:
    """Ask people to set the pass mark of a task, each by herself. Raises BadInput for fewer than three, or where a
    panel on this task is open.
    """
    access.require(actor, "assessment.cut.open")
    task = queries.task(actor, task_id)
    seated = [people.anyone(actor, person_id) for person_id in sorted(set(person_ids))]
    if len(seated) < FEWEST_ON_A_PANEL:
        said = told("needs %(fewest)s people or more", fewest=FEWEST_ON_A_PANEL)
        raise BadInput.of(said, file="panel", column="people")
    if CutPanel.objects.within(actor).filter(task=task, closed_at=None).exists():
        raise BadInput.of(told("a panel on this task is at work already"), file="panel", column="task")
    panel: CutPanel = CutPanel.objects.record(actor, now=now, task=task, opened_by_id=actor.person_id)
    for person in seated:
        CutSeat.objects.record(actor, now=now, panel=panel, person=person)
    audit.record(actor, "assessment.cut.opened", panel, task=task_id, seats=len(seated))
    return panel


@action
def estimate(actor: Actor, *, panel_id: UUID, levels: Mapping[str, int], now: datetime) -> CutEstimate:
    """Say which level somebody just good enough shows on every criterion. Given once a round, it stands.

    Raises NotFound for whoever has no seat on an open panel, CannotRate a second time, BadInput for odd levels.
    """
    one(CutPanel.objects.within(actor), panel_id, lock=True)
    seat = queries.seat_of(actor, panel_id)
    if queries.has_estimated(seat):
        raise CannotRate(CannotRate.ALREADY)
    given: CutEstimate = CutEstimate.objects.record(
        actor,
        now=now,
        happened_on=people.today(actor, now),
        seat=seat,
        round=seat.panel.round,
        levels=rules.fitting(levels, queries.cut_tops(seat.panel)),
    )
    audit.record(actor, "assessment.cut.estimated", seat.panel, round=given.round)
    return given


@action
def next_round(actor: Actor, *, panel_id: UUID, now: datetime) -> CutPanel:
    """Let everybody estimate again, knowing what the round before came to. Raises BadInput before all have answered, or
    after the last round.
    """
    panel = _complete(actor, panel_id)
    if panel.round >= MOST_ROUNDS:
        raise BadInput.of(told("has %(most)s rounds at most", most=MOST_ROUNDS), file="panel")
    panel.round += 1
    panel.save(update_fields=["round"])
    audit.record(actor, "assessment.cut.next_round", panel, round=panel.round)
    return panel


@action
def close_cut_panel(actor: Actor, *, panel_id: UUID, pass_mark: int, reason: str, now: datetime) -> CutPanel:
    """Decide the pass mark, a level of the rubric, and say why. What the estimates came to stays beside it.

    So does what those on the border reached. It is no more than the panel's word: into the next version of the standard
    it comes by the decision of a group (`carry_pass_mark`). Raises BadInput.
    """
    panel = _complete(actor, panel_id)
    least = min(queries.cut_tops(panel).values())
    if not 1 <= pass_mark <= least:
        said = told("lies between %(least)s and %(most)s", least=1, most=least)
        raise BadInput.of(said, file="panel", column="pass_mark")
    if not reason.strip():
        raise BadInput.of(told("say why"), file="panel", column="reason")
    border = queries.border_of(actor, panel)
    panel.border = border.kept() if border else None
    panel.closed_at, panel.closed_by_id = now, actor.person_id
    panel.pass_mark, panel.reason = pass_mark, reason.strip()
    panel.save(update_fields=["closed_at", "closed_by", "pass_mark", "reason", "border"])
    audit.record(actor, "assessment.cut.closed", panel, pass_mark=pass_mark)
    return panel


@action
def carry_pass_mark(actor: Actor, *, panel_id: UUID, now: datetime) -> CutPanel:
    """Write a panel's pass mark into the next version of its standard, as a group decided; where it came from stands
    beside it. Once is enough.

    A pass mark that a panel found counts by the decision of a group alone. One that is written into a draft by hand is
    part of its text, and the vote on publishing covers it.

    Raises NotDecided without a standing decision about this panel; standards' AlreadyAsked while a group is voting on
    the next version, and BadInput where that has no such task or level.
    """
    access.require(actor, "assessment.cut.open")
    one(CutPanel.objects.within(actor), panel_id, lock=True)
    panel = queries.panel_to_decide(actor, panel_id)
    if panel.carried_into_id is not None:
        return panel
    decision = queries.decision_on(actor, panel) if panel.closed_at else None
    if decision is None or panel.pass_mark is None:
        raise NotDecided(panel.task.framework.title)
    panel.carried_into = standards.set_pass_mark(
        actor,
        framework_id=panel.task.framework_id,
        reference=panel.task.work_task.reference,
        pass_mark=panel.pass_mark,
        set_by={
            "method": "angoff_and_border" if panel.border and panel.border["levels"] else "angoff",
            "seats": panel.seats.count(),
            "body": decision.proposal.body.name,
            "on": decision.happened_on.isoformat(),
        },
        now=now,
    )
    panel.save(update_fields=["carried_into"])
    audit.record(actor, "assessment.cut.carried", panel, into=panel.carried_into.pk, decision=decision.pk)
    return panel


def _complete(actor: Actor, panel_id: UUID) -> CutPanel:
    """An open panel all of whose members answered in this round, held to the end. Raises BadInput."""
    access.require(actor, "assessment.cut.open")
    one(CutPanel.objects.within(actor), panel_id, lock=True)
    panel = queries.panel_to_decide(actor, panel_id)
    if panel.closed_at is not None:
        raise BadInput.of(told("is closed already"), file="panel")
    if not queries.complete(panel):
        raise BadInput.of(told("not everybody on the panel has answered yet"), file="panel")
    return panel
