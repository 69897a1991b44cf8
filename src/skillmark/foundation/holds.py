"""Legal holds: while one stands, what it covers is not deleted, whoever asks."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from skillmark.foundation import audit, personal
from skillmark.foundation.access import require
from skillmark.foundation.models.rights import Hold
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput


class OnHold(PermissionError):
    """Something must be kept: `holds` say by whom and why."""

    def __init__(self, holds: Collection[Hold]) -> None:
        self.holds = tuple(holds)
        super().__init__("a hold stops deletion")


@action
def place_hold(
    actor: Actor, *, person_id: UUID | None = None, kind: str = "", reason: str, may_be_told: bool = True, now: datetime
) -> Hold:
    """Nothing of this person, of this kind, or of this kind about this person is deleted until the hold ends.

    Raises BadInput without a reason, or for neither a person nor a kind.
    """
    require(actor, "foundation.hold.place", Hold(workspace_id=actor.workspace_id, person_id=person_id))
    if not reason.strip():
        raise BadInput.of("is empty", file="reason")
    if person_id is None and not kind:
        raise BadInput.of("name a person, a kind of record, or both", file="person")
    hold: Hold = Hold.objects.record(
        actor,
        now=now,
        person_id=person_id,
        kind=kind,
        reason=reason.strip(),
        may_be_told=may_be_told,
        placed_by_id=actor.person_id,
    )
    audit.record(actor, "foundation.hold.placed", hold, person=person_id, kind=kind)
    return hold


@action
def end_hold(actor: Actor, *, hold_id: UUID, now: datetime) -> Hold:
    """From now on what it covered may go again."""
    hold: Hold = one(standing(actor), hold_id, lock=True)
    require(actor, "foundation.hold.place", hold)
    hold.ended_at = now
    hold.save(update_fields=["ended_at"])
    audit.record(actor, "foundation.hold.ended", hold, person=hold.person_id)
    return hold


def standing(actor: Actor) -> "QuerySet[Hold]":
    """The holds that stand, the latest first."""
    return Hold.objects.within(actor).filter(ended_at=None).order_by("-recorded_at", "-id")


def over(actor: Actor, person_id: UUID) -> list[Hold]:
    """The holds that stop this person's deletion: those on her, and those on a kind of which something is hers."""
    hers_or_all = Q(person_id__in=personal.records_of(person_id)) | Q(person_id=None)
    found = list(standing(actor).filter(hers_or_all))
    if not any(hold.kind for hold in found):
        return found
    hers = {row["kind"] for row in personal.everything(actor, person_id)}
    return [hold for hold in found if not hold.kind or hold.kind in hers]


def over_kinds(actor: Actor, kinds: Collection[str], person_id: UUID | None) -> list[Hold]:
    """The holds that stop deletion of records of these kinds about a person (None: about nobody who is known)."""
    found = standing(actor).filter(Q(kind="") | Q(kind__in=kinds))
    hers = personal.records_of(person_id) if person_id is not None else []
    return list(found.filter(Q(person_id=None) | Q(person_id__in=hers)))


def require_none_on(actor: Actor, kinds: Collection[str], person_id: UUID | None) -> None:
    """Raises OnHold where a record of these kinds about this person must be kept."""
    found = over_kinds(actor, kinds, person_id)
    if found:
        raise OnHold(found)


def require_none(actor: Actor, person_id: UUID) -> None:
    """Raises OnHold where something of the person must be kept."""
    found = over(actor, person_id)
    if found:
        raise OnHold(found)
