"""After an upheld appeal the same task is marked anew, on the same evidence, by others; a declined claim is tried."""

from datetime import datetime
from uuid import UUID

from skillmark.assessment import queries
from skillmark.assessment.actions.keeping import copied_file, keep_copy
from skillmark.assessment.models import PriorEvidence, PriorLearning, Sitting
from skillmark.assessment.queries.appeals import claim_declined
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


@action
def claim_again(actor: Actor, *, appeal_id: UUID, now: datetime) -> PriorLearning | None:
    """Put a claim whose refusal did not stand again, with copies of what was handed in: whoever answers it has it tried
    (`queries.appeals.must_be_tried`). The first stays as it was answered. None where it was put again before, or is
    gone.
    """
    appeal = appeals.upheld_appeal(actor, appeal_id, PriorLearning._meta.label_lower)
    first = claim_declined(actor, appeal.subject_id, lock=True) if appeal else None
    if first is None:
        return None
    again: PriorLearning = PriorLearning.objects.record(
        actor,
        now=now,
        happened_on=first.happened_on,
        person=first.person,
        framework=first.framework,
        competencies=first.competencies,
        kind=first.kind,
        text=first.text,
        place=first.place,
        period=first.period,
        written_by_id=first.written_by_id,
    )
    for shown in queries.claim_evidence(first):
        file_id = copied_file(actor, first.person_id, shown, now)
        if shown.file_id is not None and file_id is None:
            continue  # it is no longer kept
        PriorEvidence.objects.record(
            actor,
            now=now,
            happened_on=shown.happened_on,
            claim=again,
            kind=shown.kind,
            text=shown.text,
            file_id=file_id,
            digest=shown.digest,
            given_by_id=shown.given_by_id,
        )
    decisions.note_result(actor, appeal_id=appeal_id, result_id=again.pk)
    audit.record(actor, "assessment.prior.claimed_again", again, person=first.person_id, first=first.pk)
    return again
