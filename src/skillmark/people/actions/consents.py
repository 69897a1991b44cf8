"""What a person allows."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from skillmark.foundation import audit, exposure
from skillmark.foundation.access import require
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.people import queries, rules
from skillmark.people.models import Consent, Person


@action
def give_consent(
    actor: Actor,
    *,
    person_id: UUID,
    purpose: str,
    recipients: Sequence[str] = (),
    expires_on: date | None = None,
    now: datetime,
) -> Consent:
    """A person allows a purpose, towards some recipients (ids of organisations or roles), until a day or for good.

    Raises UnderAge for what would show somebody under 18 in public.
    """
    person = one(Person.objects.within(actor).filter(erased_at=None), person_id)
    require(actor, "people.consent.give", person)
    if purpose in rules.PUBLIC_PURPOSES:
        exposure.require_may_be_shown(actor.workspace_id, person_id, now)
    consent = Consent.objects.record(
        actor, now=now, person=person, purpose=purpose, recipients=list(recipients), expires_on=expires_on
    )
    audit.record(actor, "people.consent.given", consent, person=person.pk, purpose=purpose, expires_on=expires_on)
    return consent


@action
def withdraw_own_consent(holder: Actor, *, consent_id: UUID, now: datetime) -> Consent:
    """The holder takes a consent of hers back, whichever workspace it was given to. Raises NotFound."""
    require(holder, "people.own.change")
    hers = Consent.objects.across_workspaces().filter(person__in=queries.own_persons(holder), withdrawn_at=None)
    return _withdrawn(holder, one(hers, consent_id, lock=True), now)


@action
def withdraw_consent(actor: Actor, *, consent_id: UUID, now: datetime) -> Consent:
    """She takes it back, at once; that it once held stays on record."""
    consent = one(Consent.objects.within(actor), consent_id, lock=True)
    require(actor, "people.consent.withdraw", consent)
    return _withdrawn(actor, consent, now)


def _withdrawn(actor: Actor, consent: Consent, now: datetime) -> Consent:
    if consent.withdrawn_at is None:
        consent.withdrawn_at = now
        consent.save(update_fields=["withdrawn_at"])
        audit.record(actor, "people.consent.withdrawn", consent, person=consent.person_id)
    return consent
