"""What is needed for an attempt, for the few who see it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from skillmark.assessment import rules
from skillmark.assessment.models import Accommodation, AccommodationStatus, Sitting
from skillmark.assessment.queries.chances import open_to
from skillmark.assessment.queries.sittings import given, not_blind_to, result, sitting
from skillmark.foundation import access, erasure
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound


@dataclass(frozen=True, slots=True)
class Need:
    """A need with its words: `text` as it was asked for, `sentence` as it was answered (empty where nothing was said).
    Both are empty once their person was erased.
    """

    accommodation: Accommodation
    status: AccommodationStatus
    text: str
    sentence: str

    @property
    def may_be_withdrawn(self) -> bool:
        return rules.may_be_withdrawn(self.status)


def needs_seen(actor: Actor, sitting: Sitting) -> list[Need]:
    """What this reader may see of what is needed for the attempt, in the order it came."""
    part = _part(actor, sitting)
    if part is rules.Part.NONE:
        return []
    rows = Accommodation.objects.within(actor).filter(sitting=sitting)
    return [need for need in _opened(rows) if rules.is_seen(need.status, part)]


def need(actor: Actor, accommodation_id: UUID, *, lock: bool = False) -> Need:
    """One need this reader may see. Raises NotFound. `lock` holds it until the unit of work ends."""
    rows: QuerySet[Accommodation] = Accommodation.objects.within(actor)
    found = one(rows, accommodation_id, lock=lock)
    seen = needs_seen(actor, sitting(actor, found.sitting_id))
    for each in seen:
        if each.accommodation.pk == accommodation_id:
            return each
    raise NotFound(str(accommodation_id))


def needs_of(actor: Actor, person_id: UUID) -> list[Need]:
    """All that was needed for a person's attempts, for her own copy of what is held of her."""
    return _opened(Accommodation.objects.within(actor).filter(sitting__person_id=person_id))


def needs_to_answer(actor: Actor) -> list[Accommodation]:
    """Needs that nobody has answered, of attempts that still wait for marks, for whoever may; without their words."""
    if not access.may_ever(actor, "assessment.accommodation.answer"):
        return []
    rows: QuerySet[Accommodation] = Accommodation.objects.within(actor)
    waiting = rows.filter(answers=None, sitting__settled_at=None, sitting__in=not_blind_to(actor))
    whole = waiting.select_related(
        "sitting__task__rubric", "sitting__policy", "sitting__person", "sitting__settlement"
    ).order_by("recorded_at", "id")
    return [
        row
        for row in whole.prefetch_related("sitting__ratings", "sitting__findings__closing")
        if access.may(actor, "assessment.accommodation.answer", row.sitting) and waits(row.sitting)
    ]


def waits(sitting: Sitting) -> bool:
    """Whether marks are still to come, so that something can be arranged."""
    return result(sitting).stage is rules.Stage.WAITS_FOR_ASSESSORS


def _part(actor: Actor, sitting: Sitting) -> rules.Part:
    if actor.person_id is None or actor.link is not None:
        return rules.Part.NONE
    if actor.person_id == sitting.person_id:
        return rules.Part.HERSELF
    if access.may(actor, "assessment.accommodation.read", sitting):
        return rules.Part.PROVIDES
    if not waits(sitting):
        return rules.Part.NONE
    if access.may(actor, "assessment.accommodation.answer", sitting):
        return rules.Part.PROVIDES
    has_marked = any(mark.assessor_id == actor.person_id for mark in given(sitting))
    return rules.Part.MARKS if has_marked or open_to(actor, sitting) else rules.Part.NONE


def _opened(rows: "QuerySet[Accommodation]") -> list[Need]:
    found = list(rows.select_related("sitting__person").prefetch_related("answers").order_by("recorded_at", "id"))
    asked = [(row.sealed_for_id, bytes(row.sealed)) for row in found]
    answered = {row.pk: (row.sealed_for_id, said) for row in found if (said := _said(row))}
    opened = [(text or b"").decode() for text in erasure.unseal_all([*asked, *answered.values()])] if found else []
    sentences = dict(zip(answered, opened[len(found) :], strict=True))
    return [
        Need(row, rules.status_of([one.status for one in row.answers.all()]), text, sentences.get(row.pk, ""))
        for row, text in zip(found, opened[: len(found)], strict=True)
    ]


def _said(row: Accommodation) -> bytes:
    """The sentence of its answer, still sealed; empty where there is none."""
    return next((bytes(answer.sealed) for answer in row.answers.all() if answer.sealed), b"")
