"""What assessment answers when higher floors ask."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmark.assessment import actions, queries, showing, words
from skillmark.assessment.models import (
    Accommodation,
    AccommodationAnswer,
    AssessmentTask,
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
from skillmark.foundation import access, files
from skillmark.foundation.answers import Due, Happened, Hit, Lasting, TaskSetting
from skillmark.foundation.roles import Actor, Role
from skillmark.governance import queries as decisions
from skillmark.people import queries as people
from skillmark.ui.words import word

# whoever draws, marks again, finds and closes; her name goes with her, what she said of others' work stays
LOOKED: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (SamplingPlan, ("assurer", "drawn_by")),
    (Remark, ("assurer",)),
    (Finding, ("raised_by",)),
    (FindingClosing, ("closed_by",)),
    (CutPanel, ("opened_by", "closed_by")),
)
SECOND = (Role.QUALITY_ASSURER, Role.ASSESSOR, Role.TALENT_LEAD)  # of whom a second decision can be asked
SHORT = 80  # letters of what is to be done, on the page “Today”


def due_for(actor: Actor, now: datetime) -> list[Due]:
    """Attempts that wait for the actor's marks or judgement, and what looking again asks of her."""
    slug = people.slug(actor)
    told = []
    for one in queries.waiting_for(actor):
        whose = showing.whose(actor, one.sitting)
        marks = _("Mark attempt %(name)s") if whose.label else _("Mark %(name)s’s attempt")
        title = _("Settle a difference: %(name)s") if one.to_settle else marks
        address = reverse("assessment:settle" if one.to_settle else "assessment:score", args=[slug, one.sitting.pk])
        told.append(Due(title=title % {"name": whose.label or whose.name}, url=address))
    told += _due_to_arrange(actor, slug) + _due_to_answer(actor, slug)
    return [*told, *_due_for_quality(actor, slug), *_due_to_qualify(actor, slug, now), *_due_of_panels(actor, slug)]


def _due_to_arrange(actor: Actor, slug: str) -> list[Due]:
    """Needs that wait for an answer; what they are stands on their own page alone."""
    return [
        Due(
            title=_("Say whether what %(name)s needs is arranged") % {"name": asked.sitting.person.name},
            url=reverse("assessment:answer_accommodation", args=[slug, asked.pk]),
        )
        for asked in queries.needs_to_answer(actor)
    ]


def _due_to_answer(actor: Actor, slug: str) -> list[Due]:
    """Claims of prior learning that wait for whoever leads."""
    return [
        Due(
            title=_("Answer a claim of prior learning: %(name)s") % {"name": claim.person.name},
            url=reverse("assessment:claim", args=[slug, claim.pk]),
        )
        for claim in queries.claims_to_answer(actor)
    ]


def _due_to_qualify(actor: Actor, slug: str, now: datetime) -> list[Due]:
    """What she shows, or shows again, so that she may go on marking."""
    told = []
    for one in queries.to_show(actor, people.today(actor, now)):
        name = one.rule.framework.title if one.rule.framework else words.QUALIFICATIONS["reading"]
        address = reverse("assessment:own_qualification", args=[slug])
        told.append(Due(title=_("Show that you are qualified: %(what)s") % {"what": name}, url=address, by=one.until))
    return told


def _due_of_panels(actor: Actor, slug: str) -> list[Due]:
    """Pass marks she is asked to estimate, and panels that wait for whoever leads."""
    told = []
    to_estimate, to_move = queries.panels_at_work(actor)
    for panel in to_estimate:
        title = _("Set a pass mark with others: %(task)s") % {"task": panel.task.work_task.statement}
        told.append(Due(title=title, url=reverse("assessment:estimate", args=[slug, panel.pk])))
    for panel in to_move:
        title = _("Everybody on the panel has answered: %(task)s") % {"task": panel.task.work_task.statement}
        told.append(Due(title=title, url=reverse("assessment:cut_panel", args=[slug, panel.pk])))
    return told


def _due_for_quality(actor: Actor, slug: str) -> list[Due]:
    """What an assurer is to mark again, what somebody is to do about a finding, and findings to follow or close."""
    told = []
    for plan in queries.plans_to_mark(actor):
        title = ngettext("Mark %(number)s attempt again", "Mark %(number)s attempts again", plan.left)
        address = reverse("assessment:sample", args=[slug, plan.pk])
        told.append(Due(title=title % {"number": plan.left}, url=address, by=plan.due_on))
    for asked in queries.to_do(actor):
        address = reverse("assessment:note_done", args=[slug, asked.pk])
        told.append(Due(title=Truncator(asked.text).chars(SHORT), url=address, by=asked.due_on))
    if access.may_ever(actor, "assessment.finding.close"):
        for finding in queries.open_findings(actor):
            address = reverse("assessment:finding", args=[slug, finding.pk])
            told.append(Due(title=_("A finding waits: say what follows"), url=address))
    return told


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


def timeline(actor: Actor, person_id: UUID) -> list[Happened]:
    """When a person tried what, for those who may see it."""
    slug = people.slug(actor)
    return [
        Happened(
            people.today(actor, sitting.recorded_at),
            _("Tried: %(task)s") % {"task": sitting.task.work_task.statement},
            _("Task"),
            reverse("assessment:attempt", args=[slug, sitting.pk]),
        )
        for sitting in queries.sittings_of(actor, person_id)
    ]


def search(actor: Actor, text: str) -> list[Hit]:
    """Tasks that people can be asked to show."""
    if not access.may_ever(actor, "assessment.task.read"):
        return []
    address = reverse("assessment:tasks", args=[people.slug(actor)])
    found: list[AssessmentTask] = list(queries.tasks(actor).filter(work_task__statement__icontains=text)[:20])
    return [Hit(title=task.work_task.statement, kind=_("Task"), url=address) for task in found]


def affected_by(actor: Actor, framework_id: UUID) -> list[Hit]:
    """Tasks that people are asked to show by this version of a standard."""
    if not access.may_ever(actor, "assessment.task.read"):
        return []
    address = reverse("assessment:tasks", args=[people.slug(actor)])
    return [Hit(task.work_task.statement, _("Task"), address) for task in queries.tasks(actor, framework_id)]


def assessed(actor: Actor, framework_ids: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """The highest level of each competency that a task of a standard shows, by standard."""
    wanted = set(framework_ids)
    found: dict[UUID, dict[str, int]] = {framework_id: {} for framework_id in wanted}
    for task in queries.tasks(actor).filter(framework_id__in=wanted):
        levels = found[task.framework_id]
        for reference, level in task.shows.items():
            levels[reference] = max(levels.get(reference, 0), level)
    return found


def task_settings(framework_id: UUID) -> dict[str, TaskSetting]:
    """How each task (reference) of a version is shown. The caller has read the version in its own scope."""
    return {
        task.work_task.reference: TaskSetting(
            method=task.method,
            way=str(words.METHODS[task.method]),
            explained=str(words.METHODS_EXPLAINED[task.method]),
            conditions=task.conditions,
            tools=task.tools,
        )
        for task in queries.tasks_in_public(framework_id)
    }


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
        actions.destroy_old(actor, evidence=queries.file_by_id(actor, evidence_id), now=now)


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


def subject_of_vote(actor: Actor, subject_type: str, subject_id: UUID) -> Hit | None:
    """The panel whose pass mark a group is asked about, for whoever reads its record."""
    if subject_type != CutPanel._meta.label_lower or not access.may(actor, "assessment.cut.read"):
        return None
    found = queries.cut_panels(actor).filter(pk=subject_id, closed_at__isnull=False).first()
    if found is None:
        return None
    title = Truncator(_("Set the pass mark: %(task)s") % {"task": found.task.work_task.statement}).chars(200)
    return Hit(title, word("cut_score"), reverse("assessment:cut_panel", args=[people.slug(actor), found.pk]))


def judged(actor: Actor, subject_type: str, subject_id: UUID) -> decisions.Judged | None:
    """An attempt that was judged, for whoever was tried to ask for a second decision. She was told with the last marks,
    or later by what to show next time.
    """
    if subject_type != Sitting._meta.label_lower:
        return None
    found = queries.attempt_judged(actor, subject_id)
    if found is None or found.settled_at is None:
        return None
    told_at = max([found.settled_at, *(one.recorded_at for one in found.next_time.all())])
    facts = [_("Below the pass mark: %(criterion)s") % {"criterion": name} for name in queries.below_the_mark(found)]
    if any(rating.lacking for rating in found.ratings.all()):
        facts.append(_("What was shown could not be relied on."))
    return decisions.Judged(
        person_id=found.person_id,
        title=found.task.work_task.statement,
        url=reverse("assessment:attempt", args=[people.slug(actor), found.pk]),
        told_on=people.today(actor, told_at),
        against=queries.can_be_appealed(found),
        hands=queries.hands_in(found),
        matter_id=found.pk,
        decides=SECOND,
        reads=SECOND,
        facts=facts,
    )


ANSWERS = {
    "judged": judged,
    "due_for": due_for,
    "personal_data": personal_data,
    "erase": erase,
    "timeline": timeline,
    "search": search,
    "lasting": lasting,
    "affected_by": affected_by,
    "assessed": assessed,
    "task_settings": task_settings,
    "subject_of_vote": subject_of_vote,
}
