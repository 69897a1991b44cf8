"""What people asked to have put right, and who answers."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation.access import require
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, Role
from skillmark.people.models import Correction, Person
from skillmark.people.queries.persons import in_force
from skillmark.people.queries.workspaces import today

ANSWER = (Role.TALENT_LEAD, Role.OPERATOR)  # the first of these that somebody holds


def who_answers(actor: Actor, person: Person, now: datetime) -> Person | None:
    """Who is asked: the talent lead who has been one longest, else the operator; never the person herself."""
    held = in_force(actor, today(actor, now)).filter(role__in=ANSWER, over=None, person__erased_at=None)
    grants = sorted(held.exclude(person=person), key=lambda grant: (ANSWER.index(grant.role), grant.starts, grant.pk))
    return grants[0].person if grants else None


def waiting_corrections(actor: Actor, now: datetime) -> Sequence[Correction]:
    """Those that wait for the reader, the soonest first; also those whose assignee answers nothing here any more."""
    if actor.person_id is None or not actor.has(ANSWER):
        return []
    rows = Correction.objects.within(actor).filter(answered_at=None).exclude(person_id=actor.person_id)
    found = list(rows.select_related("person").order_by("answer_by", "id"))
    if not found:
        return []
    answering = set(
        in_force(actor, today(actor, now)).filter(role__in=ANSWER, over=None).values_list("person_id", flat=True)
    )
    return [one for one in found if one.assignee_id == actor.person_id or one.assignee_id not in answering]


def correction(actor: Actor, correction_id: UUID) -> Correction:
    """One that still waits, for whoever may answer it. Raises NotFound."""
    rows = Correction.objects.within(actor).filter(answered_at=None).select_related("person", "assignee")
    found: Correction = one(rows, correction_id)
    require(actor, "people.correction.answer", found)
    return found


def corrections_of(actor: Actor, person_id: UUID) -> QuerySet[Correction]:
    """What a person asked for, the latest first, for herself. The caller has made sure who reads."""
    rows = Correction.objects.within(actor).filter(person_id=person_id).select_related("assignee")
    return rows.order_by("-recorded_at", "-id")
