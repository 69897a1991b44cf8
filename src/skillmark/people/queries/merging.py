"""Records of one person that were made one."""

from uuid import UUID

from django.db.models import Q, QuerySet

from skillmark.foundation.access import require
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.people.models import Merge, Person
from skillmark.people.queries.persons import person, persons

MOST_ALIKE = 20


def all_records_of(person_id: UUID) -> list[UUID]:
    """A person's record and those that were merged into it, at whatever remove; her own first."""
    found = [person_id]
    for known in found:
        merged = Person.objects.across_workspaces().filter(merged_into_id=known).order_by("pk")
        found.extend(merged.values_list("pk", flat=True))
    return found


def merges_of(actor: Actor, person_id: UUID) -> QuerySet[Merge]:
    """What was merged into a person's record and is not undone, the latest first."""
    found = Merge.objects.within(actor).filter(kept_id=person(actor, person_id).pk, undone_at=None)
    return found.select_related("absorbed").order_by("-recorded_at", "-id")


def merge(actor: Actor, merge_id: UUID) -> Merge:
    """Raises NotFound, also for one that is undone."""
    found: Merge = one(Merge.objects.within(actor).filter(undone_at=None).select_related("kept", "absorbed"), merge_id)
    require(actor, "people.person.merge", found.kept)
    return found


def alike(actor: Actor, whose: Person, text: str) -> list[Person]:
    """Whose record may be another of this person's: who is found by a text, else who has her name, address or phone."""
    found = persons(actor, text).exclude(pk=whose.pk)
    if not text.strip():
        same = Q(name__iexact=whose.name)
        for field in ("email", "phone"):
            if getattr(whose, field):
                same |= Q(**{field: getattr(whose, field)})
        found = found.filter(same)
    return list(found.select_related("unit")[:MOST_ALIKE])
