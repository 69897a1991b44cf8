"""Telling holders: that a record ends soon, and what follows what is not awarded any more."""

from datetime import datetime, timedelta
from uuid import UUID

from skillmark.credentials import queries, renewal
from skillmark.credentials.models import Achievement, Reminder, SignedRecord
from skillmark.foundation import access, audit
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people_actions
from skillmark.people import queries as people

ENDS = "credentials.ends"
NOT_AWARDED = "credentials.not_awarded"


def remind(actor: Actor, *, now: datetime) -> int:
    """Tell every holder whose record ends in 90, 30 or 7 days, each of these once; gives how many were told.

    Of what a stopped worker missed only the latest is told. Each is told by itself, so that a fault undoes one at most.
    """
    access.require(actor, "credentials.record.remind")
    latest = now + timedelta(days=max(renewal.REMINDED_DAYS))
    ending = SignedRecord.objects.within(actor).filter(
        revoked_at=None, valid_until__gt=now, valid_until__lte=latest, award__renewed_by=None
    )
    return sum(_remind(actor, record_id, now) for record_id in ending.order_by("id").values_list("pk", flat=True))


@action
def _remind(actor: Actor, record_id: UUID, now: datetime) -> bool:
    """Under the record's lock: renewed or withdrawn meanwhile, or told by another worker, nothing is said."""
    record: SignedRecord = one(SignedRecord.objects.within(actor), record_id, lock=True)
    if record.revoked_at is not None or record.valid_until is None:
        return False
    sent = list(record.reminders.values_list("days", flat=True))
    days = renewal.reminder_due(record.valid_from, record.valid_until, sent, now)
    if days is None:
        return False
    reminder: Reminder = Reminder.objects.record(actor, now=now, record=record, days=days)
    people_actions.tell(
        actor,
        person_id=record.person_id,
        event=ENDS,
        parameters={
            "record": record.award.achievement.public_name,
            "day": people.today(actor, record.valid_until).isoformat(),
        },
        now=now,
    )
    audit.record(actor, "credentials.holder.reminded", reminder, person=record.person_id, days=days)
    return True


class NotDecided(Exception):
    """No group has decided that this is awarded no more."""


@action
def retire_achievement(
    actor: Actor, *, achievement_id: UUID, successor_id: UUID | None = None, now: datetime
) -> Achievement:
    """Nobody earns it any more; its records count until they end. Every holder is told once what follows it, if
    anything. Retired before, nothing changes. Raises NotDecided without a standing decision of a group, BadInput for a
    successor that is itself or retired.
    """
    earned: Achievement = one(Achievement.objects.within(actor), achievement_id, lock=True)
    access.require(actor, "credentials.achievement.define")
    if earned.retired_at is not None:
        return earned
    if not queries.may_retire(actor, earned):
        raise NotDecided(earned.public_name)
    successor = one(Achievement.objects.within(actor), successor_id, lock=True) if successor_id else None
    if successor is not None and (successor.pk == earned.pk or successor.retired_at is not None):
        raise BadInput.of("names something that is not awarded itself", file="achievement", column="successor")
    earned.retired_at, earned.successor = now, successor
    earned.save(update_fields=["retired_at", "successor"])
    audit.record(actor, "credentials.achievement.retired", earned, successor=str(successor.pk) if successor else "")
    held = queries.in_force(actor, now).filter(award__achievement=earned)
    for person_id in sorted(set(held.values_list("person_id", flat=True))):
        people_actions.tell(
            actor,
            person_id=person_id,
            event=NOT_AWARDED,
            parameters={"record": earned.public_name, "next": successor.public_name if successor else ""},
            now=now,
        )
    return earned
