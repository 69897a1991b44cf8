"""Who is under 18, and what a guardian agreed to."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation.access import require
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.people import rules
from skillmark.people.models import Age, GuardianConsent
from skillmark.people.queries.persons import anyone
from skillmark.people.queries.workspaces import today


def age(actor: Actor, person_id: UUID) -> Age | None:
    """What is stated of her age, for herself and her coach; None where nothing is. Raises Forbidden for others."""
    whose = anyone(actor, person_id)
    require(actor, "people.age.read", whose)
    found: Age | None = Age.objects.within(actor).filter(person=whose).first()
    return found


def is_minor(actor: Actor, person_id: UUID, now: datetime) -> bool:
    """Whether she is known to be under 18 today. What holds something back asks it; it is shown to nobody."""
    stated = Age.objects.within(actor).filter(person_id=person_id).first()
    return stated is not None and rules.is_under_18(stated.born_on, stated.under_18, today(actor, now))


def guardian_consents(actor: Actor, person_id: UUID) -> QuerySet[GuardianConsent]:
    """What guardians agreed to for her, the latest first, for whoever notes it. Raises Forbidden."""
    whose = anyone(actor, person_id)
    require(actor, "people.guardian.note", whose)
    return (
        GuardianConsent.objects.within(actor)
        .filter(person=whose)
        .select_related("signature__sheet")
        .order_by("-recorded_at", "-id")
    )


def guardian_consent(actor: Actor, person_id: UUID, consent_id: UUID) -> GuardianConsent:
    """One that is in force. Raises NotFound."""
    found: GuardianConsent = one(guardian_consents(actor, person_id).filter(withdrawn_at=None), consent_id)
    return found


def records_may_be_made(actor: Actor, person_id: UUID, now: datetime) -> bool:
    """Whether records may be made from her work: she is not known to be under 18, or a guardian agrees."""
    return person_id in records_may_be_made_of(actor, [person_id], now)


def records_may_be_made_of(actor: Actor, person_ids: Collection[UUID], now: datetime) -> frozenset[UUID]:
    """Those of these people from whose work records may be made."""
    stated, day = Age.objects.within(actor).filter(person_id__in=person_ids), today(actor, now)
    minors = {one.person_id for one in stated if rules.is_under_18(one.born_on, one.under_18, day)}
    agreed = GuardianConsent.objects.within(actor).filter(person_id__in=minors, withdrawn_at=None)
    return frozenset(person_ids) - minors | frozenset(agreed.values_list("person_id", flat=True))
