"""What people who did not pass are told before they try again."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from skillmark.assessment import rules
from skillmark.assessment.models import Sitting
from skillmark.assessment.queries.sittings import result, with_raters
from skillmark.foundation import access
from skillmark.foundation.roles import Actor, Role
from skillmark.people import queries as people


def not_told(actor: Actor, person_id: UUID, task_ids: Collection[UUID]) -> list[Sitting]:
    """Her attempts at these tasks after which she is first told what to show, before any of them is tried again."""
    access.require_ever(actor, "assessment.sitting.open")
    found: QuerySet[Sitting] = Sitting.objects.within(actor)
    hers = found.filter(person_id=person_id, task_id__in=task_ids).order_by("recorded_at", "id")
    known = {sitting.pk: sitting for sitting in with_raters(hers).prefetch_related("next_time")}
    tried = [
        rules.Tried(sitting.pk, sitting.task_id, result(sitting).stage, bool(sitting.next_time.all()))
        for sitting in known.values()
    ]
    return [known[sitting_id] for sitting_id in rules.not_told(tried)]


def who_tells(actor: Actor, sitting: Sitting, day: date) -> list[people.Person]:
    """Those who marked or settled an attempt and may still say here what to show next time, by name; none where all
    of them have left or never had an account: then whoever may mark it says it.
    """
    judged = {rating.assessor_id for rating in sitting.ratings.all()}
    settlement = getattr(sitting, "settlement", None)
    if settlement is not None:
        judged.add(settlement.moderator_id)
    grants = people.in_force(actor, day).filter(
        person_id__in=judged, person__account__isnull=False, role__in=[Role.ASSESSOR, Role.LINE_MANAGER]
    )
    able = {
        grant.person_id: grant.person
        for grant in grants
        if grant.role == Role.ASSESSOR or grant.person_id == sitting.person.manager_id
    }
    return sorted(able.values(), key=lambda person: (person.name, person.pk))


def tells(actor: Actor, sitting: Sitting, day: date) -> bool:
    """Whether it is the reader who says what to show next time."""
    if result(sitting).stage is not rules.Stage.NOT_PASSED or actor.person_id is None:
        return False
    if not access.may(actor, "assessment.feedback.give", sitting):
        return False
    able = who_tells(actor, sitting, day)
    return not able or any(person.pk == actor.person_id for person in able)
