"""Who read what of a person. A row holds ids alone and is written once a day for each reader, person and page, so that
reading stays cheap; it can neither be changed nor deleted.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation import personal, sources
from skillmark.foundation.models.rights import Reading
from skillmark.foundation.roles import Actor


def note(actor: Actor, person_id: UUID, what: str, now: datetime) -> None:
    """The actor has read a page about somebody else. What is read of oneself, or by a program, is not noted."""
    if actor.person_id is None or actor.process or person_id == actor.person_id:
        return
    seen = {"person_id": person_id, "reader_id": actor.person_id, "what": what, "day": now.date()}
    if Reading.objects.within(actor).filter(**seen).exists():
        return
    row = Reading(id=sources.new_id(), workspace_id=actor.workspace_id, recorded_at=now, **seen)
    Reading.objects.within(actor).bulk_create([row], ignore_conflicts=True)  # she may have opened it twice at once


def of_person(actor: Actor, person_id: UUID) -> "QuerySet[Reading]":
    """Whoever opened a page about this person, the latest first. The caller has made sure who reads."""
    hers = Reading.objects.within(actor).filter(person_id__in=personal.records_of(person_id))
    return hers.order_by("-day", "-recorded_at", "-id")
