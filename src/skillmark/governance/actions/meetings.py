"""Meetings are called, called off and written of."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from skillmark.foundation import access, audit
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.governance import queries, rules
from skillmark.governance.models import Alternate, Body, Meeting, Minutes, Seat
from skillmark.kernel.values import BadInput, told
from skillmark.people import actions as messages
from skillmark.people import queries as people


@action
def call_meeting(
    actor: Actor, *, body_id: UUID, begins_at: datetime, minutes_long: int = 60, place: str = "", now: datetime
) -> Meeting:
    """Call a body together, and tell everybody who sits there that day or stands in. Raises BadInput for a time that is
    not ahead, or no time at all.
    """
    body: Body = one(Body.objects.within(actor), body_id, lock=True)
    access.require(actor, "governance.meeting.call", Seat(workspace_id=body.workspace_id, body=body))
    if begins_at <= now:
        raise BadInput.of(told("a meeting lies ahead"), file="meeting", column="begins_at")
    if not 0 < minutes_long <= 24 * 60:
        raise BadInput.of(told("a meeting takes between one minute and a day"), file="meeting", column="minutes_long")
    meeting: Meeting = Meeting.objects.record(
        actor, now=now, body=body, begins_at=begins_at, minutes_long=minutes_long, place=place.strip()
    )
    audit.record(actor, "governance.meeting.called", meeting, begins_at=begins_at)
    _tell(actor, meeting, "governance.meeting_called", now)
    return meeting


@action
def call_off_meeting(actor: Actor, *, meeting_id: UUID, now: datetime) -> Meeting:
    """It does not take place; everybody is told. Raises NotFound once it was called off, BadInput once it began."""
    meeting: Meeting = one(Meeting.objects.within(actor).filter(called_off_at=None), meeting_id, lock=True)
    access.require(actor, "governance.meeting.call", meeting)
    if meeting.begins_at <= now:
        raise BadInput.of(told("this meeting has begun"), file="meeting")
    meeting.called_off_at = now
    meeting.save(update_fields=["called_off_at"])
    audit.record(actor, "governance.meeting.called_off", meeting)
    _tell(actor, meeting, "governance.meeting_called_off", now)
    return meeting


@action
def write_minutes(actor: Actor, *, meeting_id: UUID, text: str, final: bool, now: datetime) -> Minutes:
    """Write what a meeting came to: a draft, or the final text, which only corrections follow. What was written stays.

    The audit chain holds a keyed digest of each text. Raises BadInput for no text or too long a one, before the meeting
    has begun, and for a draft once the minutes are final; NotFound for a meeting that was called off.
    """
    meeting: Meeting = one(Meeting.objects.within(actor).filter(called_off_at=None), meeting_id, lock=True)
    access.require(actor, "governance.minutes.write", meeting)
    if not text.strip():
        raise BadInput.of(told("is missing"), file="minutes", column="text")
    if len(text) > Minutes.longest:
        raise BadInput.of(told("is longer than %(most)s letters", most=Minutes.longest), file="minutes", column="text")
    if meeting.begins_at > now:
        raise BadInput.of(told("this meeting has not begun"), file="minutes", column="text")
    before = queries.written(actor, meeting).filter(final=True).first()
    if before is not None and not final:
        raise BadInput.of(told("the minutes are final, and only corrected"), file="minutes", column="final")
    minutes: Minutes = Minutes.objects.record(
        actor, now=now, meeting=meeting, text=text.strip(), final=final, corrects=before
    )
    audit.record(
        actor, "governance.minutes.written", minutes, meeting=meeting.pk, final=final, text=minutes.text,
        corrects=before and before.pk,
    )  # fmt: skip
    return minutes


def _tell(actor: Actor, meeting: Meeting, event: str, now: datetime) -> None:
    local = meeting.begins_at.astimezone(ZoneInfo(people.workspace(actor).time_zone))
    day = local.date()
    asked: set[UUID | None] = set()
    for seat in meeting.body.seats.prefetch_related("alternates").order_by("pk"):
        terms: list[Seat | Alternate] = [seat, *seat.alternates.all()]
        asked |= {term.person_id for term in terms if rules.holds_seat(term.starts, term.ends, day)}
    for person_id in sorted(known for known in asked if known is not None):
        messages.tell(
            actor,
            person_id=person_id,
            event=event,
            parameters={"group": meeting.body.name, "day": day.isoformat(), "time": local.strftime("%H:%M")},
            now=now,
        )
