"""What somebody needs for an attempt is asked for, granted or refused, and withdrawn."""

from datetime import datetime
from uuid import UUID

from skillmark.assessment import queries
from skillmark.assessment.models import Accommodation, AccommodationAnswer, AccommodationStatus, Sitting
from skillmark.foundation import access, audit, erasure
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, Sentence, told, written
from skillmark.people import queries as people

LONGEST_NEED = 500  # letters: what is to be arranged, and no history of why


@action
def ask_accommodation(actor: Actor, *, sitting_id: UUID, text: str, now: datetime) -> Accommodation:
    """Ask for what somebody needs for an attempt: she herself, or whoever leads notes it for her.

    Raises BadInput without words, for more than `LONGEST_NEED` letters, and once all marks are in.
    """
    sitting = queries.sitting(actor, sitting_id, lock=True)
    access.require(actor, "assessment.accommodation.ask", sitting)
    said = _said(text, "text", told("say what is needed"))
    _while_it_waits(sitting)
    asked: Accommodation = Accommodation.objects.record(
        actor,
        now=now,
        happened_on=people.today(actor, now),
        sitting=sitting,
        sealed=erasure.seal(actor, sitting.person_id, said),
        sealed_for_id=sitting.person_id,
        asked_by_id=actor.person_id,
    )
    audit.record(actor, "assessment.accommodation.asked", asked, sitting=sitting_id)
    return asked


@action
def answer_accommodation(
    actor: Actor, *, accommodation_id: UUID, granted: bool, sentence: str, now: datetime
) -> AccommodationAnswer:
    """Grant what is needed, or refuse it, with a sentence. Given once, it stands.

    Raises BadInput without a sentence, where it was answered or withdrawn already, and once all marks are in.
    """
    need = queries.need(actor, accommodation_id, lock=True)
    access.require(actor, "assessment.accommodation.answer", need.accommodation.sitting)
    said = _said(sentence, "sentence", told("say what is arranged, or why not"))
    if need.status is not AccommodationStatus.ASKED:
        raise BadInput.of(told("was answered or withdrawn already"), file="accommodation")
    _while_it_waits(need.accommodation.sitting)
    status = AccommodationStatus.GRANTED if granted else AccommodationStatus.REFUSED
    sealed_for_id = need.accommodation.sealed_for_id
    return _answered(actor, need.accommodation, status, erasure.seal(actor, sealed_for_id, said), now)


@action
def withdraw_accommodation(actor: Actor, *, accommodation_id: UUID, now: datetime) -> AccommodationAnswer:
    """She does not need it any more. Raises BadInput where it was refused or withdrawn already."""
    need = queries.need(actor, accommodation_id, lock=True)
    access.require(actor, "assessment.accommodation.withdraw", need.accommodation.sitting)
    if not need.may_be_withdrawn:
        raise BadInput.of(told("was refused or withdrawn already"), file="accommodation")
    return _answered(actor, need.accommodation, AccommodationStatus.WITHDRAWN, None, now)


def _answered(
    actor: Actor, asked: Accommodation, status: AccommodationStatus, sealed: bytes | None, now: datetime
) -> AccommodationAnswer:
    answer: AccommodationAnswer = AccommodationAnswer.objects.record(
        actor,
        now=now,
        happened_on=people.today(actor, now),
        accommodation=asked,
        status=status,
        sealed=sealed,
        given_by_id=actor.person_id,
    )
    audit.record(actor, f"assessment.accommodation.{status.value}", asked)
    return answer


def _while_it_waits(sitting: Sitting) -> None:
    if not queries.waits(sitting):
        raise BadInput.of(told("can be arranged only while marks are still to come"), file="accommodation")


def _said(text: str, column: str, missing: Sentence) -> bytes:
    return written(text, most=LONGEST_NEED, file="accommodation", column=column, missing=missing).encode()
