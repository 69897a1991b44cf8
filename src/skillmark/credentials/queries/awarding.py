"""Awarding to many at once: who might have earned it, and what became of each."""

from uuid import UUID

from django.db.models import QuerySet

from skillmark.assessment import queries as assessment
from skillmark.credentials.models import Achievement, Award, Awarding, AwardingPerson
from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.people import queries as people


def awarding(actor: Actor, awarding_id: UUID, *, lock: bool = False) -> Awarding:
    """One that the reader began; the program reads them all. Raises NotFound."""
    access.require(actor, "credentials.record.award_many")
    found: QuerySet[Awarding] = Awarding.objects.within(actor)
    if not actor.process:
        found = found.filter(awarded_by_id=actor.person_id)
    if lock:
        return one(found, awarding_id, lock=True)
    return one(found.select_related("achievement__framework"), awarding_id)


def awardings(actor: Actor) -> "QuerySet[Awarding]":
    """Those the reader has started, the latest first."""
    access.require(actor, "credentials.record.award_many")
    found: QuerySet[Awarding] = Awarding.objects.within(actor).filter(awarded_by_id=actor.person_id)
    return found.exclude(started_at=None).select_related("achievement").order_by("-started_at", "-id")


def awarding_people(actor: Actor, shown: Awarding) -> "QuerySet[AwardingPerson]":
    access.require(actor, "credentials.record.award_many")
    found: QuerySet[AwardingPerson] = AwardingPerson.objects.within(actor).filter(awarding=shown)
    return found.select_related("person", "award__record").order_by("person__name", "person_id")


def might_earn(actor: Actor, achievement: Achievement) -> list[UUID]:
    """Whose attempts at the standard are settled, and who has no record of this that counts, the reader left out."""
    tried = assessment.settled_people(actor, achievement.framework_id)
    have = Award.objects.within(actor).filter(achievement=achievement, record__revoked_at=None)
    seen = people.persons(actor).values_list("pk", flat=True)
    return sorted((tried & set(seen)) - set(have.values_list("person_id", flat=True)) - {actor.person_id})
