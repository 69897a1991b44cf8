"""What is stated of somebody's age, and what her guardian agrees to."""

from datetime import date, datetime
from uuid import UUID

from skillmark.foundation import audit
from skillmark.foundation.access import require
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput
from skillmark.people import queries, rules
from skillmark.people.models import Age, GuardianConsent, Person


class StaysUnder18(PermissionError):
    """Whoever is known to be under 18 does not say otherwise of herself."""


@action
def state_age(
    actor: Actor, *, person_id: UUID, born_on: date | None = None, under_18: bool | None = None, now: datetime
) -> Age:
    """State her day of birth, or whether she is under 18; a day of birth counts where both are given.

    Raises BadInput for a day to come and where nothing is said, StaysUnder18 where she would end it herself.
    """
    person: Person = one(Person.objects.within(actor).filter(erased_at=None), person_id, lock=True)
    require(actor, "people.age.state", person)
    today = queries.today(actor, now)
    if born_on is None and under_18 is None:
        raise BadInput.of("is empty", file="born_on")
    if born_on is not None and born_on > today:
        raise BadInput.of("lies in the future", file="born_on")
    stated = None if born_on is not None else under_18
    ends_protection = not rules.is_under_18(born_on, stated, today)
    if ends_protection and actor.person_id == person.pk and queries.is_minor(actor, person_id, now):
        raise StaysUnder18(str(person_id))
    age, _ = Age.objects.within(actor).update_or_create(
        person=person,
        defaults={"born_on": born_on, "under_18": stated},
        create_defaults={
            "workspace_id": actor.workspace_id,
            "recorded_at": now,
            "born_on": born_on,
            "under_18": stated,
        },
    )
    audit.record(actor, "people.age.stated", age, person=person.pk)
    return age


@action
def note_guardian_consent(
    actor: Actor, *, person_id: UUID, guardian: str, relation: str, given_on: date, now: datetime
) -> GuardianConsent:
    """A guardian agreed, on a paper or in front of whoever notes it, that records are made. Raises BadInput."""
    person: Person = one(Person.objects.within(actor).filter(erased_at=None), person_id)
    require(actor, "people.guardian.note", person)
    if not guardian.strip():
        raise BadInput.of("is empty", file="guardian")
    if given_on > queries.today(actor, now):
        raise BadInput.of("lies in the future", file="given_on")
    consent: GuardianConsent = GuardianConsent.objects.record(
        actor,
        now=now,
        person=person,
        guardian=guardian.strip(),
        relation=relation.strip(),
        given_on=given_on,
        noted_by_id=actor.person_id,
    )
    audit.record(actor, "people.guardian.agreed", consent, person=person.pk, given_on=given_on)
    return consent


@action
def withdraw_guardian_consent(actor: Actor, *, consent_id: UUID, now: datetime) -> GuardianConsent:
    """The guardian takes it back, at once; records made until then stay."""
    rows = GuardianConsent.objects.within(actor).filter(withdrawn_at=None)
    consent: GuardianConsent = one(rows, consent_id, lock=True)
    require(actor, "people.guardian.note", consent)
    consent.withdrawn_at = now
    consent.save(update_fields=["withdrawn_at"])
    audit.record(actor, "people.guardian.withdrew", consent, person=consent.person_id)
    return consent
