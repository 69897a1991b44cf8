"""After an upheld appeal the same task is marked anew, on the same evidence, by others."""

from datetime import datetime
from uuid import UUID

from skillmark.assessment import queries
from skillmark.assessment.models import Evidence, Sitting
from skillmark.foundation import access, audit, files, outbox
from skillmark.foundation.erasure import Erased
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
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
        _copy(actor, sitting, shown, now)
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


def _copy(actor: Actor, sitting: Sitting, shown: Evidence, now: datetime) -> None:
    """A row of its own with the same digest; a file too is its own, so that each goes when its attempt does. What is no
    longer kept is not copied, nor is what shows others: they agreed to the first attempt alone.
    """
    file_id = None
    if shown.others:
        return
    if shown.file_id is not None:
        try:
            stored, content = files.original(actor, shown.file_id)
        except (NotFound, Erased):
            return
        file_id = files.store(actor, name=stored.name, content=content, person_id=sitting.person_id, now=now).pk
    Evidence.objects.record(
        actor,
        now=now,
        happened_on=shown.happened_on,
        sitting=sitting,
        kind=shown.kind,
        text=shown.text,
        file_id=file_id,
        digest=shown.digest,
        address=shown.address,
        given_by_id=shown.given_by_id,
    )
