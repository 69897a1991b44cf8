"""After an upheld appeal the same task is marked anew, on the same evidence, by others."""

from datetime import datetime
from uuid import UUID

from skillmark.assessment import queries
from skillmark.assessment.actions.keeping import keep_copy
from skillmark.assessment.models import Sitting
from skillmark.foundation import access, audit, outbox
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.governance import actions as decisions
from skillmark.governance import queries as appeals
from skillmark.people import actions as messages

MARKED_ANEW = "assessment.marked_anew"  # the event of the message


@action
def open_again(actor: Actor, *, appeal_id: UUID, now: datetime) -> Sitting | None:
    """Open a new attempt at the task of one whose appeal was upheld, with copies of its evidence, and tell whoever was
    tried. The first stays as it was marked. None where it was opened before, or the first attempt is gone.
    """
    appeal = appeals.upheld_appeal(actor, appeal_id, Sitting._meta.label_lower)
    first = queries.attempt_judged(actor, appeal.subject_id) if appeal else None
    if first is None:
        return None
    access.require(actor, "assessment.sitting.open", first.person)
    policy = queries.policy(actor, first.task.framework_id) or first.policy
    sitting: Sitting = Sitting.objects.record(
        actor,
        now=now,
        task=first.task,
        policy=policy,
        person=first.person,
        draw=first.draw,
        claim=first.claim,
        path=first.path,
        opened_by_id=None,
    )
    for shown in sorted(first.evidence.all(), key=lambda row: (row.recorded_at, row.pk)):
        if not shown.others:  # they agreed to the first attempt alone
            keep_copy(actor, sitting, shown, now)
    decisions.note_result(actor, appeal_id=appeal_id, result_id=sitting.pk)
    audit.record(actor, "assessment.sitting.opened_again", sitting, person=sitting.person_id, first=first.pk)
    outbox.announce("assessment.sitting.opened", sitting)
    messages.tell(
        actor,
        person_id=sitting.person_id,
        event=MARKED_ANEW,
        parameters={"task": first.task.work_task.statement},
        now=now,
    )
    return sitting
