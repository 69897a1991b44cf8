"""What somebody learned before is claimed, answered, and tried like anything else."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from skillmark.assessment import queries, rules
from skillmark.assessment.actions.keeping import keep, keep_copy, kept_file
from skillmark.assessment.actions.marking import open_sitting
from skillmark.assessment.models import (
    AssessmentTask,
    EvidenceKind,
    PriorAnswer,
    PriorEvidence,
    PriorKind,
    PriorLearning,
    PriorStatus,
    Sitting,
)
from skillmark.assessment.queries.appeals import must_be_tried
from skillmark.foundation import access, audit
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told, written
from skillmark.people import actions as messages
from skillmark.people import queries as people
from skillmark.standards import queries as standards

LONGEST_CLAIM = 3000  # letters: less than a page, so that it can be read before the evidence
LONGEST_CLAIM_PLACE, LONGEST_PERIOD = 200, 100  # letters, as their fields
LONGEST_CLAIM_ANSWER = 500  # letters: a reason, no report
CLAIM_ANSWERED = "assessment.claim_answered"  # the event of the message


@action
def claim_prior_learning(
    actor: Actor,
    *,
    person_id: UUID,
    framework_id: UUID,
    competencies: Collection[str],
    kind: PriorKind,
    text: str,
    place: str,
    period: str,
    now: datetime,
) -> PriorLearning:
    """Say what somebody did before (`text`), where and when, and which `competencies` (references) of a standard it
    shows: she herself, or a coach for her. The same again, while nobody has answered, changes nothing.

    Raises NotFound for a person or a standard that is not here; standards' NotPublished for a version that measures
    nobody, or nobody any more; BadInput for other competencies than it asks for, and for no words or too many.
    """
    person = people.anyone(actor, person_id)
    access.require(actor, "assessment.prior.claim", person)
    framework = standards.framework_to_use(actor, framework_id)
    told_of = {
        "competencies": rules.checked_claim(competencies, list(queries.required(framework))),
        "kind": kind,
        "text": _said(text, LONGEST_CLAIM, "text"),
        "place": _said(place, LONGEST_CLAIM_PLACE, "place"),
        "period": _said(period, LONGEST_PERIOD, "period"),
    }
    same = PriorLearning.objects.within(actor).filter(person=person, framework=framework, answer=None, **told_of)
    before: PriorLearning | None = same.first()
    if before is not None:
        return before
    claim: PriorLearning = PriorLearning.objects.record(
        actor,
        now=now,
        happened_on=people.today(actor, now),
        person=person,
        framework=framework,
        written_by_id=actor.person_id,
        **told_of,
    )
    audit.record(actor, "assessment.prior.claimed", claim, person=person_id, framework=framework_id)
    return claim


@action
def add_prior_evidence(
    actor: Actor,
    *,
    claim_id: UUID,
    text: str = "",
    content: bytes = b"",
    file_name: str = "",
    others: bool | None = None,
    now: datetime,
) -> PriorEvidence:
    """Keep with a claim what shows it, words or a file, as `add_evidence` does; the same again from the same person is
    what she has added already. Nobody else can be on it: there is no attempt yet for which she could be asked.

    Raises NotFound, BadInput and Erased as there, and BadInput once the claim was answered or withdrawn.
    """
    claim = queries.claim(actor, claim_id, lock=True)
    access.require(actor, "assessment.prior.claim", claim)
    _while_it_waits(claim)
    words, digest = rules.checked_evidence(text, content, others=others)
    before: PriorEvidence | None = claim.evidence.filter(digest=digest, given_by_id=actor.person_id).first()
    if before is not None:
        return before
    evidence: PriorEvidence = PriorEvidence.objects.record(
        actor,
        now=now,
        happened_on=people.today(actor, now),
        claim=claim,
        kind=EvidenceKind.FILE if content else EvidenceKind.OBSERVATION,
        text=words,
        file_id=kept_file(actor, claim.person_id, content, file_name, now) if content else None,
        digest=digest,
        given_by_id=actor.person_id,
    )
    audit.record(actor, "assessment.prior.shown", evidence, claim=claim_id)
    return evidence


@action
def accept_prior_learning(
    actor: Actor, *, claim_id: UUID, task_ids: Collection[UUID], sentence: str, now: datetime
) -> list[Sitting]:
    """Have what is claimed tried: open an attempt at each of these tasks, with what was handed in copied to it, and
    tell her. They are marked under the same policy, on the same rubrics, by the same rules; the claim itself proves
    nothing. A task that shows nothing of the claim is left out. The attempts, in the standard's order.

    Raises NotFound; BadInput without a sentence, once answered or withdrawn, and where these tasks leave out something
    claimed; standards' NotPublished where the version was replaced since; and, as `open_sitting`, NoPolicy where nobody
    has said how results are checked, and NotTold where she was not told what to show next time.
    """
    claim = queries.claim(actor, claim_id, lock=True)
    access.require(actor, "assessment.prior.answer", claim)
    _while_it_waits(claim)
    standards.framework_to_use(actor, claim.framework_id)
    chosen = [task for task in queries.tasks_for(actor, claim) if task.pk in task_ids]
    _require_all_tried(claim, chosen)
    _answered(actor, claim, PriorStatus.ACCEPTED, _said(sentence, LONGEST_CLAIM_ANSWER, "sentence"), now)
    return [_opened(actor, claim, task, now) for task in chosen]


@action
def decline_prior_learning(actor: Actor, *, claim_id: UUID, sentence: str, now: datetime) -> PriorAnswer:
    """Say why a claim is not tried, and tell her. Raises BadInput without a sentence, once answered or withdrawn, and
    where it came of an appeal: a second decision says that it is tried.
    """
    claim = queries.claim(actor, claim_id, lock=True)
    access.require(actor, "assessment.prior.answer", claim)
    _while_it_waits(claim)
    if must_be_tried(actor, claim):
        raise BadInput.of(told("is tried: a second decision says so"), file="claim", column="accepted")
    return _answered(actor, claim, PriorStatus.DECLINED, _said(sentence, LONGEST_CLAIM_ANSWER, "sentence"), now)


@action
def withdraw_prior_learning(actor: Actor, *, claim_id: UUID, now: datetime) -> PriorAnswer:
    """She takes her claim back. Raises BadInput once it was answered or withdrawn."""
    claim = queries.claim(actor, claim_id, lock=True)
    access.require(actor, "assessment.prior.withdraw", claim)
    _while_it_waits(claim)
    return _answered(actor, claim, PriorStatus.WITHDRAWN, "", now)


def _answered(actor: Actor, claim: PriorLearning, status: PriorStatus, sentence: str, now: datetime) -> PriorAnswer:
    answer: PriorAnswer = PriorAnswer.objects.record(
        actor,
        now=now,
        happened_on=people.today(actor, now),
        claim=claim,
        status=status,
        sentence=sentence,
        given_by_id=actor.person_id,
    )
    audit.record(actor, f"assessment.prior.{status.value}", claim)
    if status is not PriorStatus.WITHDRAWN:
        messages.tell(
            actor,
            person_id=claim.person_id,
            event=CLAIM_ANSWERED,
            parameters={"standard": claim.framework.title, "accepted": int(status is PriorStatus.ACCEPTED)},
            now=now,
        )
    return answer


def _opened(actor: Actor, claim: PriorLearning, task: AssessmentTask, now: datetime) -> Sitting:
    """An attempt at one task with what she told and handed in, each by whoever gave it then."""
    sitting = open_sitting(actor, task_id=task.pk, person_id=claim.person_id, claim=claim, now=now)
    account = f"{claim.text}\n{claim.place}, {claim.period}"
    digest = hashlib.sha256(account.encode()).hexdigest()
    keep(
        actor,
        sitting,
        text=account,
        file_id=None,
        digest=digest,
        given_by_id=claim.written_by_id,
        happened_on=claim.happened_on,
        now=now,
    )
    for one in queries.claim_evidence(claim):
        keep_copy(actor, sitting, one, now)
    return sitting


def _require_all_tried(claim: PriorLearning, chosen: Collection[AssessmentTask]) -> None:
    left_out = rules.not_tried(claim.competencies, {str(task.pk): task.shows for task in chosen})
    if left_out:
        rows = claim.framework.competencies.filter(reference__in=left_out).order_by("position")
        names = ", ".join(rows.values_list("name", flat=True))
        said = told("leave out a part of the claim: %(competencies)s", competencies=names[:200])
        raise BadInput.of(said, file="claim", column="tasks")


def _while_it_waits(claim: PriorLearning) -> None:
    if claim.status is not PriorStatus.WAITS:
        raise BadInput.of(told("was answered or withdrawn already"), file="claim")


def _said(text: str, most: int, column: str) -> str:
    return written(text, most=most, file="claim", column=column)
