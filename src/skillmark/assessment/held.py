"""What assessment holds on a person, how it goes with her, and what goes when its time is over."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from skillmark.assessment import actions, queries, words
from skillmark.assessment.models import (
    Accommodation,
    AccommodationAnswer,
    Calibration,
    CorrectiveAction,
    CutPanel,
    CutSeat,
    Evidence,
    EvidenceConsent,
    EvidenceKind,
    Finding,
    FindingClosing,
    NextTime,
    PriorAnswer,
    PriorEvidence,
    PriorLearning,
    Remark,
    SamplingPlan,
    Sitting,
    TrainingNote,
)
from skillmark.foundation import files
from skillmark.foundation.answers import Lasting
from skillmark.foundation.roles import Actor

# whoever draws, marks again, finds and closes; her name goes with her, what she said of others' work stays
LOOKED: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (SamplingPlan, ("assurer", "drawn_by")),
    (Remark, ("assurer",)),
    (Finding, ("raised_by",)),
    (FindingClosing, ("closed_by",)),
    (CutPanel, ("opened_by", "closed_by")),
)


def personal_data(actor: Actor, person_id: UUID) -> list[dict[str, Any]]:
    """A person's attempts with what was seen and given, and how many she marked herself."""
    found = Sitting.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    rows: list[dict[str, Any]] = []
    for sitting in found.select_related("task__work_task", "task__rubric", "policy").prefetch_related(
        "ratings", "evidence", "findings__closing", "next_time"
    ):
        result = queries.result(sitting)
        shown = result.stage is not queries.Stage.WAITS_FOR_ASSESSORS
        rows.append(
            {
                "kind": "attempt",
                "recorded_at": sitting.recorded_at,
                "values": {
                    "task": sitting.task.work_task.statement,
                    "state": str(words.STAGES[result.stage.value][0]),
                    "marks": [rating.scores for rating in sitting.ratings.all()] if shown else [],
                    "judgements": [rating.judgement for rating in sitting.ratings.all()] if shown else [],
                    "evidence": [one.text or one.digest for one in sitting.evidence.all()] if shown else [],
                    "not_confirmed": [one.why_not for one in sitting.ratings.all() if shown and one.why_not],
                    "next_time": [one.text for one in sitting.next_time.all()],
                },
            }
        )
    marked = Sitting.objects.within(actor).filter(ratings__assessor_id=person_id).distinct().count()
    if marked:
        rows.append({"kind": "marked", "recorded_at": None, "values": {"count": marked}})
    said = NextTime.objects.within(actor).filter(author_id=person_id).count()
    if said:
        rows.append({"kind": "said_what_to_show", "recorded_at": None, "values": {"count": said}})
    rows += [*_of_files(actor, person_id), *_of_prior_learning(actor, person_id)]
    return [*rows, *_of_needs(actor, person_id), *_of_quality(actor, person_id), *_of_qualification(actor, person_id)]


def _of_files(actor: Actor, person_id: UUID) -> list[dict[str, Any]]:
    """Files of her attempts, and files of others on which she was asked whether she may be seen."""
    handed_in = Evidence.objects.within(actor).filter(sitting__person_id=person_id, kind=EvidenceKind.FILE)
    asked = EvidenceConsent.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    return [
        *(
            {
                "kind": "evidence_file",
                "recorded_at": one.recorded_at,
                "values": {
                    "task": one.sitting.task.work_task.statement,
                    "settled_at": one.sitting.settled_at,
                    "destroyed_at": one.destroyed_at,
                    "address": one.address,
                    "digest": one.digest,
                },
            }
            for one in handed_in.select_related("sitting__task__work_task").order_by("recorded_at", "id")
        ),
        *(
            {
                "kind": "evidence_consent",
                "recorded_at": one.recorded_at,
                "values": {
                    "task": one.evidence.sitting.task.work_task.statement,
                    "state": str(words.CONSENTS[one.status][0]),
                    "answered_at": one.answered_at,
                },
            }
            for one in asked.select_related("evidence__sitting__task__work_task")
        ),
    ]


def _of_needs(actor: Actor, person_id: UUID) -> list[dict[str, Any]]:
    """What she needed for attempts with what was answered, and how many of others' she opened, noted or answered."""
    rows: list[dict[str, Any]] = [
        {
            "kind": "accommodation",
            "recorded_at": need.accommodation.recorded_at,
            "values": {"text": need.text, "state": str(words.NEEDS[need.status.value][0]), "answer": need.sentence},
        }
        for need in queries.needs_of(actor, person_id)
    ]
    opened = Sitting.objects.within(actor).filter(opened_by_id=person_id).count()
    noted = Accommodation.objects.within(actor).filter(asked_by_id=person_id).exclude(sitting__person_id=person_id)
    answered = AccommodationAnswer.objects.within(actor).filter(given_by_id=person_id)
    others = answered.exclude(accommodation__sitting__person_id=person_id)
    counts = {"opened": opened, "accommodation_answered": noted.count() + others.count()}
    found = [{"kind": kind, "recorded_at": None, "values": {"count": count}} for kind, count in counts.items() if count]
    return [*rows, *found]


def _of_prior_learning(actor: Actor, person_id: UUID) -> list[dict[str, Any]]:
    """What she claimed to have learned before with what was answered, and with how many claims of others she helped."""
    found = PriorLearning.objects.within(actor).filter(person_id=person_id).select_related("framework", "answer")
    rows: list[dict[str, Any]] = [
        {
            "kind": "prior_learning",
            "recorded_at": claim.recorded_at,
            "values": {
                "standard": claim.framework.title,
                "competencies": claim.competencies,
                "learned": str(words.PRIOR_KINDS[claim.kind]),
                "text": claim.text,
                "place": claim.place,
                "period": claim.period,
                "state": str(words.PRIOR[claim.status.value][0]),
                "answer": claim.answer.sentence if hasattr(claim, "answer") else "",
                "evidence": [one.text or one.digest for one in claim.evidence.all()],
            },
        }
        for claim in found.prefetch_related("evidence").order_by("recorded_at", "id")
    ]
    others = PriorLearning.objects.within(actor).exclude(person_id=person_id)
    count = others.filter(written_by_id=person_id).count()
    for given in (PriorEvidence, PriorAnswer):
        count += given.objects.within(actor).filter(given_by_id=person_id, claim__in=others).count()
    return [
        *rows,
        *([{"kind": "prior_learning_helped", "recorded_at": None, "values": {"count": count}}] if count else []),
    ]


def _of_qualification(actor: Actor, person_id: UUID) -> list[dict[str, Any]]:
    """Her training, what she gave reference samples, and what she expected on panels."""
    notes = TrainingNote.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    tries = Calibration.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    seats = CutSeat.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    noted = TrainingNote.objects.within(actor).filter(noted_by_id=person_id).count()
    return [
        *(
            {"kind": "training", "recorded_at": note.recorded_at, "values": {"text": note.text, "on": note.happened_on}}
            for note in notes
        ),
        *(
            {
                "kind": "calibration",
                "recorded_at": one.recorded_at,
                "values": {
                    "on": one.happened_on,
                    "equal": one.equal,
                    "compared": one.compared,
                    "passed": one.passed,
                    "until": one.expires_on,
                    "marks": one.marks,
                },
            }
            for one in tries
        ),
        *(
            {
                "kind": "pass_mark",
                "recorded_at": seat.recorded_at,
                "values": {
                    "task": seat.panel.task.work_task.statement,
                    "estimates": [row.levels for row in seat.estimates.all()],
                },
            }
            for seat in seats.select_related("panel__task__work_task").prefetch_related("estimates")
        ),
        *([{"kind": "training_noted", "recorded_at": None, "values": {"count": noted}}] if noted else []),
    ]


def _of_quality(actor: Actor, person_id: UUID) -> list[dict[str, Any]]:
    """What she was asked to do about findings, and how often she looked again, drew, found or closed something."""
    asked = CorrectiveAction.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    rows: list[dict[str, Any]] = [
        {
            "kind": "corrective_action",
            "recorded_at": one.recorded_at,
            "values": {"text": one.text, "due_on": one.due_on, "done_on": one.done_on, "outcome": one.outcome},
        }
        for one in asked
    ]
    count = sum(
        model.objects.within(actor).filter(**{field: person_id}).count() for model, fields in LOOKED for field in fields
    )
    if count:
        rows.append({"kind": "looked_again", "recorded_at": None, "values": {"count": count}})
    return rows


def erase(actor: Actor, person_id: UUID, now: datetime) -> None:
    """Her attempts go, with evidence and marks, and files of others on which she is. What she gave others stays theirs,
    under an id that names nobody.
    """
    Sitting.objects.within(actor).filter(person_id=person_id).delete()
    actions.forget_on_files(actor, person_id, now)
    Sitting.objects.within(actor).filter(opened_by_id=person_id).update(opened_by=None)
    Accommodation.objects.within(actor).filter(asked_by_id=person_id).update(asked_by=None)
    PriorLearning.objects.within(actor).filter(person_id=person_id).delete()
    PriorLearning.objects.within(actor).filter(written_by_id=person_id).update(written_by=None)
    for given in (Evidence, AccommodationAnswer, PriorEvidence, PriorAnswer):
        given.objects.within(actor).filter(given_by_id=person_id).update(given_by=None)
    NextTime.objects.within(actor).filter(author_id=person_id).update(author=None)
    CorrectiveAction.objects.within(actor).filter(person_id=person_id).update(person=None)
    CutSeat.objects.within(actor).filter(person_id=person_id).update(person=None)
    for model in (Calibration, TrainingNote):
        model.objects.within(actor).filter(person_id=person_id).delete()
    TrainingNote.objects.within(actor).filter(noted_by_id=person_id).update(noted_by=None)
    for model, fields in LOOKED:
        for field in fields:
            model.objects.within(actor).filter(**{field: person_id}).update(**{field: None})


def lasting() -> dict[str, Lasting]:
    """Attempts, with evidence and marks; before them their files, whose hash stays; and answered claims of prior
    learning, which the attempts outlive.
    """
    return {
        "attempt": Lasting("recorded", _before, _drop),
        "evidence_file": Lasting("settled", queries.files_settled_before, _destroy, whose="sitting__person_id"),
        "prior_learning": Lasting("answered", _answered_before, _drop_claims),
    }


def _destroy(actor: Actor, ids: Sequence[UUID], now: datetime) -> None:
    for evidence_id in ids:
        actions.destroy_old(actor, evidence_id=evidence_id, now=now)


def _before(actor: Actor, before: datetime) -> QuerySet[Sitting]:
    return Sitting.objects.within(actor).filter(recorded_at__lt=before)


def _drop(actor: Actor, ids: Sequence[UUID], now: datetime) -> None:
    found = Sitting.objects.within(actor).filter(pk__in=ids)
    handed_in = Evidence.objects.within(actor).filter(sitting__in=found)
    there = handed_in.filter(destroyed_at=None).values_list("file_id", flat=True)
    for file_id in filter(None, there):
        files.remove(actor, file_id=file_id, now=now)
    found.delete()


def _answered_before(actor: Actor, before: datetime) -> QuerySet[PriorLearning]:
    """Claims whose attempts wait for nobody any more: until then whoever helped is known by them, and marks none."""
    waiting = Sitting.objects.within(actor).filter(claim=OuterRef("pk"), settled_at=None)
    found: QuerySet[PriorLearning] = PriorLearning.objects.within(actor).filter(answer__recorded_at__lt=before)
    return found.exclude(Exists(waiting))


def _drop_claims(actor: Actor, ids: Sequence[UUID], now: datetime) -> None:
    found = PriorLearning.objects.within(actor).filter(pk__in=ids)
    handed_in = PriorEvidence.objects.within(actor).filter(claim__in=found)
    for file_id in filter(None, handed_in.values_list("file_id", flat=True)):
        files.remove(actor, file_id=file_id, now=now)
    found.delete()
